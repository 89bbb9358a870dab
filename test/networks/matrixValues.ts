// Matrix theorems at a point: rows of numbers by matrix arithmetic, the error terms by their own matrix theorems.
import type { MatrixForms } from '../../src/derive/index.ts';
import { index, type Matrix, quantity } from '../../src/expr/index.ts';
import { functionNamed } from '../../src/functions/index.ts';
import type { MatrixTheorem, TheoremId } from '../../src/proof/index.ts';
import { type Leaves, type Numbers, type Rows, rowsOf } from '../expr/matrices.ts';
import type { Point } from './families.ts';

/** Works out matrices of a network at a point. */
export class MatrixValues {
  readonly #point: Point;
  /** Theorems whose left-hand side is a name, such as δ^l. */
  readonly #named: readonly MatrixTheorem[];
  readonly #known = new Map<string, Rows>();
  readonly #leaves: Leaves;

  constructor(forms: MatrixForms, point: Point, ids: readonly TheoremId[]) {
    this.#point = point;
    this.#named = ids.flatMap((id) => {
      const found = forms.of(id);
      return found?.lhs.kind === 'symbol' ? [found] : [];
    });
    this.#leaves = {
      index: (of, at) => point.instance.index(of, at),
      member: (name, indices) => this.#member(name, indices),
      derivative: (of, name, indices) =>
        point.duals.partial(point.instance.term(of), memberOf(name, indices)).value,
      term: (term, at) => point.duals.value(point.instance.term(term, at)).value,
      function: (name, args, orders) => {
        const own = point.functions.get(name);
        if (own !== undefined) return own(args, orders);
        const record = functionNamed(name);
        if (record === undefined || orders.some((order) => order > 0)) throw new Error(`no function ${name}`);
        return record.value(...args);
      },
    };
  }

  /** Throws: Error if a name has no theorem there. */
  rows(of: Matrix, at: Numbers = new Map()): Rows {
    return rowsOf(of, at, this.#leaves);
  }

  #member(name: string, indices: readonly number[]): number {
    const own = memberOf(name, indices);
    if (this.#point.instance.network.symbol(own) !== undefined) return this.#point.duals.value(own).value;
    for (const theorem of this.#named) {
      const place = this.#placeIn(theorem, name, indices);
      if (place === undefined) continue;
      const key = `${name} ${[...place.at].join(' ')}`;
      const rows = this.#known.get(key) ?? this.rows(theorem.rhs, place.at);
      this.#known.set(key, rows);
      return rows[place.row]?.[place.column] as number;
    }
    throw new Error(`nothing says what ${name}[${indices.join()}] is`);
  }

  /** Where a member stands in the left-hand side of a theorem, and what the indices around are there. */
  #placeIn(
    { lhs, given }: MatrixTheorem,
    name: string,
    indices: readonly number[],
  ): { readonly at: Numbers; readonly row: number; readonly column: number } | undefined {
    if (lhs.kind !== 'symbol' || lhs.name !== name) return undefined;
    const { instance } = this.#point;
    const at = new Map<string, number>();
    const found = { row: 0, column: 0 };
    for (const [i, each] of lhs.indices.entries()) {
      const value = indices[i] as number;
      if (typeof each === 'string') found[each] = value - 1;
      else {
        const range = given.find((own) => own.kind === 'range' && own.index === each.key);
        if (range?.kind !== 'range') {
          if (instance.index(each) !== value) return undefined;
        } else if (value < instance.index(range.from, at) || value > instance.index(range.to, at))
          return undefined;
        else at.set(range.index, value);
      }
    }
    return { at, ...found };
  }
}

const memberOf = (name: string, indices: readonly number[]) =>
  quantity(
    name,
    indices.map((each) => index(each)),
  );

/** Letters for bound indices: those that are free, and where there is a choice none that a family bears, as in p_{pk}. */
import {
  type Expr,
  fold,
  freshIndex,
  type IndexedSum,
  indexedSum,
  indexVariable,
  indicesIn,
  nodes,
  rebuild,
  substituteIndices,
} from '../expr/index.ts';
import type { Network } from '../network/index.ts';

/** What textbooks take beside an index: s beside a time t, otherwise i, j, k. */
const beside: Readonly<Record<string, readonly string[]>> = { t: ['s', 'r'] };

export class Letters {
  /** Single letters that are families, unless the author sums over them. */
  readonly #borne: ReadonlySet<string>;

  constructor({ symbols, equations }: Network) {
    const own = new Set(
      equations.flatMap(({ rhs, ranges = [] }) => [
        ...ranges.map(({ index }) => index),
        ...nodes(rhs).flatMap((node) => (node.kind === 'indexedSum' ? [node.index] : [])),
      ]),
    );
    this.#borne = new Set(symbols.map(({ quantity: { name } }) => name).filter((name) => !own.has(name)));
  }

  /** A name for a bound index that is not among those taken: the one wanted, if it is free, and rather `other` than a new one. */
  free(wanted: string, taken: ReadonlySet<string>, other = wanted): string {
    const isOpen = (each: string): boolean => !taken.has(each) && !this.#borne.has(each);
    const usual = 'ijk'.includes(other) ? [other] : [];
    const known = [wanted, ...(beside[wanted] ?? []), ...usual].find(isOpen);
    if (known !== undefined) return known;
    const chosen = freshIndex(wanted, new Set([...taken, ...this.#borne]));
    // Numbered names are worse than a letter that means something else.
    return chosen.length > 1 ? freshIndex(wanted, taken) : chosen;
  }

  /** The same term with every bound index renamed that is among those taken, or the letter of a family. */
  apart(term: Expr, taken: ReadonlySet<string>): Expr {
    return fold<Expr>(term, (node, args) => {
      const whole = rebuild(node, args);
      const isKept = whole.kind !== 'indexedSum' || !(taken.has(whole.index) || this.#borne.has(whole.index));
      return isKept ? whole : this.#renamed(whole, taken);
    });
  }

  #renamed(whole: IndexedSum, taken: ReadonlySet<string>): Expr {
    const body = whole.args[0] as Expr;
    const name = this.free(whole.index, new Set([...taken, ...indicesIn(body)]));
    const renamed = substituteIndices(body, new Map([[whole.index, indexVariable(name)]]));
    return indexedSum(name, whole.from, whole.to, renamed);
  }
}

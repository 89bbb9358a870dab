/**
 * Equality up to the order and nesting of sums and products, and up to the names of bound indices: the kernel's equality.
 * The canonical form is for comparison only; it is never printed and no path leads into it.
 */
import {
  addIndex,
  bracket,
  type Expr,
  fold,
  index,
  indexedSum,
  indexVariable,
  productOf,
  rebuild,
  substituteIndices,
  sumOf,
} from '../expr/index.ts';

/** Thrown inside the kernel when a limit is met; it becomes a refusal. */
export class LimitError extends Error {}

const kindOrder: Record<Expr['kind'], number> = {
  number: 0,
  quantity: 1,
  sum: 2,
  product: 3,
  power: 4,
  apply: 5,
  indexedSum: 6,
  bracket: 7,
  cases: 8,
  partial: 9,
};

const text = (node: Expr): string => {
  switch (node.kind) {
    case 'number':
      return node.value.toFraction();
    case 'quantity':
      return `${node.name}[${node.indices.map((each) => each.key).join()}]`;
    case 'apply':
      return `${node.name}'${node.orders.join()}`;
    case 'indexedSum':
      return `${node.index}:${node.from.key}:${node.to.key}`;
    case 'bracket':
      return node.relations.map(({ kind, left, right }) => `${kind} ${left.key} ${right.key}`).join();
    case 'partial':
      return [node.by, ...node.hold].map(text).join();
    default:
      return '';
  }
};

/** A total order of interned terms by structure: hash, then head, then subterms. */
function compare(a: Expr, b: Expr): number {
  const open: [Expr, Expr][] = [[a, b]];
  for (let work = 0; open.length > 0; work++) {
    if (work > 100_000) throw new LimitError('two terms take too long to tell apart');
    const [x, y] = open.pop() as [Expr, Expr];
    if (x === y) continue;
    if (x.hash !== y.hash) return x.hash - y.hash;
    if (x.kind !== y.kind) return kindOrder[x.kind] - kindOrder[y.kind];
    if (x.args.length !== y.args.length) return x.args.length - y.args.length;
    const [left, right] = [text(x), text(y)];
    if (left !== right) return left < right ? -1 : 1;
    for (let i = x.args.length - 1; i >= 0; i--) open.push([x.args[i] as Expr, y.args[i] as Expr]);
  }
  return 0;
}

/** Canonical forms, remembered for as long as the object lives. */
export class Canonical {
  readonly #forms = new Map<Expr, Expr>();
  readonly #heights = new Map<Expr, number>();
  #work = 0;
  readonly #limit: number;

  /** `limit` bounds the subterms that flattening may copy for one term. */
  constructor(limit = 1_000_000) {
    this.#limit = limit;
  }

  /** The canonical form; two terms are equal up to order exactly if their forms are the same object. Throws: LimitError. */
  of(term: Expr): Expr {
    this.#work = 0;
    return fold<Expr>(term, (node, args) => this.#form(node, args), this.#forms);
  }

  /** Whether two terms are equal up to order. Throws: LimitError. */
  same(a: Expr, b: Expr): boolean {
    return a === b || this.of(a) === this.of(b);
  }

  #form(node: Expr, args: readonly Expr[]): Expr {
    if (node.kind === 'sum' || node.kind === 'product') {
      const flat: Expr[] = [];
      for (const arg of args) {
        if (arg.kind === node.kind) for (const each of arg.args) flat.push(each);
        else flat.push(arg);
      }
      this.#work += flat.length;
      if (this.#work > this.#limit) throw new LimitError('the terms are too large');
      flat.sort(compare);
      return node.kind === 'sum' ? sumOf(flat) : productOf(flat);
    }
    if (node.kind === 'indexedSum') {
      const body = args[0] as Expr;
      const bound = `%${1 + this.#height(body)}`;
      const renamed = substituteIndices(body, new Map([[node.index, indexVariable(bound)]]));
      return indexedSum(bound, node.from, node.to, this.of(renamed));
    }
    if (node.kind === 'bracket') {
      const relations = node.relations.map(({ kind, left, right }) => {
        const difference = addIndex(left, right, -1);
        const sign =
          kind === 'equal' && (difference.terms[0]?.coefficient ?? difference.constant) < 0 ? -1 : 1;
        return { kind, left: addIndex(index(0), difference, sign), right: index(0) };
      });
      return bracket(...relations.sort((x, y) => (x.kind + x.left.key < y.kind + y.left.key ? -1 : 1)));
    }
    return rebuild(node, args);
  }

  #height(term: Expr): number {
    return fold<number>(
      term,
      (node, args) => Math.max(0, ...args) + (node.kind === 'indexedSum' ? 1 : 0),
      this.#heights,
    );
  }
}

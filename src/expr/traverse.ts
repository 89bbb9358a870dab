/**
 * Walking over terms: post-order, memoised, with an explicit stack, so that depth is bounded by memory and work by the
 * number of distinct nodes. No traversal elsewhere recurses over terms of unbounded depth.
 */
import { type Expr, type Quantity, rebuild } from './expression.ts';

/** A position inside a term: argument numbers from the root down. */
export type Path = readonly number[];

/**
 * Computes a value for a term from the values of its subterms; each distinct node once.
 *
 * `memo` may be shared between calls. `enter` may answer for a node without looking below it.
 */
export function fold<T>(
  root: Expr,
  visit: (node: Expr, args: readonly T[]) => T,
  memo: Map<Expr, T> = new Map(),
  enter?: (node: Expr) => T | undefined,
): T {
  // Most calls with a shared memo are about a term that was met before.
  if (memo.has(root)) return memo.get(root) as T;
  const stack: Expr[] = [root];
  while (stack.length > 0) {
    const node = stack[stack.length - 1] as Expr;
    if (memo.has(node)) {
      stack.pop();
      continue;
    }
    const early = enter?.(node);
    if (early !== undefined) {
      memo.set(node, early);
      stack.pop();
      continue;
    }
    const size = stack.length;
    for (let i = node.args.length - 1; i >= 0; i--) {
      const arg = node.args[i] as Expr;
      if (!memo.has(arg)) stack.push(arg);
    }
    if (stack.length > size) continue;
    stack.pop();
    const values: T[] = [];
    for (const arg of node.args) values.push(memo.get(arg) as T);
    memo.set(node, visit(node, values));
  }
  return memo.get(root) as T;
}

/** Replaces subterms from the bottom up; what `replacement` answers is taken as it is and not entered again. */
export const replace = (
  root: Expr,
  replacement: (node: Expr) => Expr | undefined,
  memo?: Map<Expr, Expr>,
): Expr => fold<Expr>(root, rebuild, memo ?? new Map(), replacement);

/** Every distinct node of a term, subterms before what contains them. */
export function nodes(root: Expr): readonly Expr[] {
  const seen = new Map<Expr, true>();
  fold<true>(root, () => true, seen);
  return [...seen.keys()];
}

/** The quantities a term mentions, in the order met, those it differentiates by included. */
export function quantitiesIn(root: Expr): ReadonlySet<Quantity> {
  const found = new Set<Quantity>();
  for (const node of nodes(root)) {
    if (node.kind === 'quantity') found.add(node);
    if (node.kind === 'partial') for (const each of [node.by, ...node.hold]) found.add(each);
  }
  return found;
}

/** The subterm at a path, or undefined where the path leaves the term. */
export function subtermAt(root: Expr, path: Path): Expr | undefined {
  let node: Expr | undefined = root;
  for (const step of path) node = node?.args[step];
  return node;
}

/** The term with the subterm at a path replaced. Throws: RangeError if the path leaves the term. */
export function replaceAt(root: Expr, path: Path, replacement: Expr): Expr {
  const spine: Expr[] = [];
  let node: Expr | undefined = root;
  for (const step of path) {
    spine.push(node);
    node = node.args[step];
    if (node === undefined) throw new RangeError('the path leaves the term');
  }
  let result = replacement;
  for (let i = path.length - 1; i >= 0; i--) {
    const parent = spine[i] as Expr;
    result = rebuild(
      parent,
      parent.args.map((arg, position) => (position === path[i] ? result : arg)),
    );
  }
  return result;
}

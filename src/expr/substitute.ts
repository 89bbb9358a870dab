/** Index variables replaced by indices throughout a term, without capture. */
import { bracket, type Expr, indexedSum, partial, type Quantity, quantity, rebuild } from './expression.ts';
import { type Index, indexNames, indexVariable, substituteIndex } from './indices.ts';
import { fold, nodes } from './traverse.ts';

/** Every index variable and size that a term mentions, bound ones included. */
export function indicesIn(term: Expr): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (each: Index): unknown => indexNames(each, found);
  for (const node of nodes(term)) {
    if (node.kind === 'quantity') node.indices.forEach(add);
    if (node.kind === 'partial') for (const each of [node.by, ...node.hold]) each.indices.forEach(add);
    if (node.kind === 'indexedSum')
      for (const each of [node.from, node.to, indexVariable(node.index)]) add(each);
    if (node.kind === 'bracket') for (const { left, right } of node.relations) [left, right].forEach(add);
  }
  return found;
}

/** A name for a bound index that is not among those taken: the letters that textbooks use, then numbered ones. */
export function freshIndex(wanted: string, taken: ReadonlySet<string>): string {
  const letters = [wanted, 'i', 'j', 'k', 'p', 'q', 'r', 's'];
  const known = letters.find((each) => !taken.has(each));
  if (known !== undefined) return known;
  for (let count = 1; ; count++) if (!taken.has(`${wanted}${count}`)) return `${wanted}${count}`;
}

/** Replaces free index variables by indices. A bound index that would capture one of them gets another name. */
export function substituteIndices(term: Expr, replacement: ReadonlyMap<string, Index>): Expr {
  if (replacement.size === 0) return term;
  const incoming = new Set<string>();
  for (const each of replacement.values()) indexNames(each, incoming);
  const at = (each: Index): Index => substituteIndex(each, replacement);
  const member = (q: Quantity): Quantity =>
    q.indices.length === 0 ? q : quantity(q.name, q.indices.map(at));
  return fold<Expr>(
    term,
    (node, args) => {
      switch (node.kind) {
        case 'quantity':
          return member(node);
        case 'bracket':
          return bracket(
            ...node.relations.map(({ kind, left, right }) => ({ kind, left: at(left), right: at(right) })),
          );
        case 'partial':
          return partial(args[0] as Expr, member(node.by), node.hold.map(member));
        default:
          return rebuild(node, args);
      }
    },
    new Map(),
    (node) => {
      if (node.kind !== 'indexedSum') return undefined;
      const body = node.args[0] as Expr;
      const inner = new Map(replacement);
      inner.delete(node.index);
      const name = incoming.has(node.index)
        ? freshIndex(node.index, new Set([...incoming, ...indicesIn(body)]))
        : node.index;
      if (name !== node.index) inner.set(node.index, indexVariable(name));
      return indexedSum(name, at(node.from), at(node.to), substituteIndices(body, inner));
    },
  );
}

/** The same term with every bound index renamed that is among those taken. */
export function boundApart(term: Expr, taken: ReadonlySet<string>): Expr {
  const used = new Set(taken);
  return fold<Expr>(term, (node, args) => {
    const whole = rebuild(node, args);
    if (whole.kind !== 'indexedSum' || !taken.has(whole.index)) return whole;
    const body = whole.args[0] as Expr;
    const name = freshIndex(whole.index, new Set([...used, ...indicesIn(body)]));
    const renamed = substituteIndices(body, new Map([[whole.index, indexVariable(name)]]));
    return indexedSum(name, whole.from, whole.to, renamed);
  });
}

const none: ReadonlySet<string> = new Set();

/** The indices and sizes of a term that no sum in it binds, `*` for a whole family among them; `memo` may be shared between calls. */
export const freeIndices = (
  term: Expr,
  memo: Map<Expr, ReadonlySet<string>> = new Map(),
): ReadonlySet<string> =>
  fold<ReadonlySet<string>>(
    term,
    (node, args) => {
      const inner =
        node.kind === 'indexedSum'
          ? [new Set([...(args[0] ?? none)].filter((each) => each !== node.index))]
          : args;
      return union([mentionedBy(node), ...inner]);
    },
    memo,
  );

/** One of the sets if it has all, so that terms with the same indices share a set. */
function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const largest = sets.reduce((most, each) => (each.size > most.size ? each : most), none);
  const more = sets.flatMap((each) =>
    each === largest ? [] : [...each].filter((name) => !largest.has(name)),
  );
  return more.length === 0 ? largest : new Set([...largest, ...more]);
}

/** The indices a node itself mentions or binds, subterms aside. */
export function ownIndices(node: Expr): ReadonlySet<string> {
  const found = mentionedBy(node);
  if (node.kind === 'indexedSum') found.add(node.index);
  return found;
}

function mentionedBy(node: Expr): Set<string> {
  const found = new Set<string>();
  const add = (each: Index): unknown => indexNames(each, found);
  if (node.kind === 'quantity') node.indices.forEach(add);
  if (node.kind === 'partial') for (const each of [node.by, ...node.hold]) each.indices.forEach(add);
  if (node.kind === 'indexedSum') [node.from, node.to].forEach(add);
  if (node.kind === 'bracket') for (const { left, right } of node.relations) [left, right].forEach(add);
  return found;
}

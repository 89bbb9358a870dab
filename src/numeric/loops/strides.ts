/** In which loops a term runs along its arrays, and in which it strides through them. */
import { type Expr, type Index, indexNames, nodes, type Quantity } from '../../expr/index.ts';

/** Whether a loop over one index would jump through more arrays than a loop over another. A term with sums in it has loops of its own. */
export function stridesThrough(term: Expr, over: string, than: string): boolean {
  const all = nodes(term);
  if (all.some(({ kind }) => kind === 'indexedSum')) return false;
  const jumps = (name: string): number =>
    all.filter((node) => node.kind === 'quantity' && isJump(node, name)).length;
  return jumps(over) > jumps(than);
}

/** Whether members at successive values of an index are neither one nor neighbours. */
function isJump({ indices }: Quantity, name: string): boolean {
  const uses = indices.map((each) => indexNames(each).has(name));
  if (!uses.includes(true)) return false;
  return uses.indexOf(true) < indices.length - 1 || !isUnit(indices.at(-1) as Index, name);
}

/** Whether a variable stands in an index ±1 times, and in no size. */
export function isUnit({ terms }: Index, name: string): boolean {
  const own = terms.filter(
    ({ atom }) => atom.name === name || atom.indices.some((each) => indexNames(each).has(name)),
  );
  const [only] = own;
  return own.length === 1 && only?.atom.name === name && Math.abs(only.coefficient) === 1;
}

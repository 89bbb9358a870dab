/** ∂⁺, which holds everything else fixed, written ∂ where that says the same. */
import {
  type Expr,
  type Index,
  indicesIn,
  partial,
  type Quantity,
  replace,
  substituteIndex,
} from '../expr/index.ts';
import { IndexFacts, type Network, UndecidedError } from '../network/index.ts';
import type { Theorem } from '../proof/index.ts';
import { usesOf } from './steps.ts';
import { rangesOf } from './theoremRanges.ts';

/** A term with ∂⁺ written ∂ where a proof begins by saying so, or where one equation only mentions the variable. */
export function withPlainSlopes(term: Expr, theorem: Theorem, network: Network): Expr {
  const { goal } = theorem;
  const own = dropsHold(theorem) && goal.lhs.kind === 'partial' ? goal.lhs.by : undefined;
  return replace(term, (node) => {
    if (node.kind !== 'partial' || node.hold.length === 0 || node === goal.lhs) return undefined;
    const of = node.args[0] as Expr;
    const isPlain = node.by === own || (of.kind === 'quantity' && isOnlyUse(of, node.by, theorem, network));
    return isPlain ? partial(of, node.by) : undefined;
  });
}

/** Whether no equation but that of `of` mentions a quantity. */
function isOnlyUse(
  of: Quantity,
  by: Quantity,
  { given }: Theorem,
  { families, sizes, symbol }: Network,
): boolean {
  if (families === undefined) return false;
  const known = rangesOf(given);
  // An index that a sum binds runs over its family's range.
  const own = symbol(by)?.ranges ?? [];
  const at = new Map(own.map(({ index }, i) => [index, by.indices[i] as Index]));
  const bound = own.flatMap(({ from, to }, i) => {
    const { key, terms } = by.indices[i] as Index;
    const isVariable = terms[0]?.atom.name === key && !sizes.includes(key);
    if (!isVariable || known.some(({ index }) => index === key)) return [];
    return [{ index: key, from: substituteIndex(from, at), to: substituteIndex(to, at) }];
  });
  const facts = new IndexFacts([...known, ...bound], new Set(sizes));
  try {
    const [only, ...more] = families.childrenOf(by, of.name, facts, indicesIn(of));
    return only?.member === of && only.binders.length === 0 && more.length === 0;
  } catch (error) {
    if (error instanceof UndecidedError) return false;
    throw error;
  }
}

/** Whether a proof begins by saying that its ∂ is ∂⁺. */
function dropsHold({ proof }: Theorem): boolean {
  const [first] = proof.by === 'steps' ? proof.steps : [];
  const uses = first === undefined ? [] : usesOf(first.by);
  return uses.some(({ rule, at }) => rule === 'hold.drop' && at.length === 0);
}

/** The slope of one member's equation by another member, everything else held: differentiate under the sums, contract the brackets. */
import {
  bracket,
  type Expr,
  type Index,
  indicesIn,
  num,
  type Path,
  partial,
  type Quantity,
  quantity,
} from '../expr/index.ts';
import { EVERY, type IndexFacts, mentionsApart, type Network, UndecidedError } from '../network/index.ts';
import { ALL, type Step } from '../proof/index.ts';
import { polish, type Setting } from './brackets.ts';
import { differentiateOnce } from './differentiate.ts';
import { foldBack, type Made } from './foldBack.ts';
import { Rewriting } from './rewriting.ts';
import { withoutOnes } from './tidy.ts';

/** A value of a slope, and the steps that lead to it. */
interface Slope {
  readonly value: Expr;
  readonly steps: readonly Step[];
}

/**
 * Proves ∂of/∂by|_*: ways to write it, the best first, of which a later one may need fewer conditions. None where the
 * equation gives no slope, as for an opaque function of a whole family.
 */
export function indexedSlopes(of: Quantity, by: Quantity, setting: Setting): readonly Slope[] {
  const { network, facts, canonical } = setting;
  const rhs = network.families?.equationOf(of, facts);
  if (rhs === undefined || takesWhole(rhs, by)) return [];
  const proof = new Rewriting(partial(of, by, [ALL]), canonical);
  if (rhs.kind === 'quantity') {
    proof.use('diff.self', [], sameMember(rhs, by));
    polish(proof, setting);
    return [{ value: proof.term, steps: proof.steps }];
  }
  proof.use('definition.unfold', [0], rhs);
  // The kernel enters no sum whose index is known outside it.
  const taken = new Set([...facts.names, ...indicesIn(by), ...indicesIn(of)]);
  const written = setting.letters.apart(rhs, taken);
  proof.rewrite([0], written);
  proof.line(() => {
    differentiate(proof, by, setting);
    proof.algebra(withoutOnes(proof.term));
  });
  polish(proof, setting);
  const plain: Slope = { value: proof.term, steps: [...proof.steps] };
  foldBack(proof, { quantity: of, rhs: written }, siblings(proof.term, of, written, setting), canonical);
  return [{ value: proof.term, steps: proof.steps }, plain];
}

/** Whether a term hands the whole family of a quantity to a function. */
const takesWhole = (term: Expr, by: Quantity): boolean =>
  mentionsApart(term).some(
    ({ quantity: q }) => q.name === by.name && q.indices.some(({ key }) => key === EVERY),
  );

/** Whether two quantities are the same member: 1, 0, or a bracket of their indices. */
function sameMember(a: Quantity, b: Quantity): Expr {
  const relations = a.indices.flatMap((left, i) => {
    const right = b.indices[i] as Index;
    return left.key === right.key ? [] : [{ kind: 'equal' as const, left, right }];
  });
  if (a.name !== b.name) return num(0);
  return relations.length === 0 ? num(1) : bracket(...relations);
}

/** Whether a term mentions what may be the variable. */
const moves = (term: Expr, by: Quantity, facts: IndexFacts): boolean =>
  mentionsApart(term).some(({ quantity: q, binders }) => {
    const inner = facts.with(binders);
    return q.name === by.name && q.indices.every((each, i) => !inner.different(each, by.indices[i] as Index));
  });

function differentiate(proof: Rewriting, by: Quantity, { facts }: Setting): void {
  // Below ∂|_* a quantity inside an equation is held: it moves only if it is the variable.
  const slope = (term: Expr): Expr =>
    term.kind === 'quantity' ? sameMember(term, by) : partial(term, by, [ALL]);
  const open: { readonly at: Path; readonly facts: IndexFacts }[] = [{ at: [], facts }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { at, facts: around } = next;
    const whole = proof.at(at);
    if (whole.kind !== 'partial') continue;
    const moving = (term: Expr): boolean => moves(term, by, around);
    const made = differentiateOnce(whole.args[0] as Expr, { by, slope, moves: moving });
    if (made === undefined) continue;
    proof.use(made.rule, at, made.result);
    const inner = made.range === undefined ? around : around.with([made.range]);
    for (const each of [...made.open].reverse()) open.push({ at: [...at, ...each], facts: inner });
  }
}

const equationIfDecided = (member: Quantity, network: Network, facts: IndexFacts): Expr | undefined => {
  try {
    return network.families?.equationOf(member, facts);
  } catch (error) {
    if (error instanceof UndecidedError) return undefined;
    throw error;
  }
};

/** Other members of the same family at the indices that the slope mentions: the k beside the i of a softmax. */
function siblings(term: Expr, of: Quantity, rhs: Expr, { network, facts }: Setting): readonly Made[] {
  if (rhs.kind !== 'product') return [];
  const found = new Map<Quantity, Made>();
  for (const { quantity: q, binders } of mentionsApart(term)) {
    const apart = q.indices.filter((each, i) => each.key !== of.indices[i]?.key);
    if (binders.length > 0 || q.indices.length !== of.indices.length || apart.length !== 1) continue;
    const member = quantity(of.name, q.indices);
    const equation = equationIfDecided(member, network, facts);
    if (equation !== undefined) found.set(member, { quantity: member, rhs: equation });
  }
  return [...found.values()];
}

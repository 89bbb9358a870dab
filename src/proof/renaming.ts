/** "In the same way": an earlier proof with its symbols and citations renamed, to be replayed like any other. */
import { type Expr, fold, mapCondition, partial, type Quantity, rebuild } from '../expr/index.ts';
import { Refusal } from './context.ts';
import type { Justification, Proof, Renaming, RuleUse, Step, Theorem, TheoremId } from './derivation.ts';

/** A term with its quantities renamed, those a ∂ names included. */
export const renameTerm = (
  term: Expr,
  quantities: ReadonlyMap<Quantity, Quantity>,
  memo = new Map<Expr, Expr>(),
): Expr => {
  const renamed = (q: Quantity): Quantity => quantities.get(q) ?? q;
  return fold<Expr>(
    term,
    (node, args) => {
      if (node.kind === 'quantity') return renamed(node);
      if (node.kind === 'partial') return partial(args[0] as Expr, renamed(node.by), node.hold.map(renamed));
      return rebuild(node, args);
    },
    memo,
  );
};

/** The steps that a proof by renaming stands for. Throws: Refusal if the earlier proof is itself a renaming. */
export function renameProof(
  proof: Proof & { by: 'renaming' },
  cited: (id: TheoremId) => Theorem,
): { readonly steps: readonly Step[] } {
  const { proof: original } = cited(proof.of);
  if (original.by !== 'steps') throw new Refusal('a renaming of a renaming');
  const memo = new Map<Expr, Expr>();
  return { steps: original.steps.map((step) => renameStep(step, proof.map, memo)) };
}

function renameStep(step: Step, map: Renaming, memo: Map<Expr, Expr>): Step {
  return { after: renameTerm(step.after, map.quantities, memo), by: renameReason(step.by, map, memo) };
}

function renameReason(by: Justification, map: Renaming, memo: Map<Expr, Expr>): Justification {
  if ('steps' in by) return { steps: by.steps.map((step) => renameStep(step, map, memo)) };
  if ('cite' in by) {
    return {
      cite: by.cite.map((each) => ({ ...each, theorem: map.theorems.get(each.theorem) ?? each.theorem })),
    };
  }
  return { use: renameUse(by.use, map, memo) };
}

function renameUse(use: RuleUse, { quantities }: Renaming, memo: Map<Expr, Expr>): RuleUse {
  const quantity = (q: Quantity): Quantity => quantities.get(q) ?? q;
  const term = (each: Expr): Expr => renameTerm(each, quantities, memo);
  return {
    ...use,
    ...(use.to && { to: term(use.to) }),
    ...(use.cut && { cut: use.cut.map(quantity) }),
    ...(use.quantity && { quantity: quantity(use.quantity) }),
    ...(use.law && { law: { ...use.law, args: use.law.args.map(term) } }),
    ...(use.given && { given: { ...use.given, condition: mapCondition(use.given.condition, term) } }),
  };
}

// Small networks, terms and theorems for tables: terms are written as formulas, ∂s with `d`.
import {
  type Condition,
  type Expr,
  type Path,
  partial,
  type Quantity,
  quantity,
} from '../../src/expr/index.ts';
import { readFormula } from '../../src/formula/index.ts';
import { makeNetwork, type Network, type NetworkParts } from '../../src/network/index.ts';
import { type Citation, Kernel, type RuleUse, type Step, type Theorem } from '../../src/proof/index.ts';

/** Every name but π's is a quantity; `g` is an opaque function of one argument, `G` of two. */
const scope = {
  quantity: (name: string): Quantity | undefined => (name === 'pi' ? undefined : quantity(name)),
  opaque: (name: string): number | undefined => ({ g: 1, G: 2 })[name],
  names: (): string[] => [],
};

export const q = (name: string): Quantity => quantity(name);
export const qs = (names: string): Quantity[] => names.split(' ').filter(Boolean).map(q);

/** A formula as a term; terms stay what they are. */
export const t = (formula: string | Expr): Expr =>
  typeof formula === 'string' ? readFormula(formula, scope) : formula;

/** ∂of/∂by with quantities held. */
export const d = (of: string | Expr, by: string, hold = ''): Expr => partial(t(of), q(by), qs(hold));

/** A network of inputs and equations, both as text. */
export function network(
  inputs: string,
  equations: Readonly<Record<string, string>>,
  more: Partial<NetworkParts> = {},
): Network {
  return makeNetwork({
    name: 'small',
    symbols: [
      ...qs(inputs).map((each) => ({ quantity: each, role: 'input' as const })),
      ...Object.keys(equations).map((name) => ({ quantity: q(name), role: 'defined' as const })),
    ],
    equations: Object.entries(equations).map(([name, rhs]) => ({ quantity: q(name), rhs: t(rhs) })),
    opaque: new Map([
      ['g', 1],
      ['G', 2],
    ]),
    ...more,
  });
}

export const positive = (term: string | Expr): Condition => ({ kind: 'positive', term: t(term) });
export const nonzero = (term: string | Expr): Condition => ({ kind: 'nonzero', term: t(term) });
export const smooth = (name: string, ...at: readonly string[]): Condition => ({
  kind: 'smooth',
  function: name,
  at: at.map(t),
});
export const equal = (lhs: string, rhs: string): Condition & { kind: 'equal' } => ({
  kind: 'equal',
  equation: { lhs: t(lhs), rhs: t(rhs) },
});

/** A step by one rule. */
export const use = (
  after: string | Expr,
  rule: string,
  at: Path = [],
  extra: Omit<RuleUse, 'rule' | 'at'> = {},
): Step => ({ after: t(after), by: { use: { rule, at, ...extra } } });

/** Algebra on the whole term. */
export const algebra = (after: string | Expr): Step => use(after, 'algebra', [], { to: t(after) });

export const cite = (after: string | Expr, ...citations: readonly Citation[]): Step => ({
  after: t(after),
  by: { cite: citations },
});

/** A theorem whose right-hand side is where its steps end. */
export const theorem = (
  lhs: string | Expr,
  steps: readonly Step[],
  more: Partial<Omit<Theorem, 'proof'>> = {},
): Theorem => ({
  goal: { lhs: t(lhs), rhs: steps.at(-1)?.after ?? t(lhs) },
  given: [],
  proof: { by: 'steps', steps },
  ...more,
});

/** Why the kernel refuses the last of some theorems, or `accepted`; those before must be accepted. */
export function verdict(of: Network, ...theorems: readonly Theorem[]): string {
  const kernel = new Kernel(of);
  let last = 'nothing to check';
  for (const [i, each] of theorems.entries()) {
    const found = kernel.accept(each);
    last = found.accepted ? 'accepted' : found.reason;
    if (!found.accepted && i < theorems.length - 1) throw new Error(`theorem ${i}: ${found.reason}`);
  }
  return last;
}

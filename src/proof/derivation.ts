/**
 * A derivation as data: a flat list of theorems about one network, each citing earlier ones. Finding one is `derive/`,
 * checking it `kernel.ts`, what each rule claims `rules.ts`, the file format `writeDerivation.ts`.
 */
import type { Condition, Equation, Expr, Index, Path, Quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';

/** Position of a theorem in its derivation. */
export type TheoremId = number;

/** The three things a theorem makes equal: the two sides of its goal and, if it has one, its name. */
export type Side = 'lhs' | 'rhs' | 'name';

/** Cited in the step of an induction: the goal itself, one further along. */
export const HYPOTHESIS: TheoremId = -1;

/** An earlier theorem (or, in the step of an induction, `HYPOTHESIS`), used to replace one of its sides by another, wherever it stands outside a ∂. */
export interface Citation {
  readonly theorem: TheoremId;
  /** Default: lhs. */
  readonly from?: Side;
  /** Default: rhs. */
  readonly to?: Side;
  /** What the theorem's free indices are taken to be; those not named stay as they are. */
  readonly at?: ReadonlyMap<string, Index>;
}

/** One use of a rule at one place of the term, with everything it needs, so that the kernel never searches. */
export interface RuleUse {
  /** A `RuleId` of `rules.ts`; files may say anything. */
  readonly rule: string;
  /** Where in the term before the step. */
  readonly at: Path;
  /** `algebra`, `hold.drop`: what the subterm becomes. */
  readonly to?: Expr;
  /** `chain.*`: the quantities that the paths cross. */
  readonly cut?: readonly Quantity[];
  /** `definition.fold`: the quantity whose right-hand side stands there. */
  readonly quantity?: Quantity;
  /** `function.law`: which, at which terms, and whether it is read from right to left. */
  readonly law?: { readonly id: string; readonly args: readonly Expr[]; readonly backward?: boolean };
  /** `sum.reindex`: by how much. */
  readonly shift?: Index;
  /** `given`: the declared equality, and whether it is read from right to left. */
  readonly given?: { readonly condition: Condition; readonly backward?: boolean };
}

/** Why a step holds: exactly one of three. */
export type Justification =
  | { readonly use: RuleUse }
  | { readonly cite: readonly Citation[] }
  /** Several rules behind one printed line. */
  | { readonly steps: readonly Step[] };

/** From the term before (the previous step's `after`, at first the goal's left-hand side) to `after`. */
export interface Step {
  readonly after: Expr;
  readonly by: Justification;
}

/** Old and new quantities and theorems, pairwise; what is not named stays. */
export interface Renaming {
  readonly quantities: ReadonlyMap<Quantity, Quantity>;
  readonly theorems: ReadonlyMap<TheoremId, TheoremId>;
}

export type Proof =
  | { readonly by: 'steps'; readonly steps: readonly Step[] }
  /** Nothing is claimed but a name for the goal's left-hand side, which is also its right-hand side. */
  | { readonly by: 'name' }
  /** "In the same way": the proof of an earlier theorem, renamed and replayed. */
  | { readonly by: 'renaming'; readonly of: TheoremId; readonly map: Renaming }
  /** Downwards over an index from the end of its range: the goal there, and the goal from the goal one further. */
  | {
      readonly by: 'induction';
      readonly over: string;
      readonly base: readonly Step[];
      readonly step: readonly Step[];
    };

export interface Theorem {
  readonly goal: Equation;
  /** What it assumes, each a part of Dom(N) or declared by the network. */
  readonly given: readonly Condition[];
  readonly proof: Proof;
  /** A new quantity that stands for the goal's left-hand side from here on, such as δ_{o1}. */
  readonly name?: Quantity;
}

export interface Derivation {
  readonly network: Network;
  readonly theorems: readonly Theorem[];
}

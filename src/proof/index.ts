/** Proofs: their data in `derivation.ts`, the rules in `rules.ts`, the kernel in `kernel.ts`. */
export { Canonical, LimitError } from './ac.ts';
export { algebra, Field } from './algebra.ts';
export { knownOf } from './assumptions.ts';
export { checkMatrices, type MatrixVerdict } from './checkMatrices.ts';
export { Prover } from './conditions.ts';
export { ALL } from './context.ts';
export type {
  Citation,
  Derivation,
  Justification,
  Proof,
  Renaming,
  RuleUse,
  Side,
  Step,
  Theorem,
  TheoremId,
} from './derivation.ts';
export { HYPOTHESIS } from './derivation.ts';
export {
  checkEntries,
  type Declared,
  type EntriesVerdict,
  entriesOf,
  entryRanges,
  type MatrixTheorem,
} from './entries.ts';
export type { Assumption } from './familyDomain.ts';
export { FormatError, type Json } from './format.ts';
export { sharedBrackets } from './indexRules.ts';
export { check, Kernel, type Limits, type Verdict } from './kernel.ts';
export type { Polynomial } from './polynomial.ts';
export * as polynomial from './polynomial.ts';
export type { Ratio } from './ratio.ts';
export { readDerivation } from './readDerivation.ts';
export { readMatrices } from './readMatrix.ts';
export { renameTerm } from './renaming.ts';
export { kindOf, type Rule, type RuleId, ruleNamed, rules, type StepKind } from './rules.ts';
export { derivationSchema } from './schema.ts';
export { writeDerivation } from './writeDerivation.ts';

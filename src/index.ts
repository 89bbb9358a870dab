/**
 * The library: read a network or make one, derive its gradients, check derivations, write them as documents.
 *
 * Example:
 *   const { network } = readNetwork(text);
 *   const deriver = new Deriver(network);
 *   const { closed } = deriver.derive(network.loss, network.named('w5'));
 *   writeFormula(deriver.theorem(closed).goal.rhs);
 */

// Whether two terms are the same.
export {
  type IdenticalOptions,
  identical,
  isWitness,
  type Verdict as IdenticalVerdict,
  type Witnessed,
} from './compare/index.ts';
// Derivations: found, checked by a kernel that does not find them, written and read as JSON.
export {
  Deriver,
  type GradientNetwork,
  gradientNetwork,
  IndexedDeriver,
  type IndexedWorked,
  MatrixForms,
  UnsoundError,
  type Worked,
} from './derive/index.ts';
// Networks: from a file, or from terms.
export { networkSchema, type ReadNetwork, type ReadOptions, readNetwork } from './describe/index.ts';
// Documents.
export {
  type CheckRow,
  type Conclusion,
  type Detail,
  type DocumentOptions,
  DocumentState,
  DocumentWriter,
  type GradientOptions,
  type LocaleName,
  locales,
  type MarkdownOptions,
  type SameWayOptions,
  type UpdateRow,
  writeMarkdown,
} from './document/index.ts';
// Terms; `inOwnTerms` keeps what strangers send from growing a long-lived process.
export {
  type Apply,
  apply,
  type Bracket,
  type Cases,
  type Condition,
  cases,
  decimal,
  divide,
  type Equation,
  type Expr,
  Fraction,
  fold,
  type Index,
  type IndexedSum,
  inOwnTerms,
  type Num,
  negate,
  nodes,
  num,
  type Partial,
  type Path,
  type Power,
  type Product,
  partial,
  power,
  product,
  productOf,
  type Quantity,
  quantitiesIn,
  quantity,
  type Relation,
  reciprocal,
  replace,
  replaceAt,
  type Sum,
  subtermAt,
  subtract,
  sum,
  sumOf,
} from './expr/index.ts';
// Formulas as text and as LaTeX.
export { FormulaError, type IndexScope, readFormula, type Scope, writeFormula } from './formula/index.ts';
export {
  type House,
  type HouseName,
  houses,
  type LatexOptions,
  latexOf,
  latexStyle,
  type Style,
} from './latex/index.ts';
export {
  type Definition,
  makeNetwork,
  type Network,
  NetworkError,
  type NetworkParts,
  type NetworkSymbol,
  type Range,
  type Role,
} from './network/index.ts';
// Numbers.
export {
  complexStep,
  type Difference,
  type DifferenceOptions,
  type Divergence,
  type DualOptions,
  difference,
  dual,
  type EngineName,
  EngineUnavailable,
  evaluate,
  evaluateGradients,
  evaluateTerm,
  gradients,
  type History,
  type Implementation,
  type Implementations,
  type LoopEngine,
  Loops,
  type LoopsOptions,
  MissingFunction,
  MissingValue,
  Program,
  type ProgramParts,
  type Stop,
  type Training,
  type TrainOptions,
  train,
  type Values,
} from './numeric/index.ts';
export {
  type Citation,
  check,
  checkMatrices,
  type Derivation,
  derivationSchema,
  FormatError,
  type Json,
  type Justification,
  Kernel,
  type Limits,
  type MatrixTheorem,
  type MatrixVerdict,
  type Proof,
  type Renaming,
  type RuleUse,
  readDerivation,
  readMatrices,
  type Side,
  type Step,
  type Theorem,
  type TheoremId,
  type Verdict,
  writeDerivation,
} from './proof/index.ts';
export { type Diagnostic, formatDiagnostic, InputError, type Source, type Span } from './source/index.ts';

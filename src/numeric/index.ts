/** Numbers: values, slopes by four independent ways, descent, digits. */
export { gradients } from './adjoint.ts';
export { type Comparison, compareSlope } from './compareSlope.ts';
export type { Implementation, Implementations, ProgramParts } from './compile.ts';
export { complexStep } from './complexStep.ts';
export {
  type Difference,
  type DifferenceOptions,
  difference,
  type Verdict,
} from './differences.ts';
export { type Decimal, differOnlyByRounding, formatNumber, texOf, textOf } from './digits.ts';
export type { Divergence } from './divergence.ts';
export { type DualOptions, Duals, dual } from './dual.ts';
export { EngineUnavailable } from './engines/engine.ts';
export { evaluate, evaluateGradients, evaluateTerm } from './evaluate.ts';
export type { History } from './history.ts';
export { type LoopEngine, Loops, type LoopsOptions } from './loops/loops.ts';
export { type EngineName, Program, type Values } from './program.ts';
export { realOf } from './real.ts';
export { MissingFunction, MissingValue, NotANumber } from './refusals.ts';
export type { Scaled } from './scaled.ts';
export { parametersOf, step, type Training, train } from './train.ts';
export type { Stop, TrainOptions } from './trainOptions.ts';

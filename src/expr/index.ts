/** Terms: see `expression.ts`. */
export * from './condition.ts';
export { entry, indicesOf } from './entry.ts';
export * from './exact.ts';
export * from './expression.ts';
export * from './indices.ts';
export { inOwnTerms } from './interning.ts';
export type { Axis, Matrix, MatrixSymbol, Shape } from './matrix.ts';
export * as matrix from './matrix.ts';
export { ShapeError } from './matrix.ts';
export * from './substitute.ts';
export * from './traverse.ts';

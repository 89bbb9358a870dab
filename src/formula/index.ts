/** Text ⇄ terms: see `readFormula.ts` and `writeFormula.ts`. */

export { bareRanges, rangesAt } from './bareRanges.ts';
export type { Member, SumRange } from './binders.ts';
export { indexText, rangeText } from './indexText.ts';
export { headOf, type Item, itemsOf } from './items.ts';
export { hasIndex, shapeText } from './matrix/placed.ts';
export { isMatrixFunction, readMatrix } from './matrix/readMatrix.ts';
export type { MatrixScope } from './matrix/scope.ts';
export { knownElsewhere } from './names.ts';
export { type Reading, readFormula, readPlaced } from './readFormula.ts';
export { readIndex } from './readIndex.ts';
export { FormulaError, type IndexRange, type IndexScope, type Scope, UnknownNameError } from './scope.ts';
export { isName } from './tokens.ts';
export { writeFormula } from './writeFormula.ts';

/** Terms → LaTeX: see `latexOf.ts`. */
export { breakLatex, equationLatex, visibleWidth } from './breakLatex.ts';
export { sidesOf } from './comparison.ts';
export { type House, type HouseName, houseNames, houses } from './houses/index.ts';
export type { SlopeOf } from './houseWriter.ts';
export { indexLatex } from './indexLatex.ts';
export { type LatexOptions, latexOf, latexWithin } from './latexOf.ts';
export { type MatrixLatexOptions, mapLatex, matrixLatex } from './matrixLatex.ts';
export { namedSlope } from './namedSlope.ts';
export { nameLatex } from './nameLatex.ts';
export { type Place, sampleLayout } from './places.ts';
export { plainLatex } from './plainLatex.ts';
export { shapeLatex, shapesLatex } from './shapesLatex.ts';
export { latexStyle, type Style, type StyleOptions } from './style.ts';

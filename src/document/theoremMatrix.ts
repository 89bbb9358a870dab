/** A theorem in matrices: the equation, its proof entry by entry, and why there is a transpose. */
import {
  type Expr,
  entry,
  type Index,
  index,
  indexVariable,
  type Matrix,
  type MatrixSymbol,
} from '../expr/index.ts';
import { equationLatex, indexLatex, matrixLatex, shapesLatex } from '../latex/index.ts';
import { mentionsIn } from '../network/index.ts';
import type { MatrixTheorem, Theorem } from '../proof/index.ts';
import type { Page } from './page.ts';
import { type Block, type Inline, inlineMath, paragraph } from './phrasing.ts';
import type { Reference } from './state.ts';
import { variableLatex } from './theoremRanges.ts';
import { bracketNote, leftOf, proofEnd } from './theoremWords.ts';

const WIDTH = 90;

/** The component form of a matrix theorem, as it was printed. */
interface Printed {
  readonly theorem: Theorem;
  readonly reference: Reference;
  readonly marked: Reference;
}

/** The equation. */
export const matrixClaim = (page: Page, { lhs, rhs, row, column }: MatrixTheorem): string =>
  equationLatex(matrixLatex(lhs, page.style), matrixLatex(rhs, page.style, { axes: [row, column] }), WIDTH);

/** Entry by entry; then why there is a transpose, and shapes. */
export function matrixProof(
  page: Page,
  matrix: MatrixTheorem,
  { theorem, reference, marked }: Printed,
): Block[] {
  const equation = page.cite(reference);
  const left = page.math(leftOf(page, theorem));
  const at = axes(matrix).filter((each) => each !== undefined);
  const body =
    at.length === 0
      ? scalarProof(page, matrix, { equation, left })
      : entriesProof(page, matrix, at, { equation, left });
  return [
    paragraph(page.locale.say('proof-of', { equation: page.cite(marked), body })),
    ...bracketNote(page, [entryOf(matrix.rhs, matrix)]),
    ...explained(page, matrix, theorem),
  ];
}

/** What a proof ends with: the component form says what both sides are. */
interface Ending {
  readonly equation: Inline[];
  readonly left: Inline;
}

/** A number has no entries: it is written out. */
function scalarProof(page: Page, matrix: MatrixTheorem, { equation, left }: Ending): Inline[] {
  return page.locale.say('entries-scalar', {
    matrix: inlineMath(matrixLatex(matrix.rhs, page.style)),
    entry: inlineMath(entryLatex(page, matrix.rhs, matrix)),
    equation,
    left,
    end: proofEnd(page),
  });
}

function entriesProof(
  page: Page,
  matrix: MatrixTheorem,
  at: readonly string[],
  { equation, left }: Ending,
): Inline[] {
  const { locale } = page;
  const list = locale.list(
    at.map((each) => [inlineMath(variableLatex(each))]),
    'and',
  );
  return page.locale.sentences([
    locale.say('entries-count', { size: inlineMath(sizeOf(matrix.lhs)) }),
    ...entrySentences(page, matrix, inlineMath(placeOf(at))),
    locale.say('entries-by', { equation, left, list, end: proofEnd(page) }),
  ]);
}

/** The indices that number rows and columns of the left-hand side. */
const axes = ({ lhs, row, column }: MatrixTheorem): readonly [string | undefined, string | undefined] => [
  lhs.shape.rows.key === '1' ? undefined : row,
  lhs.shape.columns.key === '1' ? undefined : column,
];

const placeOf = (at: readonly string[]): string => {
  const names = at.map(variableLatex);
  return names.length > 1 ? `(${names.join(',')})` : (names[0] ?? '');
};

function sizeOf({ shape: { rows, columns } }: Matrix): string {
  const sizes = [rows, columns].filter(({ key }) => key !== '1').map(indexLatex);
  return sizes.join('\\times ');
}

/** What the entry of each part of the right-hand side is: of a product by its sum, then ⊙ with the rest. */
function entrySentences(page: Page, matrix: MatrixTheorem, place: Inline): readonly Inline[][] {
  const { locale } = page;
  const { rhs } = matrix;
  const parts = rhs.kind === 'hadamard' ? rhs.args : [rhs];
  const products = parts.filter((each) => isProduct(each));
  const others = parts.filter((each) => !isProduct(each));
  const said = (products.length === 0 ? [rhs] : products).map((each) =>
    locale.say('entry-of', {
      place,
      matrix: inlineMath(matrixLatex(each, page.style, { axes: [matrix.row, matrix.column] })),
      entry: inlineMath(entryLatex(page, each, matrix)),
    }),
  );
  if (products.length === 0 || others.length === 0) return said;
  const list = locale.list(
    others.map((each) => [inlineMath(entryLatex(page, each, matrix))]),
    'and',
  );
  return [...said, locale.say('entry-hadamard', { sign: inlineMath('\\odot'), list })];
}

const isProduct = (of: Matrix): boolean =>
  of.kind === 'product' || (of.kind === 'scale' && of.args[1]?.kind === 'product');

const entryLatex = (page: Page, of: Matrix, matrix: MatrixTheorem): string =>
  page.tex(entryOf(of, matrix), { bareSums: true, inline: true });

function entryOf(of: Matrix, matrix: MatrixTheorem): Expr {
  const [row, column] = axes(matrix);
  const at = (name: string | undefined): Index => (name === undefined ? index(1) : indexVariable(name));
  return entry(of, at(row), at(column), new Set([matrix.row, matrix.column]));
}

/** "Forward, W is summed over its second index; backward, over its first.", and shapes where there are products. */
function explained(page: Page, { rhs }: MatrixTheorem, theorem: Theorem): Block[] {
  const { locale } = page;
  const factors = shapesLatex(rhs);
  const shapes = factors === undefined ? [] : locale.say('shapes', { shapes: inlineMath(factors) });
  const [turned] = symbolsTurned(rhs).flatMap((symbol) => {
    const place = summedPlace(page, symbol, theorem);
    return place === undefined ? [] : [{ symbol, ...place }];
  });
  if (turned === undefined) return shapes.length === 0 ? [] : [paragraph(shapes)];
  const { symbol, forward, backward } = turned;
  const matrix = inlineMath(matrixLatex(symbol, page.style));
  const why = locale.say('why-transpose', { matrix, forward, backward });
  return [paragraph(page.locale.sentences([why, shapes]))];
}

/** The two-axis symbols under a transpose. */
function symbolsTurned(of: Matrix): readonly MatrixSymbol[] {
  const own = of.kind === 'transpose' && of.args[0]?.kind === 'symbol' ? [of.args[0]] : [];
  return [...own, ...of.args.flatMap(symbolsTurned)].filter(
    ({ indices }) => indices.filter((each) => typeof each === 'string').length === 2,
  );
}

/**
 * Over which of its axes a parameter is summed in the layers' equations, and over which other one in the theorem. Undefined
 * unless all places agree: in a trace a matrix is summed over both.
 */
function summedPlace(
  page: Page,
  symbol: MatrixSymbol,
  { goal }: Theorem,
): { readonly forward: number; readonly backward: number } | undefined {
  const own = page.network.named(symbol.name);
  if (own === undefined || page.network.symbol(own)?.role !== 'parameter') return undefined;
  const layers = page.network.equations.filter(({ quantity: { indices } }) => indices.length > 0);
  const [forward, ...others] = new Set(layers.flatMap(({ rhs }) => summedAxes(rhs, symbol)));
  const [backward, ...more] = new Set(summedAxes(goal.rhs, symbol));
  if (!forward || !backward || others.length > 0 || more.length > 0) return undefined;
  return forward === backward ? undefined : { forward, backward };
}

/** For each member of a family in a term which axis is summed over: 1 for the first, 2 for the second, 0 for none or both. */
function summedAxes(term: Expr, { name, indices }: MatrixSymbol): readonly number[] {
  const places = indices.flatMap((each, i) => (typeof each === 'string' ? [i] : []));
  return mentionsIn(term).flatMap(({ quantity, binders }) => {
    if (quantity.name !== name) return [];
    const isSummed = (place: number): boolean =>
      binders.some(({ index }) => index === quantity.indices[place]?.key);
    const summed = places.flatMap((place, axis) => (isSummed(place) ? [axis + 1] : []));
    return summed.length === 1 ? summed : [0];
  });
}

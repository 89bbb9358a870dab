/** A theorem in matrices: the equation, its proof entry by entry, and why there is a transpose. */
import {
  type Expr,
  entry,
  type Index,
  type IndexedSum,
  index,
  indexVariable,
  type Matrix,
  type MatrixSymbol,
  nodes,
  type Quantity,
} from '../expr/index.ts';
import { equationLatex, indexLatex, matrixLatex, shapesLatex } from '../latex/index.ts';
import type { MatrixTheorem, Theorem } from '../proof/index.ts';
import type { Page } from './page.ts';
import { type Block, type Inline, inlineMath, paragraph } from './phrasing.ts';
import type { Reference } from './state.ts';
import { variableLatex } from './theoremRanges.ts';
import { leftOf, proofEnd, sentences } from './theoremWords.ts';

const WIDTH = 90;

/** The component form of a matrix theorem, as it was printed. */
interface Printed {
  readonly theorem: Theorem;
  readonly reference: Reference;
  readonly marked: Reference;
}

const written = (page: Page, of: Matrix): string => matrixLatex(of, page.style);

/** The equation. */
export const matrixClaim = (page: Page, { lhs, rhs }: MatrixTheorem): string =>
  equationLatex(written(page, lhs), written(page, rhs), WIDTH);

/** Entry by entry, then shapes. */
export function matrixProof(
  page: Page,
  matrix: MatrixTheorem,
  { theorem, reference, marked }: Printed,
): Block[] {
  const { locale } = page;
  const { lhs } = matrix;
  const [row, column] = axes(matrix);
  const at = [row, column].filter((each) => each !== undefined);
  const place = inlineMath(placeOf(at));
  const size = inlineMath(sizeOf(lhs));
  const body = sentences(page, [
    at.length === 0 ? [] : locale.say('entries-count', { size }),
    ...entrySentences(page, matrix, place),
    locale.say('entries-by', {
      equation: page.cite(reference),
      left: page.math(leftOf(page, theorem)),
      list: locale.list(
        at.map((each) => [inlineMath(variableLatex(each))]),
        'and',
      ),
      end: proofEnd(page),
    }),
  ]);
  const ones = hasOnes(matrix.rhs)
    ? [paragraph(locale.say('ones-column', { ones: inlineMath('\\mathbf{1}') }))]
    : [];
  return [
    ...ones,
    paragraph(locale.say('proof-of', { equation: page.cite(marked), body })),
    ...whyTranspose(page, matrix, theorem),
  ];
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
      matrix: inlineMath(written(page, each)),
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

function entryLatex(page: Page, of: Matrix, matrix: MatrixTheorem): string {
  const [row, column] = axes(matrix);
  const at = (name: string | undefined): Index => (name === undefined ? index(1) : indexVariable(name));
  const taken = new Set([matrix.row, matrix.column]);
  return page.tex(entry(of, at(row), at(column), taken), { bareSums: true, inline: true });
}

/** "Forward, W is summed over its second index; backward, over its first." */
function whyTranspose(page: Page, { rhs }: MatrixTheorem, theorem: Theorem): Block[] {
  const { locale } = page;
  const shapes = inlineMath(shapesLatex(rhs));
  const isParameter = ({ name }: MatrixSymbol): boolean => {
    const own = page.network.named(name);
    return own !== undefined && page.network.symbol(own)?.role === 'parameter';
  };
  const turned = symbolsTurned(rhs)
    .filter(isParameter)
    .flatMap((symbol) => {
      const place = summedPlace(page, symbol, theorem);
      return place === undefined ? [] : [{ symbol, ...place }];
    });
  const [only] = turned;
  if (only === undefined) {
    return rhs.kind !== 'sum' && hasProduct(rhs) ? [paragraph(locale.say('shapes', { shapes }))] : [];
  }
  const matrix = inlineMath(written(page, only.symbol));
  const { forward, backward } = only;
  return [paragraph(locale.say('why-transpose', { matrix, forward, backward, shapes }))];
}

const hasOnes = (of: Matrix): boolean => of.kind === 'ones' || of.args.some(hasOnes);

const hasProduct = (of: Matrix): boolean => of.kind === 'product' || of.args.some(hasProduct);

/** The two-axis symbols under a transpose. */
function symbolsTurned(of: Matrix): readonly MatrixSymbol[] {
  const own = of.kind === 'transpose' && of.args[0]?.kind === 'symbol' ? [of.args[0]] : [];
  return [...own, ...of.args.flatMap(symbolsTurned)].filter(
    ({ indices }) => indices.filter((each) => typeof each === 'string').length === 2,
  );
}

/** Over which of its axes a family is summed in the network, and over which in the theorem; undefined where they are the same. */
function summedPlace(
  page: Page,
  symbol: MatrixSymbol,
  theorem: Theorem,
): { readonly forward: number; readonly backward: number } | undefined {
  const forward = page.network.equations.flatMap(({ rhs }) => summedAxis(rhs, symbol) ?? [])[0];
  const backward = summedAxis(theorem.goal.rhs, symbol);
  return forward === undefined || backward === undefined || forward === backward
    ? undefined
    : { forward, backward };
}

/** 1 for the first axis, 2 for the second. */
function summedAxis(term: Expr, { name, indices }: MatrixSymbol): number | undefined {
  const places = indices.flatMap((each, i) => (typeof each === 'string' ? [i] : []));
  const sums = nodes(term).filter((node): node is IndexedSum => node.kind === 'indexedSum');
  for (const sum of sums) {
    const members = nodes(sum).filter(
      (node): node is Quantity => node.kind === 'quantity' && node.name === name,
    );
    for (const member of members) {
      const axis = places.findIndex((place) => member.indices[place]?.key === sum.index);
      if (axis >= 0) return axis + 1;
    }
  }
  return undefined;
}

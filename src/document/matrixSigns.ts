/** What the signs of matrix equations mean, each said once a document. */
import { type Expr, type Matrix, quantity } from '../expr/index.ts';
import type { FunctionRecord } from '../functions/index.ts';
import { latexOf, mapLatex, matrixLatex, namedSlope, type Style } from '../latex/index.ts';
import type { MessageId } from './messages.ts';
import type { Page } from './page.ts';
import { type Block, type Inline, inlineMath, paragraph } from './phrasing.ts';

/** A sign: where it occurs, and what it looks like. */
interface Sign {
  readonly message: Extract<MessageId, `sign-${string}`>;
  readonly latex: string;
  readonly occurs: (written: Written) => boolean;
  /** What is said once; by default the message. */
  readonly once?: string;
}

/** A matrix expression in LaTeX, and its parts. */
interface Written {
  readonly latex: string;
  readonly parts: readonly Matrix[];
}

const ONES = '\\mathbf{1}';

const signs = (row: string, { parts: all }: Written, { style, network }: Page): readonly Sign[] => [
  { message: 'sign-product', latex: '\\odot', occurs: ({ latex }) => /(?<!\^\{)\\odot/.test(latex) },
  { message: 'sign-quotient', latex: '\\oslash', occurs: ({ latex }) => latex.includes('\\oslash') },
  { message: 'sign-power', latex: '\\odot', occurs: ({ latex }) => latex.includes('^{\\odot') },
  { message: 'sign-map', latex: mapped(all, style), occurs: ({ parts }) => parts.some(isSpread('map')) },
  {
    message: 'sign-entries',
    latex: '(\\cdots)',
    occurs: ({ parts }) => parts.some((part) => isSpread('cases')(part) && namedSlope(part) === undefined),
  },
  ...slopesOf(all).map((record) => {
    const any = quantity(['t', 'u', 's'].find((name) => network.named(name) === undefined) ?? 'argument');
    const [slope] = record.slopes([any]) as [Expr];
    const latex = `${mapLatex(record.name, style)}'(${latexOf(any, style)})=${latexOf(slope, style)}`;
    return { message: 'sign-slope', latex, occurs: () => true, once: `slope ${record.name}` } as const;
  }),
  {
    message: 'sign-diagonal',
    latex: '\\operatorname{diag}(\\cdots)',
    occurs: ({ parts }) => parts.some(({ kind }) => kind === 'diag'),
  },
  {
    message: 'sign-identity',
    latex: '\\mathbf{I}',
    occurs: ({ parts }) => parts.some(({ kind }) => kind === 'identity'),
  },
  {
    message: 'sign-ones',
    latex: ONES,
    occurs: ({ latex }) => latex.replaceAll(ONES + row, '').includes(ONES),
  },
  { message: 'sign-ones-matrix', latex: ONES + row, occurs: ({ latex }) => latex.includes(ONES + row) },
  {
    message: 'sign-sum-rows',
    latex: ONES,
    occurs: ({ parts }) => sums(parts, (all) => isOnes(all.at(-1), 'columns')),
  },
  {
    message: 'sign-sum-columns',
    latex: row,
    occurs: ({ parts }) => sums(parts, (all) => isOnes(all[0], 'rows')),
  },
];

/** A paragraph about the signs that are new to the reader, if there are any. */
export function signsExplained(
  page: Page,
  of: Matrix,
  axes: readonly [row: string, column: string],
): Block[] {
  const { locale, state, style } = page;
  const written = { latex: matrixLatex(of, style, { axes }), parts: partsOf(of) };
  const fresh = signs(`${ONES}^{${style.transpose}}`, written, page).filter(
    ({ message, occurs, once = message }) => occurs(written) && state.once(once),
  );
  const [first, ...more] = fresh.map(({ message, latex }) =>
    locale.say(message, { sign: inlineMath(latex) }),
  );
  if (first === undefined) return [];
  const list = more.reduce<Inline[]>((before, last) => locale.say('clauses', { first: before, last }), first);
  return [paragraph(locale.say('signs', { list }))];
}

/** The parts of a matrix expression that are written as matrices: those of cases are not, unless they are a slope's. */
function partsOf(of: Matrix): readonly Matrix[] {
  if (of.kind !== 'cases') return [of, ...of.args.flatMap(partsOf)];
  return namedSlope(of) === undefined ? [of] : [of, ...of.args.slice(0, 1).flatMap(partsOf)];
}

/** The functions whose slopes are written, each once. */
const slopesOf = (parts: readonly Matrix[]): readonly FunctionRecord[] => [
  ...new Set(parts.flatMap((part) => namedSlope(part) ?? [])),
];

/** A function that is applied to a matrix. */
function mapped(parts: readonly Matrix[], style: Style): string {
  const map = parts.find(isSpread('map'));
  return map?.kind === 'map' ? mapLatex(map.name, style) : '';
}

const isSpread =
  (kind: Matrix['kind']) =>
  (of: Matrix): boolean =>
    of.kind === kind && (of.shape.rows.key !== '1' || of.shape.columns.key !== '1');

const isAllOnes = ({ kind, args }: Matrix): boolean =>
  kind === 'ones' || (kind === 'transpose' && args[0]?.kind === 'ones');

/** Whether a matrix is a row or a column of ones, by the one of its sizes that is 1. */
const isOnes = (of: Matrix | undefined, single: 'rows' | 'columns'): boolean =>
  of !== undefined &&
  isAllOnes(of) &&
  of.shape[single].key === '1' &&
  of.shape[single === 'rows' ? 'columns' : 'rows'].key !== '1';

/** Whether a product of matrices adds up by such a factor. */
const sums = (parts: readonly Matrix[], adds: (factors: readonly Matrix[]) => boolean): boolean =>
  parts.some((part) => {
    const all = factorsOf(part);
    return adds(all) && !all.every(isAllOnes);
  });

const factorsOf = (of: Matrix): readonly Matrix[] =>
  of.kind === 'product' ? of.args.flatMap(factorsOf) : [of];

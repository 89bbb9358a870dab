/** What the signs of matrix equations mean, each said once a document. */
import type { Matrix } from '../expr/index.ts';
import { mapLatex, matrixLatex, type Style } from '../latex/index.ts';
import type { MessageId } from './messages.ts';
import type { Page } from './page.ts';
import { type Block, type Inline, inlineMath, paragraph } from './phrasing.ts';

/** A sign: where it occurs, and what it looks like. */
interface Sign {
  readonly message: Extract<MessageId, `sign-${string}`>;
  readonly latex: string;
  readonly occurs: (written: Written) => boolean;
}

/** A matrix expression in LaTeX, and its parts. */
interface Written {
  readonly latex: string;
  readonly parts: readonly Matrix[];
}

const ONES = '\\mathbf{1}';

const signs = (row: string, { parts: all }: Written, style: Style): readonly Sign[] => [
  { message: 'sign-product', latex: '\\odot', occurs: ({ latex }) => /(?<!\^\{)\\odot/.test(latex) },
  { message: 'sign-quotient', latex: '\\oslash', occurs: ({ latex }) => latex.includes('\\oslash') },
  { message: 'sign-power', latex: '\\odot', occurs: ({ latex }) => latex.includes('^{\\odot') },
  { message: 'sign-map', latex: mapped(all, style), occurs: ({ parts }) => parts.some(isSpread('map')) },
  { message: 'sign-entries', latex: '(\\cdots)', occurs: ({ parts }) => parts.some(isSpread('cases')) },
  {
    message: 'sign-diagonal',
    latex: '\\operatorname{diag}(\\cdots)',
    occurs: ({ parts }) => parts.some(({ kind }) => kind === 'diag'),
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
  const fresh = signs(`${ONES}^{${style.transpose}}`, written, style).filter(
    ({ message, occurs }) => occurs(written) && state.once(message),
  );
  const [first, ...more] = fresh.map(({ message, latex }) =>
    locale.say(message, { sign: inlineMath(latex) }),
  );
  if (first === undefined) return [];
  const list = more.reduce<Inline[]>((before, last) => locale.say('clauses', { first: before, last }), first);
  return [paragraph(locale.say('signs', { list }))];
}

/** The parts of a matrix expression that are written as matrices: those of cases are not. */
const partsOf = (of: Matrix): readonly Matrix[] =>
  of.kind === 'cases' ? [of] : [of, ...of.args.flatMap(partsOf)];

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

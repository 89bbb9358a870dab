/** A theorem about families on the page: what is claimed and for which indices, then its proof, in components and in matrices. */
import { type Expr, indicesIn, nodes, partial } from '../expr/index.ts';
import { equationLatex } from '../latex/index.ts';
import { type Definition, mentionsIn } from '../network/index.ts';
import type { MatrixTheorem, Theorem, TheoremId } from '../proof/index.ts';
import { conditionLine } from './conditions.ts';
import { differentials } from './differentials.ts';
import { isNew } from './families.ts';
import type { GradientOptions } from './gradient.ts';
import { signsExplained } from './matrixSigns.ts';
import type { Page } from './page.ts';
import { type Block, displayMath, heading, type Inline, inlineMath, paragraph } from './phrasing.ts';
import type { Reference } from './state.ts';
import { citationsOf, stepRows } from './steps.ts';
import { matrixClaim, matrixProof } from './theoremMatrix.ts';
import { pathSentence } from './theoremPaths.ts';
import { claimSentence, fixedList, rangesOf, sizesNote } from './theoremRanges.ts';
import { subjectOf, TheoremRows } from './theoremRows.ts';
import { bracketNote, leftOf, namingOf, proofEnd } from './theoremWords.ts';

export interface TheoremOptions extends Pick<GradientOptions, 'id' | 'depth'> {
  /** The same in matrices, with its own proof. */
  readonly matrix?: MatrixTheorem;
  /** What was asked for; a theorem without the matrix form asked for says so. Default: what there is. */
  readonly forms?: readonly ('components' | 'matrix')[];
}

const WIDTH = 90;

/** A theorem with its proof; at detail `brief` without. */
export function theoremBlocks(page: Page, id: TheoremId, options: TheoremOptions = {}): Block[] {
  const theorem = page.reading.theorem(id);
  const depth = options.depth ?? 3;
  const isProved = page.detail !== 'brief';
  const before = isProved ? lemmas(page, id).flatMap((each) => theoremBlocks(page, each, { depth })) : [];
  const rows = new TheoremRows(page);
  const reference = page.state.number(options.id);
  const subject = subjectOf(theorem);
  if (subject !== undefined) page.state.find(id, { parameter: subject, equation: reference });
  page.state.state(theorem.goal, reference);
  const { forms } = options;
  const matrix = forms?.includes('matrix') === false ? undefined : options.matrix;
  const marked = matrix && page.state.marked(reference, 'M');
  const left = leftOf(page, theorem);
  const claimed = equationLatex(page.tex(left), rows.tex(theorem.goal.rhs, theorem, false), WIDTH);
  const shown = forms?.includes('components') !== false || matrix === undefined;
  const isMissed = forms?.includes('matrix') === true && matrix === undefined && hasIndices(theorem);
  return [
    ...before,
    ...(depth === 0 ? [] : [heading(depth, titleOf(page, theorem, left))]),
    ...premises(page, theorem, id),
    ...page.result(claimed, reference),
    ...(marked === undefined || matrix === undefined ? [] : page.result(matrixClaim(page, matrix), marked)),
    ...conditionLine(page, [id]),
    ...(matrix === undefined ? [] : signsExplained(page, matrix.rhs, [matrix.row, matrix.column])),
    ...sizesNote(page, theorem),
    ...bracketNote(page, [theorem.goal.rhs]),
    ...(isMissed ? [paragraph(page.locale.say('matrix-none', { equation: page.cite(reference) }))] : []),
    ...(shown && isProved ? componentProof(page, id, rows, reference) : []),
    ...(marked === undefined || matrix === undefined || !isProved
      ? []
      : matrixProof(page, matrix, { theorem, reference, marked })),
  ];
}

function titleOf(page: Page, { goal: { lhs } }: Theorem, left: Expr): Inline[] {
  if (lhs.kind !== 'partial') return [page.math(left)];
  if (left !== lhs) return page.locale.say('theorem-error-term', { name: page.math(left) });
  const of = lhs.args[0] as Expr;
  return of === page.network.loss
    ? page.locale.say('gradient-heading', { parameter: page.math(lhs.by) })
    : page.locale.say('derivative-heading', { of: page.math(of), by: page.math(lhs.by) });
}

/**
 * What a proof rests on and is no line in it: slopes [i = j] and all of quantities that mention what they are differentiated
 * by more than once, such as softmax.
 */
function lemmas(page: Page, id: TheoremId): readonly TheoremId[] {
  const cited = page.reading.steps(id).flatMap(({ by }) => citationsOf(by).map((each) => each.theorem));
  return [...new Set(cited)].filter((each) => {
    const { lhs, rhs } = page.reading.theorem(each).goal;
    if (page.state.found(each) !== undefined || lhs.kind !== 'partial') return false;
    // ∂⁺E/∂S says just what ∂E/∂S does.
    if (partial(lhs.args[0] as Expr, lhs.by) === page.reading.theorem(id).goal.lhs) return false;
    const mentions = mentionsIn(definitionFor(page, lhs)?.rhs ?? rhs).filter(
      ({ quantity }) => quantity.name === lhs.by.name,
    );
    return mentions.length > 1 && nodes(rhs).some(({ kind }) => kind === 'bracket');
  });
}

/** Whether there is anything that matrices could say otherwise: members of a family, or a sum. */
const hasIndices = ({ goal: { lhs, rhs }, given }: Theorem): boolean =>
  rangesOf(given).some(({ index }) => indicesIn(lhs).has(index)) ||
  nodes(rhs).some(({ kind }) => kind === 'indexedSum');

/** What holds, and for which indices; nothing where there is nothing to suppose. */
function premises(page: Page, theorem: Theorem, id: TheoremId): Block[] {
  const supposed = letSentence(page, theorem, id);
  const ranges = rangesOf(theorem.given);
  const isPlain = ranges.length === 0 && page.network.opaque.size === 0;
  if (isPlain && supposed.length === 0) return [];
  return [paragraph(page.locale.sentences([supposed, claimSentence(page, theorem)]))];
}

/** "Let z = …, a = G(z) and δ = ∂C/∂z.", each definition once a document. */
function letSentence(page: Page, theorem: Theorem, id: TheoremId): Inline[] {
  const cited = page.reading.steps(id).flatMap(({ by }) => citationsOf(by).map((each) => each.theorem));
  const naming = namingOf(page, theorem.goal.lhs);
  const involved = [...new Set([...(naming === undefined ? [] : [naming]), id, ...cited])].map((each) =>
    page.reading.theorem(each),
  );
  const definitions = new Set(involved.flatMap(({ goal: { lhs } }) => definitionFor(page, lhs) ?? []));
  const equations = page.network.equations.filter((each) => definitions.has(each) && isNew(page, each));
  const rows = new TheoremRows(page);
  const names = involved.flatMap(({ name, goal }) => {
    const [sign, slope] = [name && page.tex(name), page.tex(goal.lhs, { inline: true })];
    // A house may write the name as it writes the derivative.
    const isSaid = sign === undefined || sign === slope || !page.state.once(`name ${sign}=${slope}`);
    return isSaid ? [] : [`${sign}=${slope}`];
  });
  const all = [
    ...equations.map(({ quantity, rhs }) => `${page.tex(quantity)}=${rows.tex(rhs, theorem)}`),
    ...names,
  ];
  const list = page.locale.list(
    all.map((each) => [inlineMath(each)]),
    'and',
  );
  const definitionsSaid = all.length === 0 ? [] : page.locale.say('theorem-let', { list });
  return page.locale.sentences([differentials(page), definitionsSaid]);
}

/** The equation of the quantity that a local slope differentiates. */
function definitionFor(page: Page, lhs: Expr): Definition | undefined {
  const of = lhs.kind === 'partial' ? lhs.args[0] : undefined;
  if (of?.kind !== 'quantity' || of === page.network.loss) return undefined;
  const own = page.network.equations.filter(({ quantity: q }) => q.name === of.name);
  const fixed = ({ quantity: q, ranges = [] }: Definition): readonly number[] =>
    q.indices.flatMap((each, i) => (ranges.some(({ index }) => index === each.key) ? [] : [i]));
  const fits = (each: Definition): boolean =>
    fixed(each).every((i) => each.quantity.indices[i]?.key === of.indices[i]?.key);
  return own.filter(fits).sort((a, b) => fixed(b).length - fixed(a).length)[0];
}

/** The proof, its end said in words. */
function componentProof(page: Page, id: TheoremId, rows: TheoremRows, reference: Reference): Block[] {
  const { locale } = page;
  const theorem = page.reading.theorem(id);
  const { lhs } = theorem.goal;
  const expansion = rows.expansion(theorem);
  const paths =
    expansion === undefined || lhs.kind !== 'partial' ? undefined : pathSentence(page, lhs, expansion);
  const fixed = fixedList(page, theorem);
  const fix = fixed === undefined ? [] : locale.say('proof-fix', { list: fixed });
  const body = page.locale.sentences([
    fix,
    paths ?? [],
    locale.say(paths === undefined ? 'proof-compute' : 'proof-hence'),
  ]);
  const left = page.tex(leftOf(page, theorem));
  const terms = rows.terms(id);
  const written = terms.map(({ term, because }) => ({ row: rows.tex(term, theorem), because }));
  const first = page.tex(lhs) === left ? [] : [{ row: page.tex(lhs) }];
  const all = [...first, ...written].filter(({ row }) => row !== left);
  return [
    paragraph(locale.say('proof-of', { equation: page.cite(reference), body })),
    displayMath(stepRows(left, all)),
    ...bracketNote(
      page,
      terms.map(({ term }) => term),
    ),
    ...immediateNote(
      page,
      all.map(({ row }) => row),
    ),
    paragraph(locale.say('proof-end', { equation: page.cite(reference), end: proofEnd(page) })),
  ];
}

/** What ∂⁺ means, once a document. */
function immediateNote(page: Page, rows: readonly string[]): Block[] {
  if (!rows.some((row) => row.includes('\\partial^{+}')) || !page.state.once('immediate')) return [];
  return [paragraph(page.locale.say('proof-immediate', { sign: inlineMath('\\partial^{+}') }))];
}

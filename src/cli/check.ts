/** `backproof check`: the kernel alone on an exported derivation, and what exactly was proved about which equations. */
import { inOwnTerms } from '../expr/index.ts';
import { indexText } from '../formula/index.ts';
import type { Network } from '../network/index.ts';
import {
  check as checkDerivation,
  checkMatrices,
  type Derivation,
  type MatrixTheorem,
  type MatrixVerdict,
  type Verdict,
} from '../proof/index.ts';
import type { Source } from '../source/index.ts';
import { conditionText, rangesText, termText } from './conditionText.ts';
import { addedTo, differencesBetween } from './differencesBetween.ts';
import { type ExitCode, exitCodes, Failure } from './failure.ts';
import { networkIn, readSource } from './input.ts';
import { matrixText } from './matrixText.ts';
import { writeError, writeOut } from './output.ts';
import { readDerivationText } from './readDerivationText.ts';
import { refusalText } from './refusalText.ts';
import { scalarInstance } from './scalarInstance.ts';

export interface CheckOptions {
  readonly network?: string;
}

/** Checks and prints. Throws: Failure, InputError. */
export async function check(file: string, options: CheckOptions): Promise<ExitCode> {
  if (file === '-' && options.network === '-') throw new Failure('standard input cannot be both files');
  const source = await readSource(file);
  const due = options.network === undefined ? undefined : await readSource(options.network);
  const { summaryDifferences } = await import('./summaryDifferences.ts');
  return inOwnTerms(() => {
    const { derivation, matrices, file: told } = readDerivationText(source);
    const expected = due && expectedNetwork(due, derivation.network);
    const verdicts = checkDerivation(derivation);
    const refusals = verdicts.flatMap((verdict, id) =>
      verdict.accepted ? [] : [refusalText(derivation, id, verdict)],
    );
    const judged = checkMatrices(derivation, verdicts, matrices);
    const differences = expected === undefined ? [] : differencesBetween(derivation.network, expected);
    const lies = summaryDifferences({ file: told, derivation, verdicts, matrices, judged });
    writeOut(equationsText(derivation.network));
    writeOut(theoremsText(derivation, verdicts));
    writeOut(matricesText(matrices, judged));
    for (const each of refusals) writeError(`${source.name}: ${each}`);
    for (const [i, verdict] of judged.entries()) {
      if (!verdict.accepted)
        writeError(`${source.name}: equation ${i} of matrices is refused: ${verdict.reason}\n`);
    }
    for (const each of [...differences, ...lies]) writeError(`${source.name}: ${each}\n`);
    const { length } = verdicts;
    writeOut(`\n${length - refusals.length} of ${length} theorems accepted\n`);
    if (expected !== undefined && differences.length === 0)
      writeOut(`the equations are those of ${options.network}${besides(expected, derivation.network)}\n`);
    const wrong = judged.filter(({ accepted }) => !accepted).length;
    if (matrices.length > 0)
      writeOut(`${matrices.length - wrong} of ${matrices.length} equations of matrices accepted\n`);
    return refusals.length + differences.length + lies.length + wrong > 0 ? exitCodes.wrong : exitCodes.done;
  });
}

/** The network of a file, in the form that a derivation has: a list of layers by names or by indices, families at their sizes. Throws: Failure. */
function expectedNetwork(due: Source, { families }: Network): Network {
  const read = networkIn(due, families === undefined ? 'scalar' : 'index');
  const isInstance = families === undefined && read.network.families !== undefined;
  return isInstance ? scalarInstance(read).network : read.network;
}

/** What the file defines besides. Example: `, besides which the file defines d[L,j], d[l,j]` */
function besides(expected: Network, found: Network): string {
  const added = addedTo(expected, found).map(({ quantity }) => termText(quantity));
  return added.length === 0 ? '' : `, besides which the file defines ${added.join(', ')}`;
}

/** What the derivation is about. */
function equationsText(network: Network): string {
  const lines = network.equations.map(
    ({ quantity, rhs, ranges }) =>
      `  ${termText(quantity)} = ${termText(rhs)}${aside(rangesText(ranges ?? []))}\n`,
  );
  const opaque = [...network.opaque].map(
    ([name, arity]) =>
      `  ${name} is any smooth function of ${arity === 1 ? '1 argument' : `${arity} arguments`}\n`,
  );
  const given = network.given.map((each) => `  ${conditionText(each)}\n`);
  const sizes = network.sizes.map((name) => `  ${name} is any whole number from 1\n`);
  return [
    `network ${network.name}\n`,
    ...lines,
    ...sizes,
    ...opaque,
    ...(given.length > 0 ? ['declared by the network\n', ...given] : []),
  ].join('');
}

/** The goals that were accepted, and under which conditions. */
function theoremsText({ theorems }: Derivation, verdicts: readonly Verdict[]): string {
  const accepted = theorems.flatMap((theorem, id) => {
    const verdict = verdicts[id];
    return verdict?.accepted === true ? [{ theorem, id, assumes: verdict.assumes }] : [];
  });
  const goals = accepted.map(({ theorem: { goal, name, given }, id }) => {
    const called = name === undefined ? '' : `, called ${termText(name)}`;
    const ranges = given.flatMap((each) => (each.kind === 'range' ? [each] : []));
    return `  ${id}  ${termText(goal.lhs)} = ${termText(goal.rhs)}${called}${aside(rangesText(ranges))}\n`;
  });
  const stated = accepted.flatMap(({ theorem, assumes }) => [
    ...theorem.given.filter(({ kind }) => kind !== 'range').map(conditionText),
    ...assumes.map(({ condition, ranges }) => `${conditionText(condition)}${aside(rangesText(ranges))}`),
  ]);
  const conditions = [...new Set(stated)];
  const held = conditions.length === 0 ? ['  none\n'] : conditions.map((each) => `  ${each}\n`);
  return ['proved\n', ...goals, 'where\n', ...held].join('');
}

/** Behind an equation, if it is anything. */
const aside = (text: string): string => text && `  ${text}`;

/** The equations of matrices that were accepted, with their shapes. */
function matricesText(matrices: readonly MatrixTheorem[], verdicts: readonly MatrixVerdict[]): string {
  const accepted = matrices.filter((_, i) => verdicts[i]?.accepted === true);
  if (accepted.length === 0) return '';
  const lines = accepted.map(({ lhs, rhs, given }) => {
    const { rows, columns } = lhs.shape;
    const ranges = given.flatMap((each) => (each.kind === 'range' ? [each] : []));
    const shape = `${indexText(rows)} x ${indexText(columns)}`;
    return `  ${matrixText(lhs)} = ${matrixText(rhs)}   ${shape}${aside(rangesText(ranges))}\n`;
  });
  return ['in matrices\n', ...lines].join('');
}

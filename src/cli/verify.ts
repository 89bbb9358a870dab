/** `backproof verify`: every gradient against numbers, the kernel's verdict beside them. */
import { Deriver, type Worked } from '../derive/index.ts';
import type { Quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import { type Comparison, compareSlope, Duals, formatNumber, textOf } from '../numeric/index.ts';
import { check, readDerivation, type Verdict, writeDerivation } from '../proof/index.ts';
import { closedForm } from './closedForm.ts';
import { type ExitCode, exitCodes, Failure } from './failure.ts';
import { goalOf, readNetworkFile } from './input.ts';
import { numbersOf } from './numbers.ts';
import { colour, writeError, writeOut } from './output.ts';
import { Progress } from './progress.ts';
import { table } from './table.ts';

export interface VerifyOptions {
  readonly of?: string;
  readonly digits: number;
}

/** `confirmed`: the proof is accepted and both comparisons agree. `wrong`: one of the three says no. `open`: none says no, but not all could say yes. */
interface Finding {
  readonly outcome: 'confirmed' | 'wrong' | 'open';
  readonly result: string;
}

/** What is known of one gradient. */
interface Tested {
  readonly worked: Worked;
  readonly verdict: Verdict;
  /** The closed form's value: null outside the domain, none where the network has no numbers. */
  readonly value?: number | null;
  readonly comparison?: Comparison;
}

/** Verifies and prints the table. Throws: Failure, InputError. */
export async function verify(file: string, options: VerifyOptions): Promise<ExitCode> {
  const network = await readNetworkFile(file);
  const of = goalOf(network, options.of);
  const parameters = network.symbols.filter(({ role }) => role === 'parameter').map((each) => each.quantity);
  if (parameters.length === 0) throw new Failure(`${network.name} has no parameters to verify`);
  const tested = await test(network, of, parameters);
  const findings = tested.map(finding);
  const rows = tested.map((each, i) => cellsOf(each, findings[i] as Finding, options.digits));
  const head = ['parameter', 'closed form', 'central difference', 'relative error', 'kernel', 'result'];
  const count = (outcome: Finding['outcome']): number =>
    findings.filter((each) => each.outcome === outcome).length;
  const summary = [`${count('confirmed')} of ${rows.length} confirmed`];
  if (count('wrong') > 0) summary.push(`${count('wrong')} wrong`);
  if (count('open') > 0) summary.push(`${count('open')} not confirmed`);
  writeOut(`${table(head, rows, ['left', 'right', 'right', 'right'])}\n${summary.join(', ')}\n`);
  return count('confirmed') === rows.length ? exitCodes.done : exitCodes.wrong;
}

/** Derives every gradient, checks the proofs again as a file would be, and compares with numbers where there are any. */
async function test(
  network: Network,
  of: Quantity,
  parameters: readonly Quantity[],
): Promise<readonly Tested[]> {
  const numbers = numbersOf(network);
  if (typeof numbers === 'string') writeError(`nothing to compare with: ${numbers}\n`);
  const values = typeof numbers === 'string' ? undefined : numbers;
  const progress = new Progress(2 * parameters.length);
  try {
    const deriver = new Deriver(network);
    const found: Worked[] = [];
    for (const each of parameters) {
      found.push(deriver.derive(of, each));
      await progress.advance(each.name);
    }
    const { derivation } = deriver;
    const verdicts = check(readDerivation(JSON.parse(JSON.stringify(writeDerivation(derivation)))));
    const duals = values && new Duals(network);
    const tested: Tested[] = [];
    for (const worked of found) {
      const verdict = verdictOf(worked, verdicts);
      const { value } = closedForm(derivation, worked.closed, values);
      const comparison =
        duals === undefined || value === null
          ? undefined
          : compareSlope(duals, network, of, worked.wrt, { claimed: value });
      tested.push({ worked, verdict, ...(values && { value }), ...(comparison && { comparison }) });
      await progress.advance(worked.wrt.name);
    }
    return tested;
  } finally {
    progress.end();
  }
}

/** The first refusal among the theorems that state a gradient. */
function verdictOf({ theorem, closed }: Worked, verdicts: readonly Verdict[]): Verdict {
  const [found, ended] = [verdicts[theorem] as Verdict, verdicts[closed] as Verdict];
  return found.accepted ? ended : found;
}

function finding({ verdict, value, comparison }: Tested): Finding {
  if (!verdict.accepted) return { outcome: 'wrong', result: `proof refused: ${verdict.reason}` };
  if (comparison === undefined) {
    const what = value === null ? 'no finite value here' : 'no numbers to compare with';
    return { outcome: 'open', result: `not confirmed: ${what}` };
  }
  const { difference, dualAgrees } = comparison;
  if (difference.verdict === 'kink') return { outcome: 'open', result: 'not confirmed: at a kink' };
  if (!dualAgrees) return { outcome: 'wrong', result: 'differs from dual numbers' };
  if (difference.verdict === 'undefined')
    return { outcome: 'open', result: 'not confirmed: no finite difference here' };
  if (difference.verdict === 'ill-conditioned') {
    return { outcome: 'open', result: 'not confirmed: ill-conditioned difference' };
  }
  if (difference.agrees !== true) return { outcome: 'wrong', result: 'differs from the central difference' };
  return { outcome: 'confirmed', result: 'confirmed' };
}

function cellsOf(
  { worked, verdict, value, comparison }: Tested,
  { outcome, result }: Finding,
  digits: number,
): readonly string[] {
  const shown = (number: number | null | undefined, count = digits): string =>
    typeof number !== 'number' || Number.isNaN(number) ? '–' : textOf(formatNumber(number, count));
  return [
    worked.wrt.name,
    shown(value),
    shown(comparison?.difference.value),
    shown(comparison?.difference.relativeError, 2),
    verdict.accepted ? 'accepted' : 'refused',
    painted(outcome, result),
  ];
}

const tones = { confirmed: '32', wrong: '31', open: '33' } as const;

/** Only the last column is coloured, so that colour never disturbs the alignment. */
const painted = (outcome: Finding['outcome'], text: string): string =>
  colour('stdout') ? `\u001b[${tones[outcome]}m${text}\u001b[0m` : text;

/** `backproof verify`: every gradient against numbers, the kernel's verdict beside them. */
import { Deriver, type Worked } from '../derive/index.ts';
import type { Quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import { type Comparison, compareSlope, Duals, formatNumber, textOf } from '../numeric/index.ts';
import { check, readDerivation, type Verdict, writeDerivation } from '../proof/index.ts';
import { closedForm } from './closedForm.ts';
import { type ExitCode, Failure } from './failure.ts';
import { goalOf, readNetworkFile } from './input.ts';
import { numbersOf } from './numbers.ts';
import { writeError } from './output.ts';
import { Progress } from './progress.ts';
import { type Finding, reportFindings } from './reportFindings.ts';

export interface VerifyOptions {
  readonly of?: string;
  readonly digits: number;
  readonly seed: number;
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
  const read = await readNetworkFile(file);
  const { network } = read;
  if (network.families !== undefined) {
    const { verifyIndexed } = await import('./verifyIndexed.ts');
    return verifyIndexed(read, options);
  }
  const of = goalOf(network, options.of);
  const parameters = network.symbols.filter(({ role }) => role === 'parameter').map((each) => each.quantity);
  if (parameters.length === 0) throw new Failure(`${network.name} has no parameters to verify`);
  const tested = await test(network, of, parameters);
  const rows = tested.map((each) => cellsOf(each, options.digits));
  const head = ['parameter', 'closed form', 'central difference', 'relative error', 'kernel', 'result'];
  const opinions = tested.flatMap(({ comparison }) => comparison?.second.by ?? []);
  return reportFindings(head, rows, tested.map(finding), opinions, ['left', 'right', 'right', 'right']);
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
  const { difference, second } = comparison;
  if (difference.verdict === 'kink') return { outcome: 'open', result: 'not confirmed: at a kink' };
  if (second.agrees === false) return { outcome: 'wrong', result: 'differs from the second opinion' };
  if (difference.verdict === 'undefined')
    return { outcome: 'open', result: 'not confirmed: no finite difference here' };
  if (difference.verdict === 'ill-conditioned') {
    return { outcome: 'open', result: 'not confirmed: ill-conditioned difference' };
  }
  if (difference.agrees !== true) return { outcome: 'wrong', result: 'differs from the central difference' };
  if (second.agrees === undefined) return { outcome: 'open', result: 'not confirmed: numbers overflow' };
  return { outcome: 'confirmed', result: 'confirmed' };
}

function cellsOf({ worked, verdict, value, comparison }: Tested, digits: number): readonly string[] {
  const shown = (number: number | null | undefined, count = digits): string =>
    typeof number !== 'number' || Number.isNaN(number) ? '–' : textOf(formatNumber(number, count));
  return [
    worked.wrt.name,
    shown(value),
    shown(comparison?.difference.value),
    shown(comparison?.difference.relativeError, 2),
    verdict.accepted ? 'accepted' : 'refused',
  ];
}

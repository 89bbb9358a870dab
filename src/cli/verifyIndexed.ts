/** `backproof verify` for networks with families: every theorem about a parameter, entry by entry at concrete sizes, beside the kernel's verdict. */
import { IndexedDeriver, type IndexedWorked, MatrixForms } from '../derive/index.ts';
import type { ReadNetwork } from '../describe/index.ts';
import type { Quantity } from '../expr/index.ts';
import { writeFormula } from '../formula/index.ts';
import { InstanceError, type Network, type Sizes, UndecidedError } from '../network/index.ts';
import { formatNumber, textOf } from '../numeric/index.ts';
import {
  check,
  checkMatrices,
  type Derivation,
  type MatrixTheorem,
  type MatrixVerdict,
  readDerivation,
  readMatrices,
  type Theorem,
  type Verdict,
  writeDerivation,
} from '../proof/index.ts';
import { type ConcretePoint, concretePoint, concreteSizes } from './concretePoint.ts';
import { type ExitCode, Failure } from './failure.ts';
import { memberGoal } from './input.ts';
import { writeDiagnostic, writeOut } from './output.ts';
import { Progress } from './progress.ts';
import { type Finding, reportFindings } from './reportFindings.ts';
import { type Tested, testTheorem, untold } from './testTheorem.ts';
import { openAt } from './undecided.ts';
import { noteUntold } from './untold.ts';

/** Draws until every entry can be told, at most. */
const DRAWS = 10;

/** A theorem as its own file says it, with what the kernel says. */
interface Checked {
  readonly label: string;
  readonly theorem: Theorem;
  readonly verdict: Verdict;
  readonly matrix?: { readonly form: MatrixTheorem; readonly verdict: MatrixVerdict };
}

/** Verifies and prints the table. Throws: Failure. */
export async function verifyIndexed(
  read: ReadNetwork,
  { of, seed }: { readonly of?: string; readonly seed: number },
): Promise<ExitCode> {
  const { network, sizeValues = new Map() } = read;
  const goal = memberGoal(network, of);
  const { derivation, checked, open } = derived(read, goal);
  const { tested, point } = await testedAt(derivation, checked, sizeValues, seed);
  if (point !== undefined) writeOut(`${pointText(point)}\n\n`);
  const rows = checked.map(({ label, verdict, matrix }, i) => {
    const { entries, largest } = tested[i] as Tested;
    return [
      label,
      String(entries),
      largest === undefined ? '–' : textOf(formatNumber(largest, 2)),
      wordFor(verdict),
      matrix === undefined ? '–' : wordFor(matrix.verdict),
    ];
  });
  const findings = tested.map(({ finding }) => finding);
  const head = ['derivative by', 'entries', 'largest difference', 'kernel', 'matrix form', 'result'];
  return reportFindings(
    head,
    [...rows, ...open.map(({ label }) => [label, '–', '–', '–', '–'])],
    [...findings, ...open.map(({ finding }) => finding)],
    tested.flatMap(({ opinions }) => opinions),
    ['left', 'right', 'right'],
  );
}

const wordFor = ({ accepted }: { readonly accepted: boolean }): string => (accepted ? 'accepted' : 'refused');

/** Derives by every parameter, writes the derivation as a file and reads it back: what follows is about the file. Throws: Failure. */
function derived(read: ReadNetwork, of: Quantity) {
  const { network } = read;
  const parameters = network.symbols.filter(({ role }) => role === 'parameter').map((each) => each.quantity);
  if (parameters.length === 0) throw new Failure(`${network.name} has no parameters to verify`);
  const deriver = new IndexedDeriver(network);
  const open: { readonly label: string; readonly finding: Finding }[] = [];
  const asked = parameters.flatMap((each) => {
    const none = (reason: string): readonly IndexedWorked[] => {
      open.push({
        label: writeFormula(each),
        finding: { outcome: 'open', result: `not confirmed: ${reason}` },
      });
      return [];
    };
    try {
      const parts = deriver.derive(of, each);
      return parts.length > 0 ? parts : none('the function that takes it is opaque');
    } catch (error) {
      if (!(error instanceof UndecidedError)) throw error;
      const place = openAt(error, read, `no derivation by ${writeFormula(each)} is found: ${error.message}`);
      if (place !== undefined) writeDiagnostic({ ...place, severity: 'warning' });
      return none(`no derivation found: ${error.message}`);
    }
  });
  const told = deriver.inOrder(asked);
  noteUntold(deriver);
  const forms = new MatrixForms(deriver.derivation);
  const found = told.map(({ theorem }) => forms.of(theorem));
  const matrices = found.filter((each) => each !== undefined);
  const file: unknown = JSON.parse(JSON.stringify(writeDerivation(forms.derivation, matrices)));
  const derivation = readDerivation(file);
  const verdicts = check(derivation);
  const readBack = readMatrices(file);
  const judged = checkMatrices(derivation, verdicts, readBack);
  const checked = told.map(({ wrt, theorem }, i): Checked => {
    const at = matrices.indexOf(found[i] as MatrixTheorem);
    return {
      label: writeFormula(wrt),
      theorem: derivation.theorems[theorem] as Theorem,
      verdict: verdicts[theorem] as Verdict,
      ...(at >= 0 && {
        matrix: { form: readBack[at] as MatrixTheorem, verdict: judged[at] as MatrixVerdict },
      }),
    };
  });
  return { derivation, checked, open };
}

/**
 * Every theorem at the file's sizes and values, or at drawn ones where the file has none, where a theorem has no entry at its
 * sizes, or where an entry cannot be told; the first draw that tells all, otherwise the last.
 */
async function testedAt(
  derivation: Derivation,
  checked: readonly Checked[],
  given: Sizes,
  seed: number,
): Promise<{ readonly tested: readonly Tested[]; readonly point: ConcretePoint | undefined }> {
  const progress = new Progress(DRAWS);
  let tested: readonly Tested[] = checked.map(() => untold('no values meet what it assumes'));
  let point: ConcretePoint | undefined;
  try {
    for (let draw = 0; draw < DRAWS; draw++) {
      const found = pointFor(derivation.network, draw === 0 ? given : new Map(), seed + draw);
      if (found === undefined) continue;
      point = found;
      tested = checked.map((each) => findingsOf(each, derivation, found));
      await progress.advance(derivation.network.name);
      const outcomes = tested.map(({ finding }) => finding.outcome);
      if (outcomes.includes('wrong') || !outcomes.includes('open')) break;
    }
    return { tested, point };
  } finally {
    progress.end();
  }
}

/** A refused proof needs no numbers. */
function findingsOf(
  { theorem, verdict, matrix }: Checked,
  derivation: Derivation,
  point: ConcretePoint,
): Tested {
  for (const each of [verdict, matrix?.verdict]) {
    if (each?.accepted === false)
      return {
        entries: 0,
        opinions: [],
        finding: { outcome: 'wrong', result: `proof refused: ${each.reason}` },
      };
  }
  return testTheorem(theorem, matrix?.form, derivation, point);
}

/** Throws: Failure if the sizes do not fit the network. */
function pointFor(network: Network, given: Sizes, seed: number): ConcretePoint | undefined {
  const { sizes, own } = concreteSizes(network, given, seed);
  try {
    return concretePoint(network, sizes, seed, own);
  } catch (error) {
    if (!(error instanceof InstanceError)) throw error;
    if (own) throw new Failure(`${network.name} at its sizes: ${error.message}`);
    return undefined;
  }
}

/** Where it was tested. Example: `at L = 2, n = (2, 3, 2), values by seed 1, any smooth function as G` */
function pointText({ instance, functions, seed }: ConcretePoint): string {
  const sizes = [...instance.sizes].map(
    ([name, size]) => `${name} = ${typeof size === 'number' ? size : `(${size.join(', ')})`}`,
  );
  const parts = [
    ...sizes,
    ...(seed === undefined ? [] : [`values drawn by seed ${seed}`]),
    ...(functions.size > 0 ? [`a smooth function as ${[...functions.keys()].join(', as ')}`] : []),
  ];
  return `tested at ${parts.join(', ') || "the network's values"}`;
}

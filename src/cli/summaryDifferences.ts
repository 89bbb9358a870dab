/**
 * Whether what a file says of itself at a glance is what its theorems say: the closed forms, by what, where, and the matrix forms
 * with their shapes. It is written again from the theorems and compared; what the file leaves out is no lie.
 */
import { pageStyle } from '../document/index.ts';
import { writeFormula } from '../formula/index.ts';
import { houses, type Style } from '../latex/index.ts';
import {
  Canonical,
  type Derivation,
  entriesOf,
  type MatrixTheorem,
  type MatrixVerdict,
  type Verdict,
} from '../proof/index.ts';
import { printable } from '../source/index.ts';
import { closedForm } from './closedForm.ts';
import { scalarAnswer } from './exported.ts';
import { indexedAnswer, matrixAnswer } from './indexedAnswer.ts';
import { numbersOf } from './numbers.ts';
import { spelledOut } from './spelledOut.ts';

/** A file that was read and checked. */
interface Checked {
  readonly file: unknown;
  readonly derivation: Derivation;
  readonly verdicts: readonly Verdict[];
  readonly matrices: readonly MatrixTheorem[];
  readonly judged: readonly MatrixVerdict[];
}

type Fields = Readonly<Record<string, unknown>>;

/** How far a value may be off: another machine's exp differs in the last place. */
const ROUNDING = 1e-9;
/** What tests by numbers said where the file was written; no theorem says it again. */
const UNSAID = ['finiteDifferences', 'secondOpinion'];
/** Longest closed form that is written again: shared terms can be longer than any file. */
const LONGEST_FORM = 100_000;
/** Longest text of a field that is shown. */
const LONGEST = 200;

/** What the file says otherwise than its theorems, as sentences; none if it tells the truth. */
export function summaryDifferences(checked: Checked): readonly string[] {
  const { file, derivation } = checked;
  if (!isFields(file)) return [];
  const many = (key: string): readonly (readonly [string, unknown])[] =>
    Array.isArray(file[key]) ? file[key].map((each, i) => [`${key}[${i}].`, each] as const) : [];
  const isOne = ['theorem', 'closedForm', 'matrix'].some((key) => key in file);
  const parts = [...(isOne ? [['', file] as const] : []), ...many('gradients'), ...many('underlying')];
  const answers = new Answers(checked);
  const styles = [...Object.values(houses).map((house) => ({ house })), {}].map((wish) =>
    pageStyle(derivation, wish),
  );
  return [
    ...parts.flatMap(([place, claimed]) => answers.differences(place, claimed, styles)),
    ...(Array.isArray(file.wrt) ? apart('wrt', file.wrt, answers.wrt(parts.map(([, each]) => each))) : []),
  ];
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

class Answers {
  readonly #checked: Checked;
  readonly #canonical = new Canonical();
  readonly #isIndexed: boolean;
  readonly #values: ReturnType<typeof numbersOf> | undefined;
  readonly #of: unknown;

  constructor(checked: Checked) {
    this.#checked = checked;
    const { network } = checked.derivation;
    this.#isIndexed = network.families !== undefined;
    this.#values = this.#isIndexed ? undefined : numbersOf(network);
    this.#of = isFields(checked.file) ? checked.file.of : undefined;
  }

  /** One answer against its theorem, in the style in which it fits best: a file does not name its house. */
  differences(place: string, claimed: unknown, styles: readonly Style[]): readonly string[] {
    const { theorems } = this.#checked.derivation;
    if (!isFields(claimed)) return [`${place}: expected an answer`];
    const id = claimed.theorem;
    const goal = typeof id === 'number' ? theorems[id]?.goal : undefined;
    if (typeof id !== 'number' || goal?.lhs.kind !== 'partial')
      return [`${place}theorem: no theorem about a derivative`];
    if (writeFormula(goal.rhs, { limit: LONGEST_FORM }) === undefined && this.#isIndexed)
      return [`${place}closedForm: theorem ${id} is too long to be written`];
    const of = goal.lhs.args[0];
    const isOwn = claimed.of !== undefined;
    const said = isOwn ? claimed.of : this.#of;
    const asked =
      of === undefined || said === undefined
        ? []
        : apart(isOwn ? `${place}of` : 'of', said, writeFormula(of));
    let best: readonly string[] | undefined;
    for (const style of styles) {
      const found = this.#differencesIn(place, claimed, id, style);
      if (best === undefined || found.length < best.length) best = found;
      if (found.length === 0) break;
    }
    return [...asked, ...(best ?? [])];
  }

  /** By what the theorems of some answers are. */
  wrt(answers: readonly unknown[]): readonly (string | undefined)[] {
    return answers.map((each) => {
      const id = isFields(each) ? each.theorem : undefined;
      const lhs = this.#checked.derivation.theorems[typeof id === 'number' ? id : -1]?.goal.lhs;
      return lhs?.kind === 'partial' ? writeFormula(lhs.by) : undefined;
    });
  }

  #differencesIn(place: string, claimed: Fields, id: number, style: Style): readonly string[] {
    const expected = this.#answer(id, style);
    const fields = Object.entries(expected).flatMap(([key, due]) =>
      key in claimed ? apart(place + key, claimed[key], due) : [],
    );
    return [...fields, ...this.#matrixDifferences(`${place}matrix`, claimed.matrix, id, style)];
  }

  #answer(id: number, style: Style): Fields {
    const { derivation, verdicts } = this.#checked;
    if (this.#isIndexed) return indexedAnswer(derivation, verdicts, id, style);
    const values = typeof this.#values === 'string' ? undefined : this.#values;
    const kernel = verdicts[id]?.accepted === true ? 'accepted' : 'refused';
    const form = closedForm(derivation, id, values, style);
    return { ...scalarAnswer(derivation, id, form), checks: { kernel } };
  }

  /** A matrix form is one of the file's equations of matrices whose entries are the derivative. */
  #matrixDifferences(place: string, claimed: unknown, id: number, style: Style): readonly string[] {
    if (claimed === undefined || claimed === null) return [];
    const { matrices, judged, verdicts } = this.#checked;
    const candidates = matrices
      .filter((form, i) => judged[i]?.accepted === true && this.#isAbout(form, id))
      .map((form) => apart(place, claimed, matrixAnswer(form, verdicts, style)));
    const [first, ...more] = candidates;
    if (first === undefined) return [`${place}: no equation of matrices says it of theorem ${id}`];
    return more.reduce((best, each) => (each.length < best.length ? each : best), first);
  }

  #isAbout(form: MatrixTheorem, id: number): boolean {
    const { theorems } = this.#checked.derivation;
    const lhs = theorems[id]?.goal.lhs;
    return lhs !== undefined && this.#canonical.same(spelledOut(entriesOf(form).lhs, theorems), lhs);
  }
}

/** Where a claim departs from what is due. */
function apart(place: string, claimed: unknown, due: unknown): readonly string[] {
  if (Array.isArray(claimed) && Array.isArray(due) && claimed.length === due.length)
    return claimed.flatMap((each, i) => apart(`${place}[${i}]`, each, due[i]));
  if (isFields(claimed) && isFields(due)) {
    const keys = new Set([...Object.keys(claimed), ...Object.keys(due)]);
    for (const each of UNSAID) keys.delete(each);
    return [...keys].flatMap((key) => apart(`${place}.${key}`, claimed[key], due[key]));
  }
  return isSame(claimed, due) ? [] : [`${place} is ${shown(due)}, the file says ${shown(claimed)}`];
}

function isSame(claimed: unknown, due: unknown): boolean {
  if (typeof claimed === 'number' && typeof due === 'number')
    return Math.abs(claimed - due) <= ROUNDING * Math.max(Math.abs(claimed), Math.abs(due));
  return claimed === due;
}

function shown(value: unknown): string {
  const text = printable(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'));
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

/**
 * A derivation as data: what `proof/writeDerivation.ts` writes, so that `check` reads the same file, and beside it what was asked,
 * each closed form, its conditions, and what two tests say of it. The schema is `proof/schema.ts`.
 */
import type { Worked } from '../derive/index.ts';
import { pageStyle } from '../document/index.ts';
import type { Condition } from '../expr/index.ts';
import { writeFormula } from '../formula/index.ts';
import { type Comparison, compareSlope, Duals } from '../numeric/index.ts';
import {
  check,
  type Derivation,
  type Json,
  readDerivation,
  type Theorem,
  type TheoremId,
  writeDerivation,
} from '../proof/index.ts';
import { type ClosedForm, closedForm } from './closedForm.ts';
import { conditionText } from './conditionText.ts';
import type { Fields } from './indexedAnswer.ts';
import { numbersOf } from './numbers.ts';

/** One gradient or several, with the derivation they rest on. */
export function exportDerivation(derivation: Derivation, found: readonly Worked[]): Fields {
  const written = writeDerivation(derivation);
  // The file itself is checked, as whoever receives it will do.
  const verdicts = check(readDerivation(JSON.parse(JSON.stringify(written))));
  const numbers = numbersOf(derivation.network);
  const values = typeof numbers === 'string' ? undefined : numbers;
  const duals = values && new Duals(derivation.network);
  // Error terms are written as documents write them.
  const style = pageStyle(derivation, {});
  const gradients = found.map((worked): Fields => {
    const isAccepted = [worked.theorem, worked.closed].every((id) => verdicts[id]?.accepted === true);
    const form = closedForm(derivation, worked.closed, values, style);
    const comparison =
      duals === undefined || form.value === null
        ? undefined
        : compareSlope(duals, derivation.network, worked.of, worked.wrt, { claimed: form.value });
    return {
      ...scalarAnswer(derivation, worked.closed, form),
      checks: {
        kernel: isAccepted ? 'accepted' : 'refused',
        finiteDifferences: differenceFields(comparison, duals === undefined ? 'no-values' : 'undefined'),
        secondOpinion: opinionFields(comparison),
      },
    };
  });
  const { format, ...rest } = written;
  const asked = { format: format as Json, of: writeFormula((found[0] as Worked).of), notation: 'scalar' };
  const [only] = gradients;
  return only !== undefined && gradients.length === 1
    ? { ...asked, ...only, ...rest }
    : { ...asked, wrt: found.map(({ wrt }) => writeFormula(wrt)), gradients, ...rest };
}

/** By what, the closed form and its conditions, as they follow from the theorem. Throws: TypeError if it is about no derivative. */
export function scalarAnswer({ theorems }: Derivation, id: TheoremId, form: ClosedForm): Fields {
  const { goal, given } = theorems[id] as Theorem;
  if (goal.lhs.kind !== 'partial') throw new TypeError('a theorem about no derivative');
  return {
    wrt: writeFormula(goal.lhs.by),
    theorem: id,
    closedForm: formFields(form),
    given: given.map(conditionFields),
  };
}

const formFields = ({ definitions, ...form }: ClosedForm): Json => ({
  ...form,
  ...(definitions && { definitions: definitions.map((each) => ({ ...each })) }),
});

const conditionFields = (condition: Condition): Json => ({
  kind: condition.kind,
  text: conditionText(condition),
});

/** What central differences say; every field null but the verdict where there are no numbers. */
function differenceFields(comparison: Comparison | undefined, otherwise: string): Json {
  if (comparison === undefined)
    return { value: null, relativeError: null, errorEstimate: null, agrees: null, verdict: otherwise };
  const { difference } = comparison;
  return {
    value: finite(difference.value),
    relativeError: finite(difference.relativeError),
    errorEstimate: finite(difference.errorEstimate),
    agrees: difference.agrees ?? null,
    verdict: difference.verdict,
  };
}

/** What nearly all digits say, and how they were found. */
const opinionFields = (comparison: Comparison | undefined): Json =>
  comparison === undefined
    ? null
    : {
        by: comparison.second.by,
        value: finite(comparison.second.value),
        agrees: comparison.second.agrees ?? null,
      };

/** JSON has no other numbers. */
const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

/** The part of the JSON Schema of derivation files that a check does not read: what was asked, and the answer at a glance. */
import { matrixAnswer, rangeAnswers } from './schemaMatrix.ts';
import { closed, listOf, numberOrNull, ref, type Schema, text } from './schemaParts.ts';

/** What `derive --format json` adds for a gradient; a check needs none of it. */
export const gradient: Schema = {
  wrt: ref('name'),
  theorem: { ...ref('theoremId'), description: 'The theorem that states the closed form.' },
  closedForm: closed(
    {
      text: { ...text, description: "In the network's own names, readable by math.js." },
      latex: text,
      value: numberOrNull,
      definitions: listOf(
        closed({ name: text, text, latex: text }, ['name', 'text', 'latex']),
        'Names in `text`, each defined by those before it.',
      ),
    },
    ['text', 'latex', 'value'],
  ),
  given: listOf(closed({ kind: text, text }, ['kind', 'text'])),
  checks: closed(
    {
      kernel: { enum: ['accepted', 'refused'] },
      finiteDifferences: closed(
        {
          value: numberOrNull,
          relativeError: numberOrNull,
          errorEstimate: numberOrNull,
          agrees: { type: ['boolean', 'null'] },
          verdict: { enum: ['ok', 'kink', 'ill-conditioned', 'undefined', 'no-values'] },
        },
        ['value', 'relativeError', 'errorEstimate', 'agrees', 'verdict'],
      ),
      secondOpinion: {
        anyOf: [
          closed(
            {
              by: { enum: ['complex step', 'dual numbers'] },
              value: numberOrNull,
              agrees: { type: ['boolean', 'null'] },
            },
            ['by', 'value', 'agrees'],
          ),
          { type: 'null' },
        ],
      },
    },
    ['kernel', 'finiteDifferences', 'secondOpinion'],
  ),
};

/** The same of a theorem for every index; `matrix` in matrix notation only. */
export const indexedGradient: Schema = {
  wrt: { ...text, description: 'A member of a family, such as w[l,j,k].' },
  ranges: { ...rangeAnswers, description: 'Where its free indices run.' },
  theorem: gradient.theorem,
  closedForm: closed({ text, latex: text }, ['text', 'latex']),
  given: listOf(
    closed({ kind: text, text, ranges: rangeAnswers }, ['kind', 'text', 'ranges']),
    'What it assumes of the network, for every index of the ranges.',
  ),
  checks: closed({ kernel: { enum: ['accepted', 'refused'] } }, ['kernel']),
  matrix: {
    ...matrixAnswer,
    description: 'Both sides as matrices, with their shapes; null where there is no such form.',
  },
};

/** What may stand at the top of a file about one gradient, of either kind. */
export const either = (key: 'closedForm' | 'checks' | 'given'): Schema => ({
  anyOf: [gradient[key], indexedGradient[key]],
});

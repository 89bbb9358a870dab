/** `::slope{function=sigmoid}`: a function's slope, proved from its definition. */
import { deriveSlope } from '../../derive/index.ts';
import { type Detail, DocumentWriter } from '../../document/index.ts';
import { functions } from '../../functions/index.ts';
import { choice, optional, required } from '../attributes.ts';
import { defineDirective, type Write } from '../directive.ts';
import { details } from '../frontMatter.ts';
import { Aside } from '../general.ts';
import type { Lesson } from '../lesson.ts';
import { below } from './derive.ts';

const isProved = ({ arity, definition }: (typeof functions)[number]): boolean =>
  arity === 1 && definition !== undefined;

/** The functions whose slope is a theorem, by name. */
export const provedFunction = choice(functions.filter(isProved).map(({ name }) => name));

export const slope = defineDirective({
  name: 'slope',
  form: 'leaf',
  attributes: { function: required(provedFunction), detail: optional(choice(details)) },
  prepare: ({ function: name, detail }, lesson, use) => {
    const depth = use.inside === undefined ? below(lesson.depth) : 0;
    lesson.claim(slopeId(name), use.span);
    return writeSlope(lesson, name, detail, depth);
  },
});

/** Example: slope-sigmoid */
export const slopeId = (name: string): string => `slope-${name}`;

/** A function's definition and the proof of its slope. Every step is shown unless asked otherwise. */
export function writeSlope(
  lesson: Lesson,
  name: string,
  detail: Detail = 'full',
  depth: ReturnType<typeof below> = 0,
): Write {
  const { derivation, theorem } = deriveSlope(name);
  lesson.addAside(derivation);
  return () => {
    const state = new Aside(lesson.state);
    const writer = new DocumentWriter({
      derivation,
      locale: lesson.locale.name,
      detail,
      numbers: false,
      state,
    });
    return [...writer.networkEquations(), ...writer.gradient(theorem, { id: slopeId(name), depth })];
  };
}

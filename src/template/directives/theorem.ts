/**
 * `::theorem{of=C wrt="z[l,j]" form="components matrix"}`: a derivative for every index, with its proof; `z[L,j]` only at the end of a
 * range, and what a document said before is not said again. Attribute `network` takes another network than the document's.
 */
import type { IndexedWorked } from '../../derive/index.ts';
import { type Member, MemberError, partsFor, readMember } from '../../describe/index.ts';
import type { Quantity } from '../../expr/index.ts';
import { UndecidedError } from '../../network/index.ts';
import {
  choice,
  choices,
  identifiers,
  optional,
  prose,
  required,
  type Word,
  yesOrNo,
} from '../attributes.ts';
import { defineDirective, type Use } from '../directive.ts';
import { details } from '../frontMatter.ts';
import type { General } from '../general.ts';
import type { Lesson } from '../lesson.ts';
import { below } from './derive.ts';

const forms = ['components', 'matrix'] as const;

export const theorem = defineDirective({
  name: 'theorem',
  form: 'leaf',
  attributes: {
    of: optional(prose),
    wrt: required(prose),
    form: optional(choices(forms)),
    id: optional(identifiers),
    heading: optional(yesOrNo),
    detail: optional(choice(details)),
    through: optional(prose),
    network: optional(prose),
  },
  prepare: ({ of, wrt, form = forms, id, heading, detail, through, network }, lesson, use) => {
    const general = generalOf(network, lesson, use);
    const goal = general && goalOf(of, general, lesson, use);
    const member = general && memberOf(wrt, 'wrt', general, lesson, use);
    if (general === undefined || goal === undefined || member === undefined) return undefined;
    const total =
      through === undefined ? undefined : memberOf(through, 'through', general, lesson, use)?.member;
    if (through !== undefined && total === undefined) return undefined;
    const isLocal = goal.indices.length > 0;
    const found = isLocal
      ? localSlope(general, goal, member, lesson, use)
      : derived(general, goal, member, lesson, use, total);
    const parts = found && general.claim(partsFor(found, member), use.span);
    if (parts === undefined || !areNew(parts, wrt, lesson, use)) return undefined;
    const ids = idsOf(parts, goal, id, lesson, use);
    if (ids === undefined) return undefined;
    const depth = (heading ?? use.inside === undefined) ? below(lesson.depth) : 0;
    return () =>
      parts.flatMap(({ theorem: each }, i) => {
        const matrix = form.includes('matrix') ? general.matrix(each) : undefined;
        const name = ids[i];
        return general.writer(detail).theorem(each, {
          depth,
          forms: form,
          ...(matrix && { matrix }),
          ...(name !== undefined && { id: name }),
        });
      });
  },
});

/** The theorems about a network: the document's own, or another's. Throws: RangeError if it has no families. */
export function generalOf(path: string | undefined, lesson: Lesson, use: Use): General | undefined {
  const general = lesson.general(path);
  if (general === undefined)
    lesson.problems.error(use.at('network'), `there is no file ${path}`, 'the path starts from the template');
  return general;
}

/** What is differentiated: what `of` names, or the loss. */
export function goalOf(
  of: string | undefined,
  general: General,
  lesson: Lesson,
  use: Use,
): Quantity | undefined {
  if (of !== undefined) return memberOf(of, 'of', general, lesson, use)?.member;
  const { loss } = general.network;
  if (loss === undefined)
    lesson.problems.error(use.span, 'the network has no loss', 'say which quantity with of=');
  return loss;
}

export function memberOf(
  text: string,
  attribute: string,
  { network }: General,
  lesson: Lesson,
  use: Use,
): Member | undefined {
  try {
    return readMember(text, network);
  } catch (error) {
    if (!(error instanceof MemberError)) throw error;
    lesson.problems.error(use.at(attribute), error.message, error.hint);
    return undefined;
  }
}

/** The parts of a derivative; undefined once a problem was noted. */
export function derived(
  general: General,
  goal: Quantity,
  { symbol }: Member,
  lesson: Lesson,
  use: Use,
  through?: Quantity,
): readonly IndexedWorked[] | undefined {
  try {
    return general.derive(goal, symbol.quantity, through);
  } catch (error) {
    if (!(error instanceof UndecidedError)) throw error;
    lesson.problems.error(use.span, error.message);
    return undefined;
  }
}

/** The slope of one equation, as it was found for the derivative of the loss. */
function localSlope(
  general: General,
  goal: Quantity,
  member: Member,
  lesson: Lesson,
  use: Use,
): readonly IndexedWorked[] | undefined {
  const { loss } = general.network;
  if (loss === undefined || derived(general, loss, member, lesson, use) === undefined) return undefined;
  const found = general.local(goal, member.member);
  if (found !== undefined) return [found];
  lesson.problems.error(use.at('of'), `no slope of ${goal.name} by ${member.member.name} is needed here`);
  return undefined;
}

function areNew(parts: readonly IndexedWorked[], wrt: string, lesson: Lesson, use: Use): boolean {
  if (parts.length > 0) return true;
  lesson.problems.error(
    use.at('wrt'),
    `nothing new is to be said of ${wrt}`,
    'it is in this document already, or open',
  );
  return false;
}

/** One id for each part: as given, or made from the symbols. */
function idsOf(
  parts: readonly IndexedWorked[],
  of: Quantity,
  given: readonly Word[] | undefined,
  lesson: Lesson,
  use: Use,
): readonly string[] | undefined {
  if (given !== undefined && given.length !== parts.length) {
    lesson.problems.error(use.at('id'), `${given.length} ids for ${parts.length} theorems`);
    return undefined;
  }
  return parts.map(({ wrt }, i) => {
    const text =
      given?.[i]?.text ??
      [`d${of.name}-d${wrt.name}`, ...wrt.indices.map(({ key }) => key.replace(/\W+/g, ''))].join('-');
    lesson.claim(text, given?.[i]?.span ?? use.span);
    return text;
  });
}

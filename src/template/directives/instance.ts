/**
 * `::instance{wrt="w[2,1,1]"}`: what a general theorem says of one member at the network's sizes, with its proof written out;
 * `wrt="w[2,j,k]"`: of all of them, as matrices. `::instance{show="w[2,j,k]"}`: a family and its definition as matrices.
 */
import type { IndexedWorked } from '../../derive/index.ts';
import type { Member } from '../../describe/index.ts';
import { type Index, matrix, type Quantity, index as whole } from '../../expr/index.ts';
import { type Definition, type Instance, InstanceError, type Range } from '../../network/index.ts';
import { identifiers, optional, prose } from '../attributes.ts';
import { defineDirective, type Use, type Write } from '../directive.ts';
import type { General } from '../general.ts';
import type { Lesson } from '../lesson.ts';
import { derived, generalOf, goalOf, memberOf } from './theorem.ts';

/** Numbers of indices. */
type At = ReadonlyMap<string, number>;

export const instance = defineDirective({
  name: 'instance',
  form: 'leaf',
  attributes: {
    of: optional(prose),
    wrt: optional(prose),
    show: optional(prose),
    id: optional(identifiers),
    network: optional(prose),
  },
  prepare: ({ of, wrt, show, id, network }, lesson, use) => {
    const general = generalOf(network, lesson, use);
    if (general === undefined) return undefined;
    if ((wrt === undefined) === (show === undefined)) {
      lesson.problems.error(use.span, 'instance takes either wrt= or show=');
      return undefined;
    }
    return orInstanceProblem(lesson, use, () => {
      if (show !== undefined) return shown(show, general, lesson, use);
      const goal = goalOf(of, general, lesson, use);
      const name = id?.[0];
      if (goal === undefined) return undefined;
      if (name !== undefined) lesson.claim(name.text, name.span);
      return proved(wrt ?? '', goal, general, lesson, use, name?.text);
    });
  },
});

/** Notes what has no instance as a problem. */
function orInstanceProblem<T>(lesson: Lesson, use: Use, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof InstanceError)) throw error;
    lesson.problems.error(
      use.span,
      error.message,
      'give sizes their numbers in the network: sizes: { L: 2 }',
    );
    return undefined;
  }
}

/** What a theorem says of the members asked for. */
function proved(
  text: string,
  goal: Quantity,
  general: General,
  lesson: Lesson,
  use: Use,
  id: string | undefined,
): Write | undefined {
  const member = memberOf(text, 'wrt', general, lesson, use);
  const parts = member && derived(general, goal, member, lesson, use);
  if (member === undefined || parts === undefined) return undefined;
  const found = parts.flatMap((part) => {
    const at = placeIn(part, member, general.instance);
    return at === undefined ? [] : [{ part, at }];
  })[0];
  if (found === undefined) {
    lesson.problems.error(use.at('wrt'), `${text} lies in no range of the derivative`);
    return undefined;
  }
  const { part, at } = found;
  if (member.fixed.length === member.member.indices.length)
    return () => general.writer().entryInstance(part.theorem, at, general.instance, id);
  return () => {
    const theorem = general.matrix(part.theorem);
    if (theorem === undefined) throw new RangeError(`the derivative by ${text} has no matrix form`);
    return general.writer().matrixTheoremInstance(theorem, at, general.instance, id);
  };
}

/** The numbers of a part's indices at which it is about a member; undefined where it is not. */
function placeIn({ wrt, ranges }: IndexedWorked, { member, fixed }: Member, at: Instance): At | undefined {
  const found = new Map<string, number>();
  for (const position of fixed) {
    const value = at.index(member.indices[position] as Index);
    const own = wrt.indices[position] as Index;
    const range = ranges.find(({ index }) => index === own.key);
    if (range === undefined ? at.index(own) !== value : !isIn(value, range, at, found)) return undefined;
    if (range !== undefined) found.set(range.index, value);
  }
  return found;
}

const isIn = (value: number, { from, to }: Range, at: Instance, known: At): boolean =>
  at.index(from, known) <= value && value <= at.index(to, known);

/** Families as matrices, each with its definition. */
function shown(text: string, general: General, lesson: Lesson, use: Use): Write | undefined {
  const members = text
    .trim()
    .split(/\s+/)
    .map((each) => memberOf(each, 'show', general, lesson, use));
  const known = members.filter((each) => each !== undefined);
  if (known.length < members.length) return undefined;
  const views = known.map((each) => viewOf(each, general));
  return () => views.flatMap(({ view, at }) => general.writer().matrixInstance(view, at, general.instance));
}

function viewOf({ symbol, member, fixed }: Member, general: General) {
  const at = new Map<string, number>();
  const { quantity: own, ranges = [] } = symbol;
  for (const position of fixed)
    at.set((own.indices[position] as Index).key, general.instance.index(member.indices[position] as Index));
  const definition = general.network.equations.find((each) => isAbout(each, own, at, general.instance));
  const form = definition && general.definition(definition);
  if (form !== undefined) return { view: form, at };
  const axes = ['row', 'column'] as const;
  let used = 0;
  const indices = own.indices.map((each, i) => (fixed.includes(i) ? each : (axes[used++] ?? each)));
  const [rows, columns] = ranges.filter((_, i) => !fixed.includes(i)).map(({ to }) => to);

  const unit = whole(1);
  return {
    view: { lhs: matrix.symbol(own.name, indices, { rows: rows ?? unit, columns: columns ?? unit }) },
    at,
  };
}

/** Whether an equation defines the members of a family at some numbers. */
function isAbout(
  { quantity: pattern, ranges = [] }: Definition,
  own: Quantity,
  at: At,
  instance: Instance,
): boolean {
  if (pattern.name !== own.name) return false;
  return own.indices.every(({ key }, i) => {
    const value = at.get(key);
    const index = pattern.indices[i] as Index;
    const range = ranges.find((each) => each.index === index.key);
    if (range === undefined) return value !== undefined && instance.index(index) === value;
    return value === undefined || isIn(value, range, instance, at);
  });
}

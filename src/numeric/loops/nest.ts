/** Opening and closing the loops and guards of one equation. */
import { addIndex, type Index, index, type Relation } from '../../expr/index.ts';
import { InstanceError, type Range } from '../../network/index.ts';
import type { Instruction, Register } from './instructions.ts';
import type { Integers } from './integers.ts';
import { Region } from './region.ts';
import { isUnit } from './strides.ts';

/** At most so many loops and guards within one another. */
const NESTING = 500;

/** A loop or guard while it is filled; closing adds it to the region around it. */
export interface Open {
  readonly region: Region;
  readonly close: () => void;
}

/** Opens a loop over a range, narrowed by relations that its index solves; other relations must not be given. */
export function openLoop(
  range: Range,
  relations: readonly Relation[],
  parent: Region,
  integers: Integers,
): Open {
  const ends = { from: [range.from], to: [range.to] };
  for (const each of relations) {
    const { from, to } = boundsBy(each, range.index);
    ends.from.push(...from);
    ends.to.push(...to);
  }
  const registers = (all: readonly Index[]): readonly Register[] =>
    all.map((each) => integers.index(each, parent));
  const bounds = [registers(ends.from), registers(ends.to)] as const;
  return openCount(range.index, bounds, parent, integers, relations.length > 0);
}

/** Opens a loop from one number to another; `name` of its variable, if it is an index. */
export function openCount(
  name: string | undefined,
  [from, to]: readonly [readonly Register[], readonly Register[]],
  parent: Region,
  integers: Integers,
  isBarrier: boolean,
): Open & { readonly variable: Register } {
  const variable = integers.new();
  const region = new Region(parent, name === undefined ? undefined : { name, register: variable }, isBarrier);
  return { ...opened(region, parent, { kind: 'loop', variable, from, to, body: region.body }), variable };
}

/** Opens a stretch of instructions with values of its own. */
export function openBlock(parent: Region, bound?: Region['bound']): Open {
  const region = new Region(parent, bound, true);
  const close = (): void => {
    for (const each of region.body) parent.body.push(each);
  };
  return { region, close };
}

/** Opens a guard: what is inside is done where all relations hold. */
export function openGuard(relations: readonly Relation[], parent: Region, integers: Integers): Open {
  const all = relations.map(({ kind, left, right }) => ({
    kind,
    left: integers.index(left, parent),
    right: integers.index(right, parent),
  }));
  const region = new Region(parent, undefined, true);
  return opened(region, parent, { kind: 'when', all, body: region.body });
}

function opened(region: Region, parent: Region, instruction: Instruction): Open {
  if (region.depth > NESTING) throw new InstanceError('limit', 'sums and brackets nested too deeply');
  const close = (): void => {
    parent.body.push(instruction);
  };
  return { region, close };
}

/** Whether an index stands in a relation ±1 times and in no size, so that the relation bounds it. */
export const solves = ({ left, right }: Relation, name: string): boolean =>
  isUnit(addIndex(right, left, -1), name);

/** Bounds of an index from a relation that it solves. Example: p − i ≤ K − 1 bounds i from below by p − K + 1. */
function boundsBy(
  { kind, left, right }: Relation,
  name: string,
): { from: readonly Index[]; to: readonly Index[] } {
  const gap = addIndex(right, left, -1);
  const own = gap.terms.find(({ atom }) => atom.name === name && atom.indices.length === 0);
  const coefficient = own?.coefficient ?? 1;
  const rest = addIndex(gap, index(0, own === undefined ? [] : [own]), -1);
  const bound = addIndex(index(0), rest, -coefficient);
  if (kind === 'equal') return { from: [bound], to: [bound] };
  return coefficient > 0 ? { from: [bound], to: [] } : { from: [], to: [bound] };
}

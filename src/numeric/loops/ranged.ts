/** An equation ready for loops: every index of it has a name of its own and runs in a known range. */
import type { Expr, Quantity, Relation } from '../../expr/index.ts';
import type { Definition, Range } from '../../network/index.ts';
import { apart } from './apart.ts';
import { type Slice, slicesIn } from './slices.ts';
import type { Store } from './store.ts';

/** One equation, whose indices all run in `ranges`, each after those it mentions. */
export interface Ranged {
  readonly quantity: Quantity;
  readonly rhs: Expr;
  readonly ranges: ReadonlyMap<string, Range>;
  /** What its mentions of whole families stand for. */
  readonly slices: ReadonlyMap<Quantity, Slice>;
}

/** An equation with what it is computed by, and where all of its indices run. Throws: InstanceError. */
export function ranged({ quantity, ranges = [] }: Definition, rhs: Expr, { network }: Store): Ranged {
  const { term, ranges: sums } = apart(rhs);
  const slices = slicesIn(term, network);
  const all = [...ranges, ...sums, ...[...slices.values()].flatMap((each) => each.ranges)];
  return { quantity, rhs: term, ranges: new Map(all.map((range) => [range.index, range])), slices };
}

/** The relations without which a product is 0. */
export const relationsIn = (node: Expr): readonly Relation[] =>
  node.kind === 'product' ? node.args.flatMap((arg) => (arg.kind === 'bracket' ? arg.relations : [])) : [];

/** Whole families, such as a[L,*], as their members: only opaque functions take those. */
import {
  type Expr,
  type Index,
  indexVariable,
  type Quantity,
  quantitiesIn,
  quantity,
  substituteIndex,
} from '../../expr/index.ts';
import { EVERY, InstanceError, type Network, type Range } from '../../network/index.ts';

/** One member for each value of some index variables. */
export interface Slice {
  readonly member: Quantity;
  readonly ranges: readonly Range[];
}

/** The members that each mention of a whole family in a term stands for, in order. Throws: InstanceError if no ranges are known. */
export function slicesIn(term: Expr, network: Network): ReadonlyMap<Quantity, Slice> {
  const found = new Map<Quantity, Slice>();
  for (const each of quantitiesIn(term)) {
    if (each.indices.some(({ key }) => key === EVERY)) found.set(each, sliceOf(network, each, found.size));
  }
  return found;
}

function sliceOf(network: Network, whole: Quantity, number: number): Slice {
  const declared = network.symbol(whole)?.ranges;
  if (declared?.length !== whole.indices.length)
    throw new InstanceError('slice', `no ranges are known for ${whole.name}`);
  const actual = new Map<string, Index>();
  const ranges: Range[] = [];
  for (const [place, { index: name, from, to }] of declared.entries()) {
    const own = whole.indices[place] as Index;
    const variable = indexVariable(`%${number}every${place}`);
    if (own.key === EVERY) {
      const at = (each: Index): Index => substituteIndex(each, actual);
      ranges.push({ index: variable.key, from: at(from), to: at(to) });
    }
    actual.set(name, own.key === EVERY ? variable : own);
  }
  return { member: quantity(whole.name, [...actual.values()]), ranges };
}

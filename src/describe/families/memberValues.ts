/** Values of families, as nested lists in the order of their indices → values of members. */
import { index, indexNames, indexVariable, type Quantity, quantity } from '../../expr/index.ts';
import { rangeText } from '../../formula/index.ts';
import type { Range } from '../../network/index.ts';
import type { Problems } from '../problems.ts';
import type { Tree } from '../tree.ts';
import { type Family, familyText, memberText } from './family.ts';
import { indexValue, type Size } from './sizes.ts';

interface Open {
  readonly tree: Tree;
  readonly at: readonly number[];
}

/** Reads one family's list; a list of a wrong length is reported. */
export function memberValues(
  family: Family,
  root: Tree,
  sizes: ReadonlyMap<string, Size>,
  problems: Problems,
): ReadonlyMap<Quantity, number> {
  const found = new Map<Quantity, number>();
  const open: Open[] = [{ tree: root, at: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { tree, at } = next;
    const range = family.ranges[at.length];
    const { items, value } = tree;
    if (range === undefined) {
      if (typeof value === 'number' && Number.isFinite(value)) found.set(memberAt(family, at), value);
      else
        problems.error(
          tree.span,
          `expected a value of ${textAt(family, at)}`,
          'lists nest once for each index',
        );
      continue;
    }
    if (items === undefined) {
      problems.error(
        tree.span,
        `expected a list for ${range.index} of ${familyText(family)}`,
        'lists nest once for each index',
      );
      continue;
    }
    const known = new Map(
      family.ranges.slice(0, at.length).map(({ index: name }, i) => [name, at[i] as number]),
    );
    const [from, to] = [indexValue(range.from, sizes, known), indexValue(range.to, sizes, known)];
    if (from === undefined || to === undefined) {
      const ends = rangeText(range);
      problems.error(
        tree.span,
        `values of ${family.name} need the size of ${ends}`,
        `give it under sizes, as in sizes: { ${unsized(range, sizes)} }`,
      );
      continue;
    }
    const wanted = Math.max(0, to - from + 1);
    if (items.length !== wanted) {
      const are = wanted === 1 ? 'is' : 'are';
      const message = `wrong number of values of ${textAt(family, at)}: ${items.length}, but ${wanted} ${are} wanted`;
      problems.error(tree.span, message, `one for each ${range.index} in ${from}..${to}`);
      continue;
    }
    for (const [i, item] of [...items.entries()].reverse()) open.push({ tree: item, at: [...at, from + i] });
  }
  return found;
}

/** A size on which a range depends and which has no value, with one. Example: `n: [2, 3]` */
function unsized({ from, to }: Range, sizes: ReadonlyMap<string, Size>): string {
  const names = [from, to].flatMap((end) => [...indexNames(end)]);
  const size = names.flatMap((name) => sizes.get(name) ?? []).find(({ value }) => value === undefined);
  return size === undefined ? 'L: 2' : `${size.name}: ${size.indices === 0 ? '2' : '[2, 3]'}`;
}

export const memberAt = ({ name }: Pick<Family, 'name'>, at: readonly number[]): Quantity =>
  quantity(
    name,
    at.map((each) => index(each)),
  );

const textAt = ({ name, ranges }: Family, at: readonly number[]): string =>
  memberText(
    name,
    ranges.map(({ index: letter }, i) => {
      const value = at[i];
      return value === undefined ? indexVariable(letter) : index(value);
    }),
  );

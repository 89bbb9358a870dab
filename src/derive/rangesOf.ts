/** Where the indices of a member run. */
import { type Index, type Quantity, substituteIndex } from '../expr/index.ts';
import type { Network, Range } from '../network/index.ts';

/** The ranges of a member's indices, where they are variables. Throws: RangeError for another number of indices than its family has. */
export function rangesOf(member: Quantity, network: Network): readonly Range[] {
  const symbol = network.symbol(member);
  const declared = symbol?.ranges ?? [];
  if (declared.length !== member.indices.length)
    throw new RangeError(`${member.name} has ${declared.length} indices, not ${member.indices.length}`);
  const renaming = new Map(declared.map((range, i) => [range.index, member.indices[i] as Index]));
  const sizes = new Set(network.sizes);
  const defined = network.equations.filter(({ quantity: q }) => q.name === member.name);
  const general = defined.find(({ ranges }) => (ranges ?? []).length === declared.length);
  return declared.flatMap((range, i) => {
    const own = member.indices[i] as Index;
    if (!/^\p{L}\w*$/u.test(own.key) || sizes.has(own.key)) return [];
    const narrow = general?.ranges?.[i] ?? range;
    return [
      {
        index: own.key,
        from: substituteIndex(narrow.from, renaming),
        to: substituteIndex(narrow.to, renaming),
      },
    ];
  });
}

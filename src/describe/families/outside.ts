/** Whether a member lies in the range of its family, and if not, an end of a range where it does not. */
import { addIndex, type Index, index, substituteIndex } from '../../expr/index.ts';
import { indexText, rangeText } from '../../formula/index.ts';
import type { IndexFacts, Range } from '../../network/index.ts';
import { memberText } from './family.ts';

/** An index variable, and an end of its range. */
interface End {
  readonly variable: Range;
  readonly value: Index;
}

export interface Outside {
  readonly message: string;
  readonly hint?: string;
  /** Where the member is outside, if one index decides. */
  readonly at?: End;
}

interface Mentioned {
  readonly name: string;
  readonly indices: readonly Index[];
}

/** What is wrong with one index of a member, if it is not certain to lie in its range. */
export function findOutside(
  member: Mentioned,
  position: number,
  range: Pick<Range, 'from' | 'to'>,
  variables: readonly Range[],
  facts: IndexFacts,
): Outside | undefined {
  const actual = member.indices[position] as Index;
  const { from, to } = range;
  const shown = memberText(member.name, member.indices);
  for (const [gap, where] of [
    [addIndex(actual, from, -1), 'below'],
    [addIndex(to, actual, -1), 'beyond'],
  ] as const) {
    if (facts.atMost(index(0), gap)) continue;
    if (facts.atMost(gap, index(-1)))
      return { message: `${shown} lies ${where} its range ${rangeText({ from, to })}` };
    const found = witness(gap, variables, facts);
    if (found === undefined) {
      const message = `${shown} is not known to lie in its range ${rangeText({ from, to })}`;
      return { message, hint: 'of sizes nothing is known but that they are at least 1' };
    }
    const at = new Map(found.map(({ variable, value }) => [variable.index, value]));
    const put = (each: Index): Index => substituteIndex(each, at);
    const there = memberText(member.name, member.indices.map(put));
    const places = found.map(({ variable, value }) => `${variable.index} = ${indexText(value)}`).join(', ');
    const ends = rangeText({ from: put(from), to: put(to) });
    const message = `for ${places}, ${shown} is ${there}, ${where} its range ${ends}`;
    return found.length === 1 ? { message, at: found[0] as End } : { message };
  }
  return undefined;
}

/** Ends of ranges at which a gap is certainly negative: of one if one does, otherwise of several. */
function witness(gap: Index, variables: readonly Range[], facts: IndexFacts): readonly End[] | undefined {
  const negative = (each: Index): boolean => facts.atMost(each, index(-1));
  for (const variable of variables) {
    const value = worst(gap, variable);
    if (value !== undefined && negative(substituteIndex(gap, new Map([[variable.index, value]]))))
      return [{ variable, value }];
  }
  const ends: End[] = [];
  let left = gap;
  for (const variable of variables) {
    const value = worst(left, variable);
    if (value === undefined) continue;
    ends.push({ variable, value });
    left = substituteIndex(left, new Map([[variable.index, value]]));
  }
  return negative(left) ? ends : undefined;
}

/** The end of a variable's range at which a gap is least. */
function worst(gap: Index, { index: name, from, to }: Range): Index | undefined {
  const term = gap.terms.find(({ atom }) => atom.name === name && atom.indices.length === 0);
  if (term === undefined) return undefined;
  return term.coefficient > 0 ? from : to;
}

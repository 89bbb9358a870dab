/** Keys of equations, `a[0,k]` and `a[l,j]` → which members an equation is for. */
import { addIndex, type Index, index, type Quantity, quantity } from '../../expr/index.ts';
import {
  FormulaError,
  headOf,
  indexText,
  itemsOf,
  rangesAt,
  rangeText,
  readIndex,
} from '../../formula/index.ts';
import { IndexFacts, type Range } from '../../network/index.ts';
import { didYouMean, type Span } from '../../source/index.ts';
import type { Statement } from '../draft.ts';
import type { Problems } from '../problems.ts';
import { countText, type Family, familyText, memberText } from './family.ts';
import type { Heads } from './heads.ts';
import { findOutside } from './outside.ts';

/** What an equation, or a list of given quantities, is for: members of a family, some indices fixed and the others free. */
export interface Pattern {
  readonly statement: Statement;
  readonly family: Family;
  readonly quantity: Quantity;
  /** One for each free index. */
  readonly ranges: readonly Range[];
  /** Positions of the fixed indices. */
  readonly fixed: readonly number[];
}

export const patternText = ({ quantity: q }: Pattern): string => memberText(q.name, q.indices);

/** Reads a key with indices; undefined if it is wrong, which is then reported. */
export function readPattern(statement: Statement, heads: Heads, problems: Problems): Pattern | undefined {
  const { name: text, span } = statement;
  const { name = '', inside } = headOf(text) ?? {};
  const family = heads.families.get(name);
  if (inside === undefined) {
    problems.error(span, `${text} cannot name a quantity`, 'write members like a[0,k]');
    return undefined;
  }
  if (family === undefined) {
    problems.unknown(
      span,
      `unknown family ${name}`,
      name,
      heads.families.keys(),
      'declare it under families',
    );
    return undefined;
  }
  const indices = readIndices(inside, span, heads, problems);
  if (indices === undefined) return undefined;
  if (indices.length !== family.ranges.length) {
    const message = `${name} has ${countText(family.ranges.length)}, not ${indices.length}`;
    problems.error(span, message, `write ${familyText(family)}`);
    return undefined;
  }
  const free = new Set<string>();
  const fixed: number[] = [];
  for (const [position, each] of indices.entries()) {
    const variables = each.terms.filter(
      ({ atom }) => atom.indices.length === 0 && !heads.sizes.has(atom.name),
    );
    const [variable] = variables;
    if (variable === undefined) fixed.push(position);
    else if (each.key !== variable.atom.name) {
      const hint = `write ${familyText(family)}, and shift the indices on the right`;
      problems.error(span, `${indexText(each)} is neither a single index nor a fixed one`, hint);
      return undefined;
    } else if (free.has(each.key)) {
      problems.error(
        span,
        `the index ${each.key} stands twice`,
        'an equation has another letter for each free index',
      );
      return undefined;
    } else free.add(each.key);
  }
  const member = quantity(name, indices);
  const all = rangesAt(member, family.ranges);
  const ranges = all.flatMap(({ from, to }, i) =>
    fixed.includes(i) ? [] : [{ index: (indices[i] as Index).key, from, to }],
  );
  const facts = new IndexFacts(ranges, new Set(heads.sizes.keys()));
  for (const position of fixed) {
    const found = findOutside({ name, indices }, position, all[position] as Range, ranges, facts);
    if (found === undefined) continue;
    problems.error(span, found.message, found.hint ?? `${familyText(family)} is declared under families`);
    return undefined;
  }
  return { statement, family, quantity: member, ranges, fixed };
}

function readIndices(
  inside: string,
  span: Span,
  { sizes }: Heads,
  problems: Problems,
): readonly Index[] | undefined {
  try {
    return itemsOf(inside).map(({ text }) =>
      readIndex(text, (token, count) => {
        const own = sizes.get(token.text)?.indices ?? 0;
        if (own === count) return;
        const place = { offset: token.offset, length: token.text.length };
        const hint = didYouMean(token.text, sizes.keys());
        throw new FormulaError(
          `${token.text} has ${countText(own)}, not ${count}`,
          place,
          hint && `did you mean ${hint}?`,
        );
      }),
    );
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    problems.error(span, error.message, error.hint);
    return undefined;
  }
}

/** Where each pattern holds: the general one of a family where no other does. Reports what is not covered, or twice. */
export function separate(
  patterns: readonly Pattern[],
  heads: Heads,
  problems: Problems,
): ReadonlyMap<Pattern, readonly Range[]> {
  const ranges = new Map(patterns.map((pattern) => [pattern, pattern.ranges]));
  const byFamily = new Map<Family, Pattern[]>();
  for (const pattern of patterns)
    byFamily.set(pattern.family, [...(byFamily.get(pattern.family) ?? []), pattern]);
  for (const [family, all] of byFamily) {
    const [general, again] = all.filter(({ fixed }) => fixed.length === 0);
    const special = all.filter(({ fixed }) => fixed.length > 0);
    if (again !== undefined) {
      problems.error(again.statement.span, `${patternText(again)} is defined twice`, 'remove one of the two');
    } else if (general === undefined) {
      const [first] = special as [Pattern];
      const message = `${familyText(family)} has no equation, only ${special.map(patternText).join(', ')}`;
      problems.error(
        first.statement.span,
        message,
        `add an equation for ${familyText(family)}: it holds for the rest`,
      );
    } else ranges.set(general, narrowed(general, special, heads, problems));
  }
  return ranges;
}

/** The ranges of a general pattern, less the ends that special ones take away. */
function narrowed(
  general: Pattern,
  special: readonly Pattern[],
  heads: Heads,
  problems: Problems,
): readonly Range[] {
  const facts = new IndexFacts([], new Set(heads.sizes.keys()));
  return general.ranges.map((range, position) => {
    let { from, to } = range;
    let left = special.filter(({ fixed }) => fixed[0] === position);
    for (let before = -1; before !== left.length; ) {
      before = left.length;
      left = left.filter((pattern) => {
        const at = pattern.quantity.indices[position] as Index;
        if (pattern.fixed.length > 1) return true;
        if (facts.equal(at, from)) from = addIndex(from, index(1));
        else if (facts.equal(at, to)) to = addIndex(to, index(-1));
        else return true;
        return false;
      });
    }
    for (const pattern of left) {
      const message = `${patternText(pattern)} and ${patternText(general)} may define the same member`;
      const hint =
        pattern.fixed.length > 1
          ? 'fix one index only; the others run over their whole range'
          : `an equation of its own is for an end of ${rangeText(range)}`;
      problems.error(pattern.statement.span, message, hint);
    }
    return { index: range.index, from, to };
  });
}

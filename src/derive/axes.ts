/** Which indices of a family number rows and columns of one matrix, and which number matrices (layer, time). */
import { type Index, indexNames, nodes, type Quantity } from '../expr/index.ts';
import { EVERY, type Network, type Range } from '../network/index.ts';

/**
 * The indices of a member that number rows and columns, the last two at most: they run from 1, no equation shifts or fixes
 * them nor what runs along with them, and no range depends on them. Those before them number matrices (heads, experts); where
 * these would stand among them or several behind, as the places of an image behind its channel, there are none.
 */
export function axesOf(member: Quantity, ranges: readonly Range[], network: Network): readonly Range[] {
  const numbering = numberingIn(network);
  const declared = network.symbols.find(({ quantity: q }) => q.name === member.name);
  const all = member.indices.flatMap((each, position) => {
    const range = ranges.find(({ index: name }) => name === each.key);
    if (range === undefined || range.from.key !== '1') return [];
    const numbers =
      declared === undefined
        ? numbering.names.has(each.key)
        : numbering.places.has(placeOf(member.name, position));
    return numbers ? [] : [range];
  });
  const axes = all.slice(-2);
  const first = member.indices.findIndex(({ key }) => key === axes[0]?.index);
  return member.indices.length - first > 2 ? [] : axes;
}

/** Whether the index at a place of a family (0 for the first) numbers matrices. */
export function numbersMatrices(network: Network): (family: string, position: number) => boolean {
  const { places } = numberingIn(network);
  return (family, position) => places.has(placeOf(family, position));
}

interface Numbering {
  /** The places of families whose index numbers matrices. */
  readonly places: ReadonlySet<string>;
  /** What the families call these indices; names of theorems share them. */
  readonly names: ReadonlySet<string>;
}

const placeOf = (family: string, position: number): string => `${family} ${position}`;

const known = new WeakMap<Network, Numbering>();

function numberingIn(network: Network): Numbering {
  const found = known.get(network) ?? numberingOf(network);
  known.set(network, found);
  return found;
}

function numberingOf({ symbols, equations, sizes }: Network): Numbering {
  const [own, along] = [new Set<string>(), new Map<string, Set<string>>()];
  const link = (a: string, b: string): void => {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const)
      along.set(from, (along.get(from) ?? new Set()).add(to));
  };
  for (const { quantity: q, ranges = [] } of symbols) {
    const depended = new Set(ranges.flatMap(({ from, to }) => [...indexNames(from), ...indexNames(to)]));
    q.indices.forEach((each, position) => {
      if (depended.has(each.key)) own.add(placeOf(q.name, position));
    });
  }
  const fixed = new Set<string>();
  for (const [number, { quantity: pattern, rhs }] of equations.entries()) {
    for (const node of [pattern, ...nodes(rhs)]) {
      if (node.kind !== 'quantity') continue;
      node.indices.forEach((each, position) => {
        const place = placeOf(node.name, position);
        const variable = variableOf(each);
        if (variable === EVERY) return;
        if (variable === undefined || sizes.includes(variable)) fixed.add(place);
        else link(place, `${number} ${variable}`);
        if (variable !== undefined && !sizes.includes(variable) && each.constant !== 0) own.add(place);
      });
    }
  }
  const places = new Set([...reached(own, along), ...fixed]);
  const names = new Set(
    symbols.flatMap(({ quantity: q }) =>
      q.indices.flatMap((each, position) => (places.has(placeOf(q.name, position)) ? [each.key] : [])),
    ),
  );
  return { places, names };
}

/** Everything that runs along with one of the given places in some equation. */
function reached(from: ReadonlySet<string>, along: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const found = new Set(from);
  const open = [...from];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    for (const next of along.get(each) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}

/** The variable of an index that is one variable, shifted or not. */
function variableOf({ terms }: Index): string | undefined {
  const [only] = terms;
  const isOne = terms.length === 1 && only?.coefficient === 1 && only.atom.indices.length === 0;
  return isOne ? only.atom.name : undefined;
}

/**
 * What the indices of families are for, read off the equations and never off the names: an index that equations shift by a
 * constant or on which widths depend numbers layers (or times); one that inputs and targets share and no parameter has
 * numbers samples; the others number units.
 */
import { type Index, indexNames } from '../expr/index.ts';
import { type Definition, mentionsIn, type Network } from '../network/index.ts';

export type Place = 'layer' | 'sample' | 'unit';

/** What a family's index at a position is for; 'unit' for what the network does not declare. */
export type Places = (family: string, position: number) => Place;

/** Reads off what every index is for. */
export function placesOf(network: Network): Places {
  if (network.families === undefined) return () => 'unit';
  const classes = new Classes();
  const steps = new Set<string>();
  for (const { quantity: pattern, rhs } of network.equations) {
    const mentions = [{ quantity: pattern, binders: [] }, ...mentionsIn(rhs)];
    const scope = `${pattern.name} ${pattern.indices.map(({ key }) => key).join(' ')}: `;
    for (const { quantity: member } of mentions) {
      member.indices.forEach((each, position) => {
        const [variable, ...more] = [...indexNames(each)].filter((name) => !network.sizes.includes(name));
        if (variable === undefined || more.length > 0 || variable === '*') return;
        classes.join(placeKey(member.name, position), scope + variable);
        if (isShifted(each)) steps.add(placeKey(member.name, position));
      });
    }
  }
  for (const {
    quantity: { name },
    ranges = [],
  } of network.symbols) {
    ranges.forEach(({ index: own }, position) => {
      classes.add(placeKey(name, position));
      const others = ranges.flatMap(({ from, to }) => [...indexNames(from), ...indexNames(to)]);
      if (others.includes(own)) steps.add(placeKey(name, position));
    });
  }
  return decided(network, classes, steps);
}

/**
 * Whether samples number the rows of the network's matrices or their columns; of one sample, whether it is a column that
 * weights stand before, Wx, or a row. Undefined where nothing says so.
 */
export function sampleLayout(network: Network): 'rows' | 'columns' | undefined {
  const places = placesOf(network);
  for (const {
    quantity: { name },
    ranges = [],
  } of network.symbols) {
    const kinds = ranges.map((_, position) => places(name, position));
    const [sample, unit] = [kinds.indexOf('sample'), kinds.indexOf('unit')];
    if (sample >= 0 && unit >= 0) return sample < unit ? 'rows' : 'columns';
  }
  const [only, ...others] = new Set(
    network.equations.flatMap((each) => weightLayouts(network, places, each)),
  );
  return others.length === 0 ? only : undefined;
}

/** How the matrices of parameters stand in an equation: their second index is summed over before a column, their first behind a row. */
function weightLayouts(
  network: Network,
  places: Places,
  { quantity: own, rhs }: Definition,
): readonly ('rows' | 'columns')[] {
  const free = new Set(own.indices.map(({ key }) => key));
  return mentionsIn(rhs).flatMap(({ quantity: { name, indices }, binders }) => {
    const family = network.named(name);
    if (family === undefined || network.symbol(family)?.role !== 'parameter') return [];
    const [first, second, ...more] = indices.filter((_, position) => places(name, position) === 'unit');
    if (first === undefined || second === undefined || more.length > 0) return [];
    const isSummed = ({ key }: Index): boolean => binders.some(({ index }) => index === key);
    if (isSummed(second) && free.has(first.key)) return ['columns'];
    return isSummed(first) && free.has(second.key) ? ['rows'] : [];
  });
}

function decided(network: Network, classes: Classes, steps: ReadonlySet<string>): Places {
  const layers = new Set([...steps].map((place) => classes.of(place)));
  const roles = new Map<string, Set<string>>();
  const shared = new Set<string>();
  for (const {
    quantity: { name },
    role,
    ranges = [],
  } of network.symbols) {
    ranges.forEach((_, position) => {
      const key = classes.of(placeKey(name, position));
      roles.set(key, (roles.get(key) ?? new Set()).add(role));
      if (ranges.length > 1) shared.add(key);
    });
  }
  return (family, position) => {
    const key = classes.of(placeKey(family, position));
    if (!shared.has(key)) return 'unit';
    if (layers.has(key)) return 'layer';
    const own = roles.get(key);
    return own?.has('input') && own.has('target') && !own.has('parameter') ? 'sample' : 'unit';
  };
}

const placeKey = (family: string, position: number): string => `${family} ${position}`;

/** Whether an index is a variable and a whole number that is not 0. */
const isShifted = ({ constant, terms }: Index): boolean =>
  constant !== 0 && terms.length === 1 && terms[0]?.coefficient === 1 && terms[0].atom.indices.length === 0;

/** Places that one variable of some equation joins. */
class Classes {
  readonly #parents = new Map<string, string>();

  add(key: string): void {
    if (!this.#parents.has(key)) this.#parents.set(key, key);
  }

  of(key: string): string {
    let root = key;
    for (let above = this.#parents.get(root); above !== undefined && above !== root; ) {
      root = above;
      above = this.#parents.get(root);
    }
    return root;
  }

  join(a: string, b: string): void {
    this.add(a);
    this.add(b);
    this.#parents.set(this.of(a), this.of(b));
  }
}

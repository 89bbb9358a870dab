/**
 * Whether a derivation speaks of the network that it should: the same equations, families, sizes, opaque functions,
 * declared conditions and values, up to the names of indices and to the order in sums and products.
 */
import {
  type Condition,
  type Expr,
  freeIndices,
  type Index,
  indexVariable,
  type Quantity,
  substituteIndex,
  substituteIndices,
} from '../expr/index.ts';
import { type Definition, EVERY, type Network, type Range } from '../network/index.ts';
import { Canonical, LimitError } from '../proof/index.ts';
import { conditionText, rangesText, termText } from './conditionText.ts';

/**
 * What a derivation defines beside the network's equations, such as a backward pass written out. No equation of the network can
 * mention it, so that it changes nothing of what the network computes.
 */
export const addedTo = (expected: Network, found: Network): readonly Definition[] =>
  found.equations.filter(({ quantity }) => expected.named(quantity.name) === undefined);

/** Where the network of a derivation departs from the expected one, as sentences; none if they agree. Both must share one table of terms. */
export function differencesBetween(found: Network, expected: Network): readonly string[] {
  const canonical = new Canonical();
  return [
    ...sizeDifferences(found, expected),
    ...familyDifferences(found, expected),
    ...equationDifferences(found, expected, canonical),
    ...opaqueDifferences(found, expected),
    ...givenDifferences(found, expected, canonical),
    ...valueDifferences(found, expected),
  ];
}

function sizeDifferences(found: Network, expected: Network): readonly string[] {
  const [own, due] = [new Set(found.sizes), new Set(expected.sizes)];
  return [
    ...expected.sizes.filter((name) => !own.has(name)).map((name) => `the size ${name} is missing`),
    ...found.sizes
      .filter((name) => !due.has(name))
      .map((name) => `the network has no size ${name}, the file has`),
  ];
}

/** Symbols with indices; scalars without an equation speak for themselves in the equations. */
function familyDifferences(found: Network, expected: Network): readonly string[] {
  const families = (network: Network): ReadonlyMap<string, Pattern> =>
    new Map(
      network.symbols
        .filter(({ ranges = [] }) => ranges.length > 0)
        .map((each) => [each.quantity.name, patternOf(each.quantity, each.ranges ?? [])]),
    );
  const [own, due] = [families(found), families(expected)];
  const added = new Set(addedTo(expected, found).map(({ quantity }) => quantity.name));
  const missing = [...due]
    .filter(([name]) => !own.has(name))
    .map(([name]) => `the family ${name} is missing`);
  const other = [...own].flatMap(([name, pattern]) => {
    const wanted = due.get(name);
    if (wanted === undefined && added.has(name)) return [];
    if (wanted === undefined) return [`the network has no family ${name}, the file has`];
    return wanted.key === pattern.key
      ? []
      : [`${name} is the family ${wanted.text}, the file says ${pattern.text}`];
  });
  return [...missing, ...other];
}

function equationDifferences(found: Network, expected: Network, canonical: Canonical): readonly string[] {
  const equations = (network: Network): readonly Equation[] =>
    network.equations.map((each) => ({ ...each, pattern: patternOf(each.quantity, each.ranges ?? []) }));
  const [own, due] = [equations(found), equations(expected)];
  const keys = new Map(due.map((each) => [each.pattern.key, each]));
  const ownKeys = new Set(own.map(({ pattern }) => pattern.key));
  const added = new Set(addedTo(expected, found).map(({ quantity }) => quantity.name));
  const left = due.filter(({ pattern }) => !ownKeys.has(pattern.key));
  const other = own.flatMap(({ quantity, pattern, rhs }) => {
    if (added.has(quantity.name)) return [];
    const wanted = keys.get(pattern.key);
    if (wanted === undefined) {
      const at = left.findIndex((each) => each.pattern.member === pattern.member);
      const [elsewhere] = at < 0 ? [] : left.splice(at, 1);
      return elsewhere === undefined
        ? [`the network has no equation for ${pattern.text}, the file says ${termText(rhs)}`]
        : [`the equation is of ${elsewhere.pattern.text}, the file says ${pattern.text}`];
    }
    return same(wanted.pattern.put(wanted.rhs), pattern.put(rhs), canonical)
      ? []
      : [`${pattern.text} is ${termText(wanted.rhs)}, the file says ${termText(rhs)}`];
  });
  return [...left.map(({ pattern }) => `the equation of ${pattern.text} is missing`), ...other];
}

interface Equation extends Definition {
  readonly pattern: Pattern;
}

/** A member at index variables whose names say nothing. */
interface Pattern {
  /** The same for the same member, whatever its variables are called. */
  readonly member: string;
  /** The same, with the ranges. */
  readonly key: string;
  readonly text: string;
  /** A term under the pattern, its variables named by where they stand. */
  readonly put: (term: Expr) => Expr;
}

function patternOf({ name, indices }: Quantity, ranges: readonly Range[]): Pattern {
  const ranged = new Map(ranges.map((range) => [range.index, range]));
  const variables = indices.map(({ key }) => key).filter((key) => ranged.has(key));
  const replacement = new Map(variables.map((each, i) => [each, indexVariable(`%p${i}`)]));
  const key = (each: Index): string => substituteIndex(each, replacement).key;
  const member = `${name}[${indices.map(key).join()}]`;
  const where = variables.map((each) => {
    const { from, to } = ranged.get(each) as Range;
    return `${key(from)}..${key(to)}`;
  });
  return {
    member,
    key: `${member} ${where.join()}`,
    text: `${memberText(name, indices)}${rangesText(ranges)}`,
    put: (term) => substituteIndices(term, replacement),
  };
}

const memberText = (name: string, indices: readonly Index[]): string =>
  indices.length === 0 ? name : `${name}[${indices.map(({ key }) => key).join(',')}]`;

function opaqueDifferences(found: Network, expected: Network): readonly string[] {
  const names = new Set([...found.opaque.keys(), ...expected.opaque.keys()]);
  return [...names]
    .filter((name) => found.opaque.get(name) !== expected.opaque.get(name))
    .map((name) => `the function ${name} is not declared alike`);
}

function givenDifferences(found: Network, expected: Network, canonical: Canonical): readonly string[] {
  const lacks = (network: Network, condition: Condition): boolean =>
    !network.given.some((each) => sameCondition(each, condition, network.sizes, canonical));
  return [
    ...expected.given
      .filter((each) => lacks(found, each))
      .map((each) => `the declared condition ${conditionText(each)} is missing`),
    ...found.given
      .filter((each) => lacks(expected, each))
      .map((each) => `the network does not declare ${conditionText(each)}`),
  ];
}

/** Proofs use no values, but what a file says of the values of closed forms rests on them. */
const valueDifferences = ({ values }: Network, expected: Network): readonly string[] =>
  [...values].flatMap(([quantity, value]) => {
    const due = expected.values.get(quantity);
    if (due === value) return [];
    const name = termText(quantity);
    return due === undefined
      ? [`the network gives no value of ${name}, the file says ${value}`]
      : [`the value of ${name} is ${due}, the file says ${value}`];
  });

/** The terms of a condition, after what else tells it from others. */
function partsOf(condition: Condition): readonly [string, ...(readonly Expr[])] {
  switch (condition.kind) {
    case 'nonzero':
    case 'positive':
      return [condition.kind, condition.term];
    case 'smooth':
      return [`smooth ${condition.function}`, ...condition.at];
    case 'equal':
      return ['equal', condition.equation.lhs, condition.equation.rhs];
    case 'range':
      return [`range ${condition.index} ${condition.from.key} ${condition.to.key}`];
  }
}

function sameCondition(a: Condition, b: Condition, sizes: readonly string[], canonical: Canonical): boolean {
  const [kind, ...terms] = partsOf(a);
  const [otherKind, ...others] = partsOf(b);
  if (kind !== otherKind || terms.length !== others.length) return false;
  const [own, due] = [unnamed(terms, sizes), unnamed(others, sizes)];
  return own.every((term, i) => same(term, due[i] as Expr, canonical));
}

/** Terms that hold for every value of their free indices, these named by where they come first. */
function unnamed(terms: readonly Expr[], sizes: readonly string[]): readonly Expr[] {
  const free = new Set(terms.flatMap((term) => [...freeIndices(term)]));
  const names = [...free].filter((name) => name !== EVERY && !sizes.includes(name));
  const replacement = new Map(names.map((name, i) => [name, indexVariable(`%p${i}`)]));
  return terms.map((term) => substituteIndices(term, replacement));
}

/** Interned terms of any size are the same at once; only others are put in order. */
const same = (a: Expr, b: Expr, canonical: Canonical): boolean => {
  try {
    return canonical.same(a, b);
  } catch (error) {
    if (error instanceof LimitError) return false;
    throw error;
  }
};

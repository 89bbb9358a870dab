/** Whether a derivation speaks of the network that it should: the same equations, opaque functions and declared conditions, by name and term. */
import type { Condition } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import { conditionText, termText } from './conditionText.ts';

/** Where the network of a derivation departs from the expected one, as sentences; none if they agree. Both must share one table of terms. */
export function differencesBetween(found: Network, expected: Network): readonly string[] {
  return [
    ...equationDifferences(found, expected),
    ...opaqueDifferences(found, expected),
    ...givenDifferences(found, expected),
  ];
}

function equationDifferences(found: Network, expected: Network): readonly string[] {
  const missing = expected.equations
    .filter(({ quantity }) => found.definition(quantity) === undefined)
    .map(({ quantity }) => `the equation of ${quantity.name} is missing`);
  const other = found.equations.flatMap(({ quantity, rhs }) => {
    const due = expected.definition(quantity);
    if (due === undefined)
      return [`the network has no equation for ${quantity.name}, the file says ${termText(rhs)}`];
    return due === rhs ? [] : [`${quantity.name} is ${termText(due)}, the file says ${termText(rhs)}`];
  });
  return [...missing, ...other];
}

function opaqueDifferences(found: Network, expected: Network): readonly string[] {
  const names = new Set([...found.opaque.keys(), ...expected.opaque.keys()]);
  return [...names]
    .filter((name) => found.opaque.get(name) !== expected.opaque.get(name))
    .map((name) => `the function ${name} is not declared alike`);
}

function givenDifferences(found: Network, expected: Network): readonly string[] {
  const lacks = (network: Network, condition: Condition): boolean =>
    !network.given.some((each) => same(each, condition));
  return [
    ...expected.given
      .filter((each) => lacks(found, each))
      .map((each) => `the declared condition ${conditionText(each)} is missing`),
    ...found.given
      .filter((each) => lacks(expected, each))
      .map((each) => `the network does not declare ${conditionText(each)}`),
  ];
}

/** The terms of a condition, and what else tells it from others. */
function partsOf(condition: Condition): readonly unknown[] {
  switch (condition.kind) {
    case 'nonzero':
    case 'positive':
      return [condition.kind, condition.term];
    case 'smooth':
      return [condition.kind, condition.function, ...condition.at];
    case 'equal':
      return [condition.kind, condition.equation.lhs, condition.equation.rhs];
    case 'range':
      return [condition.kind, condition.index, condition.from.key, condition.to.key];
  }
}

function same(a: Condition, b: Condition): boolean {
  const others = partsOf(b);
  const parts = partsOf(a);
  return parts.length === others.length && parts.every((each, i) => each === others[i]);
}

// Every record of `functions/`: its slope against central differences of its value, its domain, its definition, its laws. A new
// function arrives tested: everything here runs over the list.
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deriveSlope } from '../../src/derive/index.ts';
import {
  apply,
  type Condition,
  type Expr,
  type Quantity,
  quantitiesIn,
  quantity,
} from '../../src/expr/index.ts';
import { type FunctionRecord, functionNamed, functions, laws } from '../../src/functions/index.ts';
import { evaluateTerm } from '../../src/numeric/index.ts';
import { Canonical, check, Prover, readDerivation, writeDerivation } from '../../src/proof/index.ts';

const variables = ['u', 'v', 's', 't'].map((name) => quantity(name));
const argumentsOf = (arity: number): readonly Quantity[] => variables.slice(0, arity);
const grid = [-12, -3.7, -1.1, -0.4, -1e-3, 1e-3, 0.3, 0.9, 1, 2.2, 5.5, 14];

/** Every way to give the arguments values of the grid. */
const points = (arity: number): readonly (readonly number[])[] =>
  arity === 0 ? [[]] : points(arity - 1).flatMap((rest) => grid.map((value) => [...rest, value]));

const valuesAt = (at: readonly number[]): ReadonlyMap<Quantity, number> =>
  new Map(at.map((value, i) => [variables[i] as Quantity, value]));

const holds = (condition: Condition, at: ReadonlyMap<Quantity, number>): boolean => {
  if (condition.kind !== 'positive' && condition.kind !== 'nonzero')
    throw new Error(`a function asks for ${condition.kind}`);
  const value = evaluateTerm(condition.term, at);
  return condition.kind === 'positive' ? value > 0 : value !== 0;
};

const domainOf = ({ domain, arity }: FunctionRecord): readonly Condition[] =>
  domain?.(argumentsOf(arity)) ?? [];
const smoothOf = ({ smooth, arity }: FunctionRecord): readonly Condition[] =>
  smooth?.(argumentsOf(arity)) ?? [];

const inside = (record: FunctionRecord, kinks = false): readonly (readonly number[])[] =>
  points(record.arity).filter((at) =>
    [...domainOf(record), ...(kinks ? [] : smoothOf(record))].every((each) => holds(each, valuesAt(at))),
  );

const near = (a: number, b: number, relative: number): boolean =>
  Math.abs(a - b) <= relative * Math.max(1, Math.abs(a), Math.abs(b));

/** A slope by five points, steps within the distance to the edges of the domain and to kinks. */
function central(record: FunctionRecord, at: readonly number[], argument: number): number {
  const edge =
    Math.min(...at.map(Math.abs), ...at.flatMap((a, i) => at.slice(i + 1).map((b) => Math.abs(a - b)))) || 1;
  const h = Math.min(1e-3, edge / 200);
  const f = (step: number): number =>
    record.value(...at.map((value, i) => (i === argument ? value + step * h : value)));
  return (f(-2) - 8 * f(-1) + 8 * f(1) - f(2)) / (12 * h);
}

test('the list and the folder hold the same', () => {
  const files = readdirSync(new URL('../../src/functions/', import.meta.url)).map((file) =>
    file.replace('.ts', ''),
  );
  expect(functions.map(({ name }) => name).sort()).toEqual(
    files.filter((file) => file !== 'index' && file !== 'record').sort(),
  );
});

test('names are looked up, and nothing else is', () => {
  for (const record of functions) expect(functionNamed(record.name)).toBe(record);
  for (const name of ['__proto__', 'constructor', 'toString', '', 'Sigmoid', 'relu '])
    expect(functionNamed(name)).toBeUndefined();
  expect(new Set(functions.map(({ name }) => name)).size).toBe(functions.length);
});

describe.each(functions.map((record) => [record.name, record] as const))('%s', (_name, record) => {
  const args = argumentsOf(record.arity);
  const call = apply(record.name, args);

  test('has points in its domain', () => {
    expect(inside(record).length).toBeGreaterThan(0);
  });

  test('the slopes are those of its values', () => {
    const slopes = record.slopes(args);
    expect(slopes).toHaveLength(record.arity);
    for (const at of inside(record)) {
      slopes.forEach((slope, i) => {
        const claimed = evaluateTerm(slope, valuesAt(at));
        const found = central(record, at, i);
        expect([at, near(claimed, found, 1e-7) ? found : claimed]).toEqual([at, found]);
      });
    }
  });

  test('slopes and definition speak of the arguments alone, and of functions that are known', () => {
    const written = [...record.slopes(args), ...(record.definition ? [record.definition(args)] : [])];
    for (const term of written) {
      for (const each of quantitiesIn(term)) expect(args).toContain(each);
      expect(Number.isNaN(evaluateTerm(term, valuesAt(args.map(() => 0.7))))).toBe(false);
    }
  });

  test('its value is that of the definition, kinks included', () => {
    if (record.definition === undefined) return;
    const definition = record.definition(args);
    for (const at of inside(record, true))
      expect([at, evaluateTerm(definition, valuesAt(at))]).toEqual([
        at,
        expect.closeTo(record.value(...at), 9),
      ]);
  });

  test('a term evaluates to its value', () => {
    for (const at of inside(record, true)) expect(evaluateTerm(call, valuesAt(at))).toBe(record.value(...at));
  });

  test('the range holds, ends excluded where rounding leaves room', () => {
    const { above, below } = record.range ?? {};
    for (const at of inside(record, true)) {
      const value = record.value(...at);
      const saturated = Math.max(...at.map(Math.abs), 0) > 10;
      if (above !== undefined) expect(value > above || (saturated && value >= above)).toBe(true);
      if (below !== undefined) expect(value < below || (saturated && value <= below)).toBe(true);
    }
  });

  test('what the range says, and no more, the prover knows', () => {
    const knows = (given: readonly Condition[]): boolean =>
      new Prover(given, { definition: () => undefined, sizes: [] }, new Canonical()).proves({
        kind: 'positive',
        term: call,
      });
    const isPositive = (record.range?.above ?? -1) >= 0;
    if (isPositive) expect(inside(record, true).every((at) => record.value(...at) > 0)).toBe(true);
    expect(knows(domainOf(record))).toBe(isPositive);
    // Outside its domain a function has no value, and no sign.
    expect(knows([])).toBe(isPositive && domainOf(record).length === 0);
  });

  test('outside the domain there is no value, or an edge', () => {
    for (const at of points(record.arity)) {
      if (domainOf(record).every((each) => holds(each, valuesAt(at))))
        expect(Number.isFinite(record.value(...at))).toBe(true);
      else expect(Number.isFinite(record.value(...at))).toBe(false);
    }
  });

  test('at a kink the convention lies between the two one-sided slopes; a jump has none', () => {
    if (record.smooth === undefined) return;
    for (const at of record.arity === 1 ? [[0]] : [[1.5, 1.5]]) {
      expect(smoothOf(record).every((each) => holds(each, valuesAt(at)))).toBe(false);
      const slopes = record.slopes(args).map((slope) => evaluateTerm(slope, valuesAt(at)));
      const side = (step: number, i: number): number =>
        (record.value(...at.map((value, j) => (i === j ? value + step : value))) - record.value(...at)) /
        step;
      slopes.forEach((slope, i) => {
        const sides = [side(1e-7, i), side(-1e-7, i)];
        const [least, most] = [Math.min(...sides), Math.max(...sides)];
        const jumps = most > 1e6;
        expect(jumps ? slope === 0 : least - 1e-5 <= slope && slope <= most + 1e-5).toBe(true);
      });
    }
  });

  test('the claimed slope is proved from the definition, and the proof is accepted from its file', () => {
    if (record.definition === undefined || record.arity !== 1) return;
    const { derivation, theorem } = deriveSlope(record.name);
    const read = readDerivation(JSON.parse(JSON.stringify(writeDerivation(derivation))));
    expect(check(read).filter(({ accepted }) => !accepted)).toEqual([]);
    const { goal } = read.theorems[theorem] as (typeof read.theorems)[number];
    expect(goal.rhs).toBe(record.slopes([quantity('z')])[0]);
    expect(read.network.definition(quantity('a'))).toBe(record.definition([quantity('z')]));
    expect(goal.lhs).toMatchObject({ kind: 'partial', by: quantity('z'), args: [quantity('a')] });
  });
});

test('a slope is proved of functions with a definition only', () => {
  for (const { name, definition } of functions)
    if (definition === undefined) expect(() => deriveSlope(name)).toThrow(RangeError);
  for (const name of ['nothing', '__proto__', 'max']) expect(() => deriveSlope(name)).toThrow(RangeError);
});

describe('laws', () => {
  test('every definition is one', () => {
    for (const { name, definition, arity } of functions) {
      if (definition === undefined) continue;
      const args = argumentsOf(arity);
      expect(laws.get(`${name}.definition`)?.at(args).equation).toEqual({
        lhs: apply(name, args),
        rhs: definition(args),
      });
    }
  });

  test('their names are their own', () => {
    for (const [id, law] of laws) expect(law.id).toBe(id);
    const written = functions.flatMap((record) => record.laws ?? []).map(({ id }) => id);
    expect(new Set(written).size).toBe(written.length);
  });

  test.each([...laws].map(([id, law]) => [id, law] as const))(
    '%s is true wherever it says so',
    (_id, law) => {
      const args = argumentsOf(law.arity);
      const { equation, needs } = law.at(args);
      let seen = 0;
      for (const at of points(law.arity)) {
        const values = valuesAt(at);
        if (!needs.every((each) => holds(each, values))) continue;
        const [left, right] = [equation.lhs, equation.rhs].map((side: Expr) =>
          evaluateTerm(side, values),
        ) as [number, number];
        if (!Number.isFinite(left) && !Number.isFinite(right)) continue;
        seen += 1;
        expect([at, near(left, right, 1e-10)]).toEqual([at, true]);
      }
      expect(seen).toBeGreaterThan(0);
    },
  );

  test.each([...laws.values()].filter((law) => law.arity > 0).map((law) => [law.id, law] as const))(
    '%s stays true where its arguments are terms',
    (_id, law) => {
      const [u, v] = variables as [Quantity, Quantity];
      const args = [apply('exp', [u]), apply('sigmoid', [v])].slice(0, law.arity);
      const { equation, needs } = law.at(args);
      const values = valuesAt([0.4, -0.8]);
      expect(needs.every((each) => holds(each, values))).toBe(true);
      expect(evaluateTerm(equation.lhs, values)).toBeCloseTo(evaluateTerm(equation.rhs, values), 12);
    },
  );
});

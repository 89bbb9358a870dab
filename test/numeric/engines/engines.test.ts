// Three ways to run a program: the same numbers to the bit, whatever the terms, and a choice that follows the environment.
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { apply, type Expr, num, product, type Quantity, sum, sumOf } from '../../../src/expr/index.ts';
import { equationsOf } from '../../../src/numeric/evaluate.ts';
import {
  type EngineName,
  EngineUnavailable,
  gradients,
  type Implementations,
  Program,
} from '../../../src/numeric/index.ts';
import { dense } from '../../networks/dense.ts';
import { randomNetwork } from '../../networks/random.ts';
import { letters, randomTerms } from '../terms.ts';

/** Failures found by other seeds are worth a case of their own. */
const SEED = Number(process.env.SEED ?? 20261120);
const ENGINES: readonly EngineName[] = ['tape', 'straight-line', 'webassembly'];

/** The values of all terms from each engine. */
const byEngine = (
  parts: ConstructorParameters<typeof Program>[0],
  values: ReadonlyMap<Quantity, number>,
): readonly (readonly number[])[] =>
  ENGINES.map((engine) => {
    const program = new Program(parts, { engine });
    expect(program.engine).toBe(engine);
    program.set(values);
    program.run();
    return parts.terms.map((term) => program.value(term));
  });

const sameBits = ([first, ...others]: readonly (readonly number[])[]): void => {
  for (const other of others) for (const [i, value] of other.entries()) expect(value).toBe(first?.[i]);
};

const [x, y] = letters as [Quantity, Quantity];
const ANY = fc.oneof(
  fc.double({ min: -3, max: 3, noNaN: true }),
  fc.double(),
  fc.constantFrom(0, -0, 1, 709.9, -745.2),
);

test('random terms, at any doubles', () => {
  fc.assert(
    fc.property(randomTerms, fc.array(ANY, { minLength: 4, maxLength: 4 }), (terms, at) => {
      sameBits(
        byEngine({ equations: [], terms }, new Map(letters.map((each, i) => [each, at[i] as number]))),
      );
    }),
    { numRuns: 500, seed: SEED },
  );
});

test('all gradients of random networks', () => {
  fc.assert(
    fc.property(randomNetwork, (network) => {
      const terms = [...gradients(network, network.loss as Quantity).values()];
      sameBits(byEngine({ equations: equationsOf(network), terms }, network.values));
    }),
    { numRuns: 60, seed: SEED },
  );
});

test('a network larger than one WebAssembly function', () => {
  const network = dense(24, 24, 8);
  const terms = [...gradients(network, network.loss as Quantity).values()];
  expect(new Program({ equations: equationsOf(network), terms }).size).toBeGreaterThan(2000);
  sameBits(byEngine({ equations: equationsOf(network), terms }, network.values));
});

describe('written order, to the bit', () => {
  const functions: Implementations = new Map([
    ['g', ([a]) => (a as number) / 3],
    ['k', (args) => args.reduce((total, each) => total * 10 + each, 0)],
  ]);
  const [a, b] = [0.1, 0.7];
  test.each<[string, Expr, number]>([
    ['an input itself', x, a],
    ['a number', num(1, 3), 1 / 3],
    ['a sum of products', sum(product(x, y), product(y, y), product(x, x), y), a * b + b * b + a * a + b],
    ['a sum that starts with no product', sum(x, product(x, y), product(y, y)), a + a * b + b * b],
    ['products used twice', sum(product(x, y), product(product(x, y), y)), a * b + a * b * b],
    [
      'opaque',
      sum(apply('g', [x]), apply('k', [x, y, x]), apply('k', [y])),
      a / 3 + ((a * 10 + b) * 10 + a) + b,
    ],
    ['no argument', product(apply('pi', []), x), Math.PI * a],
  ])('%s', (_, term, expected) => {
    const values = new Map([
      [x, a],
      [y, b],
    ]);
    for (const [value] of byEngine({ equations: [], terms: [term], functions }, values))
      expect(value).toBe(expected);
  });
});

describe('the choice', () => {
  const small = { equations: [], terms: [sum(product(x, y), num(1))] };
  const values = new Map([
    [x, 2],
    [y, 3],
  ]);
  const runs = (program: Program, count: number): EngineName => {
    program.set(values);
    for (let i = 0; i < count; i++) program.run();
    expect(program.value(small.terms[0] as Expr)).toBe(7);
    return program.engine;
  };

  test('a program starts on the tape and moves when that pays; inputs move with it', () => {
    const program = new Program(small);
    expect(runs(program, 10)).toBe('tape');
    expect(runs(program, 2000)).toBe('straight-line');
    program.slots[program.inputs.get(x) as number] = 5;
    program.run();
    expect(program.value(small.terms[0] as Expr)).toBe(16);
  });

  test('a larger one moves to WebAssembly', () => {
    const many = Array.from({ length: 3000 }, (_, i) => product(x, num(i)));
    const program = new Program({ equations: [], terms: [sumOf(many)] });
    program.set(values);
    for (let i = 0; i < 5001; i++) program.run();
    expect(program.engine).toBe('webassembly');
    expect(program.value(sumOf(many))).toBe(2 * 1500 * 2999 - 0);
  });

  test('one that is named stays', () => {
    expect(runs(new Program(small, { engine: 'tape' }), 10_000)).toBe('tape');
    expect(runs(new Program(small, { engine: 'webassembly' }), 10_000)).toBe('webassembly');
  });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('an engine that is missing is refused by name', () => {
    vi.stubGlobal('WebAssembly', undefined);
    expect(() => new Program(small, { engine: 'webassembly' })).toThrow(EngineUnavailable);
    expect(runs(new Program(small), 2000)).toBe('straight-line');
  });

  test('expected runs choose at once', () => {
    expect(runs(new Program(small, { runs: 10_000 }), 1)).toBe('straight-line');
    expect(runs(new Program(small, { runs: 10 }), 1)).toBe('tape');
  });
});

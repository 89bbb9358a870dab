import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply, type Expr, nodes, num, product, type Quantity, sum } from '../../src/expr/index.ts';
import { equationsOf } from '../../src/numeric/evaluate.ts';
import { type EngineName, gradients, Program, parametersOf } from '../../src/numeric/index.ts';
import { dense } from '../networks/dense.ts';
import { twoTwoTwo } from '../networks/twoTwoTwo.ts';
import { letters, randomTerms } from './terms.ts';

/** Failures found by other seeds are worth a case of their own. */
const SEED = Number(process.env.SEED ?? 20261120);
const [x, y] = letters as [Quantity, Quantity];

describe('what is computed', () => {
  test('is what the wanted terms need: no unused equation, no input that nothing reads', () => {
    const used = product(x, x);
    const equations = [{ quantity: y, rhs: apply('exp', [letters[2] as Expr]) }];
    const program = new Program({ equations, terms: [used] });
    expect(program.size).toBe(1);
    expect([...program.inputs.keys()]).toEqual([x]);
    expect(() => program.value(y)).toThrow(RangeError);
  });

  test('each shared part once', () => {
    const shared = apply('tanh', [sum(x, y)]);
    expect(new Program({ equations: [], terms: [product(shared, shared), sum(shared, num(1))] }).size).toBe(
      4,
    );
  });

  test.each([
    [2, 2, 2],
    [8, 8, 8],
    [8, 8, 8, 8],
    [3, 20, 20, 20, 1],
  ])(
    'all gradients of %j-…, forward included, in at most 5 times the forward binary operations',
    (...widths) => {
      const network = widths.length === 3 && widths[0] === 2 ? twoTwoTwo : dense(...widths);
      const loss = network.loss as Quantity;
      const binary = new Set<Expr>();
      let forward = 0;
      for (const { rhs } of network.equations)
        for (const node of nodes(rhs))
          if (node.args.length > 1 && !binary.has(node) && binary.add(node)) forward += node.args.length - 1;
      const terms = gradients(network, loss);
      const wanted = parametersOf(network).map((each) => terms.get(each) as Expr);
      const { size } = new Program({ equations: equationsOf(network), terms: [loss, ...wanted] });
      expect(size).toBeLessThanOrEqual(5 * forward);
    },
  );
});

test('an engine that there is not is refused by name', () => {
  const engine = 'jit' as EngineName;
  expect(() => new Program({ equations: [], terms: [num(1)] }, { engine })).toThrow(RangeError);
  expect(() => new Program({ equations: [], terms: [num(1)] }, { engine })).toThrow(
    'there is no engine jit: choose tape, straight-line, webassembly',
  );
});

describe('many points at once', () => {
  test('each row as if run alone, in every engine', () => {
    fc.assert(
      fc.property(
        randomTerms,
        fc.array(fc.tuple(fc.double({ min: -2, max: 2 }), fc.double({ min: -2, max: 2 })), { maxLength: 5 }),
        fc.constantFrom('tape' as const, 'straight-line' as const, 'webassembly' as const),
        (terms, rows, engine) => {
          const program = new Program({ equations: [], terms }, { engine });
          const rest = new Map(letters.map((each, i) => [each, 0.3 * i + 0.1]));
          program.set(rest);
          const columns = new Map([
            [x, rows.map(([first]) => first)],
            [y, rows.map(([, second]) => second)],
          ]);
          const found = program.runMany(columns);
          for (const term of terms) expect(found.get(term)).toHaveLength(rows.length);
          for (const [i, [first, second]] of rows.entries()) {
            const alone = new Program({ equations: [], terms });
            alone.set(new Map([...rest, [x, first], [y, second]]));
            alone.run();
            for (const term of terms) expect(found.get(term)?.[i]).toBe(alone.value(term));
          }
          for (const [input, slot] of program.inputs) expect(program.slots[slot]).toBe(rest.get(input));
        },
      ),
      { numRuns: 150, seed: SEED },
    );
  });

  test('enough rows move to a faster engine on the way', () => {
    const program = new Program({ equations: [], terms: [product(x, x)] });
    const points = Float64Array.from({ length: 3000 }, (_, i) => i);
    expect(program.runMany(new Map([[x, points]])).get(product(x, x))).toEqual(
      points.map((each) => each * each),
    );
    expect(program.engine).toBe('straight-line');
  });

  test('columns of different lengths are refused, what is not read is ignored', () => {
    const program = new Program({ equations: [], terms: [product(x, x)] });
    expect(() =>
      program.runMany(
        new Map([
          [x, [1, 2]],
          [y, [1]],
        ]),
      ),
    ).toThrow(RangeError);
    expect(
      program
        .runMany(
          new Map([
            [x, [3]],
            [y, [9]],
          ]),
        )
        .get(product(x, x)),
    ).toEqual(Float64Array.of(9));
  });
});

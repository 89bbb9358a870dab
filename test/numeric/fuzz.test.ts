// Random terms and their slopes: straight-line code, WebAssembly, tape, dual numbers and math.js's BigNumbers agree.
import fc from 'fast-check';
import type { BigNumber } from 'mathjs';
import { expect, test } from 'vitest';
import { type Expr, nodes, type Quantity, quantity } from '../../src/expr/index.ts';
import { conditionsOf, makeNetwork, type Network } from '../../src/network/index.ts';
import { complexStep, Duals, type EngineName, gradients, Program } from '../../src/numeric/index.ts';
import { BigArithmetic } from './bigNumber.ts';
import { letters, randomTerms } from './terms.ts';

/** Failures found by other seeds are worth a case of their own. */
const SEED = Number(process.env.SEED ?? 20261120);
const ENGINES: readonly EngineName[] = ['straight-line', 'webassembly', 'tape'];
const E = quantity('E');
/** Units in the last place of what is added up, at most, between a computed number and the true one. */
const ULPS = 256;
/** What the square of a complex step may leave behind. */
const TRUNCATION = 1e-30;
const CLEAR = 1e-6;

const big = new BigArithmetic(80);
/** What log σ(z) at a large z leaves of those digits. */
const JUDGE = 1e-50;

const networkOf = (term: Expr, values: ReadonlyMap<Quantity, number>): Network =>
  makeNetwork({
    name: 'random term',
    symbols: [
      ...letters.map((each) => ({ quantity: each, role: 'input' as const })),
      { quantity: E, role: 'defined' as const },
    ],
    equations: [{ quantity: E, rhs: term }],
    values,
    loss: E,
  });

/** Whether every guard and every kink is so far away that rounding cannot cross it. */
const isClear = (term: Expr, exactly: (term: Expr) => BigNumber): boolean =>
  nodes(term).every((node) => {
    if (
      node.kind === 'cases' &&
      !exactly(node.args[0] as Expr)
        .abs()
        .gt(CLEAR)
    )
      return false;
    return conditionsOf(node).every((condition) =>
      condition.kind === 'nonzero' || condition.kind === 'positive'
        ? exactly(condition.term).abs().gt(CLEAR)
        : true,
    );
  });

/** Dyadic numbers: their decimals are exact. */
const point = fc.array(fc.integer({ min: -192, max: 192 }), { minLength: 4, maxLength: 4 });

test('values and slopes, five ways', () => {
  const met = { terms: 0, slopes: 0, analytic: 0 };
  fc.assert(
    fc.property(randomTerms, point, (terms, at) => {
      const term = terms.at(-1) as Expr;
      const values = new Map(letters.map((each, i) => [each, (at[i] as number) / 64]));
      const exactly = big.evaluator(values, [{ quantity: E, rhs: term }]);
      const size = exactly(term).abs();
      if (!size.lt(1e100) || !isClear(term, exactly)) return;
      const network = networkOf(term, values);
      const slopes = gradients(network, E);
      const duals = new Duals(network);
      const wanted = [E, ...letters.map((each) => slopes.get(each) as Expr)];
      const programs = ENGINES.map(
        (engine) => new Program({ equations: network.equations, terms: wanted }, { engine }),
      );
      for (const program of programs) {
        program.set(values);
        program.run();
      }
      const found = [duals.value(E), ...letters.map((each) => duals.partial(E, each))];
      for (const [i, each] of wanted.entries()) {
        const exact = exactly(each);
        const { value, scale } = found[i] as { value: number; scale: number };
        const computed = programs.map((program) => program.value(each));
        for (const other of computed) expect(other).toBe(computed[0]);
        // What overflows on the way has no bound.
        if (!Number.isFinite(scale)) continue;
        for (const near of [value, computed[0] as number])
          expect(Number(exact.minus(big.number(near)).abs())).toBeLessThanOrEqual(
            ULPS * scale * 2 ** -53 + JUDGE,
          );
        const stepped = i === 0 ? undefined : complexStep(network, E, letters[i - 1] as Quantity);
        if (stepped !== undefined) {
          expect(Math.abs(stepped - value)).toBeLessThanOrEqual(ULPS * scale * 2 ** -53 + TRUNCATION);
          met.analytic++;
        }
        if (i === 0) met.terms++;
        else met.slopes++;
      }
    }),
    { numRuns: 400, seed: SEED },
  );
  console.log(
    `compared: ${met.terms} values, ${met.slopes} slopes, ${met.analytic} of them by complex steps`,
  );
  expect(met.terms).toBeGreaterThan(200);
  expect(met.slopes).toBeGreaterThan(800);
  expect(met.analytic).toBeGreaterThan(300);
});

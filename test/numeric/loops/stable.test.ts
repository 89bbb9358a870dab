// Loops where written terms overflow or cancel: |z| up to 700, beside the same network written out in scalars.
import { describe, expect, test } from 'vitest';
import { readNetwork } from '../../../src/describe/index.ts';
import type { Quantity } from '../../../src/expr/index.ts';
import { instantiate } from '../../../src/network/instance.ts';
import { evaluate, evaluateGradients, type LoopEngine, Loops } from '../../../src/numeric/index.ts';
import { gradientOf, withGradients } from './withGradients.ts';

const ENGINES: readonly LoopEngine[] = ['javascript', 'closures'];
const SIZES = new Map([
  ['m', 3],
  ['n', 4],
]);

/** A network over logits z[s,i] of m samples and n classes, with weights y[s,i]. */
const over = (equations: string, families = ''): string => `families:
  z[s,i]: s in 1..m, i in 1..n
  y[s,i]: s in 1..m, i in 1..n
${families}inputs: [y]
parameters: [z]
equations:
${equations}loss: E
`;
const p = '  p[s,i]: s in 1..m, i in 1..n\n';
const networks: Readonly<Record<string, string>> = {
  'softmax with cross-entropy': over(
    '  p[s,i]: exp(z[s,i])/sum(k, 1, n, exp(z[s,k]))\n  E: -sum(s, sum(i, y[s,i]*log(p[s,i])))/m\n',
    p,
  ),
  'softmax of named parts': over(
    '  e[s,i]: exp(z[s,i])\n  t[s]: sum(i, e[s,i])\n  p[s,i]: e[s,i]/t[s]\n  E: -sum(s, sum(i, y[s,i]*log(p[s,i])))\n',
    `  e[s,i]: s in 1..m, i in 1..n\n  t[s]: s in 1..m\n${p}`,
  ),
  'log-sum-exp': over('  E: sum(s, log(sum(i, exp(z[s,i])))*y[s,1])\n'),
  'log-sum-exp of multiples and a number': over('  E: sum(s, log(1 + 2*sum(i, exp(3*z[s,i]))))\n'),
  'sigmoid with cross-entropy': over(
    '  p[s,i]: sigmoid(z[s,i])\n  E: -sum(s, sum(i, y[s,i]*log(p[s,i]) + (1 - y[s,i])*log(1 - p[s,i])))\n',
    p,
  ),
  'a written logistic function': over(
    '  p[s,i]: exp(z[s,i])/(1 + exp(z[s,i]))\n  E: -sum(s, sum(i, y[s,i]*log(p[s,i]) + (1 - y[s,i])*log(1 - p[s,i])))\n',
    p,
  ),
  'softmax, each class against all others': over(
    '  p[s,i]: exp(z[s,i])/sum(k, 1, n, exp(z[s,k]))\n  E: -sum(s, sum(i, y[s,i]*log(p[s,i]) + (1 - y[s,i])*log(1 - p[s,i])))\n',
    p,
  ),
  'an average by exponential weights': over('  E: sum(s, sum(i, z[s,i]*exp(z[s,i]))/sum(i, exp(z[s,i])))\n'),
};

/** Logits of three samples: far up, far down, and one class far before the others. */
const logits = (at: number): readonly number[] =>
  [0, 1.5, -0.5, 0.25].flatMap((each) => [at + each, -at + each, each === 1.5 ? at : each]);

describe.each(Object.keys(networks))('%s', (name) => {
  const { network } = readNetwork(networks[name] as string);
  const complete = withGradients(network);
  test.each([-700, -400, -30, 0, 2, 40, 400, 700])('at %d', (at) => {
    const instance = instantiate(network, SIZES);
    const member = (family: string): readonly Quantity[] =>
      instance.network.symbols.map(({ quantity: q }) => q).filter((q) => q.name === family);
    const weights = [0.1, 0.4, 0.2, 0.3];
    const values = new Map<Quantity, number>(
      [...SIZES]
        .map(([size, value]) => [member(size)[0] as Quantity, value] as const)
        .filter(([q]) => q !== undefined),
    );
    for (const q of member('z')) {
      const [s, i] = q.indices.map(({ constant }) => constant) as [number, number];
      values.set(q, logits(at)[3 * (i - 1) + s - 1] as number);
    }
    for (const q of member('y')) values.set(q, weights[(q.indices[1]?.constant ?? 1) - 1] as number);
    const expected = evaluate(instance.network, values);
    const slopes = evaluateGradients(instance.network, network.loss as Quantity, values);
    for (const engine of ENGINES) {
      const loops = new Loops(complete, SIZES, { engine });
      for (const [q, value] of values) if (!SIZES.has(q.name)) loops.set(q, value);
      loops.run();
      for (const [q, value] of expected) {
        if (!SIZES.has(q.name) && Number.isFinite(value))
          close(loops.value(q), value, 4e-15, `${q.name} ${q.indices.map(({ key }) => key)}`);
      }
      const found = loops.array(gradientOf('z'));
      const due = member('z').map((q) => slopes.get(q) ?? Number.NaN);
      expect(due.every(Number.isFinite)).toBe(true);
      for (const [i, value] of due.entries()) close(found[i] as number, value, 1e-12, `slope ${i}`);
    }
  });
});

/** Of itself, or of what numbers of size 1 leave. Slopes are those of other formulas. */
function close(found: number, due: number, digits: number, of: string): void {
  if (!(Math.abs(found - due) <= digits * Math.max(1, Math.abs(due)))) expect([of, found]).toEqual([of, due]);
}

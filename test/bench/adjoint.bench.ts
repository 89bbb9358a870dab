// All gradients as terms, in one reverse sweep: by size, and at a size that only sharing reaches. Beside other programs:
// besidePeers.bench.ts.
import { expect } from 'vitest';
import { type Expr, fold, inOwnTerms, type Quantity } from '../../src/expr/index.ts';
import { gradients } from '../../src/numeric/index.ts';
import { dense } from '../networks/dense.ts';
import { bundle, linesOf } from '../numeric/bundle.ts';
import { full, median } from './measure.ts';
import { bench } from './record.ts';

/** Distinct nodes of all gradients, and milliseconds that they take. */
function sweep(width: number): readonly [nodes: number, ms: number] {
  const network = dense(width, width, width);
  const loss = network.loss as Quantity;
  const ms = median(() => inOwnTerms(() => void gradients(network, loss)), 400);
  const seen = new Map<Expr, true>();
  inOwnTerms(() => {
    for (const term of gradients(network, loss).values()) fold<true>(term, () => true, seen);
  });
  return [seen.size, ms];
}

bench('sweep', { 'from 10⁴ to 10⁶ nodes': [40, 128, 408] }, (widths) => {
  const points = (full ? widths : [4, 8]).map(sweep);
  if (full) expect(points.at(-1)?.[0]).toBeGreaterThan(1e6);
  return {
    growth: [{ growth: 'milliseconds of all gradients as terms, in their nodes', points, atMost: 1.35 }],
  };
});

/** The large network, and where times do not matter a small one. */
const large: Readonly<Record<string, readonly number[]>> = full
  ? { '784-128-10': [784, 128, 10] }
  : { '8-4-2': [8, 4, 2] };

bench('large', large, async (widths, of) => {
  process.env.BENCH_WIDTHS = JSON.stringify(widths);
  const lines = linesOf(await bundle(new URL('./large.ts', import.meta.url)), '--expose-gc');
  const [, parameters, off] = /^(\d+) parameters.*difference (\S+)$/m.exec(lines.join('\n')) ?? [];
  expect(Number(parameters)).toBe(
    widths.slice(1).reduce((sum, n, i) => sum + n * ((widths[i] as number) + 1), 0),
  );
  expect(Number(off)).toBeLessThan(1e-12);
  return { remarks: [`${of} in scalars, one process: ${lines.join('; ')}`] };
});

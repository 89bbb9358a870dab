// Run in a process of its own with --expose-gc: what each part of a 784-128-10 network in scalars takes.
import type { Expr, Quantity } from '../../src/expr/index.ts';
import { equationsOf } from '../../src/numeric/evaluate.ts';
import { gradients, Program, parametersOf } from '../../src/numeric/index.ts';
import { dense } from '../networks/dense.ts';
import { handWritten } from './handWritten.ts';

const WIDTHS: readonly number[] = JSON.parse(process.env.BENCH_WIDTHS ?? '[784, 128, 10]');

const memory = (): number => {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
};

/** Does a part and prints its time and the memory that it keeps. */
function part<T>(name: string, work: () => T): T {
  const before = memory();
  const start = performance.now();
  const result = work();
  const time = performance.now() - start;
  console.log(`${name}: ${time.toFixed(1)} ms, keeps ${(memory() - before).toFixed(0)} MB`);
  return result;
}

const network = part('network built', () => dense(...WIDTHS));
const loss = network.loss as Quantity;
const parameters = parametersOf(network);
const slopes = part('all gradients swept', () => gradients(network, loss));
const terms = [loss, ...parameters.map((each) => slopes.get(each) as Expr)];
const program = part('compiled', () => new Program({ equations: equationsOf(network), terms }));
program.set(network.values);
part('first evaluation', () => program.run());
for (let i = 0; i < 20; i++) program.run();
part('evaluation', () => program.run());

const peer = handWritten(network, WIDTHS);
for (let i = 0; i < 20; i++) peer.run();
part('hand-written evaluation', () => peer.run());
let off = 0;
for (const [each, slope] of peer.slopes())
  off = Math.max(off, Math.abs(program.value(slopes.get(each) as Expr) - slope));
console.log(
  `${parameters.length} parameters, ${program.size} operations, largest difference ${off.toExponential(1)}`,
);
console.log(`peak: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB resident`);

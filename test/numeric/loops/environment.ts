// Run in a process of its own: which ways to run loops this environment allows, and the numbers they give in it.
import { inspect } from 'node:util';
import { type LoopEngine, Loops } from '../../../src/numeric/index.ts';
import { family, random } from '../../networks/families.ts';

const layer = 'l in 1..L, j in 1..n[l]';
const network = family('layers', {
  inputs: { 'x[k]': 'k in 1..n[0]' },
  parameters: { 'w[l,j,k]': `${layer}, k in 1..n[l-1]` },
  defined: { 'a[l,j]': 'l in 0..L, j in 1..n[l]' },
  equations: [
    ['a[0,k]', 'x[k]', 'k in 1..n[0]'],
    ['a[l,j]', 'sigmoid(sum(k in 1..n[l-1], w[l,j,k]*a[l-1,k]))', layer],
  ],
  sizes: ['L', 'n'],
});
const sizes = new Map<string, number | readonly number[]>([
  ['L', 2],
  ['n', [3, 4, 2]],
]);

const outcome = (engine?: LoopEngine): string => {
  try {
    const draw = random(3);
    const loops = new Loops(network, sizes, { engine });
    for (const name of ['x', 'w']) loops.fill(name, loops.array(name).map(draw));
    loops.run();
    return `${loops.engine}: ${inspect([...loops.array('a')], { breakLength: Number.POSITIVE_INFINITY })}`;
  } catch (reason) {
    return String(reason);
  }
};

console.log([outcome(), outcome('javascript'), outcome('closures')].join('\n'));

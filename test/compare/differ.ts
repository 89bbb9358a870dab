// Whether two terms certainly differ at some random point, by dual numbers' running bound on the error: no code of compare/.
import { type Expr, Fraction, nodes, type Quantity, quantitiesIn } from '../../src/expr/index.ts';
import { makeNetwork } from '../../src/network/index.ts';
import { Duals, type Implementations } from '../../src/numeric/index.ts';
import type { Random } from '../networks/families.ts';
import { digits } from './digits.ts';

const empty = makeNetwork({ name: '', symbols: [], equations: [] });

/** sin, with its derivatives, for the opaque g. */
const functions: Implementations = new Map([
  [
    'g',
    (at: readonly number[], orders: readonly number[]) =>
      Math.sin((at[0] as number) + ((orders[0] as number) * Math.PI) / 2),
  ],
]);

const SCALES = [1, 0.5, 2, 0.25, 4];

/** `p` and `q` are drawn positive. */
export function differ(a: Expr, b: Expr, random: Random): boolean {
  const jumps = [a, b]
    .flatMap(nodes)
    .flatMap((node) => (node.kind === 'apply' && node.name === 'sign' ? node.args : []));
  const free = [...new Set([...quantitiesIn(a), ...quantitiesIn(b)])];
  for (let i = 0; i < 30; i++) {
    const scale = SCALES[i % SCALES.length] as number;
    const values = new Map<Quantity, number>(
      free.map((q) => [
        q,
        (Math.round(random() * 1024) / 1024 + 1 / 64) * scale * (random() < 0.5 && q.name > 'w' ? -1 : 1),
      ]),
    );
    try {
      const duals = new Duals(empty, { values, functions });
      // Nothing is claimed where a term jumps, which may be everywhere below 0, as in sign(relu(x)).
      if (jumps.some((each) => duals.value(each).value === 0)) continue;
      const [u, v] = [duals.value(a), duals.value(b)];
      if (!Number.isFinite(u.value) || !Number.isFinite(v.value)) continue;
      const error = (u.scale + v.scale + Math.abs(u.value) + Math.abs(v.value)) * 1e-14;
      if (Math.abs(u.value - v.value) > error) return confirmed(a, b, values);
    } catch {
      // Outside the domain, or a higher derivative.
    }
  }
  return false;
}

/** Where no opaque function occurs, the difference is looked at again at 80 digits. */
function confirmed(a: Expr, b: Expr, values: ReadonlyMap<Quantity, number>): boolean {
  const exact = new Map([...values].map(([q, value]) => [q, new Fraction(value)]));
  const [u, v] = [digits(a, exact), digits(b, exact)];
  return u === undefined || v === undefined || !u.minus(v).abs().lt('1e-60');
}

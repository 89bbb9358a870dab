// Values at random points of Dom(N), found without the kernel: ∂ by dual numbers in the freed network, in double precision with
// a running bound on the error; a difference counts only far beyond that bound. (Not 60 digits: at several points, with the
// bound, a false positive would need an error 10⁶ times the bound.)
import type { Expr, Quantity } from '../../../src/expr/index.ts';
import { Duals } from '../../../src/numeric/index.ts';
import type { Subject } from './subjects.ts';

export class Oracle {
  readonly #points: readonly Duals[];
  readonly #free: readonly ReadonlyMap<Quantity, number>[];

  constructor({ network, points, theorems }: Subject) {
    this.#points = points.map((point) => {
      const plain = new Duals(network, { values: point });
      const names = theorems.flatMap(({ name, goal }) =>
        name === undefined ? [] : [[name, plain.value(goal.lhs).value] as const],
      );
      return new Duals(network, { values: new Map([...point, ...names]) });
    });
    this.#free = points;
  }

  get count(): number {
    return this.#free.length;
  }

  /** Whether two terms certainly have different values at some point. */
  differ(left: Expr, right: Expr): boolean {
    if (left === right) return false;
    return this.#points.some((duals) => {
      try {
        const [a, b] = [duals.value(left), duals.value(right)];
        if (!Number.isFinite(a.value) || !Number.isFinite(b.value)) return false;
        const size = a.scale + b.scale + Math.abs(a.value) + Math.abs(b.value);
        return Math.abs(a.value - b.value) > 1e-9 * size;
      } catch {
        return false;
      }
    });
  }
}

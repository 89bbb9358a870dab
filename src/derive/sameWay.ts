/** "In the same way": whether one proof is another with its symbols renamed, found by laying the two side by side. */
import type { Expr, Quantity } from '../expr/index.ts';
import type { Justification, Renaming, Step, TheoremId } from '../proof/index.ts';

/** Gives up after so many pairs of nodes; each derivation is then printed. */
const WORK = 200_000;

/** Pairs two proofs, step by step and node by node. */
class Pairing {
  readonly quantities: Map<Quantity, Quantity>;
  readonly theorems = new Map<TheoremId, TheoremId>();
  readonly #taken: Set<Quantity>;
  readonly #seen = new Map<Expr, Expr>();
  #work = 0;

  constructor(quantities: ReadonlyMap<Quantity, Quantity> = new Map()) {
    this.quantities = new Map(quantities);
    this.#taken = new Set(quantities.values());
  }

  quantity(a: Quantity, b: Quantity): boolean {
    const known = this.quantities.get(a);
    if (known !== undefined) return known === b;
    if (this.#taken.has(b)) return false;
    this.quantities.set(a, b);
    this.#taken.add(b);
    return true;
  }

  term(a: Expr, b: Expr): boolean {
    const open: [Expr, Expr][] = [[a, b]];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [x, y] = next;
      if (this.#seen.get(x) === y) continue;
      this.#work += 1;
      if (this.#work > WORK || x.kind !== y.kind || x.args.length !== y.args.length) return false;
      if (x.kind === 'quantity' && !this.quantity(x, y as Quantity)) return false;
      if (x.kind === 'number' && x !== y) return false;
      if (x.kind === 'apply' && y.kind === 'apply' && x.name !== y.name) return false;
      if (x.kind === 'partial' && y.kind === 'partial') {
        if (!this.quantity(x.by, y.by) || x.hold.length !== y.hold.length) return false;
        if (!x.hold.every((each, i) => this.quantity(each, y.hold[i] as Quantity))) return false;
      }
      this.#seen.set(x, y);
      if (x.kind === 'sum') {
        if (!this.#summands(x.args, y.args)) return false;
        continue;
      }
      x.args.forEach((arg, i) => {
        open.push([arg, y.args[i] as Expr]);
      });
    }
    return true;
  }

  /** Pairs summands in any order, each with the first that fits: ∂(w₁x₁ + w₂x₂)/∂w₁ goes with the same sum by w₂. */
  #summands(a: readonly Expr[], b: readonly Expr[]): boolean {
    const left = [...b];
    return a.every((term) => {
      const at = left.findIndex((other) => {
        if (other.kind !== term.kind) return false;
        const trial = new Pairing(this.quantities);
        trial.#work = this.#work;
        const fits = trial.term(term, other);
        this.#work = trial.#work;
        if (fits) for (const [from, to] of trial.quantities) this.quantity(from, to);
        return fits;
      });
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
  }

  steps(a: readonly Step[], b: readonly Step[]): boolean {
    return (
      a.length === b.length &&
      a.every((step, i) => {
        const other = b[i] as Step;
        return this.reason(step.by, other.by) && this.term(step.after, other.after);
      })
    );
  }

  reason(a: Justification, b: Justification): boolean {
    if ('steps' in a) return 'steps' in b && this.steps(a.steps, b.steps);
    if ('cite' in a) {
      return (
        'cite' in b &&
        a.cite.length === b.cite.length &&
        a.cite.every((each, i) => {
          const other = b.cite[i];
          if (other === undefined || each.from !== other.from || each.to !== other.to) return false;
          const known = this.theorems.get(each.theorem);
          if (known !== undefined) return known === other.theorem;
          this.theorems.set(each.theorem, other.theorem);
          return true;
        })
      );
    }
    return 'use' in b && a.use.rule === b.use.rule && a.use.at.join() === b.use.at.join();
  }
}

/** The renaming that turns the first proof into the second, if laying them side by side gives one. */
export function findRenaming(
  start: readonly [Expr, Expr],
  steps: readonly [readonly Step[], readonly Step[]],
): Renaming | undefined {
  const pairing = new Pairing();
  if (!pairing.term(start[0], start[1]) || !pairing.steps(steps[0], steps[1])) return undefined;
  return { quantities: pairing.quantities, theorems: pairing.theorems };
}

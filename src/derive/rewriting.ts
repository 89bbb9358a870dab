/** A proof in the making: the term as it stands, and the steps that led there. */
import { type Expr, type Path, replaceAt, subtermAt } from '../expr/index.ts';
import type { Canonical, Citation, RuleId, RuleUse, Step } from '../proof/index.ts';

export class Rewriting {
  #term: Expr;
  #steps: Step[] = [];
  readonly #outer: Step[][] = [];
  readonly #canonical: Canonical;

  constructor(start: Expr, canonical: Canonical) {
    this.#term = start;
    this.#canonical = canonical;
  }

  get term(): Expr {
    return this.#term;
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  /** The subterm at a path that is known to exist. */
  at(path: Path): Expr {
    return subtermAt(this.#term, path) as Expr;
  }

  /** Uses a rule at a path, where it gives `result`. */
  use(rule: RuleId, at: Path, result: Expr, extra: Omit<RuleUse, 'rule' | 'at'> = {}): void {
    this.#push(replaceAt(this.#term, at, result), { use: { rule, at, ...extra } });
  }

  /** Writes the subterm at a path in another order or nesting, which is no step. */
  rewrite(at: Path, to: Expr): void {
    this.#reword(replaceAt(this.#term, at, to));
  }

  /** Cites theorems, which gives `result`. */
  cite(citations: readonly Citation[], result: Expr): void {
    this.#push(result, { cite: citations });
  }

  /** Exact algebra on the whole term, where it changes more than the order. */
  algebra(to: Expr): void {
    if (this.#canonical.same(this.#term, to)) this.#reword(to);
    else this.#push(to, { use: { rule: 'algebra', at: [], to } });
  }

  /** Makes one printed line of all the steps that `work` takes. */
  line(work: () => void): void {
    const outer = this.#steps;
    const before = this.#term;
    this.#outer.unshift(outer);
    this.#steps = [];
    work();
    const inner = this.#steps;
    this.#steps = outer;
    this.#outer.shift();
    const [only] = inner;
    if (only === undefined) return;
    if (inner.length === 1) outer.push(only);
    else if (!this.#canonical.same(before, this.#term))
      outer.push({ after: this.#term, by: { steps: inner } });
    else this.#term = before;
  }

  #push(after: Expr, by: Step['by']): void {
    if (this.#canonical.same(this.#term, after)) {
      this.#reword(after);
      return;
    }
    this.#steps.push({ after, by });
    this.#term = after;
  }

  /** Another order of the same term: no step, the line that led here is written that way. */
  #reword(to: Expr): void {
    for (const line of [this.#steps, ...this.#outer]) {
      const last = line.pop();
      if (last === undefined) continue;
      line.push({ after: to, by: last.by });
      this.#term = to;
      return;
    }
  }
}

/**
 * Where a derivative is cut: the chain rule's plan, read off the graph. A cut is made at the quantities that the variable
 * moves directly; parts whose derivative is used elsewhere too, or that would make the line long, get a theorem of their own.
 */
import { type Expr, partial, product, productOf, type Quantity, sumOf } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import type { Rewriting } from './rewriting.ts';
import { opened } from './tidy.ts';

/** One way from the variable to the goal: ∂A/∂s (expanded further, or cited) times ∂s/∂B. */
export interface Branch {
  readonly through: Quantity;
  readonly outer: Chain;
  /** The quantities held in ∂through/∂by. */
  readonly hold: readonly Quantity[];
}

/** How ∂of/∂by is expanded; without branches it is cited as it stands. */
export interface Chain {
  readonly of: Quantity;
  readonly by: Quantity;
  readonly branches: readonly Branch[];
  /** Held in the direct term ∂of/∂by|…, where `of` mentions `by` itself besides the branches. */
  readonly direct?: readonly Quantity[];
  /** Whether each path meets the cut once, so that the plain chain rule serves. */
  readonly plain: boolean;
}

/** Plans chains towards one goal. */
export class Planner {
  readonly #network: Network;
  readonly #goal: Quantity;
  /** Everything the goal depends on. */
  readonly relevant: ReadonlySet<Quantity>;
  readonly #cost = new Map<Quantity, number>();
  readonly #parents = new Map<Quantity, number>();

  constructor(network: Network, goal: Quantity) {
    this.#network = network;
    this.#goal = goal;
    this.relevant = network.graph.above(goal);
  }

  /** The quantities that one moves directly on its way to the goal, the goal included, in order of declaration. */
  successors(of: Quantity): readonly Quantity[] {
    const { graph } = this.#network;
    return graph.children(of).filter((each) => this.relevant.has(each));
  }

  /** Whether ∂goal/∂q is used in more than one place, or too long to stand inside another line. */
  shared(q: Quantity): boolean {
    return (this.#parents.get(q) ?? this.#countParents(q)) > 1 || this.#costOf(q) > 10;
  }

  /** Whether ∂goal/∂q is the slope of the goal's own equation and nothing more. */
  local(q: Quantity): boolean {
    return this.successors(q).every((each) => each === this.#goal);
  }

  /** The shared quantities between a variable and the goal, nearest to the goal first; none that is known, nor what lies behind it. */
  sharedBelow(by: Quantity, known: (q: Quantity) => boolean): readonly Quantity[] {
    const { graph } = this.#network;
    const met = new Set<Quantity>([by]);
    for (const each of met) {
      for (const next of this.successors(each)) if (!known(next)) met.add(next);
    }
    met.delete(by);
    met.delete(this.#goal);
    return [...met]
      .filter((each) => this.shared(each))
      .sort((a, b) => graph.rank(b) - graph.rank(a) || graph.position(a) - graph.position(b));
  }

  /** The chain for ∂goal/∂by; parts in `stop` are not expanded. */
  chain(by: Quantity, stop: (q: Quantity) => boolean): Chain {
    const { graph } = this.#network;
    const all = this.successors(by);
    const cut = all.filter((each) => each !== this.#goal);
    if (cut.length === 0) return { of: this.#goal, by, branches: [], plain: true };
    const set = new Set(cut);
    const none: ReadonlySet<Quantity> = new Set();
    const free = cut.length === 1 || cut.every((each) => graph.meets(each, set, none) === undefined);
    const direct = all.length > cut.length;
    const branches = cut.map((through) => {
      const others = cut.filter((each) => each !== through);
      const hold = free || !others.some((each) => graph.leads(each, through, none)) ? [] : others;
      const outer: Chain =
        stop(through) || this.local(through)
          ? { of: this.#goal, by: through, branches: [], plain: true }
          : this.chain(through, stop);
      return { through, outer, hold };
    });
    return { of: this.#goal, by, branches, plain: free && !direct, ...(direct && { direct: cut }) };
  }

  #countParents(q: Quantity): number {
    const count = this.#network.graph.parents(q).length;
    this.#parents.set(q, count);
    return count;
  }

  /** How many factors the expansion of ∂goal/∂q has; worked out from the goal backwards. */
  #costOf(q: Quantity): number {
    const open = [q];
    for (let each = open.at(-1); each !== undefined; each = open.at(-1)) {
      const next = this.successors(each).filter((s) => s !== this.#goal);
      const missing = next.filter((s) => !this.#cost.has(s));
      if (missing.length > 0) {
        open.push(...missing);
        continue;
      }
      open.pop();
      const inner = next.map((s) =>
        (this.#parents.get(s) ?? this.#countParents(s)) > 1 ? 1 : (this.#cost.get(s) ?? 1),
      );
      const cost = inner.reduce((total, part) => total + 1 + (part > 10 ? 1 : part), 0);
      this.#cost.set(each, Math.max(1, cost));
    }
    return this.#cost.get(q) ?? 1;
  }
}

/** ∂of/∂by as it is before expansion. */
const whole = (chain: Chain): Expr => partial(chain.of, chain.by);

/** The chain as written: factors from the goal to the variable. */
function chainTerm(chain: Chain): Expr {
  if (chain.branches.length === 0) return whole(chain);
  const terms = chain.branches.map(({ through, outer, hold }) =>
    productOf([...factorsOf(chainTerm(outer)), partial(through, chain.by, hold)]),
  );
  return sumOf([...(chain.direct ? [partial(chain.of, chain.by, chain.direct)] : []), ...terms]);
}

/** The factors of a product, or the term itself. */
const factorsOf = (term: Expr): readonly Expr[] => (term.kind === 'product' ? term.args : [term]);

/** Expands ∂of/∂by at the whole of a proof into its chain, as one printed line. */
export function expandChain(proof: Rewriting, chain: Chain): void {
  if (chain.branches.length === 0) return;
  proof.line(() => {
    const open: { readonly chain: Chain; readonly at: readonly number[] }[] = [{ chain, at: [] }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { chain: each, at } = next;
      if (each.branches.length === 0) continue;
      const cut = each.branches.map(({ through }) => through);
      proof.use(each.plain ? 'chain.plain' : 'chain.first', at, cutTerm(each, cut), { cut });
      const single = each.branches.length === 1 && each.direct === undefined;
      each.branches.forEach(({ through, outer, hold }, i) => {
        const place = single ? at : [...at, i + (each.direct ? 1 : 0)];
        const held = each.plain ? [] : cut.filter((other) => other !== through);
        if (held.length !== hold.length) {
          const to = partial(through, each.by, hold);
          proof.use('hold.drop', [...place, 1], to, { to });
        }
        open.push({ chain: outer, at: [...place, 0] });
      });
    }
    proof.algebra(chainTerm(chain));
  });
}

/** What one use of the chain rule gives. */
function cutTerm(chain: Chain, cut: readonly Quantity[]): Expr {
  const terms = cut.map((through) => {
    const hold = chain.plain ? [] : cut.filter((other) => other !== through);
    return product(partial(chain.of, through), partial(through, chain.by, hold));
  });
  return sumOf([...(chain.direct ? [partial(chain.of, chain.by, chain.direct)] : []), ...terms]);
}

/** The value of a chain, from loss to parameter; in a sum over paths a weight leads its summand. */
export function valueTerm(
  chain: Chain,
  factor: (leaf: Expr) => Expr,
  isWeight: (value: Expr) => boolean,
): Expr {
  if (chain.branches.length === 0) return factor(whole(chain));
  const several = chain.branches.length > 1 || chain.direct !== undefined;
  const terms = chain.branches.map(({ through, outer, hold }) => {
    const inner = factor(partial(through, chain.by, hold));
    const rest = valueTerm(outer, factor, isWeight);
    if (several && isWeight(inner)) return productOf([inner, ...opened(rest)]);
    return several ? productOf([...opened(rest), ...opened(inner)]) : product(rest, inner);
  });
  return sumOf([...(chain.direct ? [factor(partial(chain.of, chain.by, chain.direct))] : []), ...terms]);
}

/**
 * The chain rule for families, as steps: cut at the edges out of a member, and the factors replaced by what they are worth.
 * Slopes over an edge become theorems of their own, found once and cited at other indices.
 */
import {
  type Condition,
  type Expr,
  fold,
  type Index,
  indexedSum,
  indexVariable,
  indicesIn,
  nodes,
  type Path,
  partial,
  product,
  productOf,
  type Quantity,
  quantity,
  rebuild,
  substituteIndex,
  substituteIndices,
  sumOf,
} from '../expr/index.ts';
import {
  type Children,
  EVERY,
  IndexFacts,
  mentionsApart,
  type Network,
  type Range,
  UndecidedError,
} from '../network/index.ts';
import { ALL, type Citation, type Theorem, type TheoremId } from '../proof/index.ts';
import type { Setting } from './brackets.ts';
import { indexedSlopes } from './indexedSlope.ts';
import { instanceOf } from './instanceOf.ts';
import type { Ledger } from './ledger.ts';
import { Rewriting } from './rewriting.ts';
import { opened, withoutOnes } from './tidy.ts';

/** A factor of a chain that a theorem stands for. */
interface Leaf {
  readonly term: Expr;
  readonly value: Expr;
  readonly citation: Citation;
}

export class Edges {
  readonly network: Network;
  readonly #ledger: Ledger;
  /** The theorem that names ∂goal/∂(each member of a family), if there is one. */
  readonly #named: (goal: string, family: string) => TheoremId | undefined;
  /** Slopes over an edge, by the two families. */
  readonly #slopes = new Map<string, TheoremId[]>();

  constructor(ledger: Ledger, named: (goal: string, family: string) => TheoremId | undefined) {
    this.network = ledger.network;
    this.#ledger = ledger;
    this.#named = named;
  }

  /** How many families one equation of a family mentions, at most. */
  enters(family: string): number {
    const own = this.network.equations.filter(({ quantity: q }) => q.name === family);
    return Math.max(0, ...own.map(({ rhs }) => new Set(quantitiesOf(rhs)).size));
  }

  /** Cuts ∂of/∂by at its edges; and what lies further, up to families that have a name. */
  expand(proof: Rewriting, at: Path, setting: Setting, deep: boolean): void {
    const whole = proof.at(at);
    if (whole.kind !== 'partial') return;
    const of = whole.args[0] as Quantity;
    const { families } = this.network;
    const around = indicesIn(whole);
    const children = (families?.childrenOf(whole.by, of.name, setting.facts, indicesIn(of)) ?? []).map(
      (each) => this.#lettered(each, new Set([...setting.facts.names, ...around]), setting),
    );
    const [only, ...more] = children;
    if (only?.member === of && more.length === 0 && this.#isOpaque(of, whole.by, setting.facts)) return;
    const terms = children.map(({ member, binders }) => {
      if (member === of && binders.length === 0) return partial(of, whole.by, [ALL]);
      const term: Expr = product(partial(of, member), partial(member, whole.by, [ALL]));
      return binders.reduceRight<Expr>(
        (body, range) => indexedSum(range.index, range.from, range.to, body),
        term,
      );
    });
    const result = sumOf(terms);
    proof.use('chain.edges', at, result);
    children.forEach(({ member, binders }, i) => {
      const place: Path = [...at, ...(children.length > 1 ? [i] : []), ...binders.map(() => 0)];
      const facts = setting.facts.with(binders);
      const inner = { ...setting, facts };
      if (member === of && binders.length === 0) return;
      const edge = partial(member, whole.by);
      if (this.#edgeIsOnlyPath(member, whole.by, facts))
        proof.use('hold.drop', [...place, 1], edge, { to: edge });
      const named = this.#named(of.name, member.name) !== undefined;
      if (deep && !named && this.enters(member.name) === 1 && member !== of) {
        this.expand(proof, [...place, 0], inner, deep);
      }
    });
  }

  /** Children summed over the letters that their own equation has, where these are free. */
  #lettered({ member, binders }: Children, around: ReadonlySet<string>, { letters }: Setting): Children {
    const taken = new Set([...around, ...this.network.sizes]);
    const own = this.network.symbol(quantity(member.name))?.quantity.indices ?? [];
    const renaming = new Map<string, Index>();
    const renamed = binders.map(({ index: name, from, to }) => {
      const place = member.indices.findIndex(({ key }) => key === name);
      const letter = letters.free(own[place]?.key ?? name, taken, name);
      taken.add(letter);
      renaming.set(name, indexVariable(letter));
      return { index: letter, from: substituteIndex(from, renaming), to: substituteIndex(to, renaming) };
    });
    return { member: substituteIndices(member, renaming) as Quantity, binders: renamed };
  }

  /** Whether an equation hands all of a family to a function, so that its slopes have no closed form. */
  #isOpaque(of: Quantity, by: Quantity, facts: IndexFacts): boolean {
    const rhs = this.network.families?.equationOf(of, facts);
    return (
      rhs !== undefined &&
      mentionsApart(rhs).some(
        ({ quantity: q }) => q.name === by.name && q.indices.some(({ key }) => key === EVERY),
      )
    );
  }

  #edgeIsOnlyPath(of: Quantity, by: Quantity, facts: IndexFacts): boolean {
    const { families } = this.network;
    const rhs = families?.equationOf(of, facts);
    if (families === undefined || rhs === undefined) return false;
    return mentionsApart(rhs).every(({ quantity: q, binders }) => families.apart(by, q, facts.with(binders)));
  }

  /** Replaces the factors of a chain by what they are worth. */
  substitute(proof: Rewriting, setting: Setting): void {
    const leaves = new Map<Expr, Leaf | undefined>();
    const values = new Map<Expr, Expr>();
    const open: { readonly node: Expr; readonly facts: IndexFacts }[] = [
      { node: proof.term, facts: setting.facts },
    ];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { node, facts } = next;
      if (node.kind === 'partial') {
        if (leaves.has(node)) continue;
        const leaf = this.#leaf(node, { ...setting, facts });
        leaves.set(node, leaf);
        if (leaf !== undefined) values.set(node, leaf.value);
        continue;
      }
      const range =
        node.kind === 'indexedSum' ? { index: node.index, from: node.from, to: node.to } : undefined;
      const inner = range ? facts.with([range]) : facts;
      for (const arg of node.args) open.push({ node: arg, facts: inner });
    }
    const cited = [...leaves.values()].flatMap((leaf) => (leaf === undefined ? [] : [leaf.citation]));
    if (cited.length === 0) return;
    const weighted = this.#weightsFirst(proof.term, values);
    proof.line(() => {
      proof.cite(cited, weighted);
      proof.algebra(numbersFirst(withoutOnes(weighted)));
    });
  }

  /** A chain with its factors replaced; in its sums over paths, and in no other, a weight leads the summand. */
  #weightsFirst(chain: Expr, values: ReadonlyMap<Expr, Expr>): Expr {
    const isWeight = (each: Expr): boolean =>
      each.kind === 'quantity' && this.network.symbol(each)?.role === 'parameter';
    return fold<Expr>(
      chain,
      (node, args) => {
        if (node.kind !== 'indexedSum' || !hasSlope(node)) return rebuild(node, args);
        const [body] = args as [Expr];
        const factors = body.kind === 'product' ? body.args.flatMap(opened) : [body];
        const sorted = [...factors.filter(isWeight), ...factors.filter((each) => !isWeight(each))];
        return indexedSum(node.index, node.from, node.to, productOf(sorted));
      },
      new Map(),
      (node) => (node.kind === 'partial' ? (values.get(node) ?? node) : undefined),
    );
  }

  #leaf(node: Expr & { kind: 'partial' }, setting: Setting): Leaf | undefined {
    const of = node.args[0] as Quantity;
    const name = this.#named(of.name, node.by.name);
    if (node.hold.length === 0 && name !== undefined) {
      const { name: symbol, goal } = this.#ledger.theorem(name);
      if (symbol === undefined) return { term: node, value: goal.rhs, citation: { theorem: name } };
      const by = (goal.lhs as Expr & { kind: 'partial' }).by;
      const at = new Map(by.indices.map((each, i) => [each.key, node.by.indices[i] as Index]));
      const changed = new Map([...at].filter(([key, value]) => key !== value.key));
      const value = substituteIndices(symbol, at);
      return {
        term: node,
        value,
        citation: { theorem: name, to: 'name', ...(changed.size > 0 && { at: changed }) },
      };
    }
    const slope = this.#slope(of, node.by, node.hold, setting);
    if (slope === undefined) return undefined;
    const { theorem, at } = slope;
    const value = substituteIndices(this.#ledger.theorem(theorem).goal.rhs, at);
    return { term: node, value, citation: { theorem, ...(at.size > 0 && { at }) } };
  }

  /** The slope over one edge; stated for the indices it has here, over the ranges known of them. */
  #slope(of: Quantity, by: Quantity, hold: readonly Quantity[], setting: Setting): Instance | undefined {
    const lhs = partial(of, by, hold);
    const key = `${of.name} ${by.name} ${hold.length}`;
    const earlier = this.#slopes.get(key) ?? [];
    for (const theorem of earlier) {
      const at = instanceOf(this.#ledger.theorem(theorem), lhs, setting.facts);
      if (at !== undefined) return { theorem, at };
    }
    if (hold.length === 0 && !this.#edgeIsOnlyPath(of, by, setting.facts)) return undefined;
    const { ranges, found } = this.#slopesOver(of, by, setting);
    if (found.length === 0) return undefined;
    const proof = new Rewriting(lhs, this.#ledger.canonical);
    if (hold.length === 0) {
      const to = partial(of, by, [ALL]);
      proof.use('hold.drop', [], to, { to });
    }
    const theorem = this.#ledger.add(
      ...found.map(
        ({ value, steps }): Theorem => ({
          goal: { lhs, rhs: value },
          given: ranges.map((range): Condition => ({ kind: 'range', ...range })),
          proof: { by: 'steps', steps: [...proof.steps, ...steps] },
        }),
      ),
    );
    this.#slopes.set(key, [...earlier, theorem]);
    return { theorem, at: new Map() };
  }

  /** Slopes over the ranges of their indices; over what is known of sizes besides only where they are the shorter for it. */
  #slopesOver(of: Quantity, by: Quantity, setting: Setting): Slopes {
    const names = indicesIn(partial(of, by));
    const own = setting.facts.ranges(names);
    if (setting.witnesses.size === 0) return { ranges: own, found: indexedSlopes(of, by, setting) };
    const over = (ranges: readonly Range[]): Slopes => {
      const facts = new IndexFacts(ranges, new Set(this.network.sizes));
      return { ranges, found: indexedSlopes(of, by, { ...setting, facts }) };
    };
    try {
      const plain = over(own);
      if (!plain.found.some(({ value }) => nodes(value).some(({ kind }) => kind === 'bracket'))) return plain;
    } catch (error) {
      if (!(error instanceof UndecidedError)) throw error;
    }
    return over(setting.facts.ranges(new Set([...names, ...setting.witnesses])));
  }
}

/** Ways to write a slope, and the ranges over which they are proved. */
interface Slopes {
  readonly ranges: readonly Range[];
  readonly found: ReturnType<typeof indexedSlopes>;
}

/** An earlier theorem, and what its indices are taken to be. */
interface Instance {
  readonly theorem: TheoremId;
  readonly at: ReadonlyMap<string, Index>;
}

/** The one number of a product, ½ or −1, in front of it. */
const numbersFirst = (term: Expr): Expr =>
  fold<Expr>(term, (node, args) => {
    const [number, ...more] = args.filter(({ kind }) => kind === 'number');
    const isMoved = node.kind === 'product' && number !== undefined && more.length === 0;
    return isMoved ? productOf([number, ...args.filter((each) => each !== number)]) : rebuild(node, args);
  });

const hasSlope = (term: Expr): boolean => nodes(term).some(({ kind }) => kind === 'partial');

const quantitiesOf = (term: Expr): readonly string[] => mentionsApart(term).map(({ quantity: q }) => q.name);

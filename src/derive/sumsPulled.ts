/**
 * Sums over indices rewritten by their rules: factors without the index stand outside, sums are split, brackets are
 * contracted. And terms flattened: nested products and sums are one.
 */
import {
  addIndex,
  type Bracket,
  type Expr,
  fold,
  type Index,
  type IndexedSum,
  index,
  indexedSum,
  indexNames,
  indexVariable,
  indicesIn,
  num,
  type Path,
  product,
  productOf,
  rebuild,
  substituteIndices,
  sumOf,
} from '../expr/index.ts';
import type { IndexFacts } from '../network/index.ts';
import type { RuleId } from '../proof/index.ts';
import type { Rewriting } from './rewriting.ts';

/** At most so many places looked at in one term, and so many steps. */
const WORK = 20_000;
const STEPS = 200;

/** Products in products and sums in sums opened; what stands below a ∂ stays. */
export const flattened = (term: Expr): Expr =>
  fold<Expr>(
    term,
    (node, args) => {
      if (node.kind !== 'product' && node.kind !== 'sum') return rebuild(node, args);
      const flat = args.flatMap((arg) => (arg.kind === node.kind ? arg.args : [arg]));
      return node.kind === 'product' ? productOf(flat) : sumOf(flat);
    },
    new Map(),
    (node) => (node.kind === 'partial' ? node : undefined),
  );

interface Redex {
  readonly rule: RuleId;
  readonly at: Path;
  readonly result: Expr;
}

/** Brings a flattened term to the form in which no rule for sums applies any more, summands in products under Σ apart where asked; false where that takes too long. */
export function pullOut(proof: Rewriting, facts: IndexFacts, distributing = false): boolean {
  for (let count = 0; count < STEPS; count++) {
    const redex = find(proof.term, facts, distributing);
    if (redex === undefined) return true;
    const extra = redex.rule === 'algebra' ? { to: redex.result } : {};
    proof.use(redex.rule, redex.at, redex.result, extra);
    const flat = flattened(proof.term);
    if (flat !== proof.term) proof.rewrite([], flat);
  }
  return false;
}

/** The first place, inner sums before outer ones, where a rule applies. */
function find(term: Expr, facts: IndexFacts, distributing: boolean): Redex | undefined {
  interface Place {
    readonly node: Expr;
    readonly at: Path;
    readonly facts: IndexFacts;
    readonly entered: boolean;
  }
  const open: Place[] = [{ node: term, at: [], facts, entered: false }];
  for (let place = open.pop(), work = 0; place !== undefined && work < WORK; place = open.pop(), work++) {
    const { node, at } = place;
    if (node.kind === 'partial') continue;
    if (place.entered) {
      const found = node.kind === 'indexedSum' ? redexOf(node, at, place.facts, distributing) : undefined;
      if (found !== undefined) return found;
      continue;
    }
    open.push({ ...place, entered: true });
    const inner = node.kind === 'indexedSum' ? place.facts.with([node]) : place.facts;
    node.args.forEach((arg, i) => {
      if (arg.args.length > 0) open.push({ node: arg, at: [...at, i], facts: inner, entered: false });
    });
  }
  return undefined;
}

function redexOf(node: IndexedSum, at: Path, facts: IndexFacts, distributing: boolean): Redex | undefined {
  const body = node.args[0] as Expr;
  const over = (inner: Expr): Expr => indexedSum(node.index, node.from, node.to, inner);
  if (body.kind === 'sum') return { rule: 'sum.linear', at, result: sumOf(body.args.map(over)) };
  const factors = body.kind === 'product' ? body.args : [body];
  for (const [i, each] of factors.entries()) {
    if (each.kind === 'power' && each.args[1] === num(2)) {
      const base = each.args[0] as Expr;
      const place = body.kind === 'product' ? [...at, 0, i] : [...at, 0];
      return { rule: 'algebra', at: place, result: product(base, base) };
    }
  }
  const contracted = contraction(node, factors, facts);
  if (contracted !== undefined) return { rule: 'delta.contract', at, result: contracted };
  const inside = factors.filter((each) => indicesIn(each).has(node.index));
  const outside = factors.filter((each) => !indicesIn(each).has(node.index));
  const open = distributing ? inside.find((each) => each.kind === 'sum') : undefined;
  if (open !== undefined) {
    const others = factors.filter((each) => each !== open);
    return {
      rule: 'algebra',
      at: [...at, 0],
      result: sumOf(open.args.map((each) => product(...others, each))),
    };
  }
  if (outside.length === 0 || body === num(1)) return undefined;
  return { rule: 'sum.linear', at, result: productOf([...outside, over(productOf(inside))]) };
}

/** Σ_i [i = e] u(i) = u(e), by the first bracket that fixes the index, where e is known to lie in the range. */
function contraction(node: IndexedSum, factors: readonly Expr[], facts: IndexFacts): Expr | undefined {
  const position = factors.findIndex(
    (each) => each.kind === 'bracket' && each.relations.length === 1 && fixed(each, node.index) !== undefined,
  );
  if (position < 0) return undefined;
  const value = fixed(factors[position] as Bracket, node.index) as Index;
  if (!facts.within(value, node)) return undefined;
  const rest = factors.filter((_, i) => i !== position);
  return substituteIndices(productOf(rest), new Map([[node.index, value]]));
}

function fixed({ relations }: Bracket, name: string): Index | undefined {
  const [only] = relations;
  if (only?.kind !== 'equal') return undefined;
  const difference = addIndex(only.left, only.right, -1);
  const own = difference.terms.find(({ atom }) => atom.name === name && atom.indices.length === 0);
  if (own === undefined || Math.abs(own.coefficient) !== 1) return undefined;
  const rest = addIndex(difference, indexVariable(name), -own.coefficient);
  return indexNames(rest).has(name) ? undefined : addIndex(index(0), rest, -own.coefficient);
}

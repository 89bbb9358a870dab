/** Brackets under sums: split, contracted and evaluated, and what is left tidied, as steps of a proof. */
import {
  addIndex,
  bracket,
  cases,
  type Expr,
  type Index,
  index,
  indexedSum,
  indexNames,
  indexVariable,
  indicesIn,
  nodes,
  num,
  type Path,
  product,
  productOf,
  substituteIndices,
  sumOf,
} from '../expr/index.ts';
import type { IndexFacts, Network } from '../network/index.ts';
import { type Canonical, type RuleId, sharedBrackets } from '../proof/index.ts';
import type { Letters } from './letters.ts';
import type { Rewriting } from './rewriting.ts';
import { tidy } from './tidy.ts';

/** A network and what is known of the indices of the theorem at hand. */
export interface Setting {
  readonly network: Network;
  readonly facts: IndexFacts;
  readonly canonical: Canonical;
  readonly letters: Letters;
  /** Indices that nothing mentions, whose ranges say something of sizes. */
  readonly witnesses: ReadonlySet<string>;
}

/** Contracts brackets, tidies what stands under sums, and takes out what does not contain their index. */
export function polish(proof: Rewriting, setting: Setting): void {
  contract(proof, setting);
  proof.line(() => {
    for (const at of sumsOf(proof.term)) {
      const body = proof.at([...at, 0]);
      const to = tidy(body);
      if (!setting.canonical.same(body, to)) proof.use('algebra', [...at, 0], to, { to });
    }
    for (const at of sumsOf(proof.term)) {
      const whole = proof.at(at) as Expr & { kind: 'indexedSum' };
      const all = flatFactors(whole.args[0] as Expr);
      const factors = [...all.filter(isNumber), ...all.filter((each) => !isNumber(each))];
      const outside = factors.filter((factor) => !indicesIn(factor).has(whole.index));
      const inside = factors.filter((factor) => indicesIn(factor).has(whole.index));
      if (outside.length === 0 || inside.length === 0) continue;
      const over = (body: Expr): Expr => indexedSum(whole.index, whole.from, whole.to, body);
      proof.rewrite(at, over(productOf(factors)));
      proof.use('sum.linear', at, productOf([...outside, over(productOf(inside))]));
    }
  });
}

const isNumber = ({ kind }: Expr): boolean => kind === 'number';

/** Where sums over an index stand outside every ∂, inner ones first. */
function sumsOf(root: Expr): readonly Path[] {
  const found: Path[] = [];
  const open: (readonly [Expr, Path])[] = [[root, []]];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const [node, at] = next;
    if (node.kind === 'partial' || node.kind === 'apply') continue;
    if (node.kind === 'indexedSum') found.unshift(at);
    node.args.forEach((arg, i) => {
      open.push([arg, [...at, i]]);
    });
  }
  return found;
}

/** Splits sums and contracts brackets, from the outermost sum inwards, until none is left that can be. */
function contract(proof: Rewriting, { facts }: Setting): void {
  proof.line(() => {
    for (let work = 0; work < 200; work++) {
      const found = nextContraction(proof.term, facts);
      if (found === undefined) return;
      if (found.flat !== undefined) proof.rewrite(found.at, found.flat);
      proof.use(found.rule, found.at, found.result, found.rule === 'algebra' ? { to: found.result } : {});
    }
  });
}

interface Contraction {
  readonly at: Path;
  readonly rule: RuleId;
  readonly result: Expr;
  /** The same term, written flat, as the rule wants it. */
  readonly flat?: Expr;
}

function nextContraction(root: Expr, facts: IndexFacts): Contraction | undefined {
  const open: { readonly node: Expr; readonly at: Path; readonly facts: IndexFacts }[] = [
    { node: root, at: [], facts },
  ];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { node, at, facts: around } = next;
    if (node.kind === 'partial') continue;
    const found = contracted(node, around);
    if (found !== undefined) return { ...found, at: found.rule === 'algebra' ? [...at, 0] : at };
    const inner =
      node.kind === 'indexedSum'
        ? around.with([{ index: node.index, from: node.from, to: node.to }])
        : around;
    node.args.forEach((arg, i) => {
      open.push({ node: arg, at: [...at, i], facts: inner });
    });
  }
  return undefined;
}

const hasBracket = (term: Expr): boolean => nodes(term).some(({ kind }) => kind === 'bracket');

function contracted(node: Expr, facts: IndexFacts): Omit<Contraction, 'at'> | undefined {
  switch (node.kind) {
    case 'indexedSum':
      return contractSum(node, facts);
    case 'bracket':
      return evaluateBracket(node, facts);
    case 'cases':
      return takenFromCases(node);
    default:
      return undefined;
  }
}

/** Brackets of both branches stand before a distinction of cases, where a sum may contract them. */
function takenFromCases({ args }: Expr & { kind: 'cases' }): Omit<Contraction, 'at'> | undefined {
  const [guard, ...branches] = args as [Expr, Expr, Expr];
  const flat = branches.map((branch) => productOf(flatFactors(branch)));
  const shared = sharedBrackets(flat);
  if (shared.length === 0) return undefined;
  const [here, there] = flat as [Expr, Expr];
  const [inHere, inThere] = flat.map((branch) =>
    productOf(flatFactors(branch).filter((factor) => !shared.includes(factor))),
  ) as [Expr, Expr];
  return {
    rule: 'delta.cases',
    result: productOf([...shared, cases(guard, inHere, inThere)]),
    flat: cases(guard, here, there),
  };
}

function evaluateBracket(
  node: Expr & { kind: 'bracket' },
  facts: IndexFacts,
): Omit<Contraction, 'at'> | undefined {
  const verdicts = node.relations.map(({ kind, left, right }) => {
    if (kind === 'equal')
      return facts.equal(left, right) ? true : facts.different(left, right) ? false : undefined;
    return facts.atMost(left, right)
      ? true
      : facts.atMost(addIndex(right, index(1)), left)
        ? false
        : undefined;
  });
  if (verdicts.includes(false)) return { rule: 'delta.evaluate', result: num(0) };
  return verdicts.includes(undefined) ? undefined : { rule: 'delta.evaluate', result: num(1) };
}

function contractSum(
  node: Expr & { kind: 'indexedSum' },
  facts: IndexFacts,
): Omit<Contraction, 'at'> | undefined {
  const body = node.args[0] as Expr;
  if (!hasBracket(body)) return undefined;
  if (body.kind === 'sum') {
    const over = (term: Expr): Expr => indexedSum(node.index, node.from, node.to, term);
    return { rule: 'sum.linear', result: sumOf(body.args.map(over)) };
  }
  const factors = flatFactors(body);
  const spread = factors.findIndex((factor) => factor.kind === 'sum' && hasBracket(factor));
  if (spread >= 0) {
    const terms = (factors[spread] as Expr).args.map((term) =>
      tidy(productOf(factors.map((factor, i) => (i === spread ? term : factor)))),
    );
    return { rule: 'algebra', result: sumOf(terms) };
  }
  const flat = indexedSum(node.index, node.from, node.to, productOf(factors));
  for (const [position, factor] of factors.entries()) {
    if (factor.kind !== 'bracket') continue;
    for (const [place, { kind, left, right }] of factor.relations.entries()) {
      const value = kind === 'equal' ? solved(addIndex(left, right, -1), node.index) : undefined;
      if (value === undefined) continue;
      const others = factor.relations.filter((_, i) => i !== place);
      const rest = [
        ...factors.slice(0, position),
        ...(others.length > 0 ? [bracket(...others)] : []),
        ...factors.slice(position + 1),
      ];
      const put = substituteIndices(productOf(rest), new Map([[node.index, value]]));
      if (facts.within(value, node)) return { rule: 'delta.contract', result: put, flat };
      if (facts.outside(value, node)) return { rule: 'delta.contract', result: num(0), flat };
      const inside = bracket(
        { kind: 'atMost', left: node.from, right: value },
        { kind: 'atMost', left: value, right: node.to },
      );
      return { rule: 'delta.contract', result: product(inside, put), flat };
    }
  }
  return takenOut(flat, factors);
}

/** Brackets that do not contain the index of their sum stand before it, where a sum further out may contract them. */
function takenOut(
  flat: Expr & { kind: 'indexedSum' },
  factors: readonly Expr[],
): Omit<Contraction, 'at'> | undefined {
  const isOutside = (factor: Expr): boolean => !indicesIn(factor).has(flat.index);
  if (!factors.some((factor) => factor.kind === 'bracket' && isOutside(factor))) return undefined;
  const inside = productOf(factors.filter((factor) => !isOutside(factor)));
  const rest = indexedSum(flat.index, flat.from, flat.to, inside);
  return { rule: 'sum.linear', result: productOf([...factors.filter(isOutside), rest]), flat };
}

const flatFactors = (term: Expr): readonly Expr[] =>
  term.kind === 'product' ? term.args.flatMap(flatFactors) : [term];

function solved(difference: Index, name: string): Index | undefined {
  const own = difference.terms.find(({ atom }) => atom.name === name && atom.indices.length === 0);
  if (own === undefined || Math.abs(own.coefficient) !== 1) return undefined;
  const rest = addIndex(difference, indexVariable(name), -own.coefficient);
  return indexNames(rest).has(name) ? undefined : addIndex(index(0), rest, -own.coefficient);
}

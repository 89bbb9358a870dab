/** Under which conditions a result holds, in one line; and what numbers take where a slope by cases claims nothing. */
import {
  type Condition,
  type Expr,
  nodes,
  num,
  type Quantity,
  quantitiesIn,
  quantity,
  termsOfCondition,
} from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import { nameLatex, sidesOf } from '../latex/index.ts';
import { IndexFacts } from '../network/index.ts';
import { evaluateTerm } from '../numeric/index.ts';
import type { Assumption, TheoremId } from '../proof/index.ts';
import { figureLatex } from './figures.ts';
import type { Page } from './page.ts';
import { type Block, type Inline, inlineMath, paragraph } from './phrasing.ts';
import { plainConditions } from './plainConditions.ts';
import { statedDomain } from './statedDomain.ts';
import { variableLatex } from './theoremRanges.ts';
import type { Worked } from './worked.ts';

/** Of more terms than this, the first and the last are named. */
const MANY = 6;

/** The conditions of theorems as a line, if they have any. Example: where none of $a$, $b$ is 0. */
export function conditionLine(page: Page, theorems: readonly TheoremId[]): Block[] {
  const assumed = theorems.flatMap((id) => page.assumptions(id)).filter(isSaidHere);
  const stated = theorems.flatMap((id) => page.reading.theorem(id).given);
  const all = [
    ...stated,
    ...assumed.map(({ condition }) => condition),
    ...theorems.flatMap((id) => domainOf(page, id)),
  ];
  const ranges = [
    ...stated.filter((each) => each.kind === 'range'),
    ...assumed.flatMap((each) => each.ranges),
  ];
  const given = plainConditions(all, page.network, new IndexFacts(ranges, new Set(page.network.sizes)));
  if (given.length === 0) return [];
  const [first, ...parts] = clauses(page, inDeclaredOrder(page, given));
  const conditions = parts.reduce(
    (before, last) => page.locale.say('and-also', { first: before, last }),
    first ?? [],
  );
  const indices = indexList(page, assumed);
  const where =
    indices.length === 0
      ? page.locale.say('where', { conditions })
      : page.locale.say('where-every', { conditions, indices });
  const line = first === undefined ? [] : [paragraph(where)];
  return [...line, ...smoothness(page, given)];
}

/** What the right-hand side needs to have a value, beyond what its proof needs. */
const domainOf = (page: Page, id: TheoremId): readonly Condition[] =>
  statedDomain(page.reading.theorem(id), page.network, page.assumptions(id));

/** That opaque functions have slopes is said with the ranges. */
const isSaidHere = ({ condition }: Assumption): boolean => condition.kind !== 'smooth';

/** The indices that conditions leave open. */
const indexList = (page: Page, assumed: readonly Assumption[]): Inline[] =>
  page.locale.list(
    [...new Set(assumed.flatMap(({ ranges }) => ranges.map(({ index }) => index)))].map((name) => [
      inlineMath(variableLatex(name)),
    ]),
    'and',
  );

/** That opaque functions have slopes, said once a document for each. */
function smoothness(page: Page, given: readonly Condition[]): Block[] {
  const names = given.flatMap((each) => (each.kind === 'smooth' ? [each.function] : []));
  const fresh = [...new Set(names)].filter((name) => page.state.once(`smooth ${name}`));
  if (fresh.length === 0) return [];
  const list = page.locale.list(
    fresh.map((name) => [inlineMath(page.style.function(name))]),
    'and',
  );
  return [paragraph(page.locale.say('smooth', { list, count: fresh.length }))];
}

/** Conditions in the order in which the network declares what they are about. */
function inDeclaredOrder(page: Page, given: readonly Condition[]): readonly Condition[] {
  const places = new Map(page.network.symbols.map(({ quantity }, i) => [quantity, i]));
  const placeOf = (condition: Condition): number =>
    Math.min(
      ...termsOfCondition(condition)
        .flatMap((term) => [...quantitiesIn(term)])
        .map((each) => places.get(each) ?? places.size),
    );
  return given
    .map((condition) => ({ condition, place: placeOf(condition) }))
    .sort((a, b) => a.place - b.place)
    .map(({ condition }) => condition);
}

/** One clause a kind of condition. */
function clauses(page: Page, given: readonly Condition[]): Inline[][] {
  const { locale } = page;
  const tex = (term: Expr): string => page.tex(term, { inline: true });
  const sides = { nonzero: new Set<string>(), positive: new Set<string>() };
  const [apart, equal] = [new Set<string>(), new Set<string>()];
  for (const condition of given) {
    const pair = condition.kind === 'nonzero' ? sidesOf(withoutZero(condition.term)) : undefined;
    if (pair !== undefined) apart.add(pair.map(tex).join('\\ne '));
    else if (condition.kind === 'nonzero') sides.nonzero.add(tex(withoutZero(condition.term)));
    else if (condition.kind === 'positive') sides.positive.add(tex(condition.term));
    else if (condition.kind === 'equal')
      equal.add(`${tex(condition.equation.lhs)}=${tex(condition.equation.rhs)}`);
  }
  for (const each of sides.positive) sides.nonzero.delete(each);
  const list = (terms: ReadonlySet<string>): Inline[] => shortList(page, [...terms]);
  const many = (terms: ReadonlySet<string>, id: 'none-zero' | 'all-positive', sign: string): Inline[][] => {
    if (terms.size === 0) return [];
    return [terms.size > 1 ? locale.say(id, { list: list(terms) }) : [inlineMath([...terms][0] + sign)]];
  };
  return [
    ...(apart.size === 0 ? [] : [list(apart)]),
    ...many(sides.nonzero, 'none-zero', '\\ne0'),
    ...many(sides.positive, 'all-positive', '>0'),
    ...[...equal].map((latex) => [inlineMath(latex)]),
  ];
}

/** What is not 0 where a term is not. Example: 0 − z → z */
function withoutZero(term: Expr): Expr {
  const [first, last, ...more] = term.kind === 'sum' ? term.args : [];
  if (first !== num(0) || last?.kind !== 'product' || more.length > 0) return term;
  return last.args[0] === num(-1) && last.args.length === 2 ? (last.args[1] as Expr) : term;
}

function shortList(page: Page, terms: readonly string[]): Inline[] {
  const shown =
    terms.length <= MANY ? terms : [...terms.slice(0, MANY - 1), '\\dots', terms.at(-1) as string];
  return page.locale.list(shown.map((latex) => [inlineMath(latex)]));
}

/** What numbers take at a kink, said once a document for each function whose slope goes by cases. */
export function conventions(page: Page, worked: Worked): Block[] {
  const theorems = [worked.theorem, ...worked.factors.map(({ theorem }) => page.reading.theorem(theorem))];
  const sentences: Inline[][] = [];
  for (const { goal } of theorems) {
    const of = goal.lhs.kind === 'partial' ? goal.lhs.args[0] : undefined;
    if (of?.kind !== 'quantity' || !nodes(goal.rhs).some(({ kind }) => kind === 'cases')) continue;
    for (const name of kinkedIn(page, of)) {
      if (!page.state.once(`convention ${name}`)) continue;
      sentences.push(name === '' ? page.locale.say('convention-rows') : convention(page, name));
    }
  }
  return sentences.map(paragraph);
}

/** The functions in a quantity's equation whose slope goes by cases; '' for other cases. */
function kinkedIn(page: Page, of: Quantity): readonly string[] {
  const rhs = page.network.definition(of);
  const names = (rhs === undefined ? [] : nodes(rhs)).flatMap((node) => {
    if (node.kind === 'cases') return [''];
    if (node.kind !== 'apply') return [];
    if (kinkedSlope(node.name) !== undefined) return [node.name];
    return functionNamed(node.name)?.slopes(node.args)[0]?.kind === 'cases' ? [''] : [];
  });
  return [...new Set(names)];
}

const z: Quantity = quantity('z');

/** A function's slope at z, if it is one by cases of the sign of z. */
function kinkedSlope(name: string): Expr | undefined {
  const record = functionNamed(name);
  const slope = record?.arity === 1 ? record.slopes([z])[0] : undefined;
  return slope?.kind === 'cases' && slope.args[0] === z ? slope : undefined;
}

function convention(page: Page, name: string): Inline[] {
  const record = functionNamed(name);
  const head = record?.latexForm === undefined ? page.style.function(name) : `\\operatorname{${name}}`;
  const slope = record?.slopes([num(0)])[0] as Expr;
  const value = figureLatex(evaluateTerm(slope, new Map()), page.digits);
  return page.locale.say('convention', {
    kink: inlineMath(`${nameLatex('z')}=0`),
    function: inlineMath(head),
    slope: inlineMath(`${head}'(0)=${value}`),
  });
}

/** Are two terms without index variables the same? Read, then sampled in intervals, then tested modulo primes. */
import { type Condition, type Expr, Fraction, type Quantity } from '../expr/index.ts';
import { domain, type Network } from '../network/index.ts';
import { assuming, factsAbout } from './assume.ts';
import { Beyond, type Budget } from './budget.ts';
import { substitute } from './calculus.ts';
import { Circuit } from './circuit.ts';
import type { Stand } from './enclosure.ts';
import { areDisjoint, enclose, type Interval, only } from './interval.ts';
import { exactValue, solve } from './linear.ts';
import { Lowering, type Requirement } from './lowering.ts';
import { type Random, streamFor } from './random.ts';
import { type Difference, pairAt, Search } from './search.ts';
import { type Answer, Vanishing } from './vanishing.ts';

/** That two terms differ, and where. */
export interface Different {
  readonly verdict: 'different';
  /** Values of the quantities without an equation, inside the domain. */
  readonly witness: ReadonlyMap<Quantity, Fraction>;
  /** The two values there, each certainly inside its interval; the intervals are disjoint. */
  readonly values: readonly [Interval, Interval];
  /** What each opaque function is taken to be there. */
  readonly functions: ReadonlyMap<string, Stand>;
}

/** What was found about two terms without index variables. */
export type Finding =
  | { readonly verdict: 'equal' }
  | Different
  | { readonly verdict: 'undecided'; readonly tried: readonly string[] };

export interface ScalarOptions {
  readonly given: readonly Condition[];
  readonly network: Network | undefined;
  readonly seed: number;
  readonly work: Budget;
  /** The largest chance with which `equal` may be wrong. */
  readonly error: number;
}

const undecided = (...tried: readonly string[]): Finding => ({ verdict: 'undecided', tried });

/** Compares two terms as functions of the quantities that have no equation. */
export function compareScalars(a: Expr, b: Expr, options: ScalarOptions): Finding {
  try {
    const problem = solved(read(a, b, options));
    return problem === undefined
      ? undecided('the declared equations contradict each other')
      : decide(problem, options);
  } catch (error) {
    if (error instanceof Beyond) return undecided(error.message);
    throw error;
  }
}

/** Whether two terms certainly differ at a point of the domain, as a finding says; looked at anew, from the terms themselves. */
export function differAt(
  a: Expr,
  b: Expr,
  { witness, functions }: Different,
  options: ScalarOptions,
): boolean {
  try {
    const { circuit, pair, requirements, equations } = read(a, b, options);
    const roots = [...pair, ...requirements.map(({ id }) => id)];
    const order = circuit.below(roots);
    const exact = new Map<number, Fraction>();
    for (const id of circuit.below([...roots, ...equations])) {
      const node = circuit.node(id);
      const value = node.op === 'variable' && node.quantity && witness.get(node.quantity);
      if (value) exact.set(id, value);
    }
    if (!equations.every((each) => exactValue(circuit, each, exact)?.n === 0n)) return false;
    const values = new Map([...exact].map(([id, value]) => [id, enclose(value)]));
    const both = pairAt(circuit, order, pair, requirements, { values, stands: functions });
    return both !== undefined && areDisjoint(...both);
  } catch (error) {
    if (error instanceof Beyond) return false;
    throw error;
  }
}

interface Reading {
  readonly circuit: Circuit;
  readonly pair: readonly [number, number];
  readonly requirements: readonly Requirement[];
  /** Declared equations, each as a node that is to be 0. */
  readonly equations: readonly number[];
}

/** The declared equations are those that are not linear; the others have been solved. */
interface Problem extends Reading {
  readonly solved: ReadonlyMap<number, number>;
}

function read(a: Expr, b: Expr, { given, network, work }: ScalarOptions): Reading {
  const circuit = new Circuit(work);
  const lowering = new Lowering(circuit, network);
  const conditions = [...given, ...(network === undefined ? [] : domainOf(network))];
  for (const each of conditions) lowering.require(each, true);
  const equations = conditions.flatMap((each) =>
    each.kind === 'equal'
      ? [circuit.sum([lowering.term(each.equation.lhs), circuit.negate(lowering.term(each.equation.rhs))])]
      : [],
  );
  const pair = [lowering.term(a), lowering.term(b)] as const;
  return { circuit, pair, requirements: lowering.requirements, equations };
}

/** With the linear equations solved and put in; undefined where they contradict each other. */
function solved({ circuit, pair, requirements, equations }: Reading): Problem | undefined {
  if (equations.length === 0) return { circuit, pair, requirements, equations, solved: new Map() };
  const solution = solve(circuit, equations);
  if (solution === undefined) return undefined;
  for (const [id, node] of solution.solved) circuit.restrict(node, circuit.range(id));
  const put = (ids: readonly number[]): readonly number[] => substitute(circuit, ids, solution.solved);
  const others = put(requirements.map(({ id }) => id));
  return {
    circuit,
    pair: put(pair) as readonly [number, number],
    requirements: requirements.map((each, i) => ({ ...each, id: others[i] as number })),
    equations: put(solution.others),
    solved: solution.solved,
  };
}

const domains = new WeakMap<Network, readonly Condition[]>();

/** Dom(N) and what the network declares, each condition once. */
function domainOf(network: Network): readonly Condition[] {
  const known = domains.get(network);
  if (known !== undefined) return known;
  const rest: Condition[] = [];
  const seen = { positive: new Set<Expr>(), nonzero: new Set<Expr>() };
  for (const each of domain(network)) {
    if (each.kind === 'equal') rest.push(each);
    if (each.kind !== 'positive' && each.kind !== 'nonzero') continue;
    if (seen[each.kind].has(each.term)) continue;
    seen[each.kind].add(each.term);
    rest.push(each);
  }
  domains.set(network, rest);
  return rest;
}

const REASONS: Readonly<Record<Exclude<Answer, 'same'>, string>> = {
  'not shown': 'the relations known of exp, log, roots and opaque functions do not show them equal',
  'over budget': 'a chance of error above 2^-60',
  'no point': 'no point at which every divisor has an inverse and every root exists modulo a prime',
  'too many choices': 'more combinations of signs at kinks and roots than are tried',
};

function decide(problem: Problem, { network, seed, error }: ScalarOptions): Finding {
  const { circuit, pair, requirements, equations } = problem;
  const random = streamFor(circuit, pair, seed);
  const vanishing = new Vanishing(circuit, random.split(1), factsAbout(problem));
  const share = error / (1 + equations.length);
  for (const each of equations)
    if (vanishing.same(each, circuit.zero, share) !== 'same')
      return undecided('a declared equation is not linear');
  const search = new Search(circuit, pair, requirements, random.split(2), ownValues(problem, network));
  const early = search.run(64, 1);
  if (early !== undefined) return different(early, problem);
  if (search.found === 0) {
    const later = search.run(1500, 2);
    if (later !== undefined) return different(later, problem);
    if (search.found === 0) return undecided('no point of the domain was found');
  }
  const answer = attempt(() => vanishing.same(...pair, share / 2));
  if (answer === 'same' || isSameWhereDefined(problem, random, share / 2)) return { verdict: 'equal' };
  const found = search.run(300, 100);
  if (found !== undefined) return different(found, problem);
  return undecided(
    REASONS[answer as Exclude<Answer, 'same'>] ?? answer,
    `at ${search.found} points of the domain their values cannot be told apart`,
  );
}

/** Whether what the terms ask of their domains shows them the same. */
function isSameWhereDefined(problem: Problem, random: Random, error: number): boolean {
  const answer = attempt(() => {
    const assumed = assuming(problem, problem.circuit.work);
    if (assumed === undefined) return 'not shown';
    return new Vanishing(assumed.circuit, random.split(3), factsAbout(assumed)).same(...assumed.pair, error);
  });
  return answer === 'same';
}

/** The answer, or why there is none. */
function attempt(work: () => Answer): string {
  try {
    return work();
  } catch (error) {
    if (error instanceof Beyond) return error.message;
    throw error;
  }
}

/** The network's own values, if it has all. */
function ownValues(
  { circuit }: Problem,
  network: Network | undefined,
): ReadonlyMap<number, Interval> | undefined {
  if (network === undefined || network.values.size === 0) return undefined;
  const values = new Map<number, Interval>();
  for (const [id, node] of circuit.nodes.entries()) {
    if (node.op !== 'variable' || node.quantity === undefined) continue;
    const value = network.values.get(node.quantity);
    if (value === undefined || !Number.isFinite(value)) return undefined;
    values.set(id, only(value));
  }
  return values;
}

function different({ point, values }: Difference, { circuit, solved }: Problem): Finding {
  const exact = new Map([...point.values].map(([id, { low }]) => [id, rationalOf(low)]));
  // What only the declared equations mention is free.
  for (const id of circuit.below([...solved.values()]))
    if (circuit.node(id).op === 'variable' && !exact.has(id)) exact.set(id, new Fraction(1));
  const witness = new Map<Quantity, Fraction>();
  for (const [id, node] of circuit.nodes.entries()) {
    if (node.op !== 'variable' || node.quantity === undefined) continue;
    const solution = solved.get(id);
    const value = solution === undefined ? exact.get(id) : exactValue(circuit, solution, exact);
    if (value !== undefined) witness.set(node.quantity, value);
  }
  return { verdict: 'different', witness, values, functions: point.stands };
}

/** A double as the rational that it is. */
function rationalOf(double: number): Fraction {
  let [numerator, denominator] = [double, 1n];
  while (!Number.isInteger(numerator)) [numerator, denominator] = [numerator * 2, denominator * 2n];
  return new Fraction(BigInt(numerator), denominator);
}

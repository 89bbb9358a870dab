/** Are two terms without index variables the same? Read, then sampled in intervals, then tested modulo primes. */
import { type Condition, type Expr, Fraction, type Quantity } from '../expr/index.ts';
import { domain, type Network } from '../network/index.ts';
import { substitute } from './calculus.ts';
import { Circuit } from './circuit.ts';
import type { Stand } from './enclosure.ts';
import type { Interval } from './interval.ts';
import { solve } from './linear.ts';
import { Lowering, type Requirement } from './lower.ts';
import { Beyond, type CircuitNode } from './node.ts';
import { Random } from './random.ts';
import type { Budget } from './residues.ts';
import { type Answer, Vanishing } from './vanishes.ts';
import { type Difference, Search } from './witness.ts';

/** What was found about two terms without index variables. */
export type Finding =
  | { readonly verdict: 'equal' }
  | {
      readonly verdict: 'different';
      /** Values of the quantities without an equation, inside the domain. */
      readonly witness: ReadonlyMap<Quantity, Fraction>;
      /** The two values there, each certainly inside its interval; the intervals are disjoint. */
      readonly values: readonly [Interval, Interval];
      /** What each opaque function is taken to be there. */
      readonly functions: ReadonlyMap<string, Stand>;
    }
  | { readonly verdict: 'undecided'; readonly tried: readonly string[] };

export interface ScalarOptions {
  readonly given?: readonly Condition[] | undefined;
  readonly network?: Network | undefined;
  readonly seed?: number | undefined;
  readonly work: Budget;
}

const undecided = (...tried: readonly string[]): Finding => ({ verdict: 'undecided', tried });

/** Compares two terms as functions of the quantities that have no equation. */
export function compareScalars(a: Expr, b: Expr, options: ScalarOptions): Finding {
  try {
    const problem = read(a, b, options);
    return 'verdict' in problem ? problem : decide(problem, options);
  } catch (error) {
    if (error instanceof Beyond) return undecided(error.message);
    throw error;
  }
}

interface Problem {
  readonly circuit: Circuit;
  readonly pair: readonly [number, number];
  readonly requirements: readonly Requirement[];
  /** Declared equations that are not linear, each as a node that is to be 0. */
  readonly unsolved: readonly number[];
  readonly solved: ReadonlyMap<number, number>;
}

function read(a: Expr, b: Expr, { given = [], network }: ScalarOptions): Problem | Finding {
  const circuit = new Circuit();
  const lowering = new Lowering(circuit, network);
  const conditions = [...given, ...(network === undefined ? [] : domainOf(network))];
  for (const each of conditions) lowering.require(each, true);
  const equations = conditions.flatMap((each) =>
    each.kind === 'equal'
      ? [circuit.sum([lowering.term(each.equation.lhs), circuit.negate(lowering.term(each.equation.rhs))])]
      : [],
  );
  const pair = [lowering.term(a), lowering.term(b)] as const;
  const { requirements } = lowering;
  if (equations.length === 0) return { circuit, pair, requirements, unsolved: [], solved: new Map() };
  const { solved, others, contradictory } = solve(circuit, equations);
  if (contradictory) return undecided('the declared equations contradict each other');
  for (const [id, node] of solved) circuit.restrict(node, circuit.range(id));
  const ids = [...pair, ...others, ...requirements.map(({ id }) => id)];
  const replaced = substitute(circuit, ids, solved);
  return {
    circuit,
    pair: [replaced[0] as number, replaced[1] as number],
    requirements: requirements.map(({ kind }, i) => ({
      kind,
      id: replaced[2 + others.length + i] as number,
    })),
    unsolved: replaced.slice(2, 2 + others.length),
    solved,
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

function decide(problem: Problem, { network, seed = 0, work }: ScalarOptions): Finding {
  const { circuit, pair, requirements, unsolved } = problem;
  const random = hashOf(circuit, pair, seed);
  const vanishing = new Vanishing(circuit, random.split(1), work);
  for (const each of unsolved)
    if (vanishing.same(each, circuit.zero) !== 'same') return undecided('a declared equation is not linear');
  const search = new Search(circuit, pair, requirements, random.split(2), ownValues(problem, network));
  const explore = (attempts: number, points: number): Difference | undefined =>
    search.run(attempts, points, work);
  const early = explore(64, 1);
  if (early !== undefined) return different(early, problem);
  if (search.found === 0) {
    const later = explore(1500, 2);
    if (later !== undefined) return different(later, problem);
    if (search.found === 0) return undecided('no point of the domain was found');
  }
  const answer = attempt(() => vanishing.same(...pair));
  if (answer === 'same') return { verdict: 'equal' };
  const found = explore(300, 100);
  if (found !== undefined) return different(found, problem);
  return undecided(
    REASONS[answer as Exclude<Answer, 'same'>] ?? answer,
    `at ${search.found} points of the domain their values cannot be told apart`,
  );
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
): ReadonlyMap<number, number> | undefined {
  if (network === undefined || network.values.size === 0) return undefined;
  const values = new Map<number, number>();
  for (const [id, node] of circuit.nodes.entries()) {
    if (node.op !== 'variable' || node.quantity === undefined) continue;
    const value = network.values.get(node.quantity);
    if (value === undefined || !Number.isFinite(value)) return undefined;
    values.set(id, value);
  }
  return values;
}

function different({ point, values }: Difference, { circuit, solved }: Problem): Finding {
  const witness = new Map<Quantity, Fraction>();
  for (const [id, node] of circuit.nodes.entries()) {
    if (node.op !== 'variable' || node.quantity === undefined) continue;
    const value = exact(circuit, solved.get(id) ?? id, point.values);
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

/** The value of a sum of multiples of variables; undefined where one has no value. */
function exact(circuit: Circuit, root: number, values: ReadonlyMap<number, number>): Fraction | undefined {
  const found = new Map<number, Fraction>();
  for (const id of circuit.below([root])) {
    const node = circuit.node(id);
    const args = node.args.map((each) => found.get(each) as Fraction);
    if (node.op === 'number') found.set(id, node.value);
    else if (node.op === 'sum')
      found.set(
        id,
        args.reduce((a, b) => a.add(b)),
      );
    else if (node.op === 'product')
      found.set(
        id,
        args.reduce((a, b) => a.mul(b)),
      );
    else {
      const value = values.get(id);
      if (value === undefined) return undefined;
      found.set(id, rationalOf(value));
    }
  }
  return found.get(root);
}

const OPERATIONS: readonly CircuitNode['op'][] = [
  'number',
  'variable',
  'sum',
  'product',
  'power',
  'exp',
  'log',
  'root',
  'cases',
  'opaque',
];

/** A stream that follows from what is compared and the seed. */
function hashOf(circuit: Circuit, pair: readonly [number, number], seed: number): Random {
  const random = new Random(seed);
  for (const node of circuit.nodes) {
    random.absorb(OPERATIONS.indexOf(node.op));
    for (const arg of node.args) random.absorb(arg);
    if (node.op === 'number') random.absorbText(node.value.toFraction());
    if (node.op === 'power') random.absorb(node.exponent);
    if (node.op === 'root') random.absorbText(node.exponent.toFraction());
    if (node.op === 'opaque') random.absorbText(`${node.name}|${node.orders.join()}`);
    if (node.op === 'variable' && node.quantity !== undefined)
      random.absorbText(`${node.quantity.name}[${node.quantity.indices.map((each) => each.key).join()}]`);
  }
  for (const id of pair) random.absorb(id);
  return random;
}

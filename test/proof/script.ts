// Proofs about families for tests: a script lists rules and places, the terms between come from the rules themselves and are
// tested by numbers; and the numeric truth of goals and steps at random sizes and values.
import {
  addIndex,
  type Condition,
  type Expr,
  type Index,
  index,
  type Path,
  type Quantity,
  replace,
  replaceAt,
  type Partial as Slope,
  substituteIndex,
  substituteIndices,
} from '../../src/expr/index.ts';
import { IndexFacts, type Network, type Range } from '../../src/network/index.ts';
import { type Instance, InstanceError } from '../../src/network/instance.ts';
import { MissingValue } from '../../src/numeric/index.ts';
import { Canonical } from '../../src/proof/ac.ts';
import { Context } from '../../src/proof/context.ts';
import {
  type Citation,
  HYPOTHESIS,
  Kernel,
  type RuleUse,
  ruleNamed,
  type Step,
  type Theorem,
} from '../../src/proof/index.ts';
import { type Point, type Random, random, randomPoint } from '../networks/families.ts';
import { at as indexOf, ranges as readRanges, term, text } from '../networks/indexed.ts';

/** What a rule makes of a subterm below sums and ∂s. Throws: Refusal. */
export function applied(network: Network, before: Expr, use: RuleUse, where: readonly Range[]): Expr {
  let facts = new IndexFacts(where, new Set(network.sizes));
  const enclosing: Slope[] = [];
  let from = before;
  for (const position of use.at) {
    if (from.kind === 'partial') enclosing.push(from);
    if (from.kind === 'indexedSum') facts = facts.with([{ index: from.index, from: from.from, to: from.to }]);
    from = from.args[position] as Expr;
  }
  const rule = ruleNamed(use.rule);
  if (rule === undefined) throw new Error(`no rule ${use.rule}`);
  const context = new Context(network, new Canonical(), facts, enclosing);
  return replaceAt(before, use.at, rule.apply(from, use, context).to);
}

/** A step: a rule and a place; or citations; or what algebra is to reach, as text. */
export type Line =
  | readonly [rule: string, at?: Path, more?: Partial<RuleUse>]
  | { readonly cite: readonly Citation[] }
  /** The last step's term in another order or nesting. */
  | { readonly as: string }
  | string;

/** `l: l+1, j: k` as an instance. */
export const instance = (text: string): ReadonlyMap<string, Index> =>
  new Map(
    text.split(';').map((each) => {
      const [name = '', value = ''] = each.split(':').map((part) => part.trim());
      return [name, indexOf(value)];
    }),
  );

const sideOf = (cited: Theorem, side: 'lhs' | 'rhs' | 'name'): Expr =>
  side === 'name' ? (cited.name as Quantity) : cited.goal[side];

/** The steps of a script from a term on. */
function steps(
  network: Network,
  start: Expr,
  lines: readonly Line[],
  where: readonly Range[],
  cited: (id: number) => Theorem,
): readonly Step[] {
  let before = start;
  const done: Step[] = [];
  const step = (line: Exclude<Line, { as: string }>): Step => {
    if (typeof line === 'string') {
      before = term(line);
      return { after: before, by: { use: { rule: 'algebra', at: [], to: before } } };
    }
    if ('cite' in line) {
      const values = new Map(
        line.cite.map(({ theorem, from = 'lhs', to = 'rhs', at = new Map() }) => [
          substituteIndices(sideOf(cited(theorem), from), at),
          substituteIndices(sideOf(cited(theorem), to), at),
        ]),
      );
      const replaced = replace(
        before,
        (node) => values.get(node) ?? (node.kind === 'partial' ? node : undefined),
      );
      if (replaced === before) throw new Error(`nothing to cite in ${text(before)}`);
      before = replaced;
      return { after: before, by: { cite: line.cite } };
    }
    const [rule, at = [], more = {}] = line;
    const use: RuleUse = { rule, at, ...more };
    try {
      before = applied(network, before, use, where);
    } catch (error) {
      throw new Error(`${rule} at ${at.join('.')} of ${text(before)}: ${(error as Error).message}`);
    }
    return { after: before, by: { use } };
  };
  for (const line of lines) {
    if (typeof line === 'object' && 'as' in line) {
      before = term(line.as);
      const last = done.pop();
      if (last !== undefined) done.push({ ...last, after: before });
    } else done.push(step(line));
  }
  return done;
}

export const rangeGivens = (where: readonly Range[]): readonly Condition[] =>
  where.map((each) => ({ kind: 'range', ...each }));

/** A theorem over some ranges; its right-hand side is where the script ends unless it is stated. */
export function theoremOf(
  network: Network,
  lhs: string,
  where: string,
  lines: readonly Line[],
  more: { readonly rhs?: string; readonly name?: Quantity; readonly after?: readonly Theorem[] } = {},
): Theorem {
  const over = readRanges(where);
  const done = steps(network, term(lhs), lines, over, (id) => (more.after ?? [])[id] as Theorem);
  const rhs = more.rhs === undefined ? (done.at(-1)?.after ?? term(lhs)) : term(more.rhs);
  return {
    goal: { lhs: term(lhs), rhs },
    given: rangeGivens(over),
    proof: { by: 'steps', steps: done },
    ...(more.name && { name: more.name }),
  };
}

/** A theorem by induction downwards over an index. */
export function inductionOf(
  network: Network,
  goal: readonly [lhs: string, rhs: string],
  where: string,
  over: string,
  base: readonly Line[],
  step: readonly Line[],
  after: readonly Theorem[] = [],
): Theorem {
  const all = readRanges(where);
  const [lhs, rhs] = [term(goal[0]), term(goal[1])];
  const given = rangeGivens(all);
  const shape: Theorem = { goal: { lhs, rhs }, given, proof: { by: 'steps', steps: [] } };
  const cited = (id: number): Theorem => (id === HYPOTHESIS ? shape : (after[id] as Theorem));
  const last = atEnd(all, over);
  return {
    goal: { lhs, rhs },
    given,
    proof: {
      by: 'induction',
      over,
      base: steps(network, last.put(lhs), base, last.ranges, cited),
      step: steps(network, lhs, step, below(all, over), cited),
    },
  };
}

/** The ranges among conditions. */
export const rangesIn = (given: readonly Condition[]): readonly Range[] =>
  given.flatMap((each) => (each.kind === 'range' ? [each] : []));

/** The other ranges, and a term, at the end of one range: what the base of an induction is about. */
export function atEnd(
  where: readonly Range[],
  over: string,
): { readonly ranges: readonly Range[]; readonly put: (each: Expr) => Expr } {
  const own = where.find((range) => range.index === over);
  if (own === undefined) return { ranges: where, put: (each) => each };
  const last = new Map([[over, own.to]]);
  return {
    ranges: where
      .filter((range) => range !== own)
      .map(({ index: name, from, to }) => ({
        index: name,
        from: substituteIndex(from, last),
        to: substituteIndex(to, last),
      })),
    put: (each) => substituteIndices(each, last),
  };
}

/** The ranges with the end of one cut off: what the step of an induction is about. */
export const below = (where: readonly Range[], over: string): readonly Range[] =>
  where.map((range) => (range.index === over ? { ...range, to: addIndex(range.to, index(-1)) } : range));

/** Why the kernel refuses the last theorem, or `accepted`; those before must be accepted. */
export function verdict(network: Network, ...theorems: readonly Theorem[]): string {
  const kernel = new Kernel(network);
  let last = 'nothing to check';
  for (const [i, each] of theorems.entries()) {
    const found = kernel.accept(each);
    last = found.accepted ? 'accepted' : `${found.reason}`;
    if (!found.accepted && i < theorems.length - 1) {
      throw new Error(`theorem ${i} at ${found.step.join('.')}: ${found.reason}`);
    }
  }
  return last;
}

/** A term with the names of theorems replaced by what they name. */
export function withoutNames(expr: Expr, theorems: readonly Theorem[]): Expr {
  const named = theorems.filter((each) => each.name !== undefined);
  if (named.length === 0) return expr;
  return replace(expr, (node) => {
    if (node.kind !== 'quantity') return undefined;
    const found = named.find(({ name }) => name?.name === node.name);
    if (found === undefined) return undefined;
    const at = new Map(
      (found.name as Quantity).indices.map((each, i) => [each.key, node.indices[i] as Index]),
    );
    return substituteIndices(found.goal.lhs, at);
  });
}

/** The values that some indices may take; where a range has no ends at these sizes it has no values. */
function* assignmentsOf(
  instance: Instance,
  [first, ...rest]: readonly Range[],
  fixed: ReadonlyMap<string, number> = new Map(),
): Iterable<ReadonlyMap<string, number>> {
  if (first === undefined) {
    yield fixed;
    return;
  }
  const end = (value: Index): number => {
    try {
      return instance.index(value, fixed);
    } catch (error) {
      if (error instanceof InstanceError) return Number.NaN;
      throw error;
    }
  };
  for (let value = end(first.from); value <= end(first.to); value++) {
    yield* assignmentsOf(instance, rest, new Map([...fixed, [first.index, value]]));
  }
}

/** Whether two terms differ at a point, for some value of the indices; undefined where they have no number. */
export function differ(
  { instance: at, duals }: Point,
  a: Expr,
  b: Expr,
  where: readonly Range[],
): boolean | undefined {
  let counted = 0;
  for (const indices of assignmentsOf(at, where)) {
    let values: readonly { readonly value: number; readonly scale: number }[];
    try {
      values = [a, b].map((each) => duals.value(at.term(each, indices)));
    } catch (error) {
      if (error instanceof InstanceError || error instanceof MissingValue || error instanceof RangeError)
        continue;
      throw error;
    }
    const [x, y] = values as [(typeof values)[0], (typeof values)[0]];
    if (!Number.isFinite(x.value) || !Number.isFinite(y.value)) continue;
    counted += 1;
    const size = 1 + Math.max(Math.abs(x.value), Math.abs(y.value), x.scale * 1e-3, y.scale * 1e-3);
    if (Math.abs(x.value - y.value) > 1e-8 * size) return true;
  }
  return counted > 0 ? false : undefined;
}

/** Whether two terms differ at one of some random points: a witness that their equation is false. */
export function refuted(
  network: Network,
  a: Expr,
  b: Expr,
  where: readonly Range[],
  { seed = 1, rounds = 4 }: { readonly seed?: number; readonly rounds?: number } = {},
): boolean {
  const draw: Random = random(seed);
  for (let round = 0; round < rounds; round++) {
    if (differ(randomPoint(network, draw), a, b, where) === true) return true;
  }
  return false;
}

/** Whether an equation has a number somewhere and holds at each of some random points. */
export function holds(network: Network, a: Expr, b: Expr, where: readonly Range[], rounds = 8): boolean {
  const draw = random(7);
  let counted = 0;
  for (let round = 0; round < rounds; round++) {
    const found = differ(randomPoint(network, draw), a, b, where);
    if (found === true) return false;
    if (found === false) counted += 1;
  }
  return counted > 0;
}

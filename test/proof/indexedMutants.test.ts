// Proofs about families, spoiled in every way we know. A mutant counts when it is known to be wrong without asking the kernel:
// its goal or one of its steps is false in numbers at some sizes and values, or a table of rules forbids it. None may pass.
import { describe, expect, test } from 'vitest';
import { IndexedDeriver } from '../../src/derive/index.ts';
import { addIndex, type Expr, index } from '../../src/expr/index.ts';
import { makeNetwork, type Network, type Range } from '../../src/network/index.ts';
import type { Sizes } from '../../src/network/instance.ts';
import { Kernel, type Step, type Theorem } from '../../src/proof/index.ts';
import * as nets from '../networks/families.ts';
import { familyProofs } from './familyProofs.ts';
import { type Mutant, mutants } from './indexedMutations.ts';
import { atEnd, below, differ, rangesIn, withoutNames } from './script.ts';

/** Sizes that tell rows from columns, and equal ones where a transposed index stays in range. */
function pointsOf(network: Network, draw: nets.Random): readonly nets.Point[] {
  const all = (size: number): Sizes =>
    new Map(
      [...nets.randomSizes(network, draw)].map(([name, own]) => [
        name,
        typeof own === 'number' ? size : own.map(() => size),
      ]),
    );
  return [all(2), all(3), nets.randomSizes(network, draw), nets.randomSizes(network, draw)].map((sizes) =>
    nets.randomPoint(network, draw, sizes),
  );
}

/** Every family longer by one at both ends of every range, at sizes 2; what has no equation there is an input. */
function widePoint(network: Network, draw: nets.Random): nets.Point {
  const symbols = network.symbols.map(({ ranges = [], ...symbol }) => ({
    ...symbol,
    ranges: ranges.map(({ index: name, from, to }) => ({
      index: name,
      from: addIndex(from, index(-1)),
      to: addIndex(to, index(1)),
    })),
  }));
  // n[-1] is asked for below the first layer.
  const list = Object.assign(
    Array.from({ length: 12 }, () => 2),
    { [-1]: 2 },
  );
  const sizes = [...nets.randomSizes(network, draw)].map(
    ([name, size]) => [name, typeof size === 'number' ? 2 : list] as const,
  );
  return nets.randomPoint(makeNetwork({ ...network, symbols, given: [] }), draw, new Map(sizes));
}

/** Some of many: of each operator at most so many to a theorem, spread evenly. */
function sample(all: Iterable<Mutant>, most: number): readonly Mutant[] {
  const groups = new Map<string, Mutant[]>();
  for (const each of all) groups.set(each.operator, [...(groups.get(each.operator) ?? []), each]);
  return [...groups.values()].flatMap((group) => {
    const stride = Math.max(1, group.length / most);
    return Array.from(
      { length: Math.min(most, group.length) },
      (_, i) => group[Math.floor(i * stride)] as Mutant,
    );
  });
}

/** Decides by numbers. */
class Witness {
  readonly #points: readonly nets.Point[];
  readonly #known = new Map<Expr, Map<Expr, Map<string, boolean>>>();
  readonly #theorems: readonly Theorem[];
  readonly #network: Network;
  #beyond: nets.Point | undefined;

  constructor(network: Network, theorems: readonly Theorem[]) {
    this.#network = network;
    this.#points = pointsOf(network, nets.random(11));
    this.#theorems = theorems;
  }

  /** Whether an equation is false somewhere. */
  refutes(a: Expr, b: Expr, where: readonly Range[]): boolean {
    const key = where.map(({ index, from, to }) => `${index}:${from.key}:${to.key}`).join();
    const known = this.#known.get(a)?.get(b)?.get(key);
    if (known !== undefined) return known;
    const [x, y] = [a, b].map((each) => withoutNames(each, this.#theorems)) as [Expr, Expr];
    const found = this.#points.some((point) => differ(point, x, y, where) === true);
    const byB = this.#known.get(a) ?? new Map<Expr, Map<string, boolean>>();
    this.#known.set(a, byB.set(b, (byB.get(b) ?? new Map()).set(key, found)));
    return found;
  }

  /** The same where members past the ends of their families exist too, as inputs. */
  #refutesBeyond(a: Expr, b: Expr, where: readonly Range[]): boolean {
    if (!where.some((range) => this.#strays(range))) return false;
    this.#beyond ??= widePoint(this.#network, nets.random(5));
    const [x, y] = [a, b].map((each) => withoutNames(each, this.#theorems)) as [Expr, Expr];
    return differ(this.#beyond, x, y, where) === true;
  }

  /** Whether no theorem of the derivation has this range. */
  #strays({ index, from, to }: Range): boolean {
    return !this.#theorems.some((theorem) =>
      rangesIn(theorem.given).some(
        (own) => own.index === index && own.from.key === from.key && own.to.key === to.key,
      ),
    );
  }

  /** Why a mutant is wrong, or undefined. */
  of({ theorem, structural }: Mutant): string | undefined {
    if (structural !== undefined) return structural;
    const where = rangesIn(theorem.given);
    const { goal, proof } = theorem;
    if (this.refutes(goal.lhs, goal.rhs, where)) return 'the goal is false';
    if (this.#refutesBeyond(goal.lhs, goal.rhs, where)) return 'the goal is false beyond the ranges';
    const wrong = (start: Expr, steps: readonly Step[], over: readonly Range[], end: Expr): boolean =>
      steps.some(({ after }, i) =>
        this.refutes(i === 0 ? start : (steps[i - 1] as Step).after, after, over),
      ) || this.refutes(steps.at(-1)?.after ?? start, end, over);
    if (proof.by === 'steps' && wrong(goal.lhs, proof.steps, where, goal.rhs)) return 'a step is false';
    if (proof.by === 'induction') {
      const end = atEnd(where, proof.over);
      if (wrong(end.put(goal.lhs), proof.base, end.ranges, end.put(goal.rhs))) return 'a step is false';
      if (wrong(goal.lhs, proof.step, below(where, proof.over), goal.rhs)) return 'a step is false';
    }
    return undefined;
  }
}

interface Row {
  made: number;
  witnessed: number;
  schema: number;
  accepted: string[];
}

const shape =
  /is not declared|not applied to its arguments|has no range|makes no sense|no index|has its slope/;

/** Runs every mutant of a derivation, each where its original stands. */
function run(network: Network, theorems: readonly Theorem[], table: Map<string, Row>): void {
  const witness = new Witness(network, theorems);
  const kernel = new Kernel(network);
  for (const [id, theorem] of theorems.entries()) {
    for (const mutant of sample(
      mutants(theorem, id, (other) => theorems[other]),
      8,
    )) {
      const group = (mutant.operator.split(',')[0] as string).replace(' under ∂', '');
      const row = table.get(group) ?? { made: 0, witnessed: 0, schema: 0, accepted: [] };
      table.set(group, row);
      row.made += 1;
      const why = witness.of(mutant);
      if (why === undefined) continue;
      row.witnessed += 1;
      const verdict = probe(kernel, theorems.slice(0, id), network, mutant.theorem);
      if (verdict === undefined) row.accepted.push(`${network.name} ${id}: ${mutant.operator} (${why})`);
      else if (shape.test(verdict)) row.schema += 1;
    }
    expect(kernel.accept(theorem), `${network.name} ${id}`).toMatchObject({ accepted: true });
  }
}

/** Why a kernel that has accepted some theorems refuses one more; undefined if it does not. */
function probe(
  kernel: Kernel,
  before: readonly Theorem[],
  network: Network,
  theorem: Theorem,
): string | undefined {
  const verdict = kernel.accept(theorem);
  if (!verdict.accepted) return verdict.reason;
  // It now stands in the way of what follows; a fresh kernel confirms that it was taken.
  const again = new Kernel(network);
  for (const each of before) again.accept(each);
  return again.accept(theorem).accepted ? undefined : 'accepted only once';
}

/** What the finder proves about some of the networks. */
function found(network: Network, by: readonly string[]): readonly Theorem[] {
  const deriver = new IndexedDeriver(network);
  for (const name of by) {
    const symbol = network.symbols.find(({ quantity: q }) => q.name === name);
    if (symbol && network.loss) deriver.derive(network.loss, symbol.quantity);
  }
  return deriver.derivation.theorems;
}

const derived: Readonly<Record<string, readonly [Network, readonly string[]]>> = {
  'opaque cost, found': [nets.opaqueNet, ['w', 'b']],
  'squared error, found': [nets.squaredNet, ['w', 'b']],
  'samples, found': [nets.samplesNet, ['w', 'b']],
  'softmax, found': [nets.softmaxNet, ['w', 'b']],
  'convolution, found': [nets.convolutionNet, ['v', 'x']],
};

describe('mutants of proofs about families', () => {
  const table = new Map<string, Row>();

  test.each(Object.entries(familyProofs))('%s, by hand', (_, { network, theorems }) => {
    run(network, theorems, table);
  });

  test.each(Object.entries(derived))('%s', (_, [network, by]) => {
    run(network, found(network, by), table);
  });

  test('at least 1,000 witnessed, none accepted', () => {
    const rows = [...table].sort(([, a], [, b]) => b.witnessed - a.witnessed);
    const total = (count: (row: Row) => number): number => rows.reduce((sum, [, row]) => sum + count(row), 0);
    const [made, witnessed, schema] = [
      total((row) => row.made),
      total((row) => row.witnessed),
      total((row) => row.schema),
    ];
    console.table(
      Object.fromEntries(
        rows.map(([name, row]) => [
          name,
          {
            made: row.made,
            witnessed: row.witnessed,
            rejected: row.witnessed - row.accepted.length,
            'by shape alone': row.schema,
          },
        ]),
      ),
    );
    console.log({ made, witnessed, unwitnessed: made - witnessed });
    expect(rows.flatMap(([, row]) => row.accepted)).toEqual([]);
    expect(witnessed).toBeGreaterThanOrEqual(1000);
    expect(made - witnessed).toBeLessThanOrEqual(0.2 * made);
    expect(schema).toBeLessThanOrEqual(0.2 * witnessed);
  });
});

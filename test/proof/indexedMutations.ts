// Ways to spoil a proof about families. Each gives a theorem; whether it is false is found by numbers or by a table, never by
// asking the kernel.
import {
  addIndex,
  apply,
  type Expr,
  type Index,
  index,
  indexedSum,
  indexVariable,
  indicesIn,
  num,
  type Path,
  partial,
  productOf,
  type Quantity,
  quantity,
  replace,
  replaceAt,
  substituteIndices,
  subtermAt,
  sumOf,
} from '../../src/expr/index.ts';
import { HYPOTHESIS, type RuleUse, type Step, type Theorem } from '../../src/proof/index.ts';

/** A spoiled theorem; `structural` says why no kernel may take it where numbers cannot tell. */
export interface Mutant {
  readonly operator: string;
  readonly theorem: Theorem;
  readonly structural?: string;
}

interface TermMutation {
  readonly operator: string;
  readonly from: Expr;
  readonly to: Expr;
  readonly path: Path;
}

/** Every position of a term. */
function* places(term: Expr): Iterable<readonly [Path, Expr]> {
  const open: (readonly [Path, Expr])[] = [[[], term]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    const [path, node] = next;
    node.args.forEach((arg, i) => {
      open.push([[...path, i], arg]);
    });
  }
}

/** The indices of a member in another order, or one of them replaced or moved. */
function* members(q: Quantity, names: readonly string[]): Iterable<readonly [string, Quantity]> {
  const put = (i: number, each: Index): Quantity =>
    quantity(
      q.name,
      q.indices.map((own, at) => (at === i ? each : own)),
    );
  for (let i = 0; i < q.indices.length; i++) {
    const own = q.indices[i] as Index;
    for (let j = i + 1; j < q.indices.length; j++) {
      const swapped = q.indices.map((each, at) =>
        at === i ? (q.indices[j] as Index) : at === j ? own : each,
      );
      yield ['indices transposed', quantity(q.name, swapped)];
    }
    for (const name of names) {
      if (own.key !== name) yield ['another index', put(i, indexVariable(name))];
    }
    yield ['index shifted', put(i, addIndex(own, index(1)))];
    yield ['index shifted', put(i, addIndex(own, index(-1)))];
  }
}

/** What one node may be spoiled into. */
function* spoiled(node: Expr, names: readonly string[]): Iterable<readonly [string, Expr]> {
  switch (node.kind) {
    case 'number':
      yield ['number changed', num(node.value.add(1))];
      yield ['sign lost', num(node.value.neg())];
      return;
    case 'quantity':
      yield* members(node, names);
      return;
    case 'sum':
    case 'product': {
      const build = node.kind === 'sum' ? sumOf : productOf;
      for (let i = 0; i < node.args.length; i++) {
        const rest = node.args.filter((_, at) => at !== i);
        yield [node.kind === 'sum' ? 'summand lost' : 'factor lost', build(rest)];
      }
      return;
    }
    case 'power':
      yield ['power lost', node.args[0] as Expr];
      return;
    case 'apply':
      yield [
        'derivative confused',
        apply(
          node.name,
          node.args,
          node.orders.map((order, i) => (i > 0 ? order : order > 0 ? 0 : 1)),
        ),
      ];
      return;
    case 'indexedSum': {
      const body = node.args[0] as Expr;
      const first = new Map([[node.index, node.from]]);
      yield ['Σ lost', substituteIndices(body, first)];
      yield ['Σ lost, its index free', body];
      yield ['Σ shortened', indexedSum(node.index, addIndex(node.from, index(1)), node.to, body)];
      yield ['Σ shortened', indexedSum(node.index, node.from, addIndex(node.to, index(-1)), body)];
      for (const name of names) {
        if (name === node.index || !indicesIn(body).has(name)) continue;
        // Renames the bound index as if nothing of that name stood inside.
        yield ['index captured', indexedSum(name, node.from, node.to, renameAll(body, node.index, name))];
      }
      return;
    }
    case 'bracket':
      yield ['bracket lost', num(1)];
      yield ['bracket lost', num(0)];
      return;
    case 'partial':
      for (const [operator, by] of members(node.by, names)) {
        yield [`${operator} under ∂`, partial(node.args[0] as Expr, by, node.hold)];
      }
      return;
    default:
      return;
  }
}

const renameAll = (body: Expr, from: string, to: string): Expr =>
  substituteIndices(body, new Map([[from, indexVariable(to)]]));

/** All ways to spoil one place of a term. */
function* termMutations(term: Expr, names: readonly string[]): Iterable<TermMutation> {
  for (const [path, node] of places(term)) {
    for (const [operator, to] of spoiled(node, names)) {
      if (to !== node) yield { operator, from: node, to, path };
    }
  }
}

const namesOf = (theorem: Theorem): readonly string[] =>
  theorem.given.flatMap((each) => (each.kind === 'range' ? [each.index] : []));

/** The lists of steps of a proof, and the theorem with one of them changed. */
function stepLists(theorem: Theorem): readonly {
  readonly steps: readonly Step[];
  readonly start: Expr;
  readonly inStep: boolean;
  readonly put: (steps: readonly Step[]) => Theorem;
}[] {
  const { proof, goal } = theorem;
  if (proof.by === 'steps') {
    return [
      {
        steps: proof.steps,
        start: goal.lhs,
        inStep: false,
        put: (steps) => ({ ...theorem, proof: { ...proof, steps } }),
      },
    ];
  }
  if (proof.by !== 'induction') return [];
  const own = theorem.given.find((each) => each.kind === 'range' && each.index === proof.over);
  const last = new Map(own?.kind === 'range' ? [[proof.over, own.to]] : []);
  return [
    {
      steps: proof.base,
      start: substituteIndices(goal.lhs, last),
      inStep: false,
      put: (base) => ({ ...theorem, proof: { ...proof, base } }),
    },
    {
      steps: proof.step,
      start: goal.lhs,
      inStep: true,
      put: (step) => ({ ...theorem, proof: { ...proof, step } }),
    },
  ];
}

/** The goal spoiled, alone and together with the end of the proof. */
function* goals(theorem: Theorem): Iterable<Mutant> {
  const { goal, proof } = theorem;
  for (const side of ['rhs', 'lhs'] as const) {
    for (const { operator, path, to } of termMutations(goal[side], namesOf(theorem))) {
      const spoilt = replaceAt(goal[side], path, to);
      const own: Theorem = { ...theorem, goal: { ...goal, [side]: spoilt } };
      yield { operator: `${operator}, in the goal`, theorem: own };
      if (proof.by !== 'steps' || side === 'lhs') continue;
      const last = proof.steps.at(-1) as Step;
      const steps = [...proof.steps.slice(0, -1), { ...last, after: spoilt }];
      yield { operator: `${operator}, to the end`, theorem: { ...own, proof: { by: 'steps', steps } } };
    }
  }
}

/** One term spoiled wherever it stands after some step, the goal included. */
function* throughout(theorem: Theorem): Iterable<Mutant> {
  for (const { steps, put } of stepLists(theorem)) {
    for (const [position, step] of steps.entries()) {
      for (const { operator, path, from, to } of termMutations(step.after, namesOf(theorem))) {
        const only = steps.map((each, i) =>
          i === position ? { ...each, after: replaceAt(each.after, path, to) } : each,
        );
        yield { operator: `${operator}, in one step`, theorem: put(only) };
        const swap = (each: Expr): Expr => replace(each, (node) => (node === from ? to : undefined));
        const all = steps.map((each, i) => (i < position ? each : { ...each, after: swap(each.after) }));
        const { goal } = theorem;
        const whole = put(all);
        yield {
          operator: `${operator}, from a step on`,
          theorem: { ...whole, goal: { ...goal, rhs: swap(goal.rhs) } },
        };
      }
    }
  }
}

/** Ranges lost, moved or widened. */
function* rangesMoved(theorem: Theorem): Iterable<Mutant> {
  for (const [position, range] of theorem.given.entries()) {
    if (range.kind !== 'range') continue;
    const used = [theorem.goal.lhs, theorem.goal.rhs].some((side) => indicesIn(side).has(range.index));
    yield {
      operator: 'range removed',
      theorem: { ...theorem, given: theorem.given.filter((_, i) => i !== position) },
      ...(used && { structural: 'an index of the goal without a range' }),
    };
    const moved = (from: number, to: number): Theorem => ({
      ...theorem,
      given: theorem.given.map((each, i) =>
        i === position
          ? { ...range, from: addIndex(range.from, index(from)), to: addIndex(range.to, index(to)) }
          : each,
      ),
    });
    for (const [from, to] of [
      [-1, 0],
      [0, 1],
      [1, 1],
      [-1, -1],
      [-3, 5],
    ] as const) {
      yield { operator: from > to ? 'range narrowed' : 'range widened or shifted', theorem: moved(from, to) };
    }
  }
}

const heads: readonly (readonly [RegExp, (node: Expr | undefined) => boolean])[] = [
  [/^diff\.|^chain\.|^hold\./, (node) => node?.kind === 'partial'],
  [/^sum\.|^delta\.contract/, (node) => node?.kind === 'indexedSum'],
  [/^delta\.evaluate/, (node) => node?.kind === 'bracket'],
  [/^definition\.unfold/, (node) => node?.kind === 'quantity'],
  [/^diff\.indexed/, (node) => node?.args[0]?.kind === 'indexedSum'],
  [/^diff\.sum/, (node) => node?.args[0]?.kind === 'sum'],
  [/^diff\.product/, (node) => node?.args[0]?.kind === 'product'],
  [/^diff\.power|^diff\.exponential/, (node) => node?.args[0]?.kind === 'power'],
  [/^diff\.function/, (node) => node?.args[0]?.kind === 'apply'],
  [/^diff\.cases/, (node) => node?.args[0]?.kind === 'cases'],
  [/^chain\.|^hold\.|^diff\.self/, (node) => node?.args[0]?.kind === 'quantity'],
  // Families are cut at their edges, by chain.edges.
  [/^chain\.(plain|first|last)/, () => false],
  [/^sum\.exchange/, (node) => node?.args[0]?.kind === 'indexedSum'],
];

/** Why a rule cannot stand on a term, by the head of the term. */
const unfit = (rule: string, node: Expr | undefined): string | undefined =>
  heads.some(([name, fits]) => name.test(rule) && !fits(node)) ? `${rule} on another head` : undefined;

const ruleNames = [
  'definition.unfold',
  'diff.sum',
  'diff.product',
  'diff.power',
  'diff.function',
  'diff.indexed',
  'diff.cases',
  'diff.self',
  'chain.edges',
  'chain.plain',
  'hold.drop',
  'sum.linear',
  'sum.exchange',
  'sum.empty',
  'delta.contract',
  'delta.cases',
  'delta.evaluate',
  'no.such.rule',
];

/** Rules and places exchanged, the terms kept. */
function* rulesMoved(theorem: Theorem): Iterable<Mutant> {
  for (const { steps, start, put } of stepLists(theorem)) {
    for (const [position, step] of steps.entries()) {
      if (!('use' in step.by)) continue;
      const { use } = step.by;
      const before = position === 0 ? start : (steps[position - 1] as Step).after;
      const by = (other: RuleUse): Theorem =>
        put(steps.map((each, i) => (i === position ? { ...each, by: { use: other } } : each)));
      for (const rule of ruleNames) {
        const why = rule === 'no.such.rule' ? 'no rule of this name' : unfit(rule, subtermAt(before, use.at));
        if (rule !== use.rule && why !== undefined)
          yield { operator: 'another rule', theorem: by({ ...use, rule }), structural: why };
      }
      for (const at of [
        [...use.at, 0],
        use.at.slice(0, -1),
        [...use.at.slice(0, -1), (use.at.at(-1) ?? 0) + 1],
        [...use.at, 7],
      ]) {
        if (at.join() === use.at.join()) continue;
        const node = subtermAt(before, at);
        const why = node === undefined ? 'the path leaves the term' : unfit(use.rule, node);
        if (why !== undefined)
          yield { operator: 'another place', theorem: by({ ...use, at }), structural: why };
      }
    }
  }
}

/** Citations of other theorems, of the theorem itself, or at other indices. */
function* citationsMoved(
  theorem: Theorem,
  id: number,
  cited: (id: number) => Theorem | undefined,
): Iterable<Mutant> {
  for (const { steps, start, put } of stepLists(theorem)) {
    for (const [position, step] of steps.entries()) {
      if (!('cite' in step.by)) continue;
      const { cite } = step.by;
      const before = position === 0 ? start : (steps[position - 1] as Step).after;
      for (const [which, citation] of cite.entries()) {
        const by = (other: typeof citation): Theorem =>
          put(
            steps.map((each, i) =>
              i === position
                ? { ...each, by: { cite: cite.map((old, j) => (j === which ? other : old)) } }
                : each,
            ),
          );
        yield {
          operator: 'cites itself',
          theorem: by({ ...citation, theorem: id }),
          structural: 'not an earlier theorem',
        };
        yield {
          operator: 'cites what comes later',
          theorem: by({ ...citation, theorem: id + 1 }),
          structural: 'not an earlier theorem',
        };
        const at = [...(citation.at ?? [])];
        for (const [i, [name, value]] of at.entries()) {
          const other = at[(i + 1) % at.length] as (typeof at)[0];
          for (const wrong of [addIndex(value, index(1)), addIndex(value, index(-1)), other[1]]) {
            if (wrong.key === value.key) continue;
            const moved = new Map([...at, [name, wrong] as const]);
            const source = citation.theorem === HYPOTHESIS ? theorem : cited(citation.theorem);
            const from = source && substituteIndices(source.goal.lhs, moved);
            const found = [...places(before)].some(([, node]) => node === from);
            const hypothesis =
              citation.theorem === HYPOTHESIS &&
              moved.get(hypothesisIndex(theorem))?.key !== citation.at?.get(hypothesisIndex(theorem))?.key;
            yield {
              operator: citation.theorem === HYPOTHESIS ? 'hypothesis elsewhere' : 'instance shifted',
              theorem: by({ ...citation, at: moved }),
              ...(!found && { structural: 'the cited side does not stand there' }),
              ...(hypothesis && { structural: 'the hypothesis holds one further only' }),
            };
          }
        }
        if (at.length > 0) {
          const { at: _, ...bare } = citation;
          const source = citation.theorem === HYPOTHESIS ? theorem : cited(citation.theorem);
          const found = [...places(before)].some(([, node]) => node === source?.goal.lhs);
          yield {
            operator: citation.theorem === HYPOTHESIS ? 'step uses itself' : 'instance lost',
            theorem: by(bare),
            ...((!found || citation.theorem === HYPOTHESIS) && {
              structural: 'the hypothesis at its own index, or nothing there',
            }),
          };
        }
      }
    }
  }
}

const hypothesisIndex = (theorem: Theorem): string =>
  theorem.proof.by === 'induction' ? theorem.proof.over : '';

/** An induction without its base, or run the wrong way. */
function* inductions(theorem: Theorem): Iterable<Mutant> {
  const { proof, goal } = theorem;
  if (proof.by !== 'induction') return;
  const induct = (more: Partial<typeof proof>): Theorem => ({ ...theorem, proof: { ...proof, ...more } });
  yield {
    operator: 'base removed',
    theorem: induct({ base: [] }),
    structural: 'an induction without a base',
  };
  yield {
    operator: 'step removed',
    theorem: induct({ step: [] }),
    structural: 'an induction without a step',
  };
  yield {
    operator: 'step for base',
    theorem: induct({ base: proof.step }),
    structural: 'the base cites the hypothesis',
  };
  yield {
    operator: 'base for step',
    theorem: induct({ step: proof.base }),
    structural: 'the step starts elsewhere',
  };
  for (const range of theorem.given) {
    if (range.kind === 'range' && range.index !== proof.over)
      yield {
        operator: 'another induction index',
        theorem: induct({ over: range.index }),
        structural: 'the hypothesis is not one further',
      };
  }
  // False by a factor that the step carries along: only the base tells.
  for (const factor of [0, 2, -1, 3]) {
    const scaled = { ...goal, rhs: productOf([num(factor), goal.rhs]) };
    const step = proof.step.map((each) => ({ ...each, after: carried(each.after, goal.rhs, factor) }));
    yield {
      operator: 'false by a factor that the step carries',
      theorem: { ...induct({ step }), goal: scaled },
    };
    yield {
      operator: 'false by a factor, base removed',
      theorem: { ...induct({ step, base: [] }), goal: scaled },
    };
  }
}

const carried = (term: Expr, of: Expr, factor: number): Expr =>
  of.kind !== 'quantity'
    ? term
    : replace(term, (node) =>
        node.kind === 'quantity' && node.name === of.name ? productOf([num(factor), node]) : undefined,
      );

/** A false goal proved by citing itself. */
function* circular(theorem: Theorem, id: number): Iterable<Mutant> {
  const { goal } = theorem;
  for (const { operator, path, to } of termMutations(goal.rhs, namesOf(theorem))) {
    const rhs = replaceAt(goal.rhs, path, to);
    const steps: readonly Step[] = [{ after: rhs, by: { cite: [{ theorem: id }] } }];
    yield {
      operator: `${operator}, proved by itself`,
      theorem: { ...theorem, goal: { ...goal, rhs }, proof: { by: 'steps', steps } },
      structural: 'not an earlier theorem',
    };
  }
}

/** Every mutant of a theorem, the `id`-th of its derivation. */
export function* mutants(
  theorem: Theorem,
  id: number,
  cited: (id: number) => Theorem | undefined,
): Iterable<Mutant> {
  yield* goals(theorem);
  yield* throughout(theorem);
  yield* rangesMoved(theorem);
  yield* rulesMoved(theorem);
  yield* citationsMoved(theorem, id, cited);
  yield* inductions(theorem);
  yield* circular(theorem, id);
}

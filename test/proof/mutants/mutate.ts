// The operators: each takes a theorem that is a proof and makes one small change.
import {
  type Expr,
  negate,
  partial,
  product,
  productOf,
  type Quantity,
  quantitiesIn,
  replaceAt,
  subtermAt,
  sumOf,
} from '../../../src/expr/index.ts';
import type { Network } from '../../../src/network/index.ts';
import { type RuleUse, rules, type Step, type Theorem } from '../../../src/proof/index.ts';
import { changeAt, stepAt, stepsOf, trailsIn, withSteps } from './trails.ts';

export const operators = [
  'sign',
  'factor dropped',
  'factor doubled',
  'wrong symbol',
  'wrong rule',
  'wrong path',
  'wrong cut',
  'condition removed',
  'step removed',
] as const;
export type Operator = (typeof operators)[number];

/** What the operators draw from. */
export interface Source {
  readonly random: () => number;
  readonly network: Network;
  /** Names that earlier theorems have given. */
  readonly names: readonly Quantity[];
}

const pick = <T>(from: readonly T[], { random }: Source): T | undefined =>
  from[Math.floor(random() * from.length)];

/** Every position in a term, up to a depth and number that a small derivation has. */
function positions(root: Expr): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  const open: (readonly number[])[] = [[]];
  for (let at = open.shift(); at !== undefined && found.length < 400; at = open.shift()) {
    found.push(at);
    (subtermAt(root, at) as Expr).args.forEach((_, i) => {
      open.push([...(at as number[]), i]);
    });
  }
  return found;
}

/** A change to one subterm, picked among those that some kind of node allows. */
function changeTerm(root: Expr, source: Source, change: (node: Expr) => Expr | undefined): Expr | undefined {
  const possible = positions(root).filter((at) => change(subtermAt(root, at) as Expr) !== undefined);
  const at = pick(possible, source);
  const to = at && change(subtermAt(root, at) as Expr);
  return at && to && replaceAt(root, at, to);
}

/** The right-hand side of the goal now and then, otherwise what some step says, changed. */
function changeWritten(
  theorem: Theorem,
  source: Source,
  change: (node: Expr) => Expr | undefined,
): Theorem | undefined {
  if (source.random() < 0.2) {
    const rhs = changeTerm(theorem.goal.rhs, source, change);
    return rhs && { ...theorem, goal: { ...theorem.goal, rhs } };
  }
  const trail = pick(trailsIn(stepsOf(theorem)), source);
  const after = trail && changeTerm(stepAt(stepsOf(theorem), trail).after, source, change);
  return (
    trail &&
    after &&
    withSteps(
      theorem,
      changeAt(stepsOf(theorem), trail, (step) => [{ ...step, after }]),
    )
  );
}

/** Some use of a rule, changed. */
function changeUse(
  theorem: Theorem,
  source: Source,
  wanted: (use: RuleUse) => boolean,
  change: (step: Step, use: RuleUse) => Step | undefined,
): Theorem | undefined {
  const trails = trailsIn(stepsOf(theorem)).filter((trail) => {
    const { by } = stepAt(stepsOf(theorem), trail);
    return 'use' in by && wanted(by.use);
  });
  const trail = pick(trails, source);
  if (trail === undefined) return undefined;
  const old = stepAt(stepsOf(theorem), trail);
  const step = 'use' in old.by ? change(old, old.by.use) : undefined;
  return (
    step &&
    withSteps(
      theorem,
      changeAt(stepsOf(theorem), trail, () => [step]),
    )
  );
}

/** Whether what a node says may be changed in sign and size without being an exponent's or a guard's own matter. */
const isFactor = (node: Expr): boolean => node.kind !== 'number' || node.value.n !== 0n;

const dropped = (node: Expr, { random }: Source): Expr | undefined => {
  if (node.kind !== 'product') return undefined;
  const at = Math.floor(random() * node.args.length);
  return productOf(node.args.filter((_, i) => i !== at));
};

const doubled = (node: Expr, { random }: Source): Expr | undefined => {
  if (node.kind !== 'product') return undefined;
  return productOf([...node.args, node.args[Math.floor(random() * node.args.length)] as Expr]);
};

const renamed = (node: Expr, source: Source): Expr | undefined => {
  if (node.kind !== 'quantity') return undefined;
  const others = [...source.network.symbols.map((each) => each.quantity), ...source.names];
  return pick(
    others.filter((each) => each !== node),
    source,
  );
};

const ruleIds = Object.keys(rules);

const otherPath = (at: readonly number[], source: Source): readonly number[] => {
  const last = at.at(-1);
  const shorter = at.slice(0, -1);
  const choices: (readonly number[])[] = [
    [...at, 0],
    [...at, 1],
    [...at, 0, 0],
  ];
  if (last !== undefined)
    choices.push(
      shorter,
      [...shorter, last + 1],
      [...shorter, Math.max(0, last - 1)],
      [...shorter, last + 7],
    );
  const other = choices.filter((each) => each.join() !== at.join());
  return pick(other, source) as readonly number[];
};

/** The chain rule written out for a cut, right or wrong, as if each path met it once. */
const plainly = (from: Expr, cut: readonly Quantity[]): Expr | undefined =>
  from.kind !== 'partial'
    ? undefined
    : sumOf(
        cut.map((s) =>
          product(
            partial(
              from.args[0] as Expr,
              s,
              from.hold.filter((each) => each !== s),
            ),
            partial(
              s,
              from.by,
              from.hold.filter((each) => each !== s),
            ),
          ),
        ),
      );

function otherCut(step: Step, use: RuleUse, from: Expr | undefined, source: Source): Step | undefined {
  const cut = use.cut as readonly Quantity[];
  if (from?.kind !== 'partial') return undefined;
  const any = pick(
    [...quantitiesIn(from), ...source.network.symbols.map((each) => each.quantity)],
    source,
  ) as Quantity;
  const choices = [
    cut.slice(1),
    [...cut, cut[0] as Quantity],
    [...cut, from.by],
    [...cut.slice(1), any],
    [...cut, any],
  ];
  const other = pick(choices, source) as readonly Quantity[];
  const inner = plainly(from, other);
  const after = source.random() < 0.5 || inner === undefined ? step.after : inner;
  return { after, by: { use: { ...use, cut: other } } };
}

/** A mutant, or undefined where the operator finds nothing to change. */
export function mutate(operator: Operator, theorem: Theorem, source: Source): Theorem | undefined {
  switch (operator) {
    case 'sign':
      return changeWritten(theorem, source, (node) => (isFactor(node) ? negate(node) : undefined));
    case 'factor dropped':
      return changeWritten(theorem, source, (node) => dropped(node, source));
    case 'factor doubled':
      return changeWritten(theorem, source, (node) => doubled(node, source));
    case 'wrong symbol':
      return changeWritten(theorem, source, (node) => renamed(node, source));
    case 'wrong rule':
      return changeUse(
        theorem,
        source,
        () => true,
        (step, use) => {
          const rule = pick(
            ruleIds.filter((each) => each !== use.rule),
            source,
          ) as string;
          return { after: step.after, by: { use: { ...use, rule } } };
        },
      );
    case 'wrong path':
      return changeUse(
        theorem,
        source,
        () => true,
        (step, use) => ({ after: step.after, by: { use: { ...use, at: otherPath(use.at, source) } } }),
      );
    case 'wrong cut':
      return changeUse(
        theorem,
        source,
        ({ cut, at }) => cut !== undefined && at.length === 0,
        (step, use) => otherCut(step, use, theorem.goal.lhs, source),
      );
    case 'condition removed': {
      const gone = pick(theorem.given, source);
      return gone && { ...theorem, given: theorem.given.filter((each) => each !== gone) };
    }
    case 'step removed': {
      // The last step of a line cannot be missed by numbers: it ends where it says. So one before another is taken out.
      const trails = trailsIn(stepsOf(theorem)).filter((trail) => {
        const next = [...trail.slice(0, -1), (trail.at(-1) as number) + 1];
        return trailsIn(stepsOf(theorem)).some((other) => other.join() === next.join());
      });
      const trail = pick(trails, source);
      return (
        trail &&
        withSteps(
          theorem,
          changeAt(stepsOf(theorem), trail, () => []),
        )
      );
    }
  }
}

// A reason why a mutated theorem is false, found without the kernel:
// (1) some step, or the goal, is false at a point; (2) consecutive or final sides differ there;
// (3) the rule cannot apply to what stands at its place, or a condition it needs is absent, by the tables below.
import {
  type Condition,
  type Expr,
  nonzero,
  positive,
  type Quantity,
  quantitiesIn,
  replaceAt,
  subtermAt,
  subtract,
} from '../../../src/expr/index.ts';
import { evaluateTerm } from '../../../src/numeric/index.ts';
import type { Citation, Step, Theorem } from '../../../src/proof/index.ts';
import { againstUse, inside, type Scene } from './obstacles.ts';
import { seeded } from './subjects.ts';

/** Whether a term stands in another outside every ∂. */
function occurs(wanted: Expr, root: Expr): boolean {
  const open = [root];
  const seen = new Set<Expr>();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === wanted) return true;
    if (node.kind === 'partial' || seen.has(node)) continue;
    seen.add(node);
    open.push(...node.args);
  }
  return false;
}

function againstCitations(before: Expr, citations: readonly Citation[], scene: Scene): string | undefined {
  for (const { theorem, from = 'lhs', to = 'rhs' } of citations) {
    const cited = scene.earlier[theorem];
    if (cited === undefined) return '(3) no earlier theorem';
    const sides = { ...cited.goal, name: cited.name };
    const wanted = sides[from];
    if (wanted === undefined || sides[to] === undefined) return '(3) a side that is not there';
    if (!occurs(wanted, before)) return '(3) nothing there to replace';
  }
  return undefined;
}

/** What is false in a list of steps from a term to another. */
function againstSteps(start: Expr, steps: readonly Step[], end: Expr, scene: Scene): string | undefined {
  if (steps.length === 0) return '(3) no step';
  let before = start;
  for (const { after, by } of steps) {
    if (scene.oracle.differ(before, after)) return '(1) a step is false';
    const why =
      'steps' in by
        ? againstSteps(before, by.steps, after, scene)
        : 'cite' in by
          ? againstCitations(before, by.cite, scene)
          : againstUse(before, by.use, scene);
    if (why !== undefined) return why;
    if (
      'use' in by &&
      by.use.rule === 'algebra' &&
      scene.oracle.differ(replaceAt(before, by.use.at, by.use.to as Expr), after)
    )
      return '(2) what the step says is not what it gives';
    before = after;
  }
  return scene.oracle.differ(before, end) ? '(2) the end is not what is claimed' : undefined;
}

/** A witness against a theorem, or undefined if none is found. */
export function witnessAgainst(theorem: Theorem, scene: Scene): string | undefined {
  const { goal, proof } = theorem;
  if (scene.oracle.differ(goal.lhs, goal.rhs)) return '(1) the goal is false';
  return proof.by === 'steps' ? againstSteps(goal.lhs, proof.steps, goal.rhs, scene) : undefined;
}

/** What the functions of the test's networks ask of their arguments for a slope. */
const asked: Readonly<Record<string, (args: readonly Expr[]) => Condition>> = {
  relu: ([z]) => nonzero(z as Expr),
  leakyRelu: ([z]) => nonzero(z as Expr),
  elu: ([z]) => nonzero(z as Expr),
  abs: ([z]) => nonzero(z as Expr),
  sign: ([z]) => nonzero(z as Expr),
  max: ([u, v]) => nonzero(subtract(u as Expr, v as Expr)),
  log: ([z]) => positive(z as Expr),
  sqrt: ([z]) => positive(z as Expr),
};

/** The conditions that a theorem's steps ask for, as far as the table knows. */
function needsOf(start: Expr, steps: readonly Step[], scene: Scene): readonly Condition[] {
  let before = start;
  return steps.flatMap(({ after, by }) => {
    const from = before;
    before = after;
    if ('steps' in by) return needsOf(from, by.steps, scene);
    if ('cite' in by) return by.cite.flatMap(({ theorem }) => scene.earlier[theorem]?.given ?? []);
    if (by.use.rule === 'given') return by.use.given === undefined ? [] : [by.use.given.condition];
    const at = subtermAt(from, by.use.at);
    const of = at && inside(at);
    if (of?.kind === 'apply' && by.use.rule === 'diff.function') {
      const condition = asked[of.name]?.(of.args);
      return condition === undefined ? [] : [condition];
    }
    if (of?.kind === 'power' && by.use.rule === 'diff.power') {
      const exponent = of.args[1];
      return exponent?.kind === 'number' && exponent.value.valueOf() < 0 ? [nonzero(of.args[0] as Expr)] : [];
    }
    return [];
  });
}

/** Whether the condition fails somewhere where those that are left hold: then it does not follow from them. */
function isIndependent(condition: Condition, left: readonly Condition[]): boolean {
  if (condition.kind === 'equal' || condition.kind === 'smooth') return true;
  if (condition.kind === 'range') return false;
  const names = [
    ...quantitiesIn(condition.term),
    ...left.flatMap((each) =>
      each.kind === 'positive' || each.kind === 'nonzero' ? [...quantitiesIn(each.term)] : [],
    ),
  ];
  const random = seeded(17);
  const value = (term: Expr, at: ReadonlyMap<Quantity, number>): number => evaluateTerm(term, at);
  const signs = new Set<number>();
  for (let tries = 0; tries < 200; tries++) {
    const at = new Map(names.map((each) => [each, Math.round(8 * (random() - 0.5))]));
    const others = left.every((each) =>
      each.kind === 'positive'
        ? value(each.term, at) > 0
        : each.kind === 'nonzero'
          ? value(each.term, at) !== 0
          : true,
    );
    if (others) signs.add(Math.sign(value(condition.term, at)));
  }
  return condition.kind === 'positive' ? signs.has(-1) : signs.has(0);
}

/** A witness against leaving out a condition: some step asks for it, and it does not follow from those that are left. */
export function witnessAgainstWithout(
  condition: Condition,
  theorem: Theorem,
  scene: Scene,
): string | undefined {
  if (theorem.proof.by !== 'steps') return undefined;
  const same = (other: Condition): boolean => {
    if (other.kind !== condition.kind) return false;
    if (other.kind === 'equal' && condition.kind === 'equal')
      return other.equation.lhs === condition.equation.lhs && other.equation.rhs === condition.equation.rhs;
    if ((other.kind === 'nonzero' || other.kind === 'positive') && 'term' in condition)
      return other.term === condition.term;
    return false;
  };
  if (!needsOf(theorem.goal.lhs, theorem.proof.steps, scene).some(same)) return undefined;
  return isIndependent(condition, theorem.given) ? '(3) a condition is absent' : undefined;
}

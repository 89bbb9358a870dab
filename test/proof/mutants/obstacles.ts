// The table of rules as this test understands them: on which terms each can stand, whatever the kernel thinks.
import { type Expr, type Partial, type Quantity, quantitiesIn, subtermAt } from '../../../src/expr/index.ts';
import type { Network } from '../../../src/network/index.ts';
import type { RuleUse, Theorem } from '../../../src/proof/index.ts';
import type { Oracle } from './oracle.ts';

/** What stands around: the network, the theorems before, and the numbers. */
export interface Scene {
  readonly network: Network;
  readonly earlier: readonly Theorem[];
  readonly oracle: Oracle;
}

/** Why a rule cannot apply to a term, or undefined. */
type Obstacle = (from: Expr, use: RuleUse, scene: Scene) => string | undefined;

/** What a ∂ differentiates. */
export const inside = (from: Expr): Expr | undefined => (from.kind === 'partial' ? from.args[0] : undefined);
const partialOf =
  (kind: Expr['kind']): Obstacle =>
  (from) =>
    inside(from)?.kind === kind ? undefined : `not the ∂ of a ${kind}`;
const equationOf = (q: Quantity, { network }: Scene): Expr | undefined =>
  network.equations.find((each) => each.quantity === q)?.rhs;

/** Every path of at least one edge between two quantities that avoids some, by walking them all; undefined if there are too many. */
function pathsBetween(
  from: Quantity,
  to: Quantity,
  avoid: ReadonlySet<Quantity>,
  network: Network,
): readonly Quantity[][] | undefined {
  const found: Quantity[][] = [];
  const open: Quantity[][] = [[from]];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (open.length + found.length > 2_000) return undefined;
    const last = path.at(-1) as Quantity;
    for (const { quantity, rhs } of network.equations) {
      if (avoid.has(quantity) || !quantitiesIn(rhs).has(last)) continue;
      if (quantity === to) found.push([...path, quantity]);
      else open.push([...path, quantity]);
    }
  }
  return found;
}

const chain: Obstacle = (from, { cut = [] }) => {
  if (from.kind !== 'partial' || inside(from)?.kind !== 'quantity') return 'not the ∂ of a quantity';
  if (cut.length === 0 || new Set(cut).size < cut.length) return 'a cut that is empty or repeats itself';
  if (cut.some((each) => each === from.by || each === inside(from) || from.hold.includes(each)))
    return 'a cut through an end';
  return undefined;
};

const plainChain: Obstacle = (from, use, scene) => {
  const why = chain(from, use, scene);
  if (why !== undefined || from.kind !== 'partial') return why;
  const cut = new Set(use.cut);
  const paths = pathsBetween(from.by, from.args[0] as Quantity, new Set(from.hold), scene.network);
  const times = paths?.map((path) => path.filter((each) => cut.has(each)).length);
  return times?.some((count) => count !== 1) ? 'a path does not meet the cut once' : undefined;
};

/** What each rule stands on. */
const obstacles: Readonly<Record<string, Obstacle>> = {
  'definition.unfold': (from, _use, scene) =>
    from.kind === 'quantity' && equationOf(from, scene) !== undefined
      ? undefined
      : 'nothing with an equation',
  'definition.fold': (from, { quantity }, scene) => {
    const rhs = quantity && equationOf(quantity, scene);
    if (quantity === undefined || rhs === undefined) return 'no equation to fold';
    return scene.oracle.differ(from, rhs) ? 'not the value of that equation' : undefined;
  },
  algebra: (from, { to }, { oracle }) => {
    if (to === undefined) return 'nothing to reach';
    return oracle.differ(from, to) ? 'the two are different numbers' : undefined;
  },
  'function.law': (_from, { law }) => (law === undefined ? 'no law' : undefined),
  given: (_from, { given }) => (given?.condition.kind === 'equal' ? undefined : 'no equality'),
  'diff.independent': (from) => (from.kind === 'partial' ? undefined : 'not a ∂'),
  'diff.self': (from) => (from.kind === 'partial' && inside(from) === from.by ? undefined : 'not ∂B/∂B'),
  'diff.sum': partialOf('sum'),
  'diff.product': partialOf('product'),
  'diff.power': partialOf('power'),
  'diff.exponential': partialOf('power'),
  'diff.function': partialOf('apply'),
  'diff.cases': partialOf('cases'),
  'diff.indexed': partialOf('indexedSum'),
  'chain.plain': plainChain,
  'chain.first': chain,
  'chain.last': chain,
  'hold.drop': (from, { to }) =>
    from.kind === 'partial' && to?.kind === 'partial' && to.args[0] === inside(from) && to.by === from.by
      ? undefined
      : 'not a ∂ of which only what is held changes',
};

const notASum: Obstacle = (from) => (from.kind === 'indexedSum' ? undefined : 'no sum over an index');
const otherRules = (rule: string): Obstacle => {
  if (rule.startsWith('sum.') || rule === 'delta.contract') return notASum;
  if (rule === 'delta.cases')
    return (from) => (from.kind === 'cases' ? undefined : 'no distinction of cases');
  if (rule === 'delta.evaluate') return (from) => (from.kind === 'bracket' ? undefined : 'no bracket');
  if (rule === 'chain.edges')
    return (_from, _use, { network }) => (network.families ? undefined : 'no family');
  return () => 'no such rule';
};

/** Rules that rewrite below a ∂ what stays in force there; all others may not go there. */
const belowPartial = /^(algebra|function\.law|definition\.(un)?fold|sum\..*|delta\..*)$/;

/** Why a use of a rule cannot be, or undefined. */
export function againstUse(before: Expr, use: RuleUse, scene: Scene): string | undefined {
  const from = subtermAt(before, use.at);
  if (from === undefined) return '(3) the path leaves the term';
  const enclosing = use.at
    .map((_, depth) => subtermAt(before, use.at.slice(0, depth)) as Expr)
    .filter((node): node is Partial => node.kind === 'partial');
  if (enclosing.length > 0 && !belowPartial.test(use.rule)) return '(3) not below a ∂';
  const freed = new Set(enclosing.flatMap(({ by, hold }) => [by, ...hold]));
  const defined =
    use.rule === 'definition.unfold' ? from : use.rule === 'definition.fold' ? use.quantity : undefined;
  if (defined?.kind === 'quantity' && freed.has(defined)) return '(3) an equation that the ∂ has deleted';
  const why = (obstacles[use.rule] ?? otherRules(use.rule))(from, use, scene);
  return why && `(3) ${why}`;
}

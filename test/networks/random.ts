// Random networks for property tests, built from seeded fast-check draws: any failure is replayed from its seed.
import fc from 'fast-check';
import {
  apply,
  divide,
  type Expr,
  negate,
  nodes,
  num,
  power,
  product,
  type Quantity,
  quantity,
  reciprocal,
  subtract,
  sum,
  sumOf,
} from '../../src/expr/index.ts';
import { functionNamed, functions } from '../../src/functions/index.ts';
import {
  conditionsOf,
  makeNetwork,
  type Network,
  type NetworkSymbol,
  type Role,
} from '../../src/network/index.ts';
import { evaluate, evaluateTerm } from '../../src/numeric/index.ts';

/** Every function of one argument that is defined by others: the activations. */
const activations = functions
  .filter((each) => each.arity === 1 && each.definition !== undefined)
  .map(({ name }) => name);

const losses = ['half squared', 'mean squared', 'binary cross-entropy', 'softmax'] as const;
type Loss = (typeof losses)[number];

// None is the name of a function, and no network uses one list twice.
const NAMES = {
  input: ['x', 'u', 'feature', 'p'],
  target: ['y', 't', 'want', 'goal'],
  weight: ['w', 'theta', 'kappa', 'm'],
  bias: ['b', 'beta', 'shift', 'c'],
  net: ['z', 'net', 's', 'pre_'],
  out: ['a', 'out', 'h', 'phi'],
  loss: ['E', 'J', 'cost', 'R'],
} as const;
const STYLES: readonly ((stem: string, layer: number, unit: number) => string)[] = [
  (stem, layer, unit) => `${stem}${layer}${unit}`,
  (stem, layer, unit) => `${stem}_${layer}${'abcd'[unit - 1]}`,
  (stem, layer, unit) => `${stem}${'ghijk'[layer]}${unit}`,
];

/** A network's plan; everything else follows from it. */
interface Plan {
  readonly widths: readonly number[];
  readonly activations: readonly string[];
  readonly loss: Loss;
  /** What each layer's units share. */
  readonly sharing: 'nothing' | 'bias' | 'weights';
  /** Layers (from the second hidden one) that also see the inputs. */
  readonly skip: boolean;
  /** Whether the last hidden layer's first unit enters a second time, as a product with itself. */
  readonly twice: boolean;
  readonly regularisation: 'none' | 'L1' | 'L2';
  readonly stems: readonly number[];
  readonly style: number;
  /** Hundredths; drawn from in turn. */
  readonly numbers: readonly number[];
}

const plans: fc.Arbitrary<Plan> = fc.integer({ min: 1, max: 5 }).chain((depth) =>
  fc.record<Plan>({
    widths: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: depth + 1, maxLength: depth + 1 }),
    activations: fc.array(fc.constantFrom(...activations), { minLength: depth, maxLength: depth }),
    loss: fc.constantFrom(...losses),
    sharing: fc.constantFrom('nothing', 'bias', 'weights'),
    skip: fc.boolean(),
    twice: fc.boolean(),
    regularisation: fc.constantFrom('none', 'none', 'L1', 'L2'),
    stems: fc.array(fc.nat(3), { minLength: 7, maxLength: 7 }),
    style: fc.nat(STYLES.length - 1),
    numbers: fc.array(
      fc.integer({ min: -150, max: 150 }).filter((each) => each !== 0),
      { minLength: 40, maxLength: 40 },
    ),
  }),
);

/** Collects symbols and equations in order of declaration. */
class Builder {
  readonly symbols: NetworkSymbol[] = [];
  readonly equations: { quantity: Quantity; rhs: Expr }[] = [];
  readonly values = new Map<Quantity, number>();
  readonly #known = new Set<Quantity>();
  readonly #numbers: readonly number[];
  #drawn = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** A symbol with a value from outside; the same name again is the same symbol. */
  given(name: string, role: Role, value?: number): Quantity {
    const symbol = quantity(name);
    if (this.#known.has(symbol)) return symbol;
    this.#known.add(symbol);
    this.symbols.push({ quantity: symbol, role });
    this.values.set(symbol, value ?? this.draw() / 100);
    return symbol;
  }

  define(name: string, rhs: Expr): Quantity {
    const symbol = quantity(name);
    this.symbols.push({ quantity: symbol, role: 'defined' });
    this.equations.push({ quantity: symbol, rhs });
    return symbol;
  }

  draw(): number {
    return this.#numbers[this.#drawn++ % this.#numbers.length] as number;
  }
}

const square = (term: Expr): Expr => power(term, num(2));
const log = (term: Expr): Expr => apply('log', [term]);

function lossTerm(loss: Loss, targets: readonly Expr[], outputs: readonly Expr[]): Expr {
  const pairs = outputs.map((a, i) => [targets[i] as Expr, a] as const);
  switch (loss) {
    case 'half squared':
      return sumOf(pairs.map(([y, a]) => product(num(1, 2), square(subtract(y, a)))));
    case 'mean squared':
      return divide(sumOf(pairs.map(([y, a]) => square(subtract(y, a)))), num(pairs.length));
    case 'binary cross-entropy':
      return sumOf(
        pairs.map(([y, a]) =>
          negate(sum(product(y, log(a)), product(subtract(num(1), y), log(subtract(num(1), a))))),
        ),
      );
    case 'softmax':
      return negate(sumOf(pairs.map(([y, p]) => product(y, log(p)))));
  }
}

function build(plan: Plan): Network {
  const { widths, loss } = plan;
  const make = new Builder(plan.numbers);
  const stem = (kind: keyof typeof NAMES): string =>
    NAMES[kind][plan.stems[Object.keys(NAMES).indexOf(kind)] as number] as string;
  const name = (kind: keyof typeof NAMES, layer: number, unit: number): string =>
    (STYLES[plan.style] as (stem: string, layer: number, unit: number) => string)(stem(kind), layer, unit);
  const units = (layer: number): number[] => Array.from({ length: widths[layer] as number }, (_, i) => i + 1);
  const last = widths.length - 1;
  const parameters: Quantity[] = [];
  const parameter = (key: string): Quantity => {
    const symbol = make.given(key, 'parameter');
    if (!parameters.includes(symbol)) parameters.push(symbol);
    return symbol;
  };
  const inputs = units(0).map((unit) => make.given(name('input', 0, unit), 'input'));
  const probability = loss === 'softmax' || loss === 'binary cross-entropy';
  const targets = units(last).map((unit) =>
    make.given(name('target', last, unit), 'target', probability ? Math.abs(make.draw()) / 160 : undefined),
  );
  let previous: readonly Quantity[] = inputs;
  for (let layer = 1; layer <= last; layer++) {
    const nets = units(layer).map((unit) => {
      const sources: Expr[] = [...previous];
      if (plan.skip && layer > 1) sources.push(...inputs);
      if (plan.twice && layer === last) sources.push(product(previous[0] as Expr, previous[0] as Expr));
      const terms = sources.map((source, k) => {
        const column = plan.sharing === 'weights' ? '' : unit;
        return product(parameter(`${name('weight', layer, 1)}_${column}${k + 1}`), source);
      });
      const bias = parameter(plan.sharing === 'nothing' ? name('bias', layer, unit) : name('bias', layer, 1));
      return make.define(name('net', layer, unit), sum(...terms, bias));
    });
    if (layer === last && loss === 'softmax') {
      const total = sumOf(nets.map((z) => apply('exp', [z])));
      previous = nets.map((z, i) =>
        make.define(name('out', layer, i + 1), product(apply('exp', [z]), reciprocal(total))),
      );
      continue;
    }
    const activation =
      layer === last && loss === 'binary cross-entropy' ? 'sigmoid' : (plan.activations[layer - 1] as string);
    previous = nets.map((z, i) => make.define(name('out', layer, i + 1), apply(activation, [z])));
  }
  let total = lossTerm(loss, targets, previous);
  if (plan.regularisation !== 'none') {
    const lambda = make.given('lambda', 'constant', 0.01);
    const penalty = parameters.map((w) => (plan.regularisation === 'L1' ? apply('abs', [w]) : square(w)));
    total = sum(total, product(lambda, sumOf(penalty)));
  }
  const cost = make.define(stem('loss'), total);
  const { symbols, equations, values } = make;
  return makeNetwork({ name: 'random', symbols, equations, values, loss: cost, learningRate: 0.1 });
}

/** A failure is reported as the plan, not as a dump of terms. */
const shown = (plan: Plan, network: Network): Network =>
  Object.assign(network, { [fc.toStringMethod]: () => JSON.stringify(plan) });

/** How near to a kink, a pole or the edge of a domain a network's values may come. */
const CLEAR = 1e-3;

/** Whether every value is finite and moderate, and every condition of Dom(N) holds with room to spare. */
function isClear(network: Network): boolean {
  const values = evaluate(network);
  for (const value of values.values()) if (!(Math.abs(value) < 1e3)) return false;
  for (const { rhs } of network.equations) {
    for (const node of nodes(rhs)) {
      for (const condition of conditionsOf(node)) {
        if (condition.kind !== 'nonzero' && condition.kind !== 'positive') continue;
        const value = evaluateTerm(condition.term, values);
        if (!(condition.kind === 'positive' ? value > CLEAR : Math.abs(value) > CLEAR)) return false;
      }
    }
  }
  return true;
}

/**
 * Networks of depth 1 to 5 and width 1 to 4 with all activations and losses, shared and unshared parameters, skip
 * connections, a quantity used twice, regularisation; their values lie inside Dom(N) and away from kinks.
 */
export const randomNetwork: fc.Arbitrary<Network> = plans
  .map((plan) => shown(plan, build(plan)))
  .filter(isClear);

/** The activation functions used, by which a test can tell that all occurred. */
export const activationsOf = (network: Network): ReadonlySet<string> =>
  new Set(
    network.equations.flatMap(({ rhs }) =>
      nodes(rhs).flatMap((node) => (node.kind === 'apply' && functionNamed(node.name) ? [node.name] : [])),
    ),
  );

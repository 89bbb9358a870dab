/** Gradient descent: w ← w − η·∂loss/∂w, all parameters at once, from one reverse sweep compiled once. */
import type { Quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import { gradients } from './adjoint.ts';
import type { Implementations } from './compile.ts';
import { equationsOf, evaluate, evaluateGradients, valuesWith } from './evaluate.ts';
import { Program, type Values } from './program.ts';

export interface TrainOptions {
  readonly steps: number;
  /** What is updated; default: every parameter. */
  readonly parameters?: readonly Quantity[] | undefined;
  /** η; default: the network's learning rate. */
  readonly rate?: number | undefined;
  /** Values that replace the network's own. */
  readonly values?: Values | undefined;
  readonly functions?: Implementations | undefined;
}

export interface Training {
  /** The loss before the first update and after each one. */
  readonly losses: Float64Array;
  /** Every quantity after the last update that left all numbers finite. */
  readonly values: ReadonlyMap<Quantity, number>;
  /** `diverged`: loss or gradient stopped being finite. */
  readonly outcome: 'finished' | 'diverged';
  /** Updates made. */
  readonly steps: number;
}

/** The parameters of a network, in order of declaration. */
export const parametersOf = (network: Network): readonly Quantity[] =>
  network.symbols.filter(({ role }) => role === 'parameter').map(({ quantity }) => quantity);

/** One update of some parameters from given values of the network; the new values of these parameters. Throws: as `evaluate`; RangeError if the network has no loss. */
export function step(
  network: Network,
  values: Values,
  parameters: readonly Quantity[],
  rate: number,
  functions?: Implementations,
): Map<Quantity, number> {
  const slopes = evaluateGradients(network, lossOf(network), values, functions);
  const all = valuesWith(network, values);
  return new Map(
    parameters.map((each) => [each, (all.get(each) as number) - rate * (slopes.get(each) as number)]),
  );
}

/** Gradient descent for a number of steps. Throws: as `evaluate`; RangeError if there is no loss or no learning rate. */
export function train(network: Network, options: TrainOptions): Training {
  const { steps, functions, parameters = parametersOf(network), rate = network.learningRate } = options;
  if (rate === undefined) throw new RangeError('gradient descent needs a learning rate');
  const descent = new Descent(network, parameters, rate, options);
  const losses = new Float64Array(steps + 1);
  let done = 0;
  losses[0] = descent.run();
  let finite = Number.isFinite(losses[0]);
  while (finite && done < steps) {
    finite = descent.update();
    if (!finite) break;
    const loss = descent.run();
    losses[++done] = loss;
    finite = Number.isFinite(loss);
  }
  if (!finite) descent.undo(done);
  const start = valuesWith(network, options.values);
  return {
    losses: losses.slice(0, done + 1),
    values: evaluate(network, new Map([...start, ...descent.values()]), functions),
    outcome: finite ? 'finished' : 'diverged',
    steps: done,
  };
}

function lossOf(network: Network): Quantity {
  if (network.loss === undefined) throw new RangeError('gradient descent needs a loss');
  return network.loss;
}

/** Loss and gradient as one program, whose parameter slots are updated in place. */
class Descent {
  readonly #program: Program;
  readonly #loss: number;
  readonly #rate: number;
  readonly #parameters: readonly Quantity[];
  /** Slots of the parameters that the loss depends on, and of the slopes by them. */
  readonly #slots: Int32Array;
  readonly #slopes: Int32Array;
  readonly #before: Float64Array;

  constructor(network: Network, parameters: readonly Quantity[], rate: number, options: TrainOptions) {
    const loss = lossOf(network);
    const terms = gradients(network, loss);
    const equations = equationsOf(network, network.graph.above(loss));
    const wanted = parameters.map((each) => terms.get(each)).filter((term) => term !== undefined);
    this.#program = new Program({ equations, terms: wanted, functions: options.functions });
    this.#program.set(valuesWith(network, options.values));
    this.#loss = this.#program.slot(loss);
    this.#rate = rate;
    this.#parameters = parameters.filter((each) => this.#program.inputs.has(each));
    this.#slots = Int32Array.from(this.#parameters, (each) => this.#program.slot(each));
    this.#slopes = Int32Array.from(this.#parameters, (each) =>
      this.#program.slot(terms.get(each) as NonNullable<ReturnType<typeof terms.get>>),
    );
    this.#before = new Float64Array(this.#slots.length);
  }

  /** Computes loss and slopes; the loss. */
  run(): number {
    this.#program.run();
    return this.#program.slots[this.#loss] as number;
  }

  /** Updates every parameter at once; false, and nothing changed, if one would stop being finite. */
  update(): boolean {
    const { slots } = this.#program;
    for (let i = 0; i < this.#slots.length; i++) {
      const now = slots[this.#slots[i] as number] as number;
      if (!Number.isFinite(now - this.#rate * (slots[this.#slopes[i] as number] as number))) return false;
      this.#before[i] = now;
    }
    for (let i = 0; i < this.#slots.length; i++) {
      const slot = this.#slots[i] as number;
      slots[slot] = (slots[slot] as number) - this.#rate * (slots[this.#slopes[i] as number] as number);
    }
    return true;
  }

  /** Takes the last update back. */
  undo(updates: number): void {
    if (updates === 0) return;
    for (const [i, slot] of this.#slots.entries()) this.#program.slots[slot] = this.#before[i] as number;
  }

  /** The parameters' present values. */
  values(): Map<Quantity, number> {
    return new Map(this.#parameters.map((each) => [each, this.#program.value(each)]));
  }
}

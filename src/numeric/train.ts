/** Gradient descent: w ← w − η·∂loss/∂w, all parameters at once, from one reverse sweep compiled once. */
import type { Quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import { gradients } from './adjoint.ts';
import type { Implementations } from './compile.ts';
import { type Divergence, explain, explainRise } from './divergence.ts';
import { equationsOf, evaluate, evaluateGradients, valuesWith } from './evaluate.ts';
import { type History, Recorder } from './history.ts';
import { Program, type Values } from './program.ts';
import { checkParameters, checkRate, checkTraining, type Stop, type TrainOptions } from './trainOptions.ts';

export interface Training {
  /** The loss before the first update and after further ones, evenly spaced and the last included. */
  readonly history: History;
  /** Every quantity after the last update that left all numbers finite. */
  readonly values: ReadonlyMap<Quantity, number>;
  /**
   * `finished`: all steps were made; `risen`: they were, and at a positive rate the loss ends above where it began; `stopped`: by
   * the condition in `stoppedBy`; `diverged`: a number stopped being finite.
   */
  readonly outcome: 'finished' | 'risen' | 'stopped' | 'diverged';
  readonly stoppedBy?: keyof Stop;
  /** Of what has `diverged` or `risen`. */
  readonly divergence?: Divergence;
  /** Updates made. */
  readonly steps: number;
}

/** The parameters of a network, in order of declaration. */
export const parametersOf = (network: Network): readonly Quantity[] =>
  network.symbols.filter(({ role }) => role === 'parameter').map(({ quantity }) => quantity);

/** One update of some parameters from given values of the network; the new values of these parameters. Throws: as `evaluate`; RangeError if there is no loss, for a rate that is not finite, and a parameter that is not the network's or has an equation. */
export function step(
  network: Network,
  values: Values,
  parameters: readonly Quantity[],
  rate: number,
  functions?: Implementations,
): Map<Quantity, number> {
  checkParameters(network, parameters);
  checkRate(rate);
  const slopes = evaluateGradients(network, lossOf(network), values, functions);
  const all = valuesWith(network, values);
  return new Map(
    parameters.map((each) => [each, (all.get(each) as number) - rate * (slopes.get(each) as number)]),
  );
}

/**
 * Gradient descent.
 *
 * Throws: as `evaluate`; RangeError if there is no loss or no learning rate, for a rate that is not finite, steps that are no
 * whole number, a condition that means nothing, and a parameter that is not the network's or has an equation.
 */
export function train(network: Network, options: TrainOptions): Training {
  const { steps, functions, parameters = parametersOf(network) } = options;
  const rate = checkRate(options.rate ?? network.learningRate);
  checkTraining(options);
  checkParameters(network, parameters);
  const start = valuesWith(network, options.values);
  const descent = new Descent(network, parameters, rate, start, options);
  const recorder = new Recorder(options.points);
  const stops = options.stop && stopping(descent, options.stop);
  let done = 0;
  let loss = descent.run();
  const first = loss;
  recorder.add(loss);
  let stoppedBy = stops?.(loss);
  let finite = Number.isFinite(loss);
  while (finite && stoppedBy === undefined && done < steps) {
    finite = descent.update();
    if (!finite) break;
    done++;
    loss = descent.run();
    recorder.add(loss);
    finite = Number.isFinite(loss);
    stoppedBy = stops?.(loss);
  }
  const history = recorder.finish();
  const valuesNow = (): Map<Quantity, number> => new Map([...start, ...descent.values()]);
  const at = valuesNow();
  const situation = { at, start, step: done, rate, parameters, functions };
  if (finite) {
    const known = { history, values: evaluate(network, at, functions), steps: done };
    if (stoppedBy !== undefined) return { ...known, outcome: 'stopped', stoppedBy };
    if (!(loss > first && rate > 0)) return { ...known, outcome: 'finished' };
    return { ...known, outcome: 'risen', divergence: explainRise(network, situation, first, loss) };
  }
  if (!Number.isFinite(loss) && done > 0) descent.undo();
  const values = evaluate(network, valuesNow(), functions);
  const divergence = explain(network, { ...situation, before: values });
  return { history, values, steps: done, outcome: 'diverged', divergence };
}

/** The condition that holds after a run, asked once for each loss in turn. */
function stopping(descent: Descent, stop: Stop): (loss: number) => keyof Stop | undefined {
  const { lossBelow, gradientBelow, changeBelow } = stop;
  const recent = new Float64Array(changeBelow?.over ?? 0).fill(Number.POSITIVE_INFINITY);
  let next = 0;
  return (loss) => {
    if (lossBelow !== undefined && loss < lossBelow) return 'lossBelow';
    if (gradientBelow !== undefined && descent.slope() < gradientBelow) return 'gradientBelow';
    if (changeBelow === undefined) return undefined;
    const before = recent[next] as number;
    recent[next] = loss;
    next = (next + 1) % recent.length;
    return Math.abs(loss - before) < changeBelow.amount ? 'changeBelow' : undefined;
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

  constructor(
    network: Network,
    parameters: readonly Quantity[],
    rate: number,
    values: Values,
    { functions, steps }: TrainOptions,
  ) {
    const loss = lossOf(network);
    const terms = gradients(network, loss);
    const equations = equationsOf(network, network.graph.above(loss));
    const wanted = parameters.map((each) => terms.get(each)).filter((term) => term !== undefined);
    this.#program = new Program({ equations, terms: [loss, ...wanted], functions }, { runs: steps });
    this.#program.set(values);
    this.#loss = this.#program.slot(loss);
    this.#rate = rate;
    this.#parameters = parameters.filter((each) => this.#program.inputs.has(each));
    this.#slots = Int32Array.from(this.#parameters, (each) => this.#program.inputs.get(each) as number);
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
    const parameters = this.#slots;
    const slopes = this.#slopes;
    const before = this.#before;
    const rate = this.#rate;
    let zero = 0;
    for (let i = 0; i < parameters.length; i++) {
      const slot = parameters[i] as number;
      const now = slots[slot] as number;
      const next = now - rate * (slots[slopes[i] as number] as number);
      before[i] = now;
      slots[slot] = next;
      // 0 · ∞ and 0 · NaN are NaN.
      zero += 0 * next;
    }
    if (zero === 0) return true;
    this.undo();
    return false;
  }

  /** The norm of the slopes. */
  slope(): number {
    const { slots } = this.#program;
    let squares = 0;
    for (const slot of this.#slopes) squares += (slots[slot] as number) ** 2;
    return Math.sqrt(squares);
  }

  /** Takes the last update back. */
  undo(): void {
    for (const [i, slot] of this.#slots.entries()) this.#program.slots[slot] = this.#before[i] as number;
  }

  /** The parameters' present values. */
  values(): Map<Quantity, number> {
    return new Map(
      this.#parameters.map((each, i) => [each, this.#program.slots[this.#slots[i] as number] as number]),
    );
  }
}

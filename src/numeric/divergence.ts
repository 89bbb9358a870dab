/** Why descent left the finite numbers, or led upwards: at which step, at which quantity, and whether a smaller learning rate may help. */
import type { Quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import type { Implementations } from './compile.ts';
import { evaluate, evaluateGradients } from './evaluate.ts';
import type { Values } from './program.ts';
import { written } from './refusals.ts';

export interface Divergence {
  /** Updates made when it was noticed. */
  readonly step: number;
  /** The first quantity without a finite value, or the first parameter without a finite slope; the loss, if it rose. */
  readonly quantity: Quantity;
  readonly of: 'value' | 'slope';
  readonly value: number;
  /** The last finite loss, if there was one. */
  readonly lastLoss?: number;
  /** A smaller learning rate whose first step lowers the loss, if one of the rate's tenth, hundredth … does. */
  readonly smallerRate?: number;
  /** All this in one English sentence or two. */
  readonly message: string;
}

interface Situation {
  /** Values at the end, where a number may not be finite, and those at the start. */
  readonly at: Values;
  readonly start: Values;
  readonly step: number;
  readonly rate: number;
  readonly parameters: readonly Quantity[];
  readonly functions: Implementations | undefined;
}

/** Rates tried, each a tenth of the one before. */
const TRIALS = 8;

/** Explains that the loss ends above where it began. */
export function explainRise(
  network: Network,
  situation: Situation,
  first: number,
  value: number,
): Divergence {
  const quantity = network.loss as Quantity;
  const { step } = situation;
  const advice = smallerRate(network, quantity, situation);
  const what = `After ${updates(step)} ${written(quantity)} is ${value}, above ${first} at the start.`;
  return { step, quantity, of: 'value', value, lastLoss: value, ...advice, message: what + adviceOf(advice) };
}

/** Explains a divergence of the network's loss; `before` are the values before the last update. */
export function explain(network: Network, situation: Situation & { readonly before: Values }): Divergence {
  const { at, before, step, functions } = situation;
  const loss = network.loss as Quantity;
  const culprit = culpritIn(network, loss, evaluate(network, at, functions), situation);
  const last = before.get(loss);
  const known = {
    step,
    ...culprit,
    ...(last !== undefined && Number.isFinite(last) && { lastLoss: last }),
    ...(step > 0 && smallerRate(network, loss, situation)),
  };
  return { ...known, message: messageOf(known) };
}

function culpritIn(
  network: Network,
  loss: Quantity,
  values: Values,
  { at, parameters, functions }: Situation,
): Pick<Divergence, 'quantity' | 'of' | 'value'> {
  for (const quantity of network.graph.order) {
    const value = values.get(quantity);
    if (value !== undefined && !Number.isFinite(value) && network.graph.above(loss).has(quantity))
      return { quantity, of: 'value', value };
  }
  const slopes = evaluateGradients(network, loss, at, functions);
  // An update may leave the finite numbers although the slope has not; then the largest did it.
  const [quantity, value] = parameters
    .map((each) => [each, slopes.get(each) as number] as const)
    .reduce((a, b) => (Number.isFinite(a[1]) && !(Math.abs(b[1]) <= Math.abs(a[1])) ? b : a));
  return { quantity, of: 'slope', value };
}

function smallerRate(
  network: Network,
  loss: Quantity,
  { start, rate, parameters, functions }: Situation,
): Pick<Divergence, 'smallerRate'> {
  const slopes = evaluateGradients(network, loss, start, functions);
  const first = evaluate(network, start, functions).get(loss) as number;
  let tried = rate / 10;
  for (let i = 0; i < TRIALS; i++, tried /= 10) {
    const moved = parameters.map(
      (each) => [each, (start.get(each) as number) - tried * (slopes.get(each) as number)] as const,
    );
    const found = evaluate(network, new Map([...start, ...moved]), functions).get(loss) as number;
    if (found < first) return { smallerRate: tried };
  }
  return {};
}

function messageOf({
  step,
  quantity,
  of,
  value,
  lastLoss,
  smallerRate,
}: Omit<Divergence, 'message'>): string {
  const what = `${of === 'slope' ? 'the slope by ' : ''}${written(quantity)} is ${value}`;
  if (lastLoss === undefined) return `Before the first update ${what}: the network has no finite loss there.`;
  return `After ${updates(step)} ${what}; the last finite loss was ${lastLoss}.${adviceOf({ smallerRate })}`;
}

const updates = (step: number): string => `${step} ${step === 1 ? 'update' : 'updates'}`;

const adviceOf = ({ smallerRate }: { readonly smallerRate?: number | undefined }): string =>
  smallerRate === undefined
    ? ''
    : ` The learning rate is probably too large: at ${smallerRate} the first update lowers the loss.`;

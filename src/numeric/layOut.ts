/** From values numbered as they were met to slots: what nothing needs is dropped, inputs and constants come first. */
import type { Expr, Quantity } from '../expr/index.ts';
import {
  CALL,
  CALL_MANY,
  type Call,
  CHOOSE,
  CONSTANT,
  type Code,
  eachOperand,
  INPUT,
  INVERT,
  NEGATE,
  SQUARE,
  WIDTH,
} from './code.ts';

/** Instructions whose operands are numbers of values; the k-th makes value k. */
export interface Draft {
  readonly instructions: readonly number[];
  readonly lists: readonly number[];
  readonly calls: readonly Call[];
  readonly inputs: readonly Quantity[];
  readonly constants: readonly number[];
}

/** Lays a draft out for the wanted values. */
export function layOut(draft: Draft, wanted: readonly (readonly [Expr, number])[]): Code {
  const { instructions } = draft;
  const needed = needs(draft, wanted);
  const slotOf = new Int32Array(needed.length);
  const inputs = new Map<Quantity, number>();
  const constants: number[] = [];
  let kept = 0;
  for (let value = 0; value < needed.length; value++) {
    if (needed[value] === 0) continue;
    const operation = instructions[value * WIDTH] as number;
    const position = instructions[value * WIDTH + 1] as number;
    if (operation === INPUT) {
      slotOf[value] = inputs.size;
      inputs.set(draft.inputs[position] as Quantity, inputs.size);
    } else if (operation === CONSTANT)
      slotOf[value] = constants.push(draft.constants[position] as number) - 1;
    else slotOf[value] = kept++;
  }
  const first = inputs.size + constants.length;
  for (let value = 0; value < needed.length; value++) {
    const operation = instructions[value * WIDTH] as number;
    if (operation !== INPUT)
      slotOf[value] = (slotOf[value] as number) + (operation === CONSTANT ? inputs.size : first);
  }
  return {
    ...placed(draft, needed, slotOf, kept),
    calls: draft.calls,
    inputs,
    constants: Float64Array.from(constants),
    results: new Map(wanted.map(([term, value]) => [term, slotOf[value] as number])),
    size: first + kept,
  };
}

/** Which values the wanted ones are made from. */
function needs(draft: Draft, wanted: readonly (readonly [Expr, number])[]): Uint8Array {
  const needed = new Uint8Array(draft.instructions.length / WIDTH);
  const need = (value: number): void => {
    needed[value] = 1;
  };
  for (const [, value] of wanted) need(value);
  for (let value = needed.length - 1; value >= 0; value--)
    if (needed[value] === 1) eachOperand(draft, value * WIDTH, need);
  return needed;
}

function placed(
  { instructions, lists }: Draft,
  needed: Uint8Array,
  slotOf: Int32Array,
  kept: number,
): Pick<Code, 'instructions' | 'lists'> {
  const code = new Int32Array(kept * WIDTH);
  const slots: number[] = [];
  const list = (from: number, count: number): number => {
    const start = slots.length;
    for (let i = from; i < from + count; i++) slots.push(slotOf[lists[i] as number] as number);
    return start;
  };
  let end = 0;
  for (let value = 0; value < needed.length; value++) {
    const operation = instructions[value * WIDTH] as number;
    if (needed[value] === 0 || operation === INPUT || operation === CONSTANT) continue;
    const a = instructions[value * WIDTH + 1] as number;
    const b = instructions[value * WIDTH + 2] as number;
    code[end] = operation;
    code[end + 1] = operation === CALL_MANY ? a : (slotOf[a] as number);
    if (operation === CALL) code[end + 2] = b;
    else if (operation === CHOOSE) code[end + 2] = list(b, 2);
    else if (operation === CALL_MANY) {
      const count = lists[b] as number;
      code[end + 2] = slots.push(count) - 1;
      list(b + 1, count);
    } else if (operation !== NEGATE && operation !== SQUARE && operation !== INVERT)
      code[end + 2] = slotOf[b] as number;
    end += WIDTH;
  }
  return { instructions: code, lists: Int32Array.from(slots) };
}

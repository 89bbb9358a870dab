/**
 * Code as one JavaScript function, a statement an operation. Its text is made of slot numbers, numbers of functions and
 * fixed words alone; nothing a user wrote is in it.
 */
import {
  ADD,
  CALL,
  CALL_MANY,
  type Call,
  CHOOSE,
  type Code,
  DIVIDE,
  eachOperand,
  firstTarget,
  INVERT,
  MULTIPLY,
  NEGATE,
  POWER,
  SQUARE,
  SUBTRACT,
  WIDTH,
} from '../code.ts';
import { EngineUnavailable, type Machine, slotsWith } from './engine.ts';

export function straightLine(code: Code): Machine {
  const slots = slotsWith(code);
  const parameters = code.calls.map((_, i) => `f${i}`);
  let make: (slots: Float64Array, ...calls: readonly Call[]) => () => void;
  try {
    // A function for each program: the engine then knows the slots' address and writes it into the code.
    make = new Function('s', ...parameters, `"use strict";return()=>{${textOf(code)}}`) as typeof make;
  } catch (cause) {
    if (!(cause instanceof EvalError)) throw cause;
    throw new EngineUnavailable('straight-line', { cause });
  }
  return { slots, run: make(slots, ...code.calls) };
}

function textOf(code: Code): string {
  const { instructions, results } = code;
  const first = firstTarget(code);
  const wanted = new Set(results.values());
  const lines: string[] = [];
  const loaded = new Uint8Array(first);
  const load = (slot: number): void => {
    if (slot >= first || loaded[slot] === 1) return;
    loaded[slot] = 1;
    lines.push(`const v${slot}=s[${slot}]`);
  };
  for (let at = 0, target = first; at < instructions.length; at += WIDTH, target++) {
    eachOperand(code, at, load);
    lines.push(`const v${target}=${expression(code, at)}`);
    if (wanted.has(target)) lines.push(`s[${target}]=v${target}`);
  }
  return lines.join(';');
}

/** Constants are read from their slots as inputs are: an engine that saw x ** 2 would compute it otherwise than x ** y. */
function expression({ instructions, lists }: Code, at: number): string {
  const a = instructions[at + 1] as number;
  const b = instructions[at + 2] as number;
  switch (instructions[at]) {
    case ADD:
      return `v${a}+v${b}`;
    case SUBTRACT:
      return `v${a}-v${b}`;
    case MULTIPLY:
      return `v${a}*v${b}`;
    case DIVIDE:
      return `v${a}/v${b}`;
    case NEGATE:
      return `-v${a}`;
    case SQUARE:
      return `v${a}*v${a}`;
    case INVERT:
      return `1/v${a}`;
    case POWER:
      return `v${a}**v${b}`;
    case CHOOSE:
      return `v${a}>0?v${lists[b]}:v${lists[b + 1]}`;
    case CALL:
      return `f${b}(v${a})`;
    case CALL_MANY: {
      const count = lists[b] as number;
      return `f${a}(${Array.from(lists.subarray(b + 1, b + 1 + count), (slot) => `v${slot}`).join()})`;
    }
    default:
      throw new RangeError(`no operation ${instructions[at]}`);
  }
}

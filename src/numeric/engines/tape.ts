/** Code as data: loops over slots, rolled up from its instructions. Allowed everywhere, ready at once, and the fastest for large programs. */
import {
  ADD,
  CALL,
  CALL_MANY,
  type Call,
  CHOOSE,
  type Code,
  DIVIDE,
  INVERT,
  MULTIPLY,
  NEGATE,
  POWER,
  SQUARE,
  SUBTRACT,
} from '../code.ts';
import { type Machine, slotsWith } from './engine.ts';
import { MULTIPLY_ADD, RECORD, roll } from './roll.ts';

export function tape(code: Code): Machine {
  const slots = slotsWith(code);
  const records = roll(code);
  const run = (): void => {
    for (let at = 0; at < records.length; at += RECORD)
      (loops[records[at] as number] as Loop)(
        slots,
        records[at + 1] as number,
        records[at + 2] as number,
        records[at + 3] as number,
        records[at + 4] as number,
        records[at + 5] as number,
        records[at + 6] as number,
        records[at + 7] as number,
        code,
      );
  };
  return { slots, run };
}

/** Runs one record: so many times, from slots t, a and b in steps of dt, da and db. */
type Loop = (
  s: Float64Array,
  count: number,
  t: number,
  dt: number,
  a: number,
  da: number,
  b: number,
  db: number,
  code: Code,
) => void;

const loops: readonly Loop[] = Object.entries<Loop>({
  [ADD]: (s, count, t, dt, a, da, b, db) => {
    for (let i = 0; i < count; i++) s[t + i * dt] = (s[a + i * da] as number) + (s[b + i * db] as number);
  },
  [SUBTRACT]: (s, count, t, dt, a, da, b, db) => {
    for (let i = 0; i < count; i++) s[t + i * dt] = (s[a + i * da] as number) - (s[b + i * db] as number);
  },
  [MULTIPLY]: (s, count, t, dt, a, da, b, db) => {
    for (let i = 0; i < count; i++) s[t + i * dt] = (s[a + i * da] as number) * (s[b + i * db] as number);
  },
  [DIVIDE]: (s, count, t, dt, a, da, b, db) => {
    for (let i = 0; i < count; i++) s[t + i * dt] = (s[a + i * da] as number) / (s[b + i * db] as number);
  },
  [NEGATE]: (s, count, t, dt, a, da) => {
    for (let i = 0; i < count; i++) s[t + i * dt] = -(s[a + i * da] as number);
  },
  [SQUARE]: (s, count, t, dt, a, da) => {
    for (let i = 0; i < count; i++) s[t + i * dt] = (s[a + i * da] as number) * (s[a + i * da] as number);
  },
  [INVERT]: (s, count, t, dt, a, da) => {
    for (let i = 0; i < count; i++) s[t + i * dt] = 1 / (s[a + i * da] as number);
  },
  [POWER]: (s, count, t, dt, a, da, b, db) => {
    for (let i = 0; i < count; i++) s[t + i * dt] = (s[a + i * da] as number) ** (s[b + i * db] as number);
  },
  [CHOOSE]: (s, count, t, dt, a, da, b, db, { lists }) => {
    for (let i = 0; i < count; i++) {
      const start = b + i * db;
      s[t + i * dt] = s[lists[(s[a + i * da] as number) > 0 ? start : start + 1] as number] as number;
    }
  },
  [CALL]: (s, count, t, dt, a, da, b, db, { calls }) => {
    for (let i = 0; i < count; i++) s[t + i * dt] = (calls[b + i * db] as Call)(s[a + i * da] as number);
  },
  [CALL_MANY]: (s, count, t, dt, a, da, b, db, { calls, lists }) => {
    for (let i = 0; i < count; i++) s[t + i * dt] = callMany(calls[a + i * da] as Call, lists, b + i * db, s);
  },
  [MULTIPLY_ADD]: (s, count, t, dt, a, da, b, db) => {
    if (dt === 0) {
      let sum = s[t] as number;
      for (let i = 0; i < count; i++) sum += (s[a + i * da] as number) * (s[b + i * db] as number);
      s[t] = sum;
      return;
    }
    for (let i = 0; i < count; i++)
      s[t + i * dt] = (s[t + i * dt] as number) + (s[a + i * da] as number) * (s[b + i * db] as number);
  },
}).map(([, loop]) => loop);

function callMany(call: Call, lists: Int32Array, start: number, s: Float64Array): number {
  const count = lists[start] as number;
  if (count === 2)
    return call(s[lists[start + 1] as number] as number, s[lists[start + 2] as number] as number);
  const args: number[] = [];
  for (let i = 1; i <= count; i++) args.push(s[lists[start + i] as number] as number);
  return call(...args);
}

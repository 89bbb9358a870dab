// Times. What is compared is compared within one run: contestants take turns, so that a busy machine slows all of them. Beside
// `npm run bench` everything is done once.

/** Whether times matter in this run. */
export const full = process.env.MODE === 'bench';

/** The middle of some numbers. */
export const medianOf = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] as number;

/** Milliseconds of a call, the median over about so many of them, five calls at least, after as many again to warm up. */
export function median(work: () => void, milliseconds = 500): number {
  if (!full) return elapsed(work, 1);
  repeated(work, milliseconds, 1);
  return medianOf(repeated(work, milliseconds, 5));
}

function repeated(work: () => void, milliseconds: number, calls: number): readonly number[] {
  const times: number[] = [];
  for (let total = 0; total < milliseconds || times.length < calls; total += times.at(-1) as number)
    times.push(elapsed(work, 1));
  return times;
}

/** Milliseconds a call of each contestant: the least of `rounds` turns of about `turn` milliseconds each, which other work on the machine disturbs least. */
export function compete<Name extends string>(
  contestants: Readonly<Record<Name, () => void>>,
  rounds = 15,
  turn = 20,
): Record<Name, number> {
  const entries = (Object.entries(contestants) as [Name, () => void][]).map(([name, work]) => ({
    name,
    work,
    calls: full ? callsIn(work, turn) : 1,
    times: [] as number[],
  }));
  for (let round = 0; round < (full ? rounds : 1); round++)
    for (const { work, calls, times } of entries) times.push(elapsed(work, calls) / calls);
  return Object.fromEntries(entries.map(({ name, times }) => [name, Math.min(...times)])) as Record<
    Name,
    number
  >;
}

/** How many calls take about so many milliseconds, once they are warm. */
function callsIn(work: () => void, milliseconds: number): number {
  for (let count = 1; ; count *= 2) if (elapsed(work, count) > milliseconds) return count;
}

function elapsed(work: () => void, count: number): number {
  const start = performance.now();
  for (let i = 0; i < count; i++) work();
  return performance.now() - start;
}

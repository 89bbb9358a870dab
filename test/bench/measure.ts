// Times compared within one run: contestants take turns, so that a busy machine slows all of them.

/** Milliseconds a call of each contestant: the least of `rounds` turns of about `turn` milliseconds each. */
export function compete<Name extends string>(
  contestants: Readonly<Record<Name, () => void>>,
  rounds = 15,
  turn = 20,
): Record<Name, number> {
  const entries = Object.entries(contestants) as [Name, () => void][];
  const best = Object.fromEntries(entries.map(([name]) => [name, Number.POSITIVE_INFINITY])) as Record<
    Name,
    number
  >;
  const calls = new Map(entries.map(([name, work]) => [name, callsIn(work, turn)]));
  for (let round = 0; round < rounds; round++)
    for (const [name, work] of entries) {
      const count = calls.get(name) as number;
      best[name] = Math.min(best[name], elapsed(work, count) / count);
    }
  return best;
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

// What every peer's process does: reads a problem on standard input, works through its phases, says a line of JSON before and
// after each. Whoever started it holds the clock and ends it when a phase takes too long.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const MOST_RUNS = 50;
/** Slopes kept for the check where no later phase needs all: what a large network's take would fill the memory. */
const SAMPLE = 3;

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** Does a phase until it has taken enough milliseconds, so that quick ones are measured warm; the median goes out, the last result stays. */
function measured(name, work, enough) {
  say({ begin: name });
  const times = [];
  let result;
  let total = 0;
  do {
    const start = performance.now();
    result = work();
    times.push(performance.now() - start);
    total += times.at(-1);
  } while (times.length < MOST_RUNS && total < enough);
  say({ phase: name, ms: times.sort((a, b) => a - b)[times.length >> 1] });
  return result;
}

/**
 * Serves one problem. `open` takes it and gives what the peer can do: `version`, `slope(name)`, `valueOf(slope)`, and where it
 * can `compile(slopes)` to a function that gives all values, `latex(slope)`, `equal(a, b)`.
 */
export function serve(open) {
  const problem = JSON.parse(readFileSync(0, 'utf8'));
  const phase = (name, work) => measured(name, work, problem.enough);
  const wants = (name) => problem.phases.includes(name);
  let peer;
  try {
    peer = open(problem);
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    say({ absent: true });
    return;
  }
  say({ version: peer.version });
  const { parameters } = problem;
  if (wants('equal'))
    say({ proved: phase('equal', () => problem.pairs.filter(([a, b]) => peer.equal(a, b))).length });
  if (!wants('gradient')) return;
  const all = wants('compile') || wants('latex');
  const slopes = phase('gradient', () => {
    const kept = [];
    for (const each of parameters) {
      const slope = peer.slope(each);
      if (all || kept.length < SAMPLE) kept.push(slope);
    }
    return kept;
  });
  // Compiled, the check costs less; what cannot compile is asked for values one by one.
  say({ begin: 'check' });
  const evaluate = wants('compile') && peer.compile && phase('compile', () => peer.compile(slopes));
  const values = evaluate ? phase('evaluate', evaluate) : slopes.map((each) => peer.valueOf(each));
  say({ values });
  if (wants('latex') && peer.latex) {
    const length = phase('latex', () => slopes.reduce((sum, each) => sum + peer.latex(each).length, 0));
    say({ length });
  }
}

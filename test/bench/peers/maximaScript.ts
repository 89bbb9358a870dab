// Maxima: `diff`. It reads this script in place of a problem, and says what serve.js says of its gradient.
import type { Problem } from '../problem.ts';

/** The script. `enough` is how many milliseconds are measured. */
export const maximaScript = ({ formula, parameters, values }: Problem, enough: number): string =>
  [
    'display2d: false',
    'linel: 100000',
    'say([parts]) := print(apply(sconcat, parts))',
    String.raw`say("{\"version\": \"", ?\*autoconf\-version\*, "\"}")`,
    `loss: ${formula}`,
    `point: [${Object.entries(values)
      .map((each) => each.join(' = '))
      .join(', ')}]`,
    `names: [${parameters.join(', ')}]`,
    String.raw`say("{\"begin\": \"gradient\"}")`,
    // Its clock ticks every ten milliseconds, so runs are timed together.
    'start: elapsed_real_time()',
    'runs: 0',
    'ms() := 1000.0 * (elapsed_real_time() - start)',
    `do (slopes: map(lambda([each], diff(loss, each)), names), runs: runs + 1, if ms() >= ${enough} then return(done))`,
    String.raw`say("{\"phase\": \"gradient\", \"ms\": ", ms() / runs, "}")`,
    String.raw`say("{\"begin\": \"check\"}")`,
    String.raw`say("{\"values\": ", map(lambda([each], float(subst(point, each))), rest(slopes, min(0, 3 - length(slopes)))), "}")`,
    'quit()',
    '',
  ].join('$\n');

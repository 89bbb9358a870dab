// nerdamer: `diff`, functions built of what it gives.
import { createRequire } from 'node:module';
import { serve } from './serve.js';

serve(({ formula, values }) => {
  const require = createRequire(import.meta.url);
  const nerdamer = require('nerdamer');
  require('nerdamer/Calculus');
  const loss = nerdamer(formula);
  const numberOf = (slope) => {
    const names = slope.variables();
    return slope.buildFunction(names)(...names.map((each) => values[each]));
  };
  return {
    version: require('nerdamer/package.json').version,
    slope: (name) => nerdamer.diff(loss, name),
    valueOf: numberOf,
    compile: (slopes) => {
      const codes = slopes.map((each) => {
        const names = each.variables();
        return [each.buildFunction(names), names.map((name) => values[name])];
      });
      return () => codes.map(([code, point]) => code(...point));
    },
    latex: (slope) => slope.toTeX(),
  };
});

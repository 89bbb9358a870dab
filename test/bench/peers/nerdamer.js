// nerdamer: `diff`, functions built of what it gives. It reads the loss anew for each slope: `diff` of a loss that was read before
// overflows the stack.
import { createRequire } from 'node:module';
import { serve } from './serve.js';

serve(({ formula, values }) => {
  const require = createRequire(import.meta.url);
  const nerdamer = require('nerdamer');
  require('nerdamer/Calculus');
  const compiled = (slope) => {
    const names = slope.variables();
    const code = slope.buildFunction(names);
    const point = names.map((each) => values[each]);
    return () => code(...point);
  };
  return {
    version: require('nerdamer/package.json').version,
    slope: (name) => nerdamer(`diff(${formula},${name})`),
    valueOf: (slope) => compiled(slope)(),
    compile: (slopes) => {
      const codes = slopes.map(compiled);
      return () => codes.map((each) => each());
    },
    latex: (slope) => slope.toTeX(),
  };
});

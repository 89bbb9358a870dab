// math.js: `derivative` without simplification, compiled expressions, `toTex`, `symbolicEqual`.
import { createRequire } from 'node:module';
import { serve } from './serve.js';

serve(({ formula, values }) => {
  const { derivative, isParenthesisNode, parse, symbolicEqual, version } = createRequire(import.meta.url)(
    'mathjs',
  );
  // The peer is spared the parentheses that the formula's writer adds.
  const bare = (node) => node.transform((each) => (isParenthesisNode(each) ? bare(each.content) : each));
  const loss = formula && bare(parse(formula));
  return {
    version,
    slope: (name) => derivative(loss, name, { simplify: false }),
    valueOf: (slope) => slope.evaluate(values),
    compile: (slopes) => {
      const codes = slopes.map((each) => each.compile());
      return () => codes.map((each) => each.evaluate(values));
    },
    latex: (slope) => slope.toTex(),
    equal: (a, b) => symbolicEqual(a, b),
  };
});

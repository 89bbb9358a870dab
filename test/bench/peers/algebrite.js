// Algebrite: `derivative`. It does not compile: values come from what it prints.
import { createRequire } from 'node:module';
import { serve } from './serve.js';

serve(({ formula, values }) => {
  const require = createRequire(import.meta.url);
  const Algebrite = require('algebrite');
  const { evaluate } = require('mathjs');
  const loss = Algebrite.run(formula);
  return {
    version: require('algebrite/package.json').version,
    slope: (name) => Algebrite.derivative(loss, name),
    valueOf: (slope) => evaluate(slope.toString(), { ...values }),
  };
});

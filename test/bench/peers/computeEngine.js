// Compute Engine: the derivative operator, compiled expressions, LaTeX. Run where it is installed: it asks for a newer Node than
// this project does, and so is no dependency.
import { createRequire } from 'node:module';
import { serve } from './serve.js';

serve(({ tree, values }) => {
  const { ComputeEngine, compile, version } = createRequire(import.meta.url)('@cortex-js/compute-engine');
  const engine = new ComputeEngine();
  const loss = tree && engine.box(tree);
  return {
    version,
    slope: (name) => engine.box(['D', loss, name]).evaluate(),
    valueOf: (slope) => slope.subs(values).N().valueOf(),
    compile: (slopes) => {
      const codes = slopes.map((each) => compile(each));
      return () => codes.map((each) => each.run(values));
    },
    latex: (slope) => slope.latex,
  };
});

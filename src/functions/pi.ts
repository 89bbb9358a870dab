import type { FunctionRecord } from './record.ts';

/** The constant π. */
export const pi: FunctionRecord = {
  name: 'pi',
  arity: 0,
  slopes: () => [],
  range: { above: 3, below: 4 },
  value: () => Math.PI,
  latex: '\\pi',
  latexForm: () => '\\pi',
};

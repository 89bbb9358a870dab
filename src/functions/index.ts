/** The functions backproof knows, one file each. A new function is a file and a row here. */
import { apply } from '../expr/index.ts';
import { abs } from './abs.ts';
import { elu } from './elu.ts';
import { exp } from './exp.ts';
import { gelu } from './gelu.ts';
import { identity } from './identity.ts';
import { leakyRelu } from './leakyRelu.ts';
import { log } from './log.ts';
import { max } from './max.ts';
import { pi } from './pi.ts';
import type { FunctionRecord, Law } from './record.ts';
import { relu } from './relu.ts';
import { sigmoid } from './sigmoid.ts';
import { sign } from './sign.ts';
import { silu } from './silu.ts';
import { softplus } from './softplus.ts';
import { sqrt } from './sqrt.ts';
import { tanh } from './tanh.ts';

export type { FunctionRecord, Law } from './record.ts';

/** In the order in which documentation lists them: primitives, then definitions. */
export const functions: readonly FunctionRecord[] = [
  exp,
  log,
  sqrt,
  abs,
  sign,
  max,
  pi,
  sigmoid,
  tanh,
  softplus,
  relu,
  leakyRelu,
  elu,
  silu,
  gelu,
  identity,
];

const byName = new Map(functions.map((record) => [record.name, record]));

/** The record of a function, or undefined for an unknown or opaque one. */
export const functionNamed = (name: string): FunctionRecord | undefined => byName.get(name);

const definitionLaw = (record: FunctionRecord): readonly Law[] => {
  const { definition } = record;
  if (definition === undefined) return [];
  return [
    {
      id: `${record.name}.definition`,
      arity: record.arity,
      at: (args) => ({
        equation: { lhs: apply(record.name, args), rhs: definition(args) },
        needs: [],
      }),
    },
  ];
};

/** Every law by id: those that records list, and each definition as `<name>.definition`. */
export const laws: ReadonlyMap<string, Law> = new Map(
  functions
    .flatMap((record) => [...definitionLaw(record), ...(record.laws ?? [])])
    .map((law) => [law.id, law]),
);

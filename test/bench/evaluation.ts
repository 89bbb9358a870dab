// One evaluation of loss and all gradients of a dense sigmoid network, in scalars: each engine beside backpropagation written by hand.
import { expect } from 'vitest';
import type { Expr, Quantity } from '../../src/expr/index.ts';
import type { Network } from '../../src/network/index.ts';
import { equationsOf } from '../../src/numeric/evaluate.ts';
import { type EngineName, gradients, Program, parametersOf } from '../../src/numeric/index.ts';
import { handWritten } from './handWritten.ts';
import { compete } from './measure.ts';

export interface Evaluation {
  /** Milliseconds by engine. */
  readonly times: Readonly<Partial<Record<EngineName, number>>>;
  readonly hand: number;
  /** The first engine's. */
  readonly operations: number;
}

/** What engines take, after their values were found to be those of the loops. */
export function evaluation(
  network: Network,
  widths: readonly number[],
  engines: readonly EngineName[],
): Evaluation {
  const loss = network.loss as Quantity;
  const slopes = gradients(network, loss);
  const terms = [loss, ...parametersOf(network).map((each) => slopes.get(each) as Expr)];
  const parts = { equations: equationsOf(network), terms };
  const peer = handWritten(network, widths);
  const programs = engines.map((engine) => [engine, new Program(parts, { engine })] as const);
  for (const [, program] of programs) {
    program.set(network.values);
    program.run();
    expect(program.value(loss)).toBeCloseTo(peer.run(), 10);
    for (const [each, slope] of peer.slopes())
      expect(Math.abs(program.value(slopes.get(each) as Expr) - slope)).toBeLessThan(1e-13);
  }
  const { hand, ...times } = compete<EngineName | 'hand'>({
    hand: () => void peer.run(),
    ...(Object.fromEntries(programs.map(([engine, program]) => [engine, () => program.run()])) as Record<
      EngineName,
      () => void
    >),
  });
  return { times, hand, operations: (programs[0] as (typeof programs)[number])[1].size };
}

// Run in a process of its own: which engines this environment allows, and the numbers that a program gives in it.

import { equationsOf } from '../../../src/numeric/evaluate.ts';
import { type EngineName, gradients, Program, parametersOf } from '../../../src/numeric/index.ts';
import { twoTwoTwo as network } from '../../networks/twoTwoTwo.ts';

const loss = network.loss as NonNullable<typeof network.loss>;
const slopes = gradients(network, loss);
const terms = [loss, ...parametersOf(network).map((each) => slopes.get(each) as typeof loss)];
const parts = { equations: equationsOf(network), terms };

const outcome = (engine?: EngineName): string => {
  try {
    const program = new Program(parts, { engine });
    program.set(network.values);
    for (let i = 0; i < 6000; i++) program.run();
    return `${program.engine}: ${terms.map((term) => program.value(term)).join(' ')}`;
  } catch (reason) {
    return reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
  }
};

console.log([outcome(), outcome('straight-line'), outcome('webassembly'), outcome('tape')].join('\n'));

// Gradients of families by every family there is: each found, or said to be undecided, never refused by the kernel.
import { describe, expect, test } from 'vitest';
import { IndexedDeriver } from '../../src/derive/index.ts';
import type { Quantity } from '../../src/expr/index.ts';
import { UndecidedError } from '../../src/network/index.ts';
import { check } from '../../src/proof/index.ts';
import { familyNets } from '../networks/families.ts';

describe.each(familyNets.map((network) => [network.name, network] as const))('%s', (_name, network) => {
  test('by every family', () => {
    const deriver = new IndexedDeriver(network);
    for (const { quantity } of network.symbols) {
      if (quantity === network.loss) continue;
      try {
        deriver.derive(network.loss as Quantity, quantity);
      } catch (error) {
        expect(error).toBeInstanceOf(UndecidedError);
      }
    }
    expect(deriver.derivation.theorems.length).toBeGreaterThan(3);
    expect(check(deriver.derivation).every(({ accepted }) => accepted)).toBe(true);
  });
});

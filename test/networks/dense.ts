// Fully connected sigmoid networks with ½ squared error, every weight and bias a scalar of its own.
import { apply, num, power, product, quantity, subtract, sum, sumOf } from '../../src/expr/index.ts';
import { type Definition, makeNetwork, type Network, type NetworkSymbol } from '../../src/network/index.ts';

/** Layer sizes, inputs first. Values are spread over (−1, 1), the same at every call. */
export function dense(...widths: readonly number[]): Network {
  const symbols: NetworkSymbol[] = [];
  const equations: Definition[] = [];
  const values = new Map();
  const given = (name: string, role: 'input' | 'target' | 'parameter') => {
    const made = quantity(name);
    symbols.push({ quantity: made, role });
    values.set(made, ((symbols.length * 0.618034) % 1) * 1.6 - 0.8);
    return made;
  };
  const defined = (name: string, rhs: Definition['rhs']) => {
    const made = quantity(name);
    symbols.push({ quantity: made, role: 'defined' });
    equations.push({ quantity: made, rhs });
    return made;
  };
  const units = (layer: number): number[] => Array.from({ length: widths[layer] as number }, (_, i) => i + 1);
  let previous = units(0).map((unit) => given(`x${unit}`, 'input'));
  for (let layer = 1; layer < widths.length; layer++) {
    const nets = units(layer).map((unit) => {
      const terms = previous.map((a, k) => product(given(`w${layer}_${unit}_${k + 1}`, 'parameter'), a));
      return defined(`z${layer}_${unit}`, sum(...terms, given(`b${layer}_${unit}`, 'parameter')));
    });
    previous = nets.map((z, i) => defined(`a${layer}_${i + 1}`, apply('sigmoid', [z])));
  }
  const errors = previous.map((a, i) =>
    product(num(1, 2), power(subtract(given(`y${i + 1}`, 'target'), a), num(2))),
  );
  const loss = defined('E', sumOf(errors));
  return makeNetwork({
    name: `dense ${widths.join('-')}`,
    symbols,
    equations,
    values,
    loss,
    learningRate: 0.5,
  });
}

// A scope with families, as a network of layers declares them.
import { index, indexVariable, quantity } from '../../src/expr/index.ts';
import type { IndexRange, Scope } from '../../src/formula/index.ts';
import { readIndex } from '../../src/formula/index.ts';

const range = (name: string, from: string, to: string): IndexRange => ({
  index: name,
  from: readIndex(from, () => {}),
  to: readIndex(to, () => {}),
});
const [l, j] = [range('l', '1', 'L'), range('j', '1', 'n[l]')];

export const families: Readonly<Record<string, readonly IndexRange[]>> = {
  x: [range('k', '1', 'n[0]')],
  y: [range('j', '1', 'n[L]')],
  w: [l, j, range('k', '1', 'n[l-1]')],
  z: [l, j],
  a: [range('l', '0', 'L'), j],
};

export const ranges = (name: string): readonly IndexRange[] | undefined => families[name];

/** Quantities c and E, functions g and J of 1 and 2 arguments, sizes L and n[l], and the families. */
export function indexedScope(free: readonly string[]): Scope {
  const opaque: Readonly<Record<string, number>> = { g: 1, J: 2 };
  return {
    quantity: (name, indices) => {
      const wanted = families[name]?.length ?? (['c', 'E'].includes(name) ? 0 : undefined);
      return wanted === indices.length ? quantity(name, indices) : undefined;
    },
    opaque: (name) => opaque[name],
    names: () => [...Object.keys(families), 'c', 'E', 'g', 'J'],
    indices: {
      ranges,
      free: new Set(free),
      sizes: new Map([
        ['L', 0],
        ['n', 1],
      ]),
    },
  };
}

export const at = (...names: readonly (string | number)[]) =>
  names.map((name) => (typeof name === 'number' ? index(name) : indexVariable(name)));

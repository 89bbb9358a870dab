// Random sizes to ten layers: every entry of every gradient in matrix form, worked out by matrix arithmetic back from the last
// layer, against the scalar engine, dual numbers and differences.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { IndexedDeriver, MatrixForms } from '../../src/derive/index.ts';
import { readNetwork } from '../../src/describe/index.ts';
import type { Quantity } from '../../src/expr/index.ts';
import type { Network } from '../../src/network/index.ts';
import type { Sizes } from '../../src/network/instance.ts';
import { compareSlope, gradients } from '../../src/numeric/index.ts';
import { type Random, random, randomPoint, whole } from '../networks/families.ts';
import { MatrixValues } from '../networks/matrixValues.ts';

const general = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../networks/general/${name}.yaml`, import.meta.url)), 'utf8');

const withActivation = (name: string, activation: string): string =>
  general(name)
    .replaceAll('G(', `${activation}(`)
    .replace(/functions:\n( .*\n)+/, '');

const nets: Readonly<Record<string, string>> = {
  'opaque activation and cost': general('layers'),
  'tanh, half squared error': withActivation('half-squared-error', 'tanh'),
  'sigmoid, cross-entropy': general('cross-entropy'),
  'softplus, mean squared error': withActivation('mean-squared-error', 'softplus'),
  'samples, opaque activation': general('samples'),
};

/** From 1 to 10 layers of widths from 1 to 5, deep nets narrower. */
function sizesFor(network: Network, draw: Random, depth: number): Sizes {
  const widest = depth > 5 ? 3 : 5;
  return new Map<string, number | readonly number[]>(
    network.sizes.map((name): readonly [string, number | readonly number[]] => {
      if (name === 'L') return [name, depth];
      if (name === 'm') return [name, whole(draw, 1, 3)];
      return [name, Array.from({ length: depth + 1 }, () => whole(draw, 1, widest))];
    }),
  );
}

describe.each(Object.entries(nets))('%s', (name, text) => {
  const { network } = readNetwork(text, { name });
  const loss = network.loss as Quantity;
  const deriver = new IndexedDeriver(network);
  const worked = ['z', 'w', 'b'].flatMap((each) => deriver.derive(loss, network.named(each) as Quantity));
  const forms = new MatrixForms(deriver.derivation);
  const ids = worked.map(({ theorem }) => theorem);

  test.each([1, 2, 3, 5, 7, 10])('%i layers', (depth) => {
    const draw = random(depth * 101 + name.length);
    const point = randomPoint(network, draw, sizesFor(network, draw, depth));
    const { instance, values, functions, duals } = point;
    const matrices = new MatrixValues(forms, point, ids);
    const scalar = gradients(instance.network, instance.network.loss as Quantity);
    let [entries, differences] = [0, 0];
    for (const { wrt, ranges, theorem } of worked) {
      const form = forms.of(theorem);
      if (form === undefined) throw new Error(`no form of ${wrt.name}`);
      const rows = new Map<string, readonly (readonly number[])[]>();
      for (const at of instance.assignments(ranges)) {
        const around = new Map([...at].filter(([index]) => index !== form.row && index !== form.column));
        const key = [...around].join(' ');
        if (!rows.has(key)) rows.set(key, matrices.rows(form.rhs, around));
        const [row, column] = [form.row, form.column].map((index) => (at.get(index) ?? 1) - 1);
        const claimed = rows.get(key)?.[row as number]?.[column as number] as number;
        const member = instance.term(wrt, at) as Quantity;
        const engine = duals.value(scalar.get(member) as NonNullable<ReturnType<typeof scalar.get>>);
        const scale = Math.max(duals.partial(loss, member).scale, Math.abs(engine.value));
        expect(Math.abs(claimed - engine.value)).toBeLessThanOrEqual(1e-12 * scale);
        const options = { claimed, values, functions };
        const verdict = compareSlope(duals, instance.network, loss, member, options);
        expect(verdict.second.agrees).toBe(true);
        const { agrees, verdict: kind } = verdict.difference;
        expect(agrees === true || kind === 'ill-conditioned', `${wrt.name} ${[...at].join(' ')}`).toBe(true);
        entries += 1;
        differences += agrees === true ? 1 : 0;
      }
    }
    expect(entries).toBeGreaterThanOrEqual(3 * depth);
    expect(differences).toBeGreaterThan(0.5 * entries);
  });
});

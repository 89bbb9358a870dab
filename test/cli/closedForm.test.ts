import { evaluate as evaluateText } from 'mathjs';
import { expect, test } from 'vitest';
import { closedForm } from '../../src/cli/closedForm.ts';
import { apply, Deriver, type Expr, evaluate, makeNetwork, product, quantity } from '../../src/index.ts';

const E = quantity('E');
const x = quantity('x');
const w = quantity('w');
const taken = quantity('part_1');

/** E = tanh(x·tanh(x·…)), w innermost, in one equation. */
function nested(depth: number) {
  let rhs: Expr = product(taken, w);
  for (let i = 0; i < depth; i++) rhs = apply('tanh', [product(x, rhs)]);
  return makeNetwork({
    name: 'nested',
    symbols: [
      { quantity: x, role: 'input' },
      { quantity: w, role: 'parameter' },
      { quantity: taken, role: 'parameter' },
      { quantity: E, role: 'defined' },
    ],
    equations: [{ quantity: E, rhs }],
    values: new Map([
      [x, 1.3],
      [w, 0.9],
      [taken, 0.5],
    ]),
  });
}

const formOf = (depth: number) => {
  const network = nested(depth);
  const deriver = new Deriver(network);
  const { closed } = deriver.derive(E, w);
  const values = evaluate(network);
  const form = closedForm(deriver.derivation, closed, values);
  return { ...form, values: Object.fromEntries([...values].map(([{ name }, value]) => [name, value])) };
};

test('one short equation needs no names', () => {
  const { text, definitions } = formOf(1);
  expect(definitions).toBeUndefined();
  expect(text).toBe('(1 - E^2)*x*part_1');
});

test('what one long equation uses more than once gets a name, and size is linear', () => {
  const forms = [100, 200].map(formOf);
  for (const { text, value, values, definitions = [] } of forms) {
    const scope: Record<string, number> = { ...values };
    for (const [i, { name, text: part }] of definitions.entries()) {
      expect(scope).not.toHaveProperty(name);
      expect(part.length).toBeLessThanOrEqual(2000);
      expect(part).not.toContain(`part_${i + 3}`);
      scope[name] = evaluateText(part, scope);
    }
    expect(evaluateText(text, scope) / (value as number)).toBeCloseTo(1, 12);
    expect(text.length).toBeLessThan(20_000);
  }
  const [short, long] = forms.map((each) => JSON.stringify(each).length) as [number, number];
  expect(long).toBeLessThan(2.3 * short);
});

// Closed forms of networks whose gradients stand in textbooks, letter by letter, and derivatives of any quantity by any other.
import { describe, expect, test } from 'vitest';
import { Deriver } from '../../src/derive/index.ts';
import { type Quantity, quantitiesIn } from '../../src/expr/index.ts';
import { writeFormula } from '../../src/formula/index.ts';
import type { Network, NetworkSymbol, Role } from '../../src/network/index.ts';
import { Duals } from '../../src/numeric/index.ts';
import { check, readDerivation, writeDerivation } from '../../src/proof/index.ts';
import { twoTwoTwo } from '../networks/twoTwoTwo.ts';
import { equal, network, q, qs } from '../proof/small.ts';

/** The closed form of ∂of/∂by, from a derivation that is accepted from its file. */
function closedForm(on: Network, of: string, by: string): string {
  const deriver = new Deriver(on);
  const { closed } = deriver.derive(q(of), q(by));
  const verdicts = check(readDerivation(JSON.parse(JSON.stringify(writeDerivation(deriver.derivation)))));
  expect(verdicts.filter(({ accepted }) => !accepted)).toEqual([]);
  return writeFormula(deriver.theorem(closed).goal.rhs);
}

const out = (k: number): string => `(outo${k} - y${k})*outo${k}*(1 - outo${k})`;

describe('the 2-2-2 network with a bias for each layer', () => {
  const hidden = (first: string, second: string, unit: number, x: string): string =>
    `(${first}*${out(1)} + ${second}*${out(2)})*outh${unit}*(1 - outh${unit})${x}`;
  test.each([
    ['E', 'w5', `${out(1)}*outh1`],
    ['E', 'w6', `${out(1)}*outh2`],
    ['E', 'w7', `${out(2)}*outh1`],
    ['E', 'w8', `${out(2)}*outh2`],
    ['E', 'w1', hidden('w5', 'w7', 1, '*x1')],
    ['E', 'w2', hidden('w5', 'w7', 1, '*x2')],
    ['E', 'w3', hidden('w6', 'w8', 2, '*x1')],
    ['E', 'w4', hidden('w6', 'w8', 2, '*x2')],
    ['E', 'b2', `${out(1)} + ${out(2)}`],
    ['E', 'b1', `${hidden('w5', 'w7', 1, '')} + ${hidden('w6', 'w8', 2, '')}`],
    ['E', 'outo1', 'outo1 - y1'],
    ['E', 'y1', 'y1 - outo1'],
    ['E', 'neto1', out(1)],
    ['E', 'outh1', `w5*${out(1)} + w7*${out(2)}`],
    ['E', 'neth2', hidden('w6', 'w8', 2, '')],
    ['E', 'E', '1'],
    ['neto1', 'w5', 'outh1'],
    ['neto1', 'outh1', 'w5'],
    ['neto1', 'b2', '1'],
    ['neto1', 'w1', 'w5*outh1*(1 - outh1)*x1'],
    ['neto1', 'x1', 'w1*w5*outh1*(1 - outh1) + w3*w6*outh2*(1 - outh2)'],
    ['outo1', 'neto1', 'outo1*(1 - outo1)'],
    ['outh1', 'neth1', 'outh1*(1 - outh1)'],
    ['outo1', 'w7', '0'],
    ['neth1', 'w3', '0'],
    ['w5', 'E', '0'],
    ['w5', 'w6', '0'],
    ['x1', 'x1', '1'],
    ['neto1', 'neto2', '0'],
    ['outh1', 'outo1', '0'],
  ])('∂%s/∂%s', (of, by, expected) => {
    expect(closedForm(twoTwoTwo, of, by)).toBe(expected);
  });

  test('every quantity by every other, against dual numbers', { timeout: 60_000 }, () => {
    const deriver = new Deriver(twoTwoTwo);
    const all = twoTwoTwo.symbols.map(({ quantity }) => quantity);
    const duals = new Duals(twoTwoTwo);
    const wrong: string[] = [];
    for (const of of all) {
      for (const by of all) {
        const { closed } = deriver.derive(of, by);
        const found = duals.partial(of, by);
        const { value } = duals.value(deriver.theorem(closed).goal.rhs);
        if (!(Math.abs(value - found.value) <= 1e-12 * Math.max(found.scale, Math.abs(found.value))))
          wrong.push(`∂${of.name}/∂${by.name}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(
      check(readDerivation(JSON.parse(JSON.stringify(writeDerivation(deriver.derivation))))).every(
        ({ accepted }) => accepted,
      ),
    ).toBe(true);
  });
});

const givenAs = (role: Role, names: string): readonly NetworkSymbol[] =>
  qs(names).map((quantity) => ({ quantity, role }));

describe('with a bias for each unit, one path each', () => {
  const unshared = network(
    'x1 x2 w1 w2 w3 w4 w5 w6 w7 w8 b1 b2 b3 b4 y1 y2',
    {
      neth1: 'x1*w1 + x2*w2 + b1',
      outh1: 'sigmoid(neth1)',
      neth2: 'x1*w3 + x2*w4 + b2',
      outh2: 'sigmoid(neth2)',
      neto1: 'outh1*w5 + outh2*w6 + b3',
      outo1: 'sigmoid(neto1)',
      neto2: 'outh1*w7 + outh2*w8 + b4',
      outo2: 'sigmoid(neto2)',
      E: '1/2*(y1 - outo1)^2 + 1/2*(y2 - outo2)^2',
    },
    {
      loss: q('E'),
      symbols: [
        ...givenAs('input', 'x1 x2'),
        ...givenAs('parameter', 'w1 w2 w3 w4 w5 w6 w7 w8 b1 b2 b3 b4'),
        ...givenAs('target', 'y1 y2'),
        ...givenAs('defined', 'neth1 outh1 neth2 outh2 neto1 outo1 neto2 outo2 E'),
      ],
    },
  );
  test.each([
    ['b3', out(1)],
    ['b4', out(2)],
    ['b1', `(w5*${out(1)} + w7*${out(2)})*outh1*(1 - outh1)`],
    ['b2', `(w6*${out(1)} + w8*${out(2)})*outh2*(1 - outh2)`],
  ])('∂E/∂%s', (by, expected) => {
    expect(closedForm(unshared, 'E', by)).toBe(expected);
  });
});

describe('what cancels', () => {
  const logistic = network('w x b y', {
    z: 'w*x + b',
    a: 'sigmoid(z)',
    L: '-(y*log(a) + (1 - y)*log(1 - a))',
  });
  const softmax = (given: boolean): Network =>
    network(
      'z1 z2 z3 y1 y2 y3',
      {
        a1: 'exp(z1)/(exp(z1) + exp(z2) + exp(z3))',
        a2: 'exp(z2)/(exp(z1) + exp(z2) + exp(z3))',
        a3: 'exp(z3)/(exp(z1) + exp(z2) + exp(z3))',
        L: '-(y1*log(a1) + y2*log(a2) + y3*log(a3))',
      },
      given ? { given: [equal('y1 + y2 + y3', '1')] } : {},
    );

  test.each([
    ['z', 'a - y'],
    ['w', '(a - y)*x'],
    ['b', 'a - y'],
  ])('sigmoid and cross-entropy: ∂L/∂%s', (by, expected) => {
    expect(closedForm(logistic, 'L', by)).toBe(expected);
  });

  test.each(['1', '2', '3'])('softmax and cross-entropy with Σ y = 1: ∂L/∂z%s', (k) => {
    expect(closedForm(softmax(true), 'L', `z${k}`)).toBe(`a${k} - y${k}`);
  });

  test.each(['1', '2'])('two classes read like three: ∂L/∂z%s', (k) => {
    const two = network(
      'z1 z2 y1 y2',
      {
        a1: 'exp(z1)/(exp(z1) + exp(z2))',
        a2: 'exp(z2)/(exp(z1) + exp(z2))',
        L: '-(y1*log(a1) + y2*log(a2))',
      },
      { given: [equal('y1 + y2', '1')] },
    );
    expect(closedForm(two, 'L', `z${k}`)).toBe(`a${k} - y${k}`);
  });

  test('softmax and cross-entropy: Σ y stays where it is not declared to be 1', () => {
    const form = closedForm(softmax(false), 'L', 'z2');
    expect(form).not.toBe('a2 - y2');
    for (const y of ['y1', 'y2', 'y3']) expect(form).toContain(y);
  });
});

describe('what divides', () => {
  test.each([
    ['x/(2*s)', 's', '-E/s', 's'],
    ['x/(2*s^2)', 's', '-x*s^-3', 's'],
    ['x/(2*s^2)', 'x', '1/2*s^-2', 's'],
    ['x/(2*s^2*u)', 's', '-2*E/s', 's u'],
    ['x^3*exp(s)*u*log(s)', 'x', '3*x^2*exp(s)*u*log(s)', ''],
    ['sqrt(x^2 + s^2)', 's', 's/E', ''],
    ['u + x/(2*s)', 's', '-1/2*x*s^-2', 's'],
    ['(x - u)^2/(2*s^2) + log(s)', 's', '-(x - u)^2*s^-3 + 1/s', 's'],
  ])('%s by %s', (formula, by, expected, divisors) => {
    const on = network('x s u', { E: formula });
    expect(closedForm(on, 'E', by)).toBe(expected);
    const deriver = new Deriver(on);
    const { given } = deriver.theorem(deriver.derive(q('E'), q(by)).closed);
    expect(given.flatMap((each) => (each.kind === 'nonzero' ? [each.term] : []))).toEqual(qs(divisors));
  });
});

describe('paths that part and meet', () => {
  const rows: readonly (readonly [what: string, on: Network, of: string, by: string, expected: string])[] = [
    ['a skip connection', network('x w', { h: 'w*x', o: 'h + x' }), 'o', 'x', '1 + w'],
    ['a quantity used twice', network('x w', { h: 'w*x', o: 'h*h' }), 'o', 'w', '2*h*x'],
    ['no cut: E = h + v·x', network('x w v', { h: 'w*x', E: 'h + v*x' }), 'E', 'x', 'v + w'],
    [
      'the trap of proof by weak cuts: z = w·a, A = z + a',
      network('x w', { a: 'x', z: 'w*a', A: 'z + a' }),
      'A',
      'x',
      '1 + w',
    ],
    [
      'a recurrence of two steps',
      network('W h0', { h1: 'W*h0', h2: 'W*h1', E: 'h2' }),
      'E',
      'W',
      'W*h0 + h1',
    ],
    ['a diamond', network('x', { p: 'x^2', r: '3*x', A: 'p*r' }), 'A', 'x', '2*r*x + 3*p'],
    ['an opaque function', network('x w', { z: 'w*x', a: 'g(z)' }), 'a', 'w', "g'(z)*x"],
    [
      'an opaque function of two',
      network('x w', { z: 'w*x', a: 'G(z, z)' }),
      'a',
      'x',
      "(G'[1,0](z, z) + G'[0,1](z, z))*w",
    ],
    ['a kink', network('x w', { z: 'w*x', a: 'relu(z)' }), 'a', 'w', '(z > 0 ? 1 : 0)*x'],
  ];
  test.each(rows)('%s', (_what, on, of, by, expected) => {
    expect(closedForm(on, of, by)).toBe(expected);
  });
});

describe('depth', () => {
  const chain = (depth: number): Network => {
    const equations: Record<string, string> = {};
    for (let l = 1; l <= depth; l++) {
      equations[`z${l}`] = l === 1 ? `w${l}*x + b${l}` : `w${l}*a${l - 1} + b${l}`;
      equations[`a${l}`] = `sigmoid(z${l})`;
    }
    equations.E = `1/2*(a${depth} - y)^2`;
    const names = Array.from({ length: depth }, (_, i) => `w${i + 1} b${i + 1}`).join(' ');
    return network(`x y ${names}`, equations, { loss: q('E') });
  };
  /** ∂E/∂w1 through every layer. */
  const through = (depth: number) => {
    const deriver = new Deriver(chain(depth));
    const { closed } = deriver.derive(q('E'), q('w1'));
    const { derivation } = deriver;
    const names = derivation.theorems.flatMap(({ name }): readonly Quantity[] =>
      name === undefined ? [] : [name],
    );
    const text = JSON.stringify(writeDerivation(derivation));
    return { derivation, names, text, form: deriver.theorem(closed).goal.rhs };
  };
  const [hundred, half, whole] = [100, 150, 300].map(through) as [
    ReturnType<typeof through>,
    ReturnType<typeof through>,
    ReturnType<typeof through>,
  ];

  test('a hundred layers: an error term each, accepted from the file', () => {
    expect(hundred.names.length).toBeGreaterThanOrEqual(97);
    expect(check(readDerivation(JSON.parse(hundred.text))).every(({ accepted }) => accepted)).toBe(true);
  });

  test('the file grows in proportion', () => {
    console.log(`150 and 300 layers: ${half.text.length} and ${whole.text.length} characters`);
    expect(whole.text.length).toBeLessThan(2.1 * half.text.length);
    expect(whole.derivation.theorems.length).toBeLessThan(2.1 * half.derivation.theorems.length);
  });

  test('no theorem is longer than a page, however deep the network', () => {
    for (const { derivation } of [hundred, half, whole]) {
      for (const { goal } of derivation.theorems)
        expect(writeFormula(goal.rhs).length).toBeLessThanOrEqual(2_000);
    }
  });

  test('a closed form that would be too long speaks of named error terms', () => {
    const mentioned = quantitiesIn(whole.form);
    expect(whole.names.some((each) => mentioned.has(each))).toBe(true);
  });
});

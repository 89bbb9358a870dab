// Derivations as files: what is written is read back the same, and what is no derivation is a FormatError that says where.
import { describe, expect, test } from 'vitest';
import { Deriver } from '../../src/derive/index.ts';
import { index, num, partial, product, quantity, sum } from '../../src/expr/index.ts';
import { NetworkError } from '../../src/network/index.ts';
import {
  check,
  type Derivation,
  FormatError,
  readDerivation,
  type Theorem,
  writeDerivation,
} from '../../src/proof/index.ts';
import { twoTwoTwo } from '../networks/twoTwoTwo.ts';
import { algebra, cite, d, equal, network, nonzero, q, smooth, t, theorem, use } from './small.ts';

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Something of everything that the format has. */
const everything: Derivation = {
  network: network(
    'x w y1 y2',
    { z: '0.15*w*x - 1/3', a: 'g(z)', r: 'z > 0 ? z : z/100', s: 'a', E: '(y1 - a)^2 + log(exp(x))/r + y2' },
    {
      given: [equal('y1 + y2', '1')],
      loss: q('E'),
      values: new Map([
        [q('x'), 0.1],
        [q('w'), -1e-300],
      ]),
      learningRate: 0.5,
    },
  ),
  theorems: [
    theorem(d('z', 'w'), [
      use(d('0.15*w*x - 1/3', 'w'), 'definition.unfold', [0]),
      {
        after: t('0.15*x'),
        by: {
          steps: [
            use(d('0.15*w*x', 'w'), 'diff.sum'),
            use(product(num(3, 20), d('w', 'w'), t('x')), 'diff.product'),
            use(product(num(3, 20), num(1), t('x')), 'diff.self', [1]),
            algebra('0.15*x'),
          ],
        },
      },
    ]),
    theorem(d('z', 'x'), [use(d('z', 'x', 'y1'), 'hold.drop', [], { to: d('z', 'x', 'y1') })], {
      name: q('delta_z'),
    }),
    theorem(d('a', 'w'), [
      use(product(d('a', 'z'), d('z', 'w')), 'chain.plain', [], { cut: [q('z')] }),
      cite(product(d('a', 'z'), t('0.15*x')), { theorem: 0 }),
    ]),
    theorem('r*z/r', [algebra('z')], { given: [nonzero('r')] }),
    theorem('g(z)', [use('a', 'definition.fold', [], { quantity: q('a') })], { given: [smooth('g', 'z')] }),
    theorem('log(exp(x))', [use('x', 'function.law', [], { law: { id: 'log.exp', args: [t('x')] } })]),
    theorem('x', [
      use('log(exp(x))', 'function.law', [], { law: { id: 'log.exp', args: [t('x')], backward: true } }),
    ]),
    theorem('y1 + y2', [use('1', 'given', [], { given: { condition: equal('y1 + y2', '1') } })], {
      given: [equal('y1 + y2', '1')],
    }),
    theorem(
      '1',
      [use('y1 + y2', 'given', [], { given: { condition: equal('y1 + y2', '1'), backward: true } })],
      { given: [equal('y1 + y2', '1')] },
    ),
    theorem('delta_z', [cite(d('z', 'x'), { theorem: 1, from: 'name', to: 'lhs' })]),
    {
      goal: { lhs: d('z', 'w'), rhs: t('0.15*x') },
      given: [],
      proof: {
        by: 'renaming',
        of: 0,
        map: { quantities: new Map([[q('y1'), q('y2')]]), theorems: new Map([[0, 0]]) },
      },
    },
  ],
};

describe('round trip', () => {
  test('something of everything is accepted, written, read and accepted', () => {
    expect(check(everything).filter(({ accepted }) => !accepted)).toEqual([]);
    const file = copy(writeDerivation(everything));
    const again = readDerivation(file);
    expect(writeDerivation(again)).toEqual(file);
    expect(check(again).filter(({ accepted }) => !accepted)).toEqual([]);
    again.theorems.forEach((each, i) => {
      const original = everything.theorems[i] as Theorem;
      expect(each.goal.lhs).toBe(original.goal.lhs);
      expect(each.goal.rhs).toBe(original.goal.rhs);
      expect(each.name).toBe(original.name);
      expect(each.given).toEqual(original.given);
    });
    expect(again.network.values).toEqual(everything.network.values);
    expect(again.network.loss).toBe(q('E'));
    expect(again.network.learningRate).toBe(0.5);
    expect([...again.network.opaque]).toEqual([...everything.network.opaque]);
    expect(again.network.symbols).toEqual(everything.network.symbols);
  });

  test('a derivation that was found', () => {
    const deriver = new Deriver(twoTwoTwo);
    for (const name of ['w1', 'w5', 'b1', 'x2']) deriver.derive(q('E'), q(name));
    const file = copy(writeDerivation(deriver.derivation));
    expect(writeDerivation(readDerivation(file))).toEqual(file);
    expect(check(readDerivation(file)).every(({ accepted }) => accepted)).toBe(true);
  });

  test('shared terms are written once', () => {
    let term = t('x');
    for (let i = 0; i < 60; i++) term = sum(term, term);
    const shared: Derivation = { network: everything.network, theorems: [theorem(term, [algebra('x')])] };
    expect(JSON.stringify(writeDerivation(shared)).length).toBeLessThan(10_000);
    expect(readDerivation(copy(writeDerivation(shared))).theorems[0]?.goal.lhs).toBe(term);
  });

  test('numbers of any length', () => {
    const long = num(10n ** 200n + 1n, 10n ** 199n + 3n);
    const file = copy(
      writeDerivation({
        network: everything.network,
        theorems: [theorem(sum(long, t('x')), [algebra(sum(t('x'), long, num(0)))])],
      }),
    );
    expect(readDerivation(file).theorems[0]?.goal.lhs).toBe(sum(long, t('x')));
  });

  test.each(['__proto__', 'constructor', 'toString', '', 'x y', '∂', 'delta["x"]'])(
    'the quantity %j keeps its name',
    (name) => {
      const odd = network(
        'x',
        {},
        {
          symbols: [
            { quantity: q('x'), role: 'input' },
            { quantity: quantity(name), role: 'parameter' },
          ],
          values: new Map([[quantity(name), 3]]),
        },
      );
      const written: Derivation = {
        network: odd,
        theorems: [theorem(partial(q('x'), quantity(name)), [use('0', 'diff.independent')])],
      };
      const again = readDerivation(copy(writeDerivation(written)));
      expect(again.network.symbols.map((each) => each.quantity)).toEqual([q('x'), quantity(name)]);
      expect(again.network.values.get(quantity(name))).toBe(3);
      expect(check(again)).toMatchObject([{ accepted: true }]);
    },
  );

  test.each(['__proto__', 'constructor', 'toString'])(
    'the opaque function %s keeps its name and arguments',
    (name) => {
      const odd = network('x', {}, { opaque: new Map([[name, 2]]) });
      expect([
        ...readDerivation(copy(writeDerivation({ network: odd, theorems: [] }))).network.opaque,
      ]).toEqual([[name, 2]]);
    },
  );

  test('a sum over an index is not written, and neither is a member of a family as if it were a quantity', () => {
    const member = quantity('x', [index(1)]);
    const derivation: Derivation = {
      network: everything.network,
      theorems: [theorem(member, [algebra('x')])],
    };
    let text: string;
    try {
      text = JSON.stringify(writeDerivation(derivation));
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError);
      return;
    }
    expect(readDerivation(JSON.parse(text)).theorems[0]?.goal.lhs).toBe(member);
  });
});

describe('what is of no format', () => {
  const good = copy(writeDerivation(everything)) as {
    readonly network: { readonly equations: readonly unknown[] };
  };
  const put = (path: string, value: unknown): unknown => {
    const file = copy(good);
    const keys = path.split('.');
    const last = keys.pop() as string;
    let at = file as unknown as Record<string, unknown>;
    for (const key of keys) at = at[key] as Record<string, unknown>;
    expect(at).toBeDefined();
    if (value === undefined) delete at[last];
    else at[last] = value;
    return file;
  };

  test.each([undefined, null, 3, 'text', [], true, new Map(), {}])('%j is no file', (value) => {
    expect(() => readDerivation(value)).toThrow(FormatError);
  });

  const steps = 'theorems.0.steps';
  const table: readonly (readonly [path: string, wrong: readonly unknown[], where: string])[] = [
    [
      'format',
      [undefined, null, 1, 'backproof-derivation/0', 'backproof-derivation/1 ', ['backproof-derivation/1']],
      'format',
    ],
    ['terms', [undefined, null, {}, 'terms', 7], 'terms'],
    [
      'terms.0',
      [null, {}, 'number', [], ['nothing'], ['__proto__', 0], ['constructor'], [0], [null]],
      'terms[0]',
    ],
    [
      'terms.0',
      [
        ['number'],
        ['number', 1],
        ['number', '1.5'],
        ['number', '1/0'],
        ['number', ''],
        ['number', '--1'],
        ['number', '1e5'],
        ['number', 'NaN'],
        ['number', '9'.repeat(1001)],
        ['number', null],
      ],
      'terms[0]',
    ],
    [
      'terms.0',
      [['quantity'], ['quantity', 1], ['quantity', null], ['quantity', {}], ['quantity', 'x'.repeat(10_001)]],
      'terms[0]',
    ],
    [
      'terms.1',
      [
        ['sum'],
        ['sum', 0],
        ['sum', 0, 1],
        ['sum', 0, -1],
        ['sum', 0, 0.5],
        ['sum', 0, '0'],
        ['sum', 0, null],
        ['sum', 0, 1e9],
      ],
      'terms[1]',
    ],
    [
      'terms.1',
      [
        ['product', 0],
        ['power', 0],
        ['power', 0, 0, 0],
        ['power', 0, 1],
        ['cases', 0, 0],
        ['cases', 0, 0, 0, 0],
      ],
      'terms[1]',
    ],
    [
      'terms.1',
      [
        ['apply'],
        ['apply', 'g'],
        ['apply', 'g', 0, [0]],
        ['apply', 'g', [0]],
        ['apply', 'g', [0], 0],
        ['apply', 'g', [9], [0]],
        ['apply', 'g', [0], [-1]],
        ['apply', 'g', [0], [0.5]],
        ['apply', 3, [0], [0]],
      ],
      'terms[1]',
    ],
    [
      'terms.1',
      [
        ['partial'],
        ['partial', 0],
        ['partial', 0, 'x'],
        ['partial', 5, 'x', []],
        ['partial', 0, 3, []],
        ['partial', 0, 'x', 'y'],
        ['partial', 0, 'x', [3]],
      ],
      'terms[1]',
    ],
    ['network', [undefined, null, [], 'network'], 'network'],
    ['network.name', [undefined, null, 3], 'network.name'],
    ['network.symbols', [undefined, null, {}, 'x'], 'network.symbols'],
    [
      'network.symbols.0',
      [
        null,
        'x',
        [],
        {},
        { name: 'x' },
        { name: 'x', role: 'king' },
        { name: 3, role: 'input' },
        { role: 'input' },
        { name: 'x', role: 'input', latex: 3 },
        { name: 'x', role: 'input', latex: null },
      ],
      'network.symbols[0]',
    ],
    ['network.equations', [undefined, null, {}], 'network.equations'],
    [
      'network.equations.0',
      [null, {}, [], ['z'], ['z', -1], ['z', 1e9], ['z', '0'], [3, 0]],
      'network.equations[0]',
    ],
    ['network.loss', [null, 3, [], [3], ['E', 0]], 'network.loss'],
    ['network.given', ['x', {}, 3], 'network.given'],
    [
      'network.given.0',
      [
        null,
        {},
        [],
        ['true'],
        ['equal'],
        ['equal', 0],
        ['equal', 0, -1],
        ['nonzero', 1e9],
        ['positive'],
        ['smooth'],
        ['smooth', 3, [0]],
        ['smooth', 'g', 0],
        ['smooth', 'g', [-1]],
        ['range', 'i', 0, 1],
      ],
      'network.given',
    ],
    ['network.opaque', [[], 'g', 3], 'network.opaque'],
    ['network.opaque.g', [-1, 0.5, '1', null, 1e300, {}], 'network.opaque.g'],
    ['network.values', ['x', 3, {}, { x: 1 }], 'network.values'],
    [
      'network.values.0',
      [null, {}, [], ['x'], ['x', '1'], ['x', null], ['x', true], [3, 1]],
      'network.values',
    ],
    ['network.sizes', ['L', {}, 3, [3], [null]], 'network.sizes'],
    ['network.learningRate', ['1', null, {}], 'network.learningRate'],
    ['theorems', [undefined, null, {}, 3], 'theorems'],
    ['theorems.0', [null, [], 'theorem', 3], 'theorems[0]'],
    [
      'theorems.0.goal',
      [undefined, null, {}, [], [0], [0, -1], [0, 1e9], ['0', 0], [0, 0.5]],
      'theorems[0].goal',
    ],
    [
      'theorems.0.given',
      [undefined, null, {}, [0], [[]], [['nonzero']], [['nonzero', -1]]],
      'theorems[0].given',
    ],
    ['theorems.1.name', [null, 3, [], [3], ['delta', 'i'], {}], 'theorems[1].name'],
    [steps, [undefined, null, {}, 3], 'theorems[0].steps'],
    [`${steps}.0`, [null, [], 3, {}], 'theorems[0].steps[0]'],
    [`${steps}.0.after`, [undefined, null, -1, 1e9, '0'], 'theorems[0].steps[0].after'],
    [`${steps}.0.rule`, [undefined, 3, null, {}], 'theorems[0].steps[0]'],
    [`${steps}.0.cite`, [[{ theorem: 0 }]], 'theorems[0].steps[0]'],
    [`${steps}.0.steps`, [[]], 'theorems[0].steps[0]'],
    [
      `${steps}.0.at`,
      [undefined, null, 0, '0', [-1], [0.5], ['0'], [null], [1e300]],
      'theorems[0].steps[0].at',
    ],
    [`${steps}.1.steps`, [null, {}, 3, [null]], 'theorems[0].steps[1]'],
    [`${steps}.1.steps.0.after`, [undefined, -1], 'theorems[0].steps[1].steps[0].after'],
    ['theorems.1.steps.0.to', [null, -1, 1e9, '0', [0]], 'theorems[1].steps[0].to'],
    ['theorems.2.steps.0.cut', [null, 'z', [3], {}], 'theorems[2].steps[0].cut'],
    ['theorems.2.steps.1.cite', [null, {}, 3, [3], [null]], 'theorems[2].steps[1]'],
    ['theorems.2.steps.1.cite.0.theorem', [undefined, null, -1, 0.5, '0', 1e300], 'theorems[2].steps[1]'],
    ['theorems.2.steps.1.cite.0.from', [null, 'top', 3, ['lhs'], '__proto__'], 'theorems[2].steps[1]'],
    ['theorems.4.steps.0.quantity', [null, 3, {}], 'theorems[4].steps[0].quantity'],
    ['theorems.5.steps.0.law', [null, 3, []], 'theorems[5].steps[0].law'],
    ['theorems.5.steps.0.law.id', [undefined, null, 3], 'theorems[5].steps[0].law'],
    ['theorems.5.steps.0.law.args', [undefined, null, 0, [-1], ['0']], 'theorems[5].steps[0].law'],
    ['theorems.6.steps.0.law.backward', ['yes', 1, null, {}], 'theorems[6].steps[0].law'],
    ['theorems.7.steps.0.condition', [null, 3, {}, [], ['true']], 'theorems[7].steps[0].condition'],
    ['theorems.8.steps.0.backward', ['yes', 1, null, {}], 'theorems[8].steps[0]'],
    ['theorems.10.renaming', [null, [], 3, {}], 'theorems[10].renaming'],
    ['theorems.10.renaming.of', [undefined, -1, 0.5, '0'], 'theorems[10].renaming'],
    [
      'theorems.10.renaming.quantities',
      [undefined, null, {}, [3], [['a']], [['a', 3]], [[3, 'a']]],
      'theorems[10].renaming',
    ],
    [
      'theorems.10.renaming.theorems',
      [undefined, null, {}, [3], [[0]], [[0, -1]], [['0', 0]]],
      'theorems[10].renaming',
    ],
  ];

  test.each(table.flatMap(([path, wrong, where]) => wrong.map((value) => [path, value, where] as const)))(
    '%s: %j',
    (path, value, where) => {
      const file = put(path, value);
      let thrown: unknown;
      try {
        readDerivation(file);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(FormatError);
      expect((thrown as FormatError).where.startsWith(where)).toBe(true);
      expect((thrown as FormatError).message.startsWith((thrown as FormatError).where)).toBe(true);
    },
  );

  test('steps nested without end', () => {
    let nested: unknown = [];
    for (let i = 0; i < 50_000; i++) nested = [{ after: 0, steps: nested }];
    expect(() => readDerivation(put('theorems.0.steps', nested))).toThrow(/nested too deeply/);
  });

  test('equations that form no network', () => {
    expect(() => readDerivation(put('network.symbols.1', { name: 'x', role: 'input' }))).toThrow(
      NetworkError,
    );
    expect(() => readDerivation(put('network.equations.1', good.network.equations[0]))).toThrow(NetworkError);
  });

  test('the prototype is no field', () => {
    const inherited = Object.create(copy(good) as object) as object;
    expect(Object.keys(inherited)).toEqual([]);
    const file = put('network.symbols.0', JSON.parse('{"__proto__": {"name": "x", "role": "input"}}'));
    expect(() => readDerivation(file)).toThrow(FormatError);
  });
});

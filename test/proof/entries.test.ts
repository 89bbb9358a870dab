import { describe, expect, test } from 'vitest';
import { entryProof } from '../../src/derive/index.ts';
import {
  type Condition,
  index,
  indexVariable,
  type Matrix,
  matrix,
  num,
  power,
  quantity,
} from '../../src/expr/index.ts';
import type { Network } from '../../src/network/index.ts';
import {
  Canonical,
  checkEntries,
  type Declared,
  entriesOf,
  Kernel,
  type MatrixTheorem,
  type Theorem,
} from '../../src/proof/index.ts';
import { family } from '../networks/families.ts';
import { at, ranges, term } from '../networks/indexed.ts';

// Square, so that a wrong transpose fits too; d is W's backward neighbour at each layer.
const network = family('square', {
  sizes: ['L', 'p', 'm'],
  inputs: {
    'd[l,j]': 'l in 1..L+1, j in 1..p',
    'a[l,j,s]': 'l in 0..L, j in 1..p, s in 1..m',
    'e[l,j,s]': 'l in 1..L, j in 1..p, s in 1..m',
    M: '',
  },
  parameters: { 'w[l,j,k]': 'l in 1..L, j in 1..p, k in 1..p' },
  defined: { 'back[l,j]': 'l in 1..L, j in 1..p', 'step[l,j,k]': 'l in 1..L, j in 1..p, k in 1..p' },
  equations: [
    ['back[l,j]', 'sum(k in 1..p, w[l,k,j]*d[l+1,k])', 'l in 1..L, j in 1..p'],
    ['step[l,j,k]', '1/M*sum(s in 1..m, e[l,j,s]*a[l-1,k,s])', 'l in 1..L, j in 1..p, k in 1..p'],
  ],
});

const declared: Declared = {
  ranges: (name) => network.symbols.find((each) => each.quantity.name === name)?.ranges,
  sizes: new Set(network.sizes),
};

const unfolded = (lhs: string, rhs: string, where: string, of: Network = network): Theorem => {
  const theorem: Theorem = {
    goal: { lhs: term(lhs), rhs: term(rhs) },
    given: ranges(where).map((range): Condition => ({ kind: 'range', ...range })),
    proof: { by: 'steps', steps: [{ after: term(rhs), by: { use: { rule: 'definition.unfold', at: [] } } }] },
  };
  expect(new Kernel(of).accept(theorem)).toMatchObject({ accepted: true });
  return theorem;
};

const [p, m, one] = [at('p'), at('m'), index(1)];
const square = { rows: p, columns: p };
const column = { rows: p, columns: one };
const batch = { rows: p, columns: m };
const w = matrix.symbol('w', [at('l'), 'row', 'column'], square);
const d = matrix.symbol('d', [at('l+1'), 'row'], column);
const e = matrix.symbol('e', [at('l'), 'row', 'column'], batch);
const a = matrix.symbol('a', [at('l-1'), 'row', 'column'], batch);
const back = matrix.symbol('back', [at('l'), 'row'], column);
const step = matrix.symbol('step', [at('l'), 'row', 'column'], square);
const T = matrix.transpose;
const layers: readonly Condition[] = [{ kind: 'range', index: 'l', from: one, to: at('L') }];

const first = unfolded('back[l,j]', 'sum(k in 1..p, w[l,k,j]*d[l+1,k])', 'l in 1..L, j in 1..p');
const second = unfolded(
  'step[l,j,k]',
  '1/M*sum(s in 1..m, e[l,j,s]*a[l-1,k,s])',
  'l in 1..L, j in 1..p, k in 1..p',
);
const overM = matrix.scalar(power(quantity('M'), num(-1)));

interface Try {
  readonly lhs: Matrix;
  readonly rhs: Matrix;
  readonly component: Theorem;
  readonly given?: readonly Condition[];
  readonly row?: string;
  readonly column?: string;
}

/** What the kernel and extensionality say of a claim and the proof found for it. */
function judged({ component, ...rest }: Try): string {
  const claim = { row: 'j', column: 'k', given: layers, ...rest };
  const canonical = new Canonical();
  const kernel = new Kernel(network);
  kernel.accept(component);
  const proof = entryProof({
    claim,
    component: { id: 0, theorem: component },
    sizes: declared.sizes,
    next: 1,
    canonical,
  });
  if (proof === undefined) return 'no proof';
  for (const each of proof.theorems) {
    const verdict = kernel.accept(each);
    if (!verdict.accepted) return `refused: ${verdict.reason}`;
  }
  const entries = [component, ...proof.theorems][proof.entries] as Theorem;
  const verdict = checkEntries({ ...claim, entries: proof.entries }, entries, declared, canonical);
  return verdict.accepted ? 'accepted' : verdict.reason;
}

const good: readonly (readonly [string, Try])[] = [
  ['the backward step', { lhs: back, rhs: matrix.product(T(w), d), component: first }],
  [
    'a product with its sum and scalar',
    { lhs: step, rhs: matrix.scale(overM, matrix.product(e, T(a))), component: second },
  ],
  ['the scalar inside', { lhs: step, rhs: matrix.product(matrix.scale(overM, e), T(a)), component: second }],
  [
    'the transpose of the transpose',
    {
      lhs: T(step),
      rhs: matrix.scale(overM, matrix.product(a, T(e))),
      component: second,
      row: 'k',
      column: 'j',
    },
  ],
  [
    'an identity in between',
    { lhs: back, rhs: matrix.product(T(w), matrix.product(matrix.identity(p), d)), component: first },
  ],
  [
    'fewer layers',
    {
      lhs: back,
      rhs: matrix.product(T(w), d),
      component: first,
      given: [{ kind: 'range', index: 'l', from: index(2), to: at('L') }],
    },
  ],
];

test.each(good)('accepted: %s', (_, each) => {
  expect(judged(each)).toBe('accepted');
});

const bad: readonly (readonly [string, Try])[] = [
  ['a lost transpose', { lhs: back, rhs: matrix.product(w, d), component: first }],
  [
    'another layer',
    {
      lhs: back,
      rhs: matrix.product(T(matrix.symbol('w', [at('l+1'), 'row', 'column'], square)), d),
      component: first,
    },
  ],
  [
    'a lost sum',
    { lhs: back, rhs: matrix.hadamard(matrix.product(T(w), matrix.ones(p)), d), component: first },
  ],
  ['lost 1/m', { lhs: step, rhs: matrix.product(e, T(a)), component: second }],
  [
    '1/m twice',
    { lhs: step, rhs: matrix.scale(overM, matrix.scale(overM, matrix.product(e, T(a)))), component: second },
  ],
  ['factors turned', { lhs: step, rhs: matrix.scale(overM, matrix.product(a, T(e))), component: second }],
  [
    'row and column swapped',
    {
      lhs: step,
      rhs: matrix.scale(overM, matrix.product(e, T(a))),
      component: second,
      row: 'k',
      column: 'j',
    },
  ],
  [
    'another sign',
    { lhs: back, rhs: matrix.scale(matrix.scalar(num(-1)), matrix.product(T(w), d)), component: first },
  ],
  [
    'more layers',
    {
      lhs: back,
      rhs: matrix.product(T(w), d),
      component: first,
      given: [{ kind: 'range', index: 'l', from: one, to: at('L+1') }],
    },
  ],
  ['no layers', { lhs: back, rhs: matrix.product(T(w), d), component: first, given: [] }],
  ['other shapes', { lhs: back, rhs: matrix.transpose(matrix.product(T(w), d)), component: first }],
];

test.each(bad)('not accepted: %s', (_, each) => {
  expect(judged(each)).not.toBe('accepted');
});

describe('what extensionality itself refuses', () => {
  const claim: MatrixTheorem = {
    lhs: back,
    rhs: matrix.product(T(w), d),
    row: 'j',
    column: 'k',
    given: layers,
    entries: 0,
  };
  const verdict = (changed: Partial<MatrixTheorem>, entries: Theorem = first): string => {
    const result = checkEntries({ ...claim, ...changed }, entries, declared, new Canonical());
    return result.accepted ? 'accepted' : result.reason;
  };
  const narrow = { rows: at('m'), columns: one };

  test('as it stands it is accepted', () => expect(verdict({})).toBe('accepted'));

  const table: readonly (readonly [string, string, Partial<MatrixTheorem>, (Theorem | undefined)?])[] = [
    ['entries of something else', 'the entries of the rhs are something else', { rhs: matrix.product(w, d) }],
    ['the left side too', 'the entries of the lhs are something else', { lhs: d }],
    ['a row named like a layer', 'l is no generic index here', { row: 'l' }],
    ['a row named like a size', 'p is no generic index here', { row: 'p' }],
    ['one name for both', 'the row and the column have one name', { column: 'j' }],
    ['the whole', '* is no generic index here', { row: '*' }],
    [
      'a shape that the family has not',
      'back has another shape',
      {
        lhs: matrix.symbol('back', [at('l'), 'row'], narrow),
        rhs: matrix.symbol('back', [at('l'), 'row'], narrow),
      },
    ],
    [
      'a member outside its family',
      'd has another shape',
      { lhs: matrix.symbol('d', [at('l+2'), 'row'], column), rhs: d },
    ],
    ['an unknown family', 'other has another shape', { lhs: matrix.symbol('other', ['row'], column) }],
    ['too few indices', 'back has another shape', { lhs: matrix.symbol('back', ['row'], column) }],
    ['sides of two shapes', 'the two sides have different shapes', { rhs: w }],
    [
      'fewer rows',
      'the entries range less far over j',
      {},
      {
        ...first,
        given: ranges('l in 1..L, j in 2..p').map((range) => ({ kind: 'range' as const, ...range })),
      },
    ],
    [
      'fewer layers',
      'the entries range less far over l',
      {},
      {
        ...first,
        given: ranges('l in 2..L, j in 1..p').map((range) => ({ kind: 'range' as const, ...range })),
      },
    ],
    [
      'one more condition',
      'the entries assume more',
      {},
      { ...first, given: [...first.given, { kind: 'nonzero', term: quantity('M') }] },
    ],
  ];

  test.each(table.map(([what, ...rest]) => [what, rest] as const))('%s', (_, [reason, changed, entries]) => {
    expect(verdict(changed, entries)).toBe(reason);
  });

  test('a condition that is stated may be assumed', () => {
    const condition: Condition = { kind: 'nonzero', term: quantity('M') };
    expect(verdict({ given: [...layers, condition] }, { ...first, given: [...first.given, condition] })).toBe(
      'accepted',
    );
  });

  test('it never throws', () => {
    const broken = { ...claim, lhs: undefined as unknown as Matrix };
    expect(checkEntries(broken, first, declared, new Canonical()).accepted).toBe(false);
  });

  test('the equation of entries is over the generic row', () => {
    expect(entriesOf(claim).lhs).toBe(quantity('back', [indexVariable('l'), indexVariable('j')]));
  });
});

// Gradients of networks written in matrices: the forms that textbooks print, proved, and right in numbers at many shapes.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { declaredIn, IndexedDeriver, MatrixForms } from '../../src/derive/index.ts';
import { readNetwork } from '../../src/describe/index.ts';
import type { Quantity } from '../../src/expr/index.ts';
import { latexStyle, matrixLatex } from '../../src/latex/index.ts';
import type { Network } from '../../src/network/index.ts';
import type { Sizes } from '../../src/network/instance.ts';
import { compareSlope } from '../../src/numeric/index.ts';
import { Canonical, check, checkEntries, type MatrixTheorem } from '../../src/proof/index.ts';
import { random, randomPoint, randomSizes } from '../networks/families.ts';
import { MatrixValues } from '../networks/matrixValues.ts';

const folder = fileURLToPath(new URL('../networks/matrix/', import.meta.url));
const names = readdirSync(folder).map((file) => file.replace('.yaml', ''));
const read = (name: string) => readNetwork(readFileSync(`${folder}${name}.yaml`, 'utf8'), { name });

const T = '^{\\mathrm{T}}';
const residual = "\\Bigl(\\bigl(g(Wx+b)-y\\bigr)\\odot g'(Wx+b)\\Bigr)";
const norm = (name: string): string => `\\sqrt{${name}${T}${name}}`;
const softened = `\\frac{1}{\\mathbf{1}${T}\\,\\exp(Wx)}`;

/** Each gradient by what it is taken by; δ where the theorem has a name for it. */
const expected: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'squared-layer': {
    W: `2${residual}\\,x${T}`,
    x: `2W${T}${residual}`,
    b: `2${residual}`,
    y: '2\\bigl[y-g(Wx+b)\\bigr]',
  },
  'inner-layer': {
    W: `\\bigl[y\\odot g'(Wx+b)\\bigr]\\,x${T}`,
    x: `W${T}\\bigl[y\\odot g'(Wx+b)\\bigr]`,
    b: "y\\odot g'(Wx+b)",
    y: 'g(Wx+b)',
  },
  quadratic: { A: `xx${T}`, x: `Ax+A${T}x` },
  'least-squares': { A: `2(Ax-b)\\,x${T}`, x: `2A${T}(Ax-b)`, b: '2(b-Ax)' },
  ridge: { A: `2(Ax-b)\\,x${T}`, x: `2A${T}(Ax-b)+2\\lambda x`, b: '2(b-Ax)', lambda: `x${T}x` },
  'trace-product': { A: `B${T}X${T}`, X: `A${T}B${T}`, B: `X${T}A${T}` },
  'trace-quadratic': { A: `XX${T}`, X: `AX+A${T}X` },
  frobenius: { X: '2X' },
  'trace-square': {
    S: `2\\,\\operatorname{tr}(S)\\,\\mathbf{I}+S${T}A${T}+A${T}S${T}`,
    A: `S${T}S${T}`,
  },
  contrastive: {
    S: '\\frac{1}{N}\\Bigl(\\operatorname{diag}\\bigl(\\mathbf{1}\\oslash(\\exp(S)\\,\\mathbf{1})\\bigr)\\,\\exp(S)-\\mathbf{I}\\Bigr)',
    U: '\\frac{1}{\\tau}\\,\\delta V',
    V: `\\frac{1}{\\tau}\\,\\delta${T}U`,
    tau: `-\\frac{\\operatorname{tr}(\\delta S${T})}{\\tau}`,
  },
  cosine: {
    x: `\\frac{1}{${norm('x')}${norm('y')}}\\,y-\\frac{x${T}y}{(x${T}x)^{3/2}\\,\\sqrt{y${T}y}}\\,x`,
    y: `\\frac{1}{${norm('x')}${norm('y')}}\\,x-\\frac{x${T}y}{${norm('x')}(y${T}y)^{3/2}}\\,y`,
  },
  centred: {
    x: `\\delta-\\frac{\\mathbf{1}${T}\\delta}{n}\\,\\mathbf{1}`,
    c: '(c\\odot w-y)\\odot w',
    w: '(c\\odot w-y)\\odot c',
    y: 'y-c\\odot w',
  },
  'trace-quartic': {
    A: `2B${T}A${T}B${T}+2\\,\\operatorname{tr}(BB${T})\\,A`,
    B: `2A${T}B${T}A${T}+2\\,\\operatorname{tr}(AA${T})\\,B`,
  },
  'scaled-columns': {
    W: `\\bigl[W(d\\odot x)-y\\bigr](d\\odot x)${T}`,
    d: `x\\odot\\Bigl(W${T}\\bigl[W(d\\odot x)-y\\bigr]\\Bigr)`,
    x: `d\\odot\\Bigl(W${T}\\bigl[W(d\\odot x)-y\\bigr]\\Bigr)`,
    y: 'y-W(d\\odot x)',
  },
  'log-sum-exp': { W: `${softened}\\,\\exp(Wx)\\,x${T}`, x: `${softened}\\,W${T}\\,\\exp(Wx)` },
  'logistic-regression': {
    X: `\\delta w${T}`,
    w: `X${T}\\delta`,
    y: '\\frac{1}{m}\\bigl[\\log(\\mathbf{1}-p)-\\log(p)\\bigr]',
    z: '\\frac{1}{m}(p-y)',
    p: '\\frac{1}{m}\\bigl[-y\\oslash p+(\\mathbf{1}-y)\\oslash(\\mathbf{1}-p)\\bigr]',
    c: `\\mathbf{1}${T}\\delta`,
  },
  'row-regression': {
    w: `\\delta X${T}`,
    X: `w${T}\\delta`,
    y: `\\frac{1}{m}\\bigl[\\log(\\mathbf{1}${T}-a)-\\log(a)\\bigr]`,
    c: '\\delta\\mathbf{1}',
    z: '\\frac{1}{m}(a-y)',
    a: `\\frac{1}{m}\\bigl[-y\\oslash a+(\\mathbf{1}${T}-y)\\oslash(\\mathbf{1}${T}-a)\\bigr]`,
  },
  skip: {
    V: `\\bigl[\\delta\\odot g'(Vx)\\bigr]\\,x${T}`,
    W: `\\delta_zh${T}`,
    x: `V${T}\\bigl[\\delta\\odot g'(Vx)\\bigr]`,
    y: 'y-h-g(z)',
    h: `W${T}\\delta_z+h+g(z)-y`,
    z: "(h+g(z)-y)\\odot g'(z)",
  },
  'low-rank': { A: `B(A${T}B-Y)${T}`, B: `A(A${T}B-Y)`, Y: `Y-A${T}B` },
  samples: {
    V: `\\delta X${T}`,
    b: '\\delta\\mathbf{1}',
    W: `\\delta_uH${T}`,
    c: '\\delta_u\\mathbf{1}',
    x: `V${T}\\delta`,
    y: '\\frac{1}{m}(Y-A)',
    z: `(W${T}\\delta_u)\\odot g'(Z)`,
    h: `W${T}\\delta_u`,
    u: `\\frac{1}{m}\\bigl[(A-Y)\\odot A\\odot(\\mathbf{1}\\mathbf{1}${T}-A)\\bigr]`,
    a: '\\frac{1}{m}(A-Y)',
  },
  rows: {
    X: `\\delta W${T}`,
    W: `X${T}\\delta`,
    b: `\\delta${T}\\mathbf{1}`,
    Y: '\\frac{1}{m}(Y-A)',
    Z: "\\frac{1}{m}\\bigl[(A-Y)\\odot g'(Z)\\bigr]",
    A: '\\frac{1}{m}(A-Y)',
  },
};

interface Found {
  readonly by: Quantity;
  readonly theorem: MatrixTheorem | undefined;
}

/** Every gradient of a network's loss, and what they rest on. */
function derived(network: Network) {
  const deriver = new IndexedDeriver(network);
  const loss = network.loss as Quantity;
  const wanted = network.symbols.filter(({ quantity: q }) => q !== loss && !network.sizes.includes(q.name));
  const worked = wanted.flatMap(({ quantity: q }) => deriver.derive(loss, q));
  const forms = new MatrixForms(deriver.derivation);
  const ids = worked.map(({ theorem }) => theorem);
  const found = worked.map(({ wrt, theorem }): Found => ({ by: wrt, theorem: forms.of(theorem) }));
  return { loss, forms, ids, found };
}

/** Shapes of all kinds: every size 1, some of them 1, all the same, and three that are rectangular. */
function shapesFor(network: Network): readonly Sizes[] {
  const draw = random(31);
  const all = (value: (i: number) => number): Sizes =>
    new Map(network.sizes.map((name, i) => [name, value(i)]));
  const rectangular = Array.from({ length: 3 }, () => randomSizes(network, draw, 5));
  return [
    all(() => 1),
    all((i) => (i % 2 === 0 ? 1 : 4)),
    all((i) => (i % 2 === 0 ? 3 : 1)),
    all(() => 3),
    ...rectangular,
  ];
}

test('every network of the folder has its row', () => {
  expect(Object.keys(expected).toSorted()).toEqual(names.toSorted());
});

describe.each(names)('%s', (name) => {
  const { network, shapes } = read(name);
  const { loss, forms, ids, found } = derived(network);
  const style = latexStyle(network);

  test('in clean matrix form', () => {
    const written = found.map(({ by, theorem }) => [by.name, theorem && matrixLatex(theorem.rhs, style)]);
    expect(Object.fromEntries(written)).toEqual(expected[name]);
  });

  test('the kernel accepts every theorem, and extensionality every form', () => {
    const { theorems } = forms.derivation;
    expect(check(forms.derivation).every(({ accepted }) => accepted)).toBe(true);
    const declared = declaredIn({
      network,
      named: (label) => {
        const of = theorems.find((each) => each.name?.name === label);
        return of?.given.flatMap((each) => (each.kind === 'range' ? [each] : []));
      },
    });
    for (const { by, theorem } of found) {
      const entries = theorem && theorems[theorem.entries];
      if (theorem === undefined || entries === undefined) throw new Error(`no form of ${by.name}`);
      expect(checkEntries(theorem, entries, declared, new Canonical()), by.name).toMatchObject({
        accepted: true,
      });
    }
  });

  test('the gradient has the shape of what it is taken by', () => {
    for (const { by, theorem } of found) {
      expect(theorem?.lhs.shape, by.name).toEqual(shapes?.get(by.name));
      expect(theorem?.rhs.shape, by.name).toEqual(shapes?.get(by.name));
    }
  });

  test('differences and dual numbers agree at every shape', () => {
    const draw = random(17);
    let compared = 0;
    for (const sizes of shapesFor(network)) {
      const point = randomPoint(network, draw, sizes);
      const { instance, values, functions, duals } = point;
      const matrices = new MatrixValues(forms, point, ids);
      for (const { by, theorem } of found) {
        if (theorem === undefined) throw new Error(`no form of ${by.name}`);
        const rows = matrices.rows(theorem.rhs);
        const ranges = network.symbol(by)?.ranges ?? [];
        for (const at of instance.assignments(ranges)) {
          const [row, column] = [theorem.row, theorem.column].map((index) => (at.get(index) ?? 1) - 1);
          const claimed = rows[row as number]?.[column as number] as number;
          const member = instance.term(by, at) as Quantity;
          const options = { claimed, values, functions };
          const verdict = compareSlope(duals, instance.network, loss, member, options);
          expect(verdict.second.agrees, `${by.name} ${[...at].join(' ')}`).toBe(true);
          expect(verdict.difference.verdict === 'ill-conditioned' || verdict.difference.agrees).toBe(true);
          compared += verdict.difference.agrees === true ? 1 : 0;
        }
      }
    }
    expect(compared).toBeGreaterThan(20);
  });
});

import { describe, expect, test } from 'vitest';
import { Deriver } from '../../src/derive/index.ts';
import { readNetwork } from '../../src/describe/index.ts';
import { type Detail, DocumentWriter, type LocaleName, writeMarkdown } from '../../src/document/index.ts';
import type { Network } from '../../src/network/index.ts';
import { twoTwoTwo, unusual } from './networks.ts';
import { pageOf } from './pageOf.ts';

function written(
  network: Network,
  wrt: readonly string[],
  setting: { locale?: LocaleName; detail?: Detail } = {},
): string {
  const deriver = new Deriver(network);
  const works = wrt.map((name) => deriver.derive(network.loss as never, network.named(name) as never));
  const writer = new DocumentWriter({ derivation: deriver.derivation, ...setting });
  const children = works.flatMap(({ theorem }) => writer.gradient(theorem));
  return writeMarkdown({ type: 'root', children }, { flavour: 'plain' });
}

const layers = (widths: string, activation: string, loss: string): Network =>
  readNetwork(`name: t\nlayers: ${widths}\nactivation: ${activation}\nloss: ${loss}\n`, { name: 't.yaml' })
    .network;

const firstOf = (network: Network): string =>
  network.symbols.find(({ role }) => role === 'parameter')?.quantity.name ?? '';

const times = (text: string, part: string): number => text.split(part).length - 1;

describe('kinks', () => {
  test.each([
    ['en', 'w5', 'where $\\mathrm{net}_{o1}\\ne0$.'],
    ['zh', 'w5', '其中 $\\mathrm{net}_{o1}\\ne0$。'],
    ['en', 'w1', 'where none of $\\mathrm{net}_{h1}$, $\\mathrm{net}_{o1}$, $\\mathrm{net}_{o2}$ is zero.'],
    ['zh', 'w1', '其中 $\\mathrm{net}_{h1}$、 $\\mathrm{net}_{o1}$、 $\\mathrm{net}_{o2}$ 均不为零。'],
  ] as const)('%s, %s: one line', (locale, wrt, line) => {
    for (const detail of ['brief', 'standard', 'full'] as const)
      expect(times(written(twoTwoTwo('relu'), [wrt], { locale, detail }), `\n${line}\n`)).toBe(1);
  });

  test('what numbers take there is said once', () => {
    for (const detail of ['brief', 'standard', 'full'] as const) {
      const text = written(twoTwoTwo('relu'), ['w5', 'w1', 'b2'], { detail });
      expect(times(text, "numbers take $\\operatorname{ReLU}'(0)=0$ there by convention.")).toBe(1);
    }
    expect(written(twoTwoTwo('relu'), ['w5'], { locale: 'zh' })).toContain(
      "在 $z=0$ 处不断言 $\\operatorname{ReLU}$ 的导数；计算数值时按惯例取 $\\operatorname{ReLU}'(0)=0$。",
    );
    expect(written(twoTwoTwo('leakyRelu'), ['w5'])).toContain("\\operatorname{LeakyReLU}'(0)=0.01$");
    expect(written(twoTwoTwo('elu'), ['w5'])).toContain("\\operatorname{ELU}'(0)=1$");
  });

  test('the rows of a slope leave no value out', () => {
    expect(written(twoTwoTwo('relu'), ['w5'])).toContain(
      '\\begin{cases}1&\\mathrm{net}_{o1}>0\\\\0&\\mathrm{net}_{o1}\\le0\\end{cases}',
    );
  });

  test.each([
    ['max(0, 1 - w*x)', 'where $wx\\ne 1$.'],
    ['max(w, x)', 'where $w\\ne x$.'],
    ['abs(w) > x ? w : w^2', 'where $\\left|w\\right|\\ne x$.'],
  ])('two sides of a kink: %s', (formula, line) => {
    const source = `inputs: [x]\nparameters: [w]\nequations:\n  E: "${formula}"\nloss: E\n`;
    expect(written(readNetwork(source, { name: 'kink' }).network, ['w'])).toContain(`\n${line}\n`);
  });

  test('at a kink there is no difference to print', () => {
    const source = 'parameters: { w: 0 }\nequations:\n  E: abs(w)\nloss: E\n';
    const { network } = readNetwork(source, { name: 'kink' });
    const deriver = new Deriver(network);
    const { theorem } = deriver.derive(network.loss as never, network.named('w') as never);
    const writer = new DocumentWriter({ derivation: deriver.derivation, numbers: true });
    const children = writer.gradient(theorem, { check: true });
    const text = writeMarkdown({ type: 'root', children });
    expect(text).toContain('No central difference can be taken here');
    expect(text).not.toContain('NaN');
  });

  test('smooth networks have no such line', () => {
    expect(written(twoTwoTwo('sigmoid'), ['w5', 'w1'])).not.toMatch(/^where|convention/m);
  });

  test('many are not listed one by one', () => {
    const network = layers('[1, 2, 9, 1]', 'relu', 'half_squared_error');
    const wide = written(network, [firstOf(network)]);
    expect(wide).toMatch(/^where none of (?:\$[^$]+\$, ){5}\$\\dots\$, \$[^$]+\$ is zero\.$/m);
  });
});

describe('declared equalities', () => {
  const network = layers('[2, 2, 3]', '[relu, softmax]', 'categorical_cross_entropy');

  test.each([
    ['en', 'where $\\mathrm{net}_{h1}\\ne0$ and $y_1+y_2+y_3=1$.', '\\text{since }y_1+y_2+y_3=1'],
    ['zh', '其中 $\\mathrm{net}_{h1}\\ne0$，且 $y_1+y_2+y_3=1$。', '\\text{因 }y_1+y_2+y_3=1'],
  ] as const)('%s: with the result, and where they are used', (locale, line, reason) => {
    for (const detail of ['standard', 'full'] as const) {
      const text = written(network, ['w1'], { locale, detail });
      expect(text).toContain(line);
      expect(times(text, reason)).toBe(3);
    }
  });
});

test('that an opaque function is differentiable is said once', () => {
  expect(
    times(written(unusual(), ['w', 'b', 'v']), 'Here and below, $g$ is taken to be differentiable.'),
  ).toBe(1);
  expect(times(written(unusual(), ['w', 'b', 'v'], { locale: 'zh' }), '此处及下文设 $g$ 可导。')).toBe(1);
});

describe('what is held fixed', () => {
  test.each([
    ['en', 'In $(\\partial t/\\partial z)_{a}$, $a$ is held fixed.', 'with $z$ held fixed'],
    ['zh', '$(\\partial t/\\partial z)_{a}$ 中 $a$ 保持不变。', '把 $z$ 不变时的直接影响'],
  ] as const)('%s', (locale, sentence, direct) => {
    const text = written(unusual(), ['w'], { locale });
    expect(times(text, sentence)).toBe(1);
    expect(text).toContain(direct);
  });

  test('paths that no diagram shows are listed, or counted', () => {
    expect(written(unusual(), ['w'])).toContain(
      'The paths are $w\\to z\\to a\\to s\\to t\\to C$, $w\\to z\\to t\\to C$ and $w\\to C$.',
    );
    const skips = (depth: number): Network => {
      const lines = Array.from({ length: depth }, (_, i) => `  h${i + 1}: h${i} + tanh(h${i})`).join('\n');
      return readNetwork(
        `name: skips\ninputs: [x]\nparameters: [w]\nequations:\n  h0: w*x\n${lines}\n  E: h${depth}^2\nloss: E\n`,
        { name: 'skips.yaml' },
      ).network;
    };
    const wide = (width: number): Network => {
      const all = Array.from({ length: width }, (_, i) => i + 1);
      const lines = all.map((i) => `  a${i}: tanh(${i}*z)`).join('\n');
      return readNetwork(
        `name: wide\ninputs: [x]\nparameters: [w]\nequations:\n  z: w*x\n${lines}\n  E: ${all.map((i) => `a${i}`).join(' + ')}\nloss: E\n`,
        { name: 'wide.yaml' },
      ).network;
    };
    expect(written(wide(8), ['w'])).toContain('\\left\\{');
    expect(written(wide(9), ['w'])).toContain('In all, 9 paths lead to $E$.');
    expect(written(wide(9), ['w'], { locale: 'zh' })).toContain('通向 $E$ 的路径共有 9 条。');
    expect(written(skips(3), ['w'])).not.toContain('undefined');
  });
});

describe('detail full', () => {
  const text = written(twoTwoTwo('sigmoid'), ['w1'], { detail: 'full' });

  test('rows of the gradient and of error terms carry reasons', () => {
    expect(text).toContain('x_1&&\\text{substitute}\\\\');
    expect(text).toContain('&&(1),\\,(2)\\end{aligned}\\tag{4}');
    expect(text).toContain('&&\\text{notation}\\\\');
    expect(text).toContain('&&\\text{chain rule}\\\\');
  });

  test('standard has no reasons in them', () => {
    expect(written(twoTwoTwo('sigmoid'), ['w1'])).not.toContain('&&');
  });
});

describe('where a gradient of families has a meaning', () => {
  const gradient = (formula: string): string =>
    pageOf(`name: t\nshapes: { x: [n], y: [n] }\nequations:\n  E: ${formula}\nloss: E\n`, ['x']);
  const square = (name: string): string => `\\sum_{k=1}^{n}${name}_k^2`;

  test.each([
    ['dot(x,y)/(norm(x)*norm(y))', `where $${square('x')}$, $${square('y')}$ are all positive.`],
    ['dot(x,y)/norm(y)', `where $${square('y')}\\gt 0$.`],
    ['log(sum(exp(x)))', undefined],
    ["1/(1 + x'*x)", undefined],
    ["sqrt(1 + x'*x)", undefined],
    // No condition follows from another, and none is about a product of which only one factor is in question.
    ['sum(exp(x).*log(exp(x)./y))', 'where $y_k\\gt 0$, for all $k$.'],
    ['sum(x./(2*y.^2) + log(y))', 'where $y_k\\gt 0$, for all $k$.'],
    ['sum(x./(2*y.^2))', 'where $y_k\\ne0$, for all $k$.'],
  ])('%s', (formula, line) => {
    const found = gradient(formula).match(/^where .*$/m)?.[0];
    expect(found).toBe(line);
  });
});

// Theorems about families on the page: what is said of the four equations, and that every row of every proof is true.
import katex from 'katex';
import type { Root, RootContent } from 'mdast';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { backwardPass, IndexedDeriver, type IndexedWorked, MatrixForms } from '../../src/derive/index.ts';
import { DocumentWriter, type LocaleName, locales, writeMarkdown } from '../../src/document/index.ts';
import { Page } from '../../src/document/page.ts';
import { TheoremRows } from '../../src/document/theoremRows.ts';
import type { Quantity } from '../../src/expr/index.ts';
import { houseNames, houses } from '../../src/latex/index.ts';
import { type Network, UndecidedError } from '../../src/network/index.ts';
import { instantiate } from '../../src/network/instance.ts';
import { check } from '../../src/proof/index.ts';
import * as nets from '../networks/families.ts';
import { member } from '../networks/indexed.ts';
import { holds, withoutNames } from '../proof/script.ts';

/** The derivatives of the loss by what is learned or computed, in the order of the symbols. */
function everything(network: Network): { deriver: IndexedDeriver; parts: readonly IndexedWorked[] } {
  const deriver = new IndexedDeriver(network);
  const loss = network.loss as Quantity;
  const parts = network.symbols.flatMap(({ quantity, role }) => {
    if (quantity === loss || (role !== 'parameter' && role !== 'defined')) return [];
    try {
      return deriver.derive(loss, quantity);
    } catch (error) {
      if (error instanceof UndecidedError) return [];
      throw error;
    }
  });
  return { deriver, parts };
}

interface Wish {
  readonly locale?: LocaleName;
  readonly house?: (typeof houseNames)[number];
  readonly detail?: 'brief' | 'standard' | 'full';
}

/** A document of theorems, each with its matrix form if it has one. */
function documentOf(
  network: Network,
  { locale = 'en', house = 'nielsen', detail = 'standard' }: Wish = {},
  only: readonly string[] = [],
): RootContent[] {
  const { deriver, parts } = everything(network);
  const forms = new MatrixForms(deriver.derivation);
  const wanted = parts.filter(({ wrt }) => only.length === 0 || only.includes(wrt.name));
  const matrices = wanted.map(({ theorem }) => forms.of(theorem));
  const { derivation } = forms;
  const writer = new DocumentWriter({ derivation, locale, house: houses[house], detail });
  return wanted.flatMap(({ theorem }, i) => {
    const matrix = matrices[i];
    return writer.theorem(theorem, { ...(matrix && { matrix }) });
  });
}

const markdown = (children: RootContent[]): string => writeMarkdown({ type: 'root', children });

describe('equation 2', () => {
  const second = (locale: LocaleName): string =>
    markdown(documentOf(nets.opaqueNet, { locale }, ['z'])).split(/(?=^### )/m)[1] as string;

  test('in English', () => {
    expect(second('en')).toBe(`### The error term $\\delta_j^l$

Let $z_j^l=\\sum_{k}w_{jk}^la_k^{l-1}+b_j^l$. For $1\\le l\\lt L$ and $1\\le j\\le n_l$, wherever $G$ and $J$ are differentiable:

<a id="eq-2"></a>

\`\`\`math
\\delta_j^l=\\Bigl(\\sum_{k=1}^{n_{l+1}}w_{kj}^{l+1}\\delta_k^{l+1}\\Bigr)\\,G'(z_j^l)\\tag{2}
\`\`\`

<a id="eq-2-m"></a>

\`\`\`math
\\delta^l=\\bigl((W^{l+1})^{\\mathrm{T}}\\delta^{l+1}\\bigr)\\odot G'(z^l)\\tag{2M}
\`\`\`

**Proof of [(2)](#eq-2).** Fix $l\\lt L$ and $j$. Every path from $z_j^l$ to $C$ passes $a_j^l$ and then exactly one of $z_1^{l+1},\\dots,z_{n_{l+1}}^{l+1}$. Hence:

\`\`\`math
\\begin{aligned}\\delta_j^l&=\\frac{\\partial C}{\\partial z_j^l}\\\\&=\\Bigl(\\sum_{k}\\frac{\\partial C}{\\partial z_k^{l+1}}\\frac{\\partial z_k^{l+1}}{\\partial a_j^l}\\Bigr)\\frac{\\partial a_j^l}{\\partial z_j^l}&&\\text{chain rule}\\\\&=\\Bigl[\\sum_{k}\\delta_k^{l+1}\\,\\frac{\\partial}{\\partial a_j^l}\\Bigl(\\sum_{i}w_{ki}^{l+1}a_i^l+b_k^{l+1}\\Bigr)\\Bigr]\\,G'(z_j^l)&&\\text{definitions}\\\\&=\\Bigl(\\sum_{k}w_{kj}^{l+1}\\delta_k^{l+1}\\Bigr)\\,G'(z_j^l)&&\\text{only }i=j\\text{ survives}\\end{aligned}
\`\`\`

This is [(2)](#eq-2). $\\square$

**Proof of [(2M)](#eq-2-m).** Both sides have $n_l$ entries. Entry $j$ of $(W^{l+1})^{\\mathrm{T}}\\delta^{l+1}$ is $\\sum_{k}w_{kj}^{l+1}\\delta_k^{l+1}$. The product $\\odot$ multiplies it by $G'(z_j^l)$. By [(2)](#eq-2) that is $\\delta_j^l$, for every $j$. $\\square$

**Why the transpose?** Forward, $W^{l+1}$ is summed over its second index; backward, over its first. Shapes: $(n_l\\times n_{l+1})(n_{l+1}\\times 1)\\odot(n_l\\times 1)$.
`);
  });

  test('in Chinese', () => {
    const text = second('zh');
    expect(text).toContain('对 $1\\le l\\lt L$ 与 $1\\le j\\le n_l$，在 $G$ 与 $J$ 可导之处，有');
    expect(text).toContain(
      '固定 $l\\lt L$ 与 $j$。从 $z_j^l$ 到 $C$ 的每条路径都经过 $a_j^l$，再经过 $z_1^{l+1},\\dots,z_{n_{l+1}}^{l+1}$ 中的恰好一个。故',
    );
    expect(text).toContain('只有 }i=j\\text{ 的项不为零');
    expect(text).toContain('由 $j$ 的任意性，两边相等。证毕。');
    expect(text).toContain('前向传播时， $W^{l+1}$ 对第二个下标求和；反向传播时，对第一个下标求和。');
  });
});

test('at detail brief, what is claimed and no proof', () => {
  const text = markdown(documentOf(nets.opaqueNet, { detail: 'brief' }, ['z', 'w']));
  expect(text).toContain('Let $z_j^l=');
  expect(text).toContain("\\delta^L=\\nabla_{a^L}C\\odot G'(z^L)");
  expect(text).not.toMatch(/Proof|square|chain rule|Shapes/);
});

test('the four equations, their claims in both forms', () => {
  const text = markdown(documentOf(nets.opaqueNet, {}, ['z', 'w', 'b']));
  const claims = [...text.matchAll(/^(.*)\\tag\{(\w+)\}$/gm)].map(([, claim]) => claim);
  const unordered = (texts: readonly (string | undefined)[]): readonly unknown[] => [...texts].sort();
  expect(unordered(claims)).toEqual(
    unordered([
      "\\delta_j^L=\\frac{\\partial C}{\\partial a_j^L}\\,G'(z_j^L)",
      "\\delta^L=\\nabla_{a^L}C\\odot G'(z^L)",
      "\\delta_j^l=\\Bigl(\\sum_{k=1}^{n_{l+1}}w_{kj}^{l+1}\\delta_k^{l+1}\\Bigr)\\,G'(z_j^l)",
      "\\delta^l=\\bigl((W^{l+1})^{\\mathrm{T}}\\delta^{l+1}\\bigr)\\odot G'(z^l)",
      '\\frac{\\partial C}{\\partial w_{jk}^l}=\\delta_j^la_k^{l-1}',
      '\\frac{\\partial C}{\\partial W^l}=\\delta^l(a^{l-1})^{\\mathrm{T}}',
      '\\frac{\\partial C}{\\partial b_j^l}=\\delta_j^l',
      '\\frac{\\partial C}{\\partial b^l}=\\delta^l',
    ]),
  );
});

const named = nets.familyNets.map((network) => [network.name, network] as const);

describe.each(named)('%s', (_name, network) => {
  test('every row of every proof equals what is derived', () => {
    const { deriver, parts } = everything(network);
    const { derivation } = deriver;
    for (const detail of ['standard', 'full'] as const) {
      const rows = new TheoremRows(new Page({ derivation, detail }));
      for (const { theorem: id, ranges } of parts) {
        const theorem = deriver.theorem(id);
        const terms = rows.terms(id);
        expect(terms.length).toBeGreaterThan(0);
        for (const { term } of terms) {
          // A slice in a derivative by a whole family has no number; all else is compared.
          const right = withoutNames(term, derivation.theorems);
          expect(holds(network, theorem.goal.lhs, right, ranges), JSON.stringify(theorem.goal.lhs.args)).toBe(
            true,
          );
        }
      }
    }
  });

  test.each(houseNames)('%s: formulas are valid, rows differ, numbers count up', (house) => {
    for (const locale of locales) {
      for (const detail of house === 'nielsen'
        ? (['brief', 'standard', 'full'] as const)
        : (['standard'] as const)) {
        const children = documentOf(network, { locale, house, detail });
        const displays: string[] = [];
        visit({ type: 'root', children } as Root, (node) => {
          if (node.type !== 'math' && node.type !== 'inlineMath') return;
          if (node.type === 'math') displays.push(node.value);
          katex.renderToString(node.value, {
            strict: 'error',
            throwOnError: true,
            displayMode: node.type === 'math',
          });
        });
        const tags = displays.flatMap((latex) => /\\tag\{(\d+)\}$/.exec(latex)?.[1] ?? []);
        expect(tags).toEqual(tags.map((_, i) => String(i + 1)));
        for (const display of displays) {
          const rows = display.split('\\\\').map((row) => row.replace(/&&.*$/, '').replace(/^.*?&=/, ''));
          for (const [i, row] of rows.entries()) if (row.length > 8) expect(row).not.toBe(rows[i + 1]);
        }
      }
    }
  });
});

describe('the backward pass', () => {
  test('is defined, claimed and proved by induction', () => {
    const pass = backwardPass(nets.squaredNet, member('C'), member('z[l,j]'));
    expect(check(pass.derivation).every(({ accepted }) => accepted)).toBe(true);
    const writer = new DocumentWriter({ derivation: pass.derivation });
    const text = markdown(writer.recursion(pass));
    expect(text).toContain("\\begin{aligned}d_j^L&=(a_j^L-y_j)\\,G'(z_j^L)\\\\d_j^l&=");
    expect(text).toContain('\\frac{\\partial C}{\\partial z_j^l}=d_j^l\\tag{1}');
    expect(text).toContain('By induction on $l$, from $L$ down. For $l=L$:');
    expect(text).toContain(
      'Now let $1\\le l\\lt L$, and let [(1)](#eq-1) hold for $l+1$, whatever its other indices. Then:',
    );
    expect(text).toContain(
      "&=\\Bigl(\\sum_{k}w_{kj}^{l+1}d_k^{l+1}\\Bigr)\\,G'(z_j^l)&&\\text{hypothesis}\\ (1)",
    );
  });

  test('cites what the document has stated', () => {
    const { deriver, parts } = everything(nets.squaredNet);
    const writer = new DocumentWriter({ derivation: deriver.derivation });
    for (const { theorem, wrt } of parts) if (wrt.name === 'z') writer.theorem(theorem);
    const pass = backwardPass(nets.squaredNet, member('C'), member('z[l,j]'));
    const text = markdown(
      new DocumentWriter({ derivation: pass.derivation, state: writer.state }).recursion(pass),
    );
    expect(text).toContain("(a_j^L-y_j)\\,G'(z_j^L)&&(1)");
    expect(text).toContain("\\delta_k^{l+1}\\Bigr)\\,G'(z_j^l)&&(2)");
  });

  test('needs an induction', () => {
    const { deriver } = everything(nets.squaredNet);
    const writer = new DocumentWriter({ derivation: deriver.derivation });
    expect(() => writer.recursion({ theorem: 0, equations: [] })).toThrow(RangeError);
  });
});

test('gradient descent for every member', () => {
  const { deriver, parts } = everything(nets.opaqueNet);
  const theorems = parts.filter(({ wrt }) => ['w', 'b'].includes(wrt.name)).map(({ theorem }) => theorem);
  const writer = new DocumentWriter({ derivation: deriver.derivation, locale: 'zh' });
  const text = markdown(writer.descentRules(theorems));
  expect(text).toContain('设学习率为 $\\eta$，梯度下降法走一步为');
  expect(text).toContain(
    'w_{jk}^l&\\leftarrow w_{jk}^l-\\eta\\,\\frac{\\partial C}{\\partial w_{jk}^l}=w_{jk}^l-\\eta\\,\\delta_j^la_k^{l-1}',
  );
});

describe('at concrete sizes', () => {
  const { deriver, parts } = everything(nets.opaqueNet);
  const forms = new MatrixForms(deriver.derivation);
  const weights = parts.find(({ wrt }) => wrt.name === 'w') as IndexedWorked;
  const form = forms.of(weights.theorem);
  const sizes = new Map<string, number | number[]>([
    ['L', 2],
    ['n', [2, 3, 2]],
  ]);
  const instance = instantiate(nets.opaqueNet, sizes);
  const writer = new DocumentWriter({ derivation: forms.derivation, house: houses.ng });

  test('one entry, its sum written out', () => {
    const at = new Map([
      ['l', 2],
      ['j', 1],
      ['k', 3],
    ]);
    const text = markdown(writer.entryInstance(weights.theorem, at, instance));
    expect(text).toContain(
      '\\Bigl(w_{11}^{[2]}a_1^{[1]}+w_{12}^{[2]}a_2^{[1]}+w_{13}^{[2]}a_3^{[1]}+b_1^{[2]}\\Bigr)',
    );
    expect(text).toContain('\\\\&=dz_1^{[2]}\\,a_3^{[1]}');
  });

  test('all entries, as an outer product', () => {
    if (form === undefined) throw new Error('no matrix form');
    const text = markdown(writer.matrixTheoremInstance(form, new Map([['l', 2]]), instance));
    expect(text).toContain(
      '\\begin{pmatrix}dz_1^{[2]}\\\\dz_2^{[2]}\\end{pmatrix}\\begin{pmatrix}a_1^{[1]}&a_2^{[1]}&a_3^{[1]}\\end{pmatrix}=dz^{[2]}\\,a^{[1]\\mathrm{T}}',
    );
  });
});

// Houses that write dz for ∂E/∂z say so, once, and never that dz is dz.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Deriver, IndexedDeriver, MatrixForms } from '../../src/derive/index.ts';
import { partsFor, readMember, readNetwork } from '../../src/describe/index.ts';
import { type Detail, DocumentWriter, locales, writeMarkdown } from '../../src/document/index.ts';
import type { Quantity } from '../../src/expr/index.ts';
import { type HouseName, houses } from '../../src/latex/index.ts';
import { twoTwoTwo } from './networks.ts';
import { pageOf, saying } from './pageOf.ts';

function page(house: HouseName, detail: Detail, locale: 'en' | 'zh' = 'en'): string {
  const network = twoTwoTwo();
  const deriver = new Deriver(network);
  const of = network.loss as Quantity;
  const found = ['w1', 'w5', 'b2'].map((name) => deriver.derive(of, network.named(name) as Quantity));
  const writer = new DocumentWriter({ derivation: deriver.derivation, detail, locale, house: houses[house] });
  const children = found.flatMap(({ theorem }) => writer.gradient(theorem));
  return writeMarkdown({ type: 'root', children });
}

/** Every name = term of the displays. */
const equations = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/```math\n([^`]*)\n```/g)].flatMap(([, display = '']) =>
    [...display.replace('\\begin{aligned}', '').matchAll(/([^&=]+)&?=([^&=\\]+(?:\\(?!\\)[^&=\\]*)*)/g)].map(
      ([, left = '', right = '']) => [left.trim(), right.trim()],
    ),
  );

const opening = {
  en: 'For every quantity $q$ we write $dq$ for $\\partial E/\\partial q$.',
  zh: '对任一量 $q$，把 $\\partial E/\\partial q$ 记作 $dq$。',
};

describe.each(['brief', 'standard', 'full'] as const)('detail %s', (detail) => {
  test('ng: no two sides alike, nothing named what it is called', () => {
    const text = page('ng', detail);
    expect(equations(text).length).toBeGreaterThan(1);
    for (const [left, right] of equations(text)) expect(left).not.toBe(right);
    expect(text).not.toMatch(/\\underbrace\{(d[a-z]_\{?\w+\}?)\}_\{\1\}/);
    expect(text).not.toMatch(/write \$(d[^$]+)\$ for \$\1\$/);
  });

  test.each(locales)('what d means is said once, and only in that house: %s', (locale) => {
    expect(saying(page('ng', detail, locale), opening[locale])).toHaveLength(1);
    expect(page('nielsen', detail, locale)).not.toContain('$dq$');
  });
});

test('theorems say it too', () => {
  expect(saying(pageOf('general/layers', ['w'], { house: 'ng' }), 'we write $dq$ for')).toHaveLength(1);
});

describe('samples', () => {
  const text = readFileSync(new URL('../../templates/networks/layers-samples.yaml', import.meta.url), 'utf8');
  const loss = text.replace('loss: J', 'loss: S').replace('  J: 1/m*S\n', '');

  test('of one sample dz is the derivative of the sum of losses, where that has a name beside the loss', () => {
    const { network } = readNetwork(text, { name: 'samples', notation: 'index' });
    const deriver = new IndexedDeriver(network);
    const found = ['z[l,j,s]', 'a[l,j,s]'].flatMap((name) => {
      const member = readMember(name, network);
      return partsFor(deriver.derive(network.named('S') as Quantity, member.symbol.quantity), member);
    });
    const { derivation } = new MatrixForms(deriver.derivation);
    const writer = new DocumentWriter({ derivation, house: houses.ng });
    const page = writeMarkdown({
      type: 'root',
      children: found.flatMap(({ theorem }) => writer.theorem(theorem)),
    });
    expect(page).toContain('Where $q$ belongs to a single sample, $dq$ is $\\partial S/\\partial q$.');
    expect(page).toContain('da_j^{[l](s)}=\\sum_{k=1}^{n_{l+1}}w_{kj}^{[l+1]}\\,dz_k^{[l+1](s)}');
  });

  test('not where the sum is the loss', () => {
    expect(pageOf(loss, ['z'], { house: 'ng' })).not.toContain('single sample');
  });
});

// Documents of random networks: every formula valid, nothing said twice, every number once.
import fc from 'fast-check';
import katex from 'katex';
import type { Root, RootContent } from 'mdast';
import { visit } from 'unist-util-visit';
import { expect, test } from 'vitest';
import { Deriver } from '../../src/derive/index.ts';
import { DocumentWriter, locales } from '../../src/document/index.ts';
import type { Network } from '../../src/network/index.ts';
import { randomNetwork } from '../networks/random.ts';

/** Every gradient of a network, or of a wide one the first and the last few. */
function gradients(
  network: Network,
  locale: (typeof locales)[number],
  detail: 'brief' | 'standard' | 'full',
) {
  const deriver = new Deriver(network);
  const writer = new DocumentWriter({ derivation: deriver.derivation, locale, detail, numbers: true });
  const all = network.symbols.filter(({ role }) => role === 'parameter');
  const parameters = all.length > 6 ? [...all.slice(0, 3), ...all.slice(-3)] : all;
  return parameters.flatMap(({ quantity }): RootContent[] => {
    const { theorem } = deriver.derive(network.loss as never, quantity);
    return writer.gradient(theorem, { check: true });
  });
}

test('documents of random networks', () => {
  let documents = 0;
  const property = fc.property(
    randomNetwork,
    fc.constantFrom(...locales),
    fc.constantFrom('brief', 'standard', 'full'),
    (network, locale, detail) => {
      const children = gradients(network, locale, detail);
      const displays: string[] = [];
      const root: Root = { type: 'root', children };
      visit(root, (node) => {
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
        const rows = display.split('\\\\').map((row) => row.replace(/&&.*$/, ''));
        for (const [i, row] of rows.entries()) if (row.length > 8) expect(row).not.toBe(rows[i + 1]);
      }
      // Paths of two parameters may look alike; derivations may not.
      const derived = displays.filter((latex) => latex.includes('\\partial'));
      const without = derived.map((latex) => latex.replace(/\\tag\{\d+\}$/, ''));
      expect(new Set(without).size).toBe(without.length);
      const lefts = displays
        .filter((latex) => latex.includes('\\tag') && latex.includes('\\delta'))
        .flatMap((latex) => /^\\begin\{aligned\}(\\delta[^&]*)&/.exec(latex)?.[1] ?? []);
      expect(new Set(lefts).size).toBe(lefts.length);
      documents++;
    },
  );
  fc.assert(property, { numRuns: 40, seed: 7 });
  expect(documents).toBe(40);
}, 120_000);

// The 2-2-2 network's w5 and w1 as a reader sees them; `vitest -u` rewrites the files.
import { expect, test } from 'vitest';
import { Deriver } from '../../src/derive/index.ts';
import { DocumentWriter, locales, writeMarkdown } from '../../src/document/index.ts';
import { twoTwoTwo } from './networks.ts';

test.each(locales)('2-2-2, %s', async (locale) => {
  const network = twoTwoTwo();
  const deriver = new Deriver(network);
  const works = ['w5', 'w1'].map((name) =>
    deriver.derive(network.loss as never, network.named(name) as never),
  );
  const writer = new DocumentWriter({ derivation: deriver.derivation, locale, numbers: true });
  const children = works.flatMap(({ theorem }) => writer.gradient(theorem, { check: true }));
  const markdown = writeMarkdown({ type: 'root', children });
  await expect(markdown).toMatchFileSnapshot(`golden/two-two-two.${locale}.txt`);
});

/** What a file's network says of some derivatives, as Markdown, as `derive` writes it. */
import { readFileSync } from 'node:fs';
import { IndexedDeriver, MatrixForms } from '../../src/derive/index.ts';
import { partsFor, readMember, readNetwork } from '../../src/describe/index.ts';
import { DocumentWriter, type LocaleName, writeMarkdown } from '../../src/document/index.ts';
import type { Quantity } from '../../src/expr/index.ts';
import { type HouseName, houses } from '../../src/latex/index.ts';

interface Wish {
  readonly locale?: LocaleName;
  readonly house?: HouseName;
  readonly forms?: readonly ('components' | 'matrix')[];
}

/** The network of a file under `test/networks`, or of a text, and its derivatives by members such as `W` or `z[l,j]`. */
export function pageOf(source: string, wrt: readonly string[], wish: Wish = {}): string {
  const text = source.includes('\n')
    ? source
    : readFileSync(new URL(`../networks/${source}.yaml`, import.meta.url), 'utf8');
  const { network } = readNetwork(text, { name: 'network', notation: 'index' });
  const deriver = new IndexedDeriver(network);
  const asked = wrt.flatMap((each) => {
    const member = readMember(each, network);
    return partsFor(deriver.derive(network.loss as Quantity, member.symbol.quantity), member);
  });
  const told = deriver.inOrder(asked);
  const forms = new MatrixForms(deriver.derivation);
  const matrices = told.map(({ theorem }) => forms.of(theorem));
  const writer = new DocumentWriter({
    derivation: forms.derivation,
    locale: wish.locale ?? 'en',
    ...(wish.house && { house: houses[wish.house] }),
  });
  const children = told.flatMap(({ theorem }, i) => {
    const matrix = matrices[i];
    return writer.theorem(theorem, { ...(wish.forms && { forms: wish.forms }), ...(matrix && { matrix }) });
  });
  return writeMarkdown({ type: 'root', children });
}

/** The paragraphs of a page that contain something. */
export const saying = (page: string, words: string): readonly string[] =>
  page.split('\n').filter((line) => line.includes(words));

/** Lines that were meant as directives but are none: the parser silently takes them for prose. */
import type { Paragraph } from 'mdast';
import type { Problems } from '../describe/problems.ts';
import { didYouMean } from '../source/index.ts';
import { directives } from './directives/index.ts';
import { spanOf } from './readMarkdown.ts';

const names = directives.map(({ name }) => name);

/** Notes every line of a paragraph that begins with colons and the name of a directive. */
export function findMalformed(node: Paragraph, problems: Problems): void {
  const { offset, length } = spanOf(node);
  const written = problems.source.text.slice(offset, offset + length);
  for (const match of written.matchAll(/^[ \t>]*(:+)([\p{L}_-]+)(.?)/gmu)) {
    const [, colons = '', name = '', next = ''] = match;
    // One colon alone is prose, unless attributes follow.
    if (colons.length === 1 && next !== '{') continue;
    const meant = names.includes(name) ? name : didYouMean(name, names);
    if (meant === undefined) continue;
    const start = offset + match.index + match[0].indexOf(colons);
    const span = { offset: start, length: colons.length + name.length };
    problems.error(
      span,
      `this line is not a directive ${meant} as it is written`,
      hintFor(meant, colons, next),
    );
  }
}

function hintFor(meant: string, colons: string, next: string): string {
  const form = directives.find(({ name }) => name === meant)?.form;
  const wanted = form === 'container' ? ':::' : '::';
  if (colons !== wanted || (next !== '' && next !== '{'))
    return `write ${wanted}${meant}{…}, alone in its line`;
  return 'close the braces, and put values with spaces or braces in quotes: wrt="w6 w7"';
}

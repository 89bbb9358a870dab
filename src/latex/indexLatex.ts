/** Index expressions → LaTeX. */
import type { Index } from '../expr/index.ts';
import { nameLatex } from './nameLatex.ts';

/** An index expression, what is added before what is taken away. Example: `l-1`, `p-i`, `n_{l-1}` */
export function indexLatex(index: Index): string {
  const positiveFirst = [...index.terms].sort((a, b) => Math.sign(b.coefficient) - Math.sign(a.coefficient));
  const parts = positiveFirst.map(({ atom, coefficient }) => {
    const name = nameLatex(atom.name, atom.indices.map(indexLatex));
    return coefficient === 1 ? name : coefficient === -1 ? `-${name}` : `${coefficient}${name}`;
  });
  if (index.constant !== 0 || parts.length === 0) parts.push(String(index.constant));
  if (index.constant > 0 && parts[0]?.startsWith('-')) parts.unshift(parts.pop() as string);
  return parts.join('+').replaceAll('+-', '-');
}

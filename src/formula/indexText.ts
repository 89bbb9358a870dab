/** Index expressions → text that reads back: what is added first, then what is taken away, the whole number last. */
import type { Index } from '../expr/index.ts';

/** Example: `N-K+1`, `n[l-1]`, `2*l` */
export function indexText({ constant, terms }: Index): string {
  const added = terms.filter(({ coefficient }) => coefficient > 0);
  const taken = terms.filter(({ coefficient }) => coefficient < 0);
  const parts = [...added, ...taken].map(({ atom, coefficient }): string => {
    const indices = atom.indices.length === 0 ? '' : `[${atom.indices.map(indexText).join(',')}]`;
    const count = Math.abs(coefficient) === 1 ? '' : `${Math.abs(coefficient)}*`;
    return `${coefficient < 0 ? '-' : '+'}${count}${atom.name}${indices}`;
  });
  if (constant !== 0 || parts.length === 0) {
    const number = `${constant < 0 ? '' : '+'}${constant}`;
    if (added.length === 0 && constant >= 0) parts.unshift(number);
    else parts.push(number);
  }
  return parts.join('').replace(/^\+/, '');
}

/** Where an index runs. Example: `1..n[l-1]` */
export const rangeText = ({ from, to }: { readonly from: Index; readonly to: Index }): string =>
  `${indexText(from)}..${indexText(to)}`;

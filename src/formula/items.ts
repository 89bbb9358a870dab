/** Lists as text, cut where no bracket is open. */

/** A text and where it begins in what it is part of. */
export interface Item {
  readonly text: string;
  readonly offset: number;
}

/**
 * What stands between the separators that are in no square bracket.
 *
 * Example: `w[1,n[2]], z` → `w[1,n[2]]`, ` z`
 */
export function itemsOf(text: string, separator: ',' | ' ' = ','): readonly Item[] {
  const items: Item[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const character = text[at];
    if (character === '[') depth++;
    if (character === ']') depth--;
    if (at < text.length && (character !== separator || depth > 0)) continue;
    items.push({ text: text.slice(start, at), offset: start });
    start = at + 1;
  }
  return items;
}

/**
 * A name, and what stands in the brackets behind it, if there are any; undefined for anything else.
 *
 * Example: `w[l,j]` → w, `l,j`
 */
export function headOf(text: string): { readonly name: string; readonly inside?: string } | undefined {
  const [, name, inside] = /^\s*([^[\]\s]+)\s*(?:\[(.*)\])?\s*$/su.exec(text) ?? [];
  return name === undefined ? undefined : { name, ...(inside !== undefined && { inside }) };
}

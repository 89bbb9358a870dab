/**
 * Names → LaTeX, by their shape alone: an underscore starts a subscript, trailing digits are one, several letters stand
 * upright, Greek names become letters. There is no list of known prefixes. Overrides are `style.ts`.
 */
import { greek } from './greek.ts';

const escapes: Readonly<Record<string, string>> = {
  _: '\\_',
  $: '\\$',
  '%': '\\%',
  '#': '\\#',
  '&': '\\&',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '\\': '\\textbackslash{}',
};

/** Scripts that both KaTeX and MathJax set in text: Latin-1, Cyrillic, kana, 汉字, 한글. Others go by code point. */
const settable =
  /[\x20-\x7e\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0410-\u044f\u3040-\u30ff\u4e00-\u9faf\uac00-\ud7af]/;

/** A name spelt out, every character for itself. */
export function spelt(text: string): string {
  let inner = '';
  // KaTeX cannot set every letter of the mathematical alphabets, not even by code point.
  for (const character of text.replace(/[\u{1d400}-\u{1d7ff}]/gu, (letter) => letter.normalize('NFKC'))) {
    if (settable.test(character)) inner += escapes[character] ?? character;
    else inner += `\\char"${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()} `;
  }
  return `\\text{${inner}}`;
}

/** Several characters: upright, Greek ones as letters. Example: `net` → \mathrm{net}, `Δw` → \Delta w */
function upright(text: string): string {
  const runs = text.match(/[\u0370-\u03ff]|[^\u0370-\u03ff]+/gu) ?? [];
  let latex = '';
  for (const run of runs) {
    const letter = /[\u0370-\u03ff]/u.test(run) ? greek(run) : undefined;
    if (letter !== undefined) latex += letter;
    else if (runs.length > 1 && /^[A-Za-z]$/.test(run)) latex += ` ${run}`;
    else latex += /^[A-Za-z0-9]+$/.test(run) ? `\\mathrm{${run}}` : spelt(run);
  }
  return latex.trim();
}

const symbol = (text: string): string => greek(text) ?? (/^[A-Za-z]$/.test(text) ? text : upright(text));

/** A subscript. Example: `o1` → o1, `total` → \mathrm{total}, `alpha1` → \alpha1 */
function subscript(part: string): string {
  if (/^\d+$/.test(part)) return part;
  const [, word = '', digits = ''] = /^(.*?)(\d*)$/su.exec(part) ?? [];
  const letter = greek(word) ?? (/^[A-Za-z]$/.test(word) ? word : undefined);
  return letter === undefined ? upright(part) : letter + digits;
}

/**
 * How a name is written; indices, already LaTeX, join its subscript.
 * Example: `out_o1` → \mathrm{out}_{o1}, `w11` → w_{11}, `delta_h1` → \delta_{h1}, `权重` → \text{权重}
 */
export function nameLatex(name: string, indices: readonly string[] = []): string {
  const [, body = '', marks = ''] = /^(.*?)(['′]*)$/su.exec(name) ?? [];
  const [head = '', ...rest] = body.split('_');
  const [, word = '', digits = ''] = /^(.*?)(\d*)$/su.exec(head) ?? [];
  const isRegular = word !== '' && !rest.includes('');
  const base = isRegular ? symbol(word) : upright(body === '' ? ' ' : body);
  const parts = isRegular ? [...(digits === '' ? [] : [digits]), ...rest.map(subscript)] : [];
  const below = [...parts, ...indices].join(',');
  const prime = "'".repeat(marks.length);
  if (below === '') return base + prime;
  return `${base}_${below.length === 1 ? below : `{${below}}`}${prime}`;
}

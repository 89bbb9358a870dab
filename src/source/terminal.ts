/** What a text looks like on a terminal: how many places it takes, and no more than text. */

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const INVISIBLE = /\p{Mn}|\p{Me}|\p{Cf}/u;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Places that a text takes on a terminal: 汉字 take two each, accents none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += INVISIBLE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** A stranger's text on one line: tabs as spaces, so that every terminal agrees on columns, and no characters that steer it. */
export const printable = (text: string): string =>
  text.replaceAll('\t', '    ').replace(UNPRINTABLE, '\ufffd');

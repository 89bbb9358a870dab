/**
 * Breaking long formulas into rows. Rows break before + and −, then between factors, outside braces, \left…\right and
 * environments, and in as few brackets as possible.
 */

interface Token {
  readonly text: string;
  /** Visible width in characters that this token adds outside all braces. */
  readonly width: number;
  /** How bad a break before this token is; infinite where none is allowed. */
  readonly cost: number;
}

const wordPattern = /\\(?:[A-Za-z]+|.)/y;

/** Width of commands that show something, by name; letters and signs count one, the rest nothing. */
const silent =
  /^\\(?:mathrm|text|operatorname|[bB]igg?[lr]?|left|right|frac|tfrac|underbrace|begin|end|[,;:! ])$/;
const named = /^\\(?:log|exp|tanh|max|min)$/;
const wide = /^(?:\\sum|\\odot|[+=-])$/;

interface Group {
  /** What the group is: an argument of a fraction or brace counts the widest, a script less than its own. */
  readonly kind: 'plain' | 'script' | 'stack';
  width: number;
}

/** Splits LaTeX into tokens: control words, single characters. */
function* tokensOf(latex: string): Generator<string> {
  for (let at = 0; at < latex.length; ) {
    wordPattern.lastIndex = at;
    const text = wordPattern.exec(latex)?.[0] ?? latex[at] ?? '';
    at += text.length;
    yield text;
  }
}

const glyphs = (token: string): number => {
  if (token.startsWith('\\'))
    return silent.test(token)
      ? token === '\\;'
        ? 0.5
        : 0
      : named.test(token)
        ? 3
        : wide.test(token)
          ? 2
          : 1;
  return /[{}_^&\s']/.test(token) ? 0 : /[\u2e80-\uffff]/.test(token) ? 2 : 1;
};

const innermost = /\\begin\{(cases|aligned)\}((?:(?!\\begin\{)[\s\S])*?)\\end\{\1\}/g;

/** A formula with each environment replaced by its widest row and a brace. */
function flattened(latex: string): string {
  for (let text = latex; ; ) {
    const next = text.replace(innermost, (_whole, _name, body: string) => {
      const rows = body.split('\\\\');
      const widths = rows.map(glyphWidth);
      return `{(${rows[widths.indexOf(Math.max(...widths))] ?? ''}}`;
    });
    if (next === text) return next;
    text = next;
  }
}

/** Roughly how many characters wide a formula is on the page. */
export const visibleWidth = (latex: string): number =>
  glyphWidth(latex.includes('\\begin{') ? flattened(latex) : latex);

function glyphWidth(latex: string): number {
  const stack: Group[] = [{ kind: 'plain', width: 0 }];
  let pending: Group['kind'] = 'plain';
  let stacked: { seen: number; left: number } | undefined;
  const fractions: (typeof stacked)[] = [];
  for (const token of tokensOf(latex)) {
    const top = stack.at(-1) as Group;
    if (token === '{') {
      stack.push({ kind: stacked !== undefined ? 'stack' : pending, width: 0 });
      fractions.push(stacked);
      stacked = undefined;
      pending = 'plain';
    } else if (token === '}') {
      const group = stack.length > 1 ? (stack.pop() as Group) : top;
      const outer = fractions.pop();
      const parent = stack.at(-1) as Group;
      if (group.kind !== 'stack' || outer === undefined)
        parent.width += group.kind === 'script' ? 0.7 * group.width : group.width;
      else {
        parent.width += Math.max(0, group.width - outer.seen);
        stacked =
          outer.left > 1 ? { seen: Math.max(outer.seen, group.width), left: outer.left - 1 } : undefined;
      }
    } else if (token === '\\frac' || token === '\\tfrac') stacked = { seen: 0, left: 2 };
    else if (token === '_' || token === '^') {
      pending = 'script';
      stacked = undefined;
    } else {
      top.width += pending === 'script' ? 0.7 * glyphs(token) : glyphs(token);
      pending = 'plain';
      if (!/\d/.test(token)) stacked = undefined;
    }
  }
  return (stack[0] as Group).width;
}

const opening = /^(?:\(|\[|\\\{)$/;
const closing = /^(?:\)|\]|\\\})$/;

/** Pieces between which a row may end, each with the cost of a break before it. */
function breakable(latex: string): readonly Token[] {
  const pieces: Token[] = [];
  let text = '';
  let cost = Number.POSITIVE_INFINITY;
  let [braces, fences, inside] = [0, 0, 0];
  let afterOperand = false;
  let wasSize = false;
  const cut = (next: number): void => {
    if (text !== '') pieces.push({ text, width: visibleWidth(text), cost });
    text = '';
    cost = next;
  };
  for (const token of tokensOf(latex)) {
    const isFree = braces === 0 && fences === 0;
    if (isFree && afterOperand && (token === '+' || token === '-')) cut(inside);
    else if (isFree && afterOperand && /^\\(?:[,;]|cdot)$/.test(token)) cut(inside + 0.5);
    if (token === '{') braces++;
    else if (token === '}') braces--;
    else if (token === '\\left' || token === '\\begin') fences++;
    else if (token === '\\right' || token === '\\end') fences--;
    else if (opening.test(token)) inside++;
    else if (closing.test(token)) inside--;
    afterOperand = !(opening.test(token) || /^[+\-=<>,]$/.test(token) || wasSize);
    wasSize = /^\\[bB]igg?l$/.test(token);
    text += token;
  }
  cut(0);
  return pieces;
}

/** The rows of a formula that is wider than `width`; a row that continues a product begins with \cdot. */
export function breakLatex(latex: string, width = 100): readonly string[] {
  // A tail of a few characters looks worse than a row slightly too wide.
  if (visibleWidth(latex) <= 1.15 * width) return [latex];
  const rows: string[] = [];
  let rest = breakable(latex);
  while (rest.length > 0) {
    let [filled, best, bestCost] = [0, rest.length, Number.POSITIVE_INFINITY];
    for (let i = 0; i < rest.length; i++) {
      const { width: own, cost } = rest[i] as Token;
      if (i > 0 && cost <= bestCost && (filled >= 0.4 * width || bestCost === Number.POSITIVE_INFINITY)) {
        best = i;
        bestCost = cost;
      }
      filled += own;
      if (filled > width && bestCost < Number.POSITIVE_INFINITY) break;
      if (i === rest.length - 1) best = rest.length;
    }
    const row = rest
      .slice(0, best)
      .map((piece) => piece.text)
      .join('');
    rows.push(row.replace(/^\\[,;]/, '\\cdot '));
    rest = rest.slice(best);
  }
  return rows;
}

/** lhs = rhs for a display, over several aligned rows if it is too wide for one. */
export function equationLatex(lhs: string, rhs: string, width = 100): string {
  const rows = breakLatex(rhs, Math.max(20, width - visibleWidth(lhs)));
  if (rows.length === 1) return `${lhs}=${rhs}`;
  return `\\begin{aligned}${lhs}&=${rows.join('\\\\&\\quad{}')}\\end{aligned}`;
}

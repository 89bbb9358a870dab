/**
 * A piece of LaTeX and what its neighbours must know of it. Pieces are put together without looking into their text
 * again: a text may be a deep rope of shared parts, and reading it would flatten it.
 */

/** How tightly a piece holds together. */
export const rank = { sum: 0, product: 1, fraction: 2, power: 3, atom: 4 } as const;
export type Rank = (typeof rank)[keyof typeof rank];

/** What a piece begins or ends with, as far as spacing is concerned. */
export type Edge =
  | 'letter'
  | 'upright'
  | 'number'
  | 'unit'
  | 'tfrac'
  | 'fraction'
  | 'call'
  | 'bracket'
  | 'brace'
  | 'slash'
  | 'operator';

export interface Piece {
  readonly text: string;
  readonly rank: Rank;
  readonly starts: Edge;
  readonly ends: Edge;
  /** Depth of brackets inside. */
  readonly level: number;
  /** Whether fractions, big operators or braces make it higher than a line. */
  readonly tall?: boolean;
  /** Begins with a minus sign. */
  readonly minus?: boolean;
  /** Begins with a letter that would be read into a control word before it. */
  readonly bare?: boolean;
  /** Ends with a control word, into which a letter would be read. */
  readonly word?: boolean;
  /** Reaches to the right as far as it can: Σ, cases. */
  readonly open?: boolean;
  /** Ends with a superscript, so that a power needs brackets. */
  readonly raised?: boolean;
  /** The denominator, if it is one over something. */
  readonly under?: Piece;
  /** The parts of an operator's application, so that an exponent can stand between them: tanh²(z). */
  readonly call?: { readonly head: string; readonly rest: string };
  /** What stands behind a leading minus sign. */
  readonly negated?: Piece;
  /** u and v of u − v. */
  readonly difference?: readonly [string, string];
  /** The same in a line, for an exponent: z/\tau for \frac{z}{\tau}. */
  readonly slashed?: string;
  /** What stands under a root that this is. */
  readonly root?: Piece;
  /** Above and below the line of a fraction of two numbers. */
  readonly ratio?: readonly [above: string, below: string];
  /** Under a brace with a label. */
  readonly brace?: { readonly inner: Piece; readonly label: string };
}

const sizes = ['', '\\bigl', '\\Bigl', '\\biggl', '\\Biggl'] as const;

function brackets(inner: Piece, round: boolean): readonly [string, string] {
  const depth = inner.level;
  const size = sizes[Math.min(4, inner.tall === true ? Math.max(2, depth + 1) : depth)] as string;
  const [left, right] = round || depth % 2 === 0 ? ['(', ')'] : ['[', ']'];
  return [size + left, size.replace(/l$/, 'r') + right];
}

/** In brackets of the size that the inside asks for. Example: a+b → (a+b), a(b+c)+d → \bigl[a(b+c)+d\bigr] */
export function bracketed(inner: Piece, round = false): Piece {
  const [left, right] = brackets(inner, round);
  return {
    text: left + inner.text + right,
    rank: rank.atom,
    starts: 'bracket',
    ends: 'bracket',
    level: inner.level + 1,
    tall: inner.tall === true,
  };
}

/** A short text as a piece that needs no brackets. */
export function atom(text: string): Piece {
  // dz is one sign: like a word, it stands a little apart.
  const isUpright = /^(?:\\(?:mathrm|text|operatorname)\b|d[A-Za-z\\])/.test(text);
  const edge: Edge = isUpright ? 'upright' : 'letter';
  return {
    text,
    rank: rank.atom,
    starts: edge,
    ends: edge,
    level: 0,
    bare: /^[A-Za-z]/.test(text),
    word: /\\[A-Za-z]+$/.test(text),
    raised: /[\^']/.test(text),
  };
}

/** Under a brace. */
export const braced = (inner: Piece, label: string): Piece => ({
  text: `\\underbrace{${inner.text}}_{${label}}`,
  rank: rank.atom,
  starts: 'brace',
  ends: 'brace',
  level: inner.level,
  tall: true,
  raised: true,
  brace: { inner, label },
});

const isName = (edge: Edge): boolean => edge === 'letter' || edge === 'upright' || edge === 'call';

/** What stands between two factors. */
function between(left: Piece, right: Piece): string {
  const [before, after] = [left.ends, right.starts];
  if (before === 'slash' || after === 'slash') return '\\cdot';
  if (after === 'number' || after === 'unit' || before === 'unit') return '\\cdot';
  if (before === 'number' && after === 'fraction') return '\\cdot';
  if (after === 'tfrac' && (before === 'number' || before === 'tfrac')) return '\\cdot';
  if (after === 'fraction' && (before === 'upright' || before === 'letter')) return '\\,';
  if (!isName(after)) return '';
  switch (before) {
    case 'brace':
      return '\\;';
    case 'bracket':
    case 'call':
    case 'fraction':
    case 'upright':
      return '\\,';
    case 'number':
    case 'tfrac':
      return after === 'upright' ? '\\,' : '';
    default:
      return after === 'letter' ? '' : '\\,';
  }
}

/** One factor after another; × between them in arithmetic. */
export function beside(left: Piece, right: Piece, arithmetic = false): Piece {
  let space = arithmetic ? '\\times' : between(left, right);
  const isWord = arithmetic || space === '\\cdot' || (space === '' && left.word === true);
  if (isWord && right.bare === true) space += ' ';
  return joined(left, space, right, rank.product);
}

/** Two pieces with something between them: it begins like the first and ends like the second. */
export const joined = (left: Piece, sign: string, right: Piece, at: Rank): Piece => ({
  text: left.text + sign + right.text,
  rank: at,
  starts: left.starts,
  ends: right.ends,
  level: Math.max(left.level, right.level),
  tall: left.tall === true || right.tall === true,
  minus: left.minus === true,
  bare: left.bare === true,
  word: right.word === true,
  open: right.open === true,
});

/** A minus sign before a product. */
export const minus = (of: Piece): Piece => ({
  text: `-${of.text}`,
  rank: rank.product,
  starts: of.starts,
  ends: of.ends,
  level: of.level,
  tall: of.tall === true,
  minus: true,
  word: of.word === true,
  open: of.open === true,
  negated: of,
  ...(of.slashed === undefined ? {} : { slashed: `-${of.slashed}` }),
});

/** A fraction in display style; what stands in it needs no brackets. */
export const fraction = (above: Piece, below: Piece): Piece => ({
  text: `\\frac{${above.text}}{${below.text}}`,
  rank: rank.fraction,
  starts: 'fraction',
  ends: 'fraction',
  level: Math.max(above.level, below.level),
  tall: true,
  ...(above.tall === true || above.minus === true || below.tall === true
    ? {}
    : { slashed: slashed(above, below) }),
});

/** A fraction in the line. */
export function slashed(above: Piece, below: Piece): string {
  const over = above.rank === rank.sum ? bracketed(above) : above;
  const under = below.rank < rank.power ? bracketed(below) : below;
  return `${over.text}/${under.text}`;
}

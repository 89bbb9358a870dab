/** How numbers, sums, products, fractions and powers are written. */
import { type Expr, Fraction, isInteger, type Num } from '../expr/index.ts';
import { numberLatex } from './numberLatex.ts';
import { beside, braced, bracketed, fraction, minus, type Piece, rank, slashed } from './piece.ts';
import type { Context, Row } from './row.ts';

const ranks = { number: rank.atom, tfrac: rank.fraction, power: rank.product } as const;

const figureForm = (text: string) => ({ text, form: text.includes('^') ? 'power' : 'number' }) as const;

const edgeOf = (digits: string): 'unit' | 'number' => (digits === '1' || digits === '0' ? 'unit' : 'number');

/** Digits as a piece. */
const figure = (digits: string): Piece => {
  const edge = edgeOf(digits);
  return { text: digits, rank: rank.atom, starts: edge, ends: edge, level: 0 };
};

/** A number without its sign. */
function magnitude(node: Num, { arithmetic, figures }: Context): Piece {
  const known = arithmetic ? figures.get(node.value.abs().toFraction()) : undefined;
  const { text, form } = known === undefined ? numberLatex(node.value, arithmetic) : figureForm(known);
  const edge = form === 'tfrac' ? 'tfrac' : edgeOf(text);
  const { n, d } = node.value.abs();
  const ratio = form === 'tfrac' ? { ratio: [String(n), String(d)] as const } : {};
  return { text, rank: ranks[form], starts: edge, ends: edge, level: 0, ...ratio };
}

export const number: Row<Num> = (node, _args, context) => {
  const size = magnitude(node, context);
  return node.value.s < 0n ? minus(size) : size;
};

export const sum: Row<Expr> = (_node, args) => {
  let text = '';
  let level = 0;
  let tall = false;
  for (const arg of args) {
    text += text === '' || arg.minus === true ? arg.text : `+${arg.text}`;
    level = Math.max(level, arg.level);
    tall ||= arg.tall === true;
  }
  const [first, last] = [args[0] as Piece, args.at(-1) as Piece];
  const negated = args.length === 2 ? last.negated?.text : undefined;
  const inLine = inOneLine(args);
  return {
    ...shape(first, last),
    ...(negated === undefined ? {} : { difference: [first.text, negated] }),
    ...(inLine === undefined ? {} : { slashed: inLine }),
    text,
    rank: rank.sum,
    level,
    tall,
    minus: first.minus === true,
  };
};

/** A sum with its fractions in the line; undefined where it has none, or none that fits. */
function inOneLine(args: readonly Piece[]): string | undefined {
  if (!args.some(({ slashed }) => slashed !== undefined)) return undefined;
  if (args.some(({ tall, slashed }) => tall === true && slashed === undefined)) return undefined;
  return args
    .map(({ slashed, text, minus: isMinus }, i) => (i === 0 || isMinus ? '' : '+') + (slashed ?? text))
    .join('');
}

const shape = (first: Piece, last: Piece) => ({
  starts: first.starts,
  ends: last.ends,
  bare: first.bare === true,
  word: last.word === true,
});

/** A piece as the factor of a product. */
function factor(piece: Piece, isFirst: boolean, isLast: boolean): Piece {
  if (piece.brace !== undefined && piece.brace.inner.rank === rank.sum) {
    return braced(bracketed(piece.brace.inner), piece.brace.label);
  }
  if (piece.minus === true && !isFirst && piece.rank !== rank.sum)
    return { ...bracketed(piece), starts: 'number' };
  if (piece.rank === rank.sum || (piece.open === true && !isLast)) return bracketed(piece);
  return piece;
}

/** Factors beside each other; a product that has one is that one, bare. */
function beneath(pieces: readonly Piece[], arithmetic = false): Piece {
  if (pieces.length === 1) return pieces[0] as Piece;
  return pieces
    .map((piece, i) => factor(piece, i === 0, i === pieces.length - 1))
    .reduce((left, right) => beside(left, right, arithmetic));
}

/** Collects what stands before reciprocals into fractions: a·b·(1/c)·d → \frac{ab}{c}d */
function fractions(pieces: readonly Piece[], arithmetic: boolean): readonly Piece[] {
  const done: Piece[] = [];
  let above: Piece[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as Piece;
    if (piece.under === undefined) {
      above.push(piece);
      continue;
    }
    const below = [piece.under];
    for (let next = pieces[i + 1]; next?.under !== undefined; next = pieces[++i + 1]) below.push(next.under);
    // The number in front goes with the rest: ab/(2c).
    const [number, ...others] = above;
    if (number?.ratio !== undefined) {
      above = number.ratio[0] === '1' ? others : [figure(number.ratio[0]), ...others];
      below.unshift(figure(number.ratio[1]));
    }
    done.push(fraction(above.length === 0 ? one : beneath(above, arithmetic), beneath(below, arithmetic)));
    above = [];
  }
  return [...done, ...above];
}

const one: Piece = figure('1');

export const product: Row<Expr> = (node, args, context) => {
  const { arithmetic } = context;
  const [first] = node.args;
  const isNegative = first?.kind === 'number' && first.value.s < 0n && args[0]?.brace === undefined;
  if (!isNegative) return { ...beneath(fractions(args, arithmetic), arithmetic), ...slashedForm(args) };
  const isSign = first.value.equals(-1) && args.length > 1;
  const factors = isSign ? args.slice(1) : [magnitude(first, context), ...args.slice(1)];
  const rest = fractions(factors, arithmetic);
  const body = rest.length === 1 ? factor(rest[0] as Piece, false, true) : beneath(rest, arithmetic);
  return minus(body.minus === true ? bracketed(body) : { ...body, ...slashedForm(factors) });
};

/** Factors as one fraction in the line: s/2 for \\tfrac12s; nothing where there is no fraction, or none that fits. */
function slashedForm(factors: readonly Piece[]): { readonly slashed?: string } {
  const above: Piece[] = [];
  const below: Piece[] = [];
  for (const { under, ratio, ...piece } of factors) {
    if (under !== undefined) below.push(under);
    else if (ratio === undefined) above.push(piece);
    else {
      if (ratio[0] !== '1') above.push(figure(ratio[0]));
      below.push(figure(ratio[1]));
    }
  }
  // After a sign another one would stand: a+-x/b.
  const isPlain = above[0]?.minus !== true && ![...above, ...below].some(({ tall }) => tall === true);
  if (below.length === 0 || !isPlain) return {};
  return { slashed: slashed(above.length === 0 ? one : beneath(above), beneath(below)) };
}

const exponentText = (node: Expr, piece: Piece): string => {
  if (node.kind !== 'number' || isInteger(node.value)) return piece.slashed ?? piece.text;
  const { form } = numberLatex(node.value);
  const sign = node.value.s < 0n ? '-' : '';
  return form === 'tfrac' ? `${sign}${node.value.n}/${node.value.d}` : piece.text;
};

/** A piece that an exponent may follow. */
const isBase = (piece: Piece): boolean =>
  piece.rank === rank.atom && piece.raised !== true && piece.open !== true;

function raised(base: Piece, exponent: string): Piece {
  if (base.root !== undefined && /^\d+$/.test(exponent)) {
    const half = new Fraction(exponent).div(2);
    return half.equals(1) ? base.root : raised(base.root, half.toFraction());
  }
  const above = exponent.length === 1 ? `^${exponent}` : `^{${exponent}}`;
  const { call } = base;
  if (call !== undefined) {
    const { call: _, ...rest } = base;
    return { ...rest, text: call.head + above + call.rest, raised: true };
  }
  const below = isBase(base) ? base : bracketed(base);
  const edge = below.ends === 'upright' ? 'upright' : 'letter';
  const ends =
    below.ends === 'number' || below.ends === 'unit' ? 'number' : below.ends === 'bracket' ? 'bracket' : edge;
  return { ...below, text: below.text + above, rank: rank.power, ends, raised: true, word: false };
}

export const power: Row<Expr> = (node, [base, exponent]) => {
  const by = node.args[1] as Expr;
  const [below, above] = [base as Piece, exponent as Piece];
  if (by.kind === 'number' && isInteger(by.value) && by.value.s < 0n) {
    const under = by.value.equals(-1) ? below : raised(below, String(-by.value.valueOf()));
    return { ...fraction(one, under), under };
  }
  const result = raised(below, exponentText(by, above));
  return { ...result, level: Math.max(result.level, above.level) };
};

/** One row for each kind of term: how it is written, given its subterms' pieces. */
import type { Bracket, Cases, Expr, IndexedSum, Quantity, Relation } from '../expr/index.ts';
import { apply, partial } from './application.ts';
import { number, power, product, sum } from './arithmetic.ts';
import { isTurned } from './comparison.ts';
import { indexLatex } from './indexLatex.ts';
import { nameLatex } from './nameLatex.ts';
import { atom, bracketed, type Piece, rank } from './piece.ts';
import type { Context, Row } from './row.ts';

const indexedSum: Row<IndexedSum> = ({ index, from, to }, [body], { bareSums }) => {
  const inner =
    (body as Piece).rank === rank.sum || (body as Piece).minus === true
      ? bracketed(body as Piece)
      : (body as Piece);
  const [low, high] = [`${nameLatex(index)}=${indexLatex(from)}`, indexLatex(to)];
  const ends = bareSums ? `_{${nameLatex(index)}}` : `_{${low}}^{${high}}`;
  return {
    text: `\\sum${ends}${inner.text}`,
    rank: rank.product,
    starts: 'operator',
    ends: inner.ends,
    level: inner.level,
    tall: true,
    open: true,
    word: inner.word === true,
  };
};

const relation = ({ kind, right }: Relation): string =>
  `${kind === 'equal' ? '=' : '\\le '}${indexLatex(right)}`;

/** Relations in a row, a \le b\le c where one goes on from the other. */
const relations = (all: readonly Relation[]): string =>
  all
    .map((each, i) => {
      const before = all[i - 1];
      const goesOn =
        before?.kind === 'atMost' && each.kind === 'atMost' && before.right.key === each.left.key;
      if (goesOn) return relation(each);
      return `${i === 0 ? '' : ',\\,'}${indexLatex(each.left)}${relation(each)}`;
    })
    .join('');

const bracket: Row<Bracket> = (node) => ({
  ...atom(`[${relations(node.relations)}]`),
  starts: 'bracket',
  ends: 'bracket',
});

/** What decides a distinction of cases, and when it does not: 1 − yf > 0 is written yf < 1. */
function guards(guard: Expr, { text, difference }: Piece): readonly [above: string, below: string] {
  const [left, right] = difference ?? [text, '0'];
  const spaced = (side: string): string => (/^[A-Za-z]/.test(side) ? ` ${side}` : side);
  if (difference === undefined || !isTurned(guard))
    return [`${left}>${right}`, `${left}\\le${spaced(right)}`];
  return [`${right}<${left}`, `${right}\\ge${spaced(left)}`];
}

const cases: Row<Cases> = (node, args) => {
  const [guard, positive, other] = args as readonly [Piece, Piece, Piece];
  const [above, below] = guards(node.args[0] as Expr, guard);
  return {
    text: `\\begin{cases}${positive.text}&${above}\\\\${other.starts === 'bracket' ? '{}' : ''}${other.text}&${below}\\end{cases}`,
    rank: rank.atom,
    starts: 'operator',
    ends: 'fraction',
    level: Math.max(guard.level, positive.level, other.level),
    tall: true,
    open: true,
  };
};

const quantity: Row<Quantity> = (node, _args, { style }) => atom(style.quantity(node));

const rows: { readonly [Kind in Expr['kind']]: Row<Extract<Expr, { kind: Kind }>> } = {
  number,
  quantity,
  sum,
  product,
  power,
  apply,
  indexedSum,
  bracket,
  cases,
  partial,
};

/** A term's piece from its subterms' pieces. */
export const pieceOf = (node: Expr, args: readonly Piece[], context: Context): Piece =>
  (rows[node.kind] as Row<Expr>)(node, args, context);

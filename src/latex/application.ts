/** How functions, their derivatives and ∂ are written. */
import type { Apply, Expr, Partial } from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import { EVERY } from '../network/index.ts';
import { isGreek } from './greek.ts';
import { atom, bracketed, type Piece, rank } from './piece.ts';
import type { Row } from './row.ts';
import type { Style } from './style.ts';

/** What stands before the argument, derivatives included: g, g′, \partial_1g. */
function head(node: Apply, style: Style): string {
  const form = functionNamed(node.name)?.latexForm;
  const total = node.orders.reduce((all, each) => all + each, 0);
  const name = form !== undefined && total > 0 ? `\\operatorname{${node.name}}` : style.function(node.name);
  if (total === 0) return name;
  const [order = 0] = node.orders;
  if (node.orders.length === 1) return order <= 3 ? `${name}${"'".repeat(order)}` : `${name}^{(${order})}`;
  const operators = node.orders.map((each, i) =>
    each === 0 ? '' : `\\partial_${script(i + 1)}${each === 1 ? '' : `^${script(each)}`}`,
  );
  return `${operators.join('')}${/^[A-Za-z]/.test(name) ? ` ${name}` : name}`;
}

const script = (value: number): string => (value < 10 ? String(value) : `{${value}}`);

export const apply: Row<Apply> = (node, args, { style }) => {
  const record = functionNamed(node.name);
  const tall = args.some((arg) => arg.tall === true);
  const level = Math.max(0, ...args.map((arg) => arg.level));
  if (record?.latexForm !== undefined && node.orders.every((each) => each === 0)) {
    const form = atom(record.latexForm(...args.map(() => 'z')));
    const isClosed = form.text.startsWith('\\left');
    const edge = isClosed ? 'bracket' : 'letter';
    const isRaised = !isClosed && args.length > 0;
    const [only] = args;
    // An exponent has no room for the line of a fraction.
    const inLine = node.name === 'exp' ? only?.slashed : undefined;
    const text = record.latexForm(...args.map((arg) => inLine ?? arg.text));
    const whole = { ...form, text, starts: edge, ends: edge, level, raised: isRaised } as const;
    return {
      ...whole,
      tall: tall && inLine === undefined,
      word: args.length === 0,
      ...(node.name === 'sqrt' && only && { root: only }),
    };
  }
  const name = head(node, style);
  const list: Piece = {
    text: args.map((arg) => arg.text).join(',\\,'),
    rank: rank.sum,
    starts: 'letter',
    ends: 'letter',
    level,
    tall,
  };
  const inner = args.length === 1 ? (args[0] as Piece) : list;
  const rest = args.length === 0 ? atom('()') : bracketed(inner, true);
  const isPlain = level === 0 && inner.rank === rank.atom && inner.tall !== true;
  const isOperator =
    /^\\[a-zA-Z]/.test(name) && record !== undefined && !isGreek(name) && !name.endsWith("'");
  return {
    text: name + rest.text,
    rank: rank.atom,
    starts: 'call',
    ends: 'call',
    level: isPlain ? 0 : rest.level,
    tall,
    bare: /^[A-Za-z]/.test(name),
    ...(isOperator && args.length === 1 ? { call: { head: name, rest: rest.text } } : {}),
  };
};

/** Held fixed is everything else, so that only the equation of the upper quantity counts. */
const isImmediate = ({ hold: [only, ...more] }: Partial): boolean =>
  only?.name === EVERY && only.indices.length === 0 && more.length === 0;

function inlinePartial(of: Expr, above: Piece, by: string, sign: string): Piece {
  const inner = of.kind === 'quantity' ? above : bracketed(above);
  const gap = inner.bare === true && sign === '\\partial' ? ' ' : '';
  const text = `${sign}${gap}${inner.text}/\\partial${/^[A-Za-z]/.test(by) ? ' ' : ''}${by}`;
  return {
    text,
    rank: rank.product,
    starts: 'slash',
    ends: 'slash',
    level: inner.level,
    tall: inner.tall === true,
  };
}

export const partial: Row<Partial> = (node, [of], { style, inline }) => {
  const [target] = node.args;
  const own =
    node.hold.length === 0 && target?.kind === 'quantity' ? style.slope?.(target, node.by) : undefined;
  if (own !== undefined) return atom(own);
  const [inner, by] = [of as Piece, style.quantity(node.by)];
  const immediate = isImmediate(node);
  const sign = immediate ? '\\partial^{+}' : '\\partial';
  const held = immediate ? '' : node.hold.map((each) => style.quantity(each)).join(',\\,');
  const below = `\\partial${/^[A-Za-z]/.test(by) ? ' ' : ''}${by}`;
  if (inline) {
    const plain = inlinePartial(node.args[0] as Expr, inner, by, sign);
    return held === ''
      ? plain
      : { ...bracketed(plain), text: `${bracketed(plain).text}_{${held}}`, raised: true };
  }
  const isSimple =
    node.args[0]?.kind === 'quantity' || (node.args[0]?.kind === 'apply' && inner.tall !== true);
  const gap = inner.bare === true && !immediate ? ' ' : '';
  const above = `${sign}${isSimple ? `${gap}${inner.text}` : ''}`;
  const text = `\\frac{${above}}{${below}}${isSimple ? '' : bracketed({ ...inner, tall: true }, true).text}`;
  const level = isSimple ? inner.level : inner.level + 1;
  const ends = isSimple && held === '' ? 'fraction' : 'bracket';
  const whole = held === '' ? text : `\\left.${text}\\right|_{${held}}`;
  return { text: whole, rank: rank.fraction, starts: 'fraction', ends, level, tall: true };
};

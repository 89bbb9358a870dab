/** Expressions in matrices as plain text, by the names that their entries have; nothing of a file's own LaTeX is shown. */
import type { Expr, Matrix } from '../expr/index.ts';
import { indexText } from '../formula/index.ts';
import { termText } from './conditionText.ts';

const infix: Partial<Record<Matrix['kind'], string>> = {
  product: ' * ',
  hadamard: ' .* ',
  sum: ' + ',
  scale: ' * ',
};

/** A matrix as text. Example: `((w[l+1,:,:]' * delta[l+1,:]) .* G'(z[l,:]))` */
export function matrixText(of: Matrix): string {
  const args = of.args.map(matrixText);
  const operator = infix[of.kind];
  if (operator !== undefined) return `(${args.join(operator)})`;
  switch (of.kind) {
    case 'symbol': {
      const places = of.indices.map((each) => (typeof each === 'string' ? ':' : indexText(each)));
      return places.length === 0 ? of.name : `${of.name}[${places.join(',')}]`;
    }
    case 'gradient':
      return `diff(${termText(of.of)}, ${matrixText(of.by)})`;
    case 'scalar':
      return scalarText(of.value);
    case 'transpose':
      return `${whole(of.args)}'`;
    case 'map':
      return `${of.name}${derivativeMark(of.orders)}(${args.join(', ')})`;
    case 'power':
      return `${whole(of.args)} .^ ${isWhole(of.exponent) ? termText(of.exponent) : `(${termText(of.exponent)})`}`;
    case 'indexedSum':
      return `sum(${of.index}, ${indexText(of.from)}, ${indexText(of.to)}, ${args[0]})`;
    default:
      return args.length === 0
        ? `${of.kind}(${indexText(of.shape.rows)}, ${indexText(of.shape.columns)})`
        : `${of.kind}(${args.join(', ')})`;
  }
}

/** What an operator is written behind, in brackets if it would take only a part of it. */
function whole([of]: readonly Matrix[]): string {
  const text = matrixText(of as Matrix);
  const isPart = of?.kind === 'scalar' ? !isWhole(of.value) && !isRow(of.value) : of?.kind === 'power';
  return isPart ? `(${text})` : text;
}

/** A term among summands or factors. */
const scalarText = (term: Expr): string => (isRow(term) ? `(${termText(term)})` : termText(term));

const isRow = ({ kind }: Expr): boolean => kind === 'sum' || kind === 'cases';

/** Whether a term is written as one name, call or number from 0. */
const isWhole = (term: Expr): boolean =>
  term.kind === 'quantity' ||
  term.kind === 'apply' ||
  (term.kind === 'number' && term.value.s >= 0n && term.value.d === 1n);

/** `'` for each derivative by the one argument, otherwise how many by each: `c'[1,0]`. */
const derivativeMark = (orders: readonly number[]): string => {
  if (orders.every((order) => order === 0)) return '';
  return orders.length === 1 ? `'`.repeat(Math.min(9, orders[0] ?? 0)) : `'[${orders.join(',')}]`;
};

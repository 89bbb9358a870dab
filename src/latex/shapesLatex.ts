/** Shapes of matrices → LaTeX: one alone, and those of all factors in the places of the factors. */
import type { Matrix, Shape } from '../expr/index.ts';
import { indexLatex } from './indexLatex.ts';

/** Example: n_l\times n_{l-1} */
export const shapeLatex = ({ rows, columns }: Shape): string =>
  `${indexLatex(rows)}\\times ${indexLatex(columns)}`;

/**
 * A product with the shape of each factor in its place; undefined where there is no product, and shapes say nothing.
 * Example: (n_l\times n_{l+1})(n_{l+1}\times 1)\odot(n_l\times 1)
 */
export const shapesLatex = (of: Matrix): string | undefined => (hasProduct(of) ? factors(of) : undefined);

function factors(of: Matrix): string {
  const [first, second] = of.args as readonly [Matrix, Matrix];
  switch (of.kind) {
    case 'product':
      return factor(first) + factor(second);
    case 'hadamard':
      return of.args.map(factors).join('\\odot');
    case 'scale':
      return factors(second);
    case 'indexedSum':
      return factors(first);
    default:
      return `(${shapeLatex(of.shape)})`;
  }
}

/** ⊙ binds less than a product. */
const factor = (of: Matrix): string =>
  of.kind === 'hadamard' ? `\\bigl[${factors(of)}\\bigr]` : factors(of);

/** Whether a product is among what `factors` opens. */
function hasProduct(of: Matrix): boolean {
  if (of.kind === 'product') return true;
  if (of.kind === 'scale') return hasProduct(of.args[1] as Matrix);
  return (of.kind === 'hadamard' || of.kind === 'indexedSum') && of.args.some(hasProduct);
}

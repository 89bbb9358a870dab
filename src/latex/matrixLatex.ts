/**
 * Matrix expressions → LaTeX: upright T, ⊙, 1 in bold. A family with two axes is a capital letter; the indices it keeps
 * (layer, time) stand above it. Scalars inside are written by `latexOf.ts`'s rows.
 */
import {
  apply,
  type Expr,
  entry,
  fold,
  type Index,
  isInteger,
  type Matrix,
  type MatrixSymbol,
  num,
  type Shape,
} from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import { capitalised } from './capitals.ts';
import { indexLatex } from './indexLatex.ts';
import { call, hadamard, isBase, isUnit, join, operand, type Part, spaced, sum } from './matrixPieces.ts';
import { namedSlope, placesOf } from './namedSlope.ts';
import { nameLatex } from './nameLatex.ts';
import { atom, beside, bracketed, fraction, type Piece, rank } from './piece.ts';
import { pieceOf } from './pieceOf.ts';
import type { Context } from './row.ts';
import { scaleLatex } from './scaleLatex.ts';
import type { Style } from './style.ts';

export interface MatrixLatexOptions {
  /** How a symbol is written, where a house style says so. Example: W^{[l]} */
  readonly symbol?: (symbol: MatrixSymbol) => string | undefined;
  /** What rows and columns are numbered by where entries are written; default i and j. */
  readonly axes?: readonly [row: string, column: string];
}

/** A matrix expression in LaTeX. Example: \bigl((W^{l+1})^{\mathrm T}\delta^{l+1}\bigr)\odot G'(z^l) */
export function matrixLatex(of: Matrix, style: Style, options: MatrixLatexOptions = {}): string {
  const writer = new Writer(style, options);
  return of.kind === 'gradient' ? writer.fraction(of.of, of.by) : writer.part(of).text;
}

/** A function that is applied to every entry, before what it is applied to. Example: sqrt → \operatorname{sqrt} */
export function mapLatex(name: string, style: Style): string {
  const isSign = functionNamed(name)?.latexForm !== undefined && name !== 'exp';
  return isSign ? `\\operatorname{${name}}` : style.function(name);
}

class Writer {
  readonly #style: Style;
  readonly #options: MatrixLatexOptions;
  readonly #context: Context;

  constructor(style: Style, options: MatrixLatexOptions) {
    this.#style = style;
    this.#options = options;
    this.#context = { style, inline: false, arithmetic: false, bareSums: false, figures: new Map() };
  }

  fraction(of: Expr, by: MatrixSymbol): string {
    const own = of.kind === 'quantity' ? this.#style.matrixSlope?.(of, by) : undefined;
    if (own !== undefined) return own;
    const [above, below] = [this.#scalar(of), this.#symbol(by)];
    const top = of.kind === 'quantity' ? spaced('\\partial', above.text) : '\\partial';
    const rest = of.kind === 'quantity' ? '' : bracketed({ ...above, tall: true }, true).text;
    return `\\frac{${top}}{${spaced('\\partial', below)}}${rest}`;
  }

  part(of: Matrix): Part {
    const args = (): readonly Part[] => of.args.map((each) => this.part(each));
    switch (of.kind) {
      case 'symbol':
        return atom(this.#symbol(of));
      case 'gradient': {
        const own = of.of.kind === 'quantity' ? this.#style.matrixSlope?.(of.of, of.by) : undefined;
        if (own !== undefined) return { ...atom(own), raised: true };
        const above = this.#scalar(of.of);
        const inner = of.of.kind === 'quantity' ? above : bracketed(above, true);
        return { ...atom(spaced(`\\nabla_{${this.#symbol(of.by)}}`, inner.text)), raised: true };
      }
      case 'scalar':
        return this.#scalar(of.value);
      case 'ones':
        return this.#ones(of.shape);
      case 'identity':
        return atom('\\mathbf{I}');
      case 'transpose':
        return this.#transposed(of.args[0] as Matrix, args()[0] as Part);
      case 'product':
        return this.#product(of);
      case 'hadamard':
        return hadamard(args());
      case 'sum':
        return sum(args());
      case 'scale':
        return scaleLatex(of, { part: (each) => this.part(each), term: (term) => this.#scalar(term) });
      case 'map':
        return this.#map(of, args());
      case 'power':
        return this.#power(args()[0] as Part, of.exponent, of.shape);
      case 'cases':
        return this.#entries(of);
      case 'diag':
      case 'trace':
        return call(`\\operatorname{${of.kind === 'diag' ? 'diag' : 'tr'}}`, args());
      case 'indexedSum': {
        const body = args()[0] as Part;
        const inner = body.rank === rank.sum || body.minus === true || body.hadamard ? bracketed(body) : body;
        const below = `${nameLatex(of.index)}=${indexLatex(of.from)}`;
        const text = `\\sum_{${below}}^{${indexLatex(of.to)}}${inner.text}`;
        return {
          ...inner,
          text,
          rank: rank.product,
          starts: 'operator',
          tall: true,
          open: true,
          bare: false,
        };
      }
    }
  }

  #scalar(term: Expr): Piece {
    return fold<Piece>(term, (node, args) => pieceOf(node, args, this.#context));
  }

  #symbol(of: MatrixSymbol): string {
    const chosen = this.#options.symbol?.(of) ?? this.#style.matrix?.(of);
    if (chosen !== undefined) return chosen;
    const axes = of.indices.filter((each) => typeof each === 'string').length;
    const name = axes === 2 ? (this.#style.capital ?? capitalised)(of.name) : of.name;
    const base = of.latex ?? nameLatex(name);
    const first = of.indices.findIndex((each) => typeof each === 'string');
    const lead = first < 0 ? of.indices : of.indices.slice(0, first);
    const rest = first < 0 ? [] : of.indices.slice(first);
    const isWhole = rest.every((each) => typeof each === 'string');
    const below = isWhole ? '' : `_{${rest.map(placeLatex).join('')}}`;
    const above = lead.map(placeLatex).join(',');
    return `${base}${below}${above === '' ? '' : `^{${above}}`}`;
  }

  #transposed(of: Matrix, inner: Part): Part {
    const isSymbol = of.kind === 'symbol' || inner.raised !== true;
    const own = isSymbol && of.args.length === 0 ? this.#style.transposed?.(inner.text) : undefined;
    return own === undefined ? this.#turned(inner) : { ...atom(own), rank: rank.power, raised: true };
  }

  #turned(of: Part): Part {
    const base = isBase(of) ? of : bracketed(of, true);
    return {
      ...base,
      text: `${base.text}^{${this.#style.transpose}}`,
      rank: rank.power,
      ends: 'letter',
      raised: true,
      word: false,
    };
  }

  #ones({ rows, columns }: Shape): Part {
    if (isUnit({ rows, columns })) return atom('1');
    const upright = atom('\\mathbf{1}');
    if (columns.key === '1') return upright;
    return rows.key === '1' ? this.#turned(upright) : beside(upright, this.#turned(upright));
  }

  /** Cases hold for single entries, never for a matrix: the slope of a function, or the matrix with these entries. Example: (\ldots)_{jk} */
  #entries(of: Matrix): Part {
    const slope = namedSlope(of);
    if (slope !== undefined)
      return call(`${mapLatex(slope.name, this.#style)}'`, [this.part(of.args[0] as Matrix)]);
    const { row, column, kept } = placesOf(of, this.#options.axes ?? ['i', 'j']);
    const inner = this.#scalar(entry(of, row, column, new Set(kept)));
    if (kept.length === 0) return inner;
    const whole = bracketed(inner, true);
    const below = kept.map((each) => nameLatex(each)).join('');
    return { ...whole, text: `${whole.text}_${below.length === 1 ? below : `{${below}}`}` };
  }

  /** Of a number as in formulas of numbers: the root of xᵀx under its sign. */
  #map({ name, orders, shape }: Matrix & { kind: 'map' }, args: readonly Part[]): Part {
    const numbers = args.map(() => num(0));
    if (isUnit(shape)) return pieceOf(apply(name, numbers, orders), args, this.#context);
    return call(this.#function(name, orders), args);
  }

  #function(name: string, orders: readonly number[]): string {
    const head = mapLatex(name, this.#style);
    const total = orders.reduce((all, each) => all + each, 0);
    if (total === 0) return head;
    if (orders.length === 1) return total <= 3 ? `${head}${"'".repeat(total)}` : `${head}^{(${total})}`;
    const operators = orders.map((each, i) =>
      each === 0 ? '' : `\\partial_{${i + 1}}${each === 1 ? '' : `^{${each}}`}`,
    );
    return spaced(operators.join(''), head);
  }

  /** A chain of factors, whose brackets mean nothing. */
  #product(of: Matrix): Part {
    const chain: Matrix[] = [];
    const open: Matrix[] = [of];
    for (let each = open.pop(); each !== undefined; each = open.pop()) {
      if (each.kind === 'product') open.push(each.args[1] as Matrix, each.args[0] as Matrix);
      else chain.push(each);
    }
    const parts = chain.map((each, i) => {
      const part = this.part(each);
      const isOpen = part.open === true && i < chain.length - 1;
      const isLoose = part.rank === rank.sum || part.hadamard === true || isOpen;
      return isLoose || (i > 0 && part.minus === true) || each.kind === 'scale' ? bracketed(part) : part;
    });
    return { ...parts.reduce((left, right) => beside(left, right)), chain: true };
  }

  #power(base: Part, exponent: Expr, shape: Shape): Part {
    const isInverse = exponent.kind === 'number' && isInteger(exponent.value) && exponent.value.s < 0n;
    if (!isInverse) return this.#raised(base, exponent, shape);
    const by = exponent.value.neg();
    const under = by.equals(1) ? base : this.#raised(base, num(by), shape);
    if (isUnit(shape)) return { ...fraction(atom('1'), under), under };
    const whole = join(this.#ones(shape), '\\oslash', operand(under));
    return { ...whole, rank: rank.product, hadamard: true, inverse: under };
  }

  #raised(base: Part, exponent: Expr, shape: Shape): Part {
    if (exponent === num(1)) return base;
    const isRoot = base.root !== undefined && exponent.kind === 'number' && isUnit(shape);
    if (isRoot) return this.#raised(base.root, num(exponent.value.div(2)), shape);
    const above = this.#scalar(exponent);
    const below = isBase(base) ? base : bracketed(base, true);
    const number = above.ratio?.join('/') ?? above.text;
    // An operator before γ − 1 would seem to apply to γ alone.
    const entrywise = above.rank === rank.sum ? bracketed(above, true).text : number;
    const sign = isUnit(shape) ? number : `\\odot ${entrywise}`;
    return { ...below, text: `${below.text}^{${sign}}`, rank: rank.power, raised: true, word: false };
  }
}

const placeLatex = (each: Index | 'row' | 'column'): string =>
  typeof each === 'string' ? '\\cdot ' : indexLatex(each);

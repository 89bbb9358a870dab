/** The `shapes:`, `samples:` and `sizes:` of a file → shapes with symbolic sizes. */
import { type Index, index, type Shape } from '../../expr/index.ts';
import { FormulaError, isName, readIndex } from '../../formula/index.ts';
import type { Span } from '../../source/index.ts';
import { checkName } from '../declarations.ts';
import type { MatrixDraft, Written } from '../draft.ts';
import { checkSizeValues, type Size } from '../families/sizes.ts';
import type { Problems } from '../problems.ts';

/** A declared shape, and where it is declared. */
export interface Declared {
  readonly shape: Shape;
  readonly span: Span;
}

export interface Shapes {
  /** By name, in order of declaration. */
  readonly declared: ReadonlyMap<string, Declared>;
  readonly sizes: ReadonlyMap<string, Size>;
  readonly samples: Index | undefined;
}

const one = index(1);

/** Reads shapes; what is wrong goes to `problems`. */
export function readShapes(draft: MatrixDraft, problems: Problems): Shapes {
  const sizes = new Map<string, Size>();
  for (const { head, span, value } of draft.sizes ?? []) {
    if (!isName(head)) problems.error(span, `${head} cannot name a size`, 'a size is a name like m');
    else if (sizes.has(head)) problems.error(span, `${head} is declared twice`);
    else sizes.set(head, { name: head, indices: 0, span, ...(typeof value === 'number' ? { value } : {}) });
  }
  const names = new Set([...draft.shapes, ...draft.statements].map(({ name }) => name));
  const reader = new SizeReader(sizes, names, draft.sizes !== undefined, problems);
  const declared = new Map<string, Declared>();
  for (const { name, span, sizes: written } of draft.shapes) {
    checkName(name, span, draft, problems);
    const [rows, columns] = written.map((each) => reader.read(each));
    const isWhole =
      written.length < 1 || (rows !== undefined && (written.length < 2 || columns !== undefined));
    if (isWhole) declared.set(name, { shape: { rows: rows ?? one, columns: columns ?? one }, span });
  }
  const samples = draft.samples && reader.read(draft.samples);
  checkSizeValues(sizes, problems);
  return { declared, sizes, samples };
}

class SizeReader {
  readonly #sizes: Map<string, Size>;
  readonly #names: ReadonlySet<string>;
  /** Whether the file lists its sizes, so that no other name is one. */
  readonly #closed: boolean;
  readonly #problems: Problems;

  constructor(sizes: Map<string, Size>, names: ReadonlySet<string>, closed: boolean, problems: Problems) {
    this.#sizes = sizes;
    this.#names = names;
    this.#closed = closed;
    this.#problems = problems;
  }

  /** Reads one size; undefined if it is wrong, which is then reported. */
  read({ text, place }: Written): Index | undefined {
    const whole = place({ offset: 0, length: text.length });
    try {
      const size = readIndex(text, (token, indices) => {
        const span = { offset: token.offset, length: token.text.length };
        this.#use(token.text, indices, span, place(span));
      });
      const isPositive = size.terms.every(({ coefficient }) => coefficient > 0);
      if (isPositive && (size.terms.length > 0 ? size.constant >= 0 : size.constant >= 1)) return size;
      this.#problems.error(whole, `${text} may be less than 1`, 'a size is at least 1');
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      this.#problems.formula(error, place);
    }
    return undefined;
  }

  /** Notes a size, or says why a name is none. Throws: FormulaError. */
  #use(name: string, indices: number, span: Span, place: Span): void {
    if (indices > 0)
      throw new FormulaError(`${name} has no indices`, span, 'a size of a shape is like m or m+1');
    if (this.#names.has(name)) throw new FormulaError(`${name} is a quantity, not a size`, span);
    if (this.#sizes.has(name)) return;
    if (this.#closed)
      throw new FormulaError(`unknown size ${name}`, span, `sizes are ${[...this.#sizes.keys()].join(', ')}`);
    this.#sizes.set(name, { name, indices: 0, span: place });
  }
}

/** Theorems about the families of one network, in one document: found before anything is written, in matrices while writing. */
import {
  axesOf,
  type BackwardPass,
  backwardPass,
  IndexedDeriver,
  type IndexedWorked,
  MatrixForms,
  matrixForm,
  scaledTheorem,
} from '../derive/index.ts';
import {
  type Detail,
  DocumentState,
  DocumentWriter,
  type Locale,
  type Reference,
} from '../document/index.ts';
import {
  type Equation,
  type Expr,
  entry,
  type Index,
  index,
  indexVariable,
  type Matrix,
  nodes,
  type Quantity,
} from '../expr/index.ts';
import type { House } from '../latex/index.ts';
import {
  type Definition,
  type Instance,
  instantiate,
  type Network,
  type Range,
  type Sizes,
} from '../network/index.ts';
import { Canonical, type Derivation, type MatrixTheorem, type TheoremId } from '../proof/index.ts';
import type { Span } from '../source/index.ts';

/** The document's equation numbers, for a derivation whose theorems are others than the document's. */
export class Aside extends DocumentState {
  readonly #document: DocumentState;

  constructor(document: DocumentState) {
    super();
    this.#document = document;
  }

  override number(id?: string): Reference {
    return this.#document.number(id);
  }

  override marked(reference: Reference, mark: string): Reference {
    return this.#document.marked(reference, mark);
  }

  override once(what: string): boolean {
    return this.#document.once(what);
  }

  override state(equation: Equation, reference: Reference): void {
    this.#document.state(equation, reference);
  }

  override stated(equation: Equation): Reference | undefined {
    return this.#document.stated(equation);
  }
}

/** A network as it was read, with the numbers of its sizes. */
export interface Read {
  readonly network: Network;
  readonly sizeValues?: Sizes | undefined;
}

/** Whether a term is a member of the same family, equal where the other's index is a size or a number. */
const isLike = (term: Expr | undefined, { name, indices }: Quantity): boolean =>
  term?.kind === 'quantity' &&
  term.name === name &&
  indices.every(({ key }, i) => /^[a-z]$/.test(key) || term.indices[i]?.key === key);

/** What a document says everywhere. */
interface Manner {
  readonly state: DocumentState;
  readonly locale: Locale;
  readonly detail: Detail;
  readonly latex: ReadonlyMap<Quantity, string>;
  readonly house: House | undefined;
}

export class General {
  readonly network: Network;
  readonly #manner: Manner;
  readonly #deriver: IndexedDeriver;
  readonly #state: DocumentState;
  /** What the document prints, and where it is asked for. */
  readonly #asked = new Map<TheoremId, { readonly part: IndexedWorked; readonly span: Span }>();
  readonly #passes: BackwardPass[] = [];
  readonly #writers = new Map<Detail, DocumentWriter>();
  readonly #sizes: Sizes;
  #forms: MatrixForms | undefined;
  #instance: Instance | undefined;

  /** Throws: RangeError if the network has no families. */
  constructor({ network, sizeValues }: Read, manner: Manner) {
    this.network = network;
    this.#sizes = sizeValues ?? new Map();
    this.#manner = manner;
    this.#deriver = new IndexedDeriver(network);
    this.#state = new Aside(manner.state);
  }

  /** Everything that this part of the document rests on. */
  get derivations(): readonly Derivation[] {
    const own = this.#forms?.derivation ?? this.#deriver.derivation;
    return [own, ...this.#passes.map(({ derivation }) => derivation)];
  }

  /** A derivative for every index, in parts where the ends of a range differ; `through` is a quantity that `of` is a multiple of. Throws: UndecidedError. */
  derive(of: Quantity, wrt: Quantity, through?: Quantity): readonly IndexedWorked[] {
    return through === undefined
      ? this.#deriver.derive(of, wrt)
      : [scaledTheorem(this.#deriver, of, wrt, through)];
  }

  /** The slope over one edge, found on the way to a derivative; undefined where it was not needed. */
  local(of: Quantity, wrt: Quantity): IndexedWorked | undefined {
    const { theorems } = this.#deriver.derivation;
    const theorem = theorems.findIndex(
      ({ goal: { lhs }, name }) =>
        name === undefined && lhs.kind === 'partial' && isLike(lhs.args[0], of) && isLike(lhs.by, wrt),
    );
    const found = theorems[theorem];
    if (found?.goal.lhs.kind !== 'partial') return undefined;
    const ranges = found.given.flatMap((each) => (each.kind === 'range' ? [each] : []));
    return { of: found.goal.lhs.args[0] as Quantity, wrt: found.goal.lhs.by, ranges, theorem };
  }

  /** The family that a theorem's name stands beside: delta is ∂C/∂z. */
  familyOf(name: string): Quantity | undefined {
    const found = this.#deriver.derivation.theorems.find((each) => each.name?.name === name)?.goal.lhs;
    return found?.kind === 'partial' ? found.by : undefined;
  }

  /** The parts that the document has not printed yet; from then on it has, where `span` asks for them. */
  claim(parts: readonly IndexedWorked[], span: Span): readonly IndexedWorked[] {
    const fresh = parts.filter(({ theorem }) => !this.#asked.has(theorem));
    for (const part of fresh) this.#asked.set(part.theorem, { part, span });
    return fresh;
  }

  /** Named derivatives on which what the document prints rests and of which nothing is found: why, and where that is asked for. */
  untold(): readonly { readonly slope: Expr; readonly reason: string; readonly span: Span }[] {
    const told = new Set([...this.#asked.values()].map(({ part }) => part.wrt.name));
    const met = new Set<Expr>();
    return [...this.#asked.values()].flatMap(({ part, span }) => {
      const { rhs } = this.#deriver.theorem(part.theorem).goal;
      const isWhole = nodes(rhs).every((node) => {
        const family = node.kind === 'quantity' ? this.familyOf(node.name) : undefined;
        return family === undefined || told.has(family.name);
      });
      if (isWhole) return [];
      this.#deriver.inOrder([part]);
      const fresh = [...this.#deriver.untold].filter(([slope]) => !met.has(slope));
      return fresh.map(([slope, reason]) => {
        met.add(slope);
        return { slope, reason, span };
      });
    });
  }

  /** The backward pass by induction. Throws: UndecidedError. */
  recursion(of: Quantity, family: Quantity): BackwardPass {
    const pass = backwardPass(this.network, of, family);
    this.#passes.push(pass);
    return pass;
  }

  /** The matrix form of a theorem; nothing is derived any more once it was asked for. */
  matrix(theorem: TheoremId): MatrixTheorem | undefined {
    return this.#matrixForms().of(theorem);
  }

  /** The network at its sizes. Throws: InstanceError. */
  get instance(): Instance {
    this.#instance ??= instantiate(this.network, this.#sizes);
    return this.#instance;
  }

  /** The definition of a family in matrices, if it has such a form, entry by entry. */
  definition(of: Definition): { readonly lhs: Matrix; readonly rhs: Matrix } | undefined {
    const axes = axesOf(of.quantity, of.ranges ?? [], this.network);
    const [row, column] = axes;
    const ranges = (family: string) => {
      const named = this.network.named(family);
      return named && this.network.symbol(named)?.ranges;
    };
    const request = { ranges, ...(row && { row }), ...(column && { column }) };
    const [lhs, rhs] = [matrixForm(of.quantity, request), matrixForm(of.rhs, request)];
    if (lhs === undefined || rhs === undefined) return undefined;
    const place = (range: Range | undefined): Index =>
      range === undefined ? index(1) : indexVariable(range.index);
    const taken = new Set(axes.map((range) => range.index));
    const own = entry(rhs, place(row), place(column), taken);
    // A form is proposed; it is the definition only if its entries are.
    return new Canonical().same(own, of.rhs) ? { lhs, rhs } : undefined;
  }

  writer(detail: Detail = this.#manner.detail): DocumentWriter {
    const known = this.#writers.get(detail);
    if (known !== undefined) return known;
    const writer = this.#writerFor(this.#matrixForms().derivation, detail);
    this.#writers.set(detail, writer);
    return writer;
  }

  /** Writes about a derivation of its own, such as that of a backward pass. */
  writerOf(derivation: Derivation): DocumentWriter {
    return this.#writerFor(derivation, this.#manner.detail, new Aside(this.#manner.state));
  }

  #writerFor(derivation: Derivation, detail: Detail, state = this.#state): DocumentWriter {
    const { locale, latex, house } = this.#manner;
    return new DocumentWriter({
      derivation,
      locale: locale.name,
      detail,
      state,
      latex,
      ...(house && { house }),
    });
  }

  #matrixForms(): MatrixForms {
    this.#forms ??= new MatrixForms(this.#deriver.derivation);
    return this.#forms;
  }
}

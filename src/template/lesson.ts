/**
 * One document while it is made: its network, its one `Deriver` (so that nothing is derived twice), its equation numbers, and the
 * values that its numbers come from. Everything is derived before anything is written.
 */

import { Deriver, type Worked } from '../derive/index.ts';
import type { Problems } from '../describe/problems.ts';
import {
  type Detail,
  DocumentState,
  DocumentWriter,
  type Locale,
  type Reference,
} from '../document/index.ts';
import { type Expr, partial, type Quantity } from '../expr/index.ts';
import { writeFormula } from '../formula/index.ts';
import type { House } from '../latex/index.ts';
import type { Network } from '../network/index.ts';
import {
  evaluate,
  MissingFunction,
  MissingValue,
  parametersOf,
  type Training,
  train,
} from '../numeric/index.ts';
import type { Derivation } from '../proof/index.ts';
import type { Span } from '../source/index.ts';
import type { Surroundings, Word } from './attributes.ts';
import { General, type Read } from './general.ts';

/** Equation numbers by the ids that references use. */
class Numbering extends DocumentState {
  readonly references = new Map<string, Reference>();
  equations = 0;

  override number(id?: string): Reference {
    const reference = super.number(id);
    this.equations++;
    this.references.set(reference.anchor, reference);
    return reference;
  }

  override marked(reference: Reference, mark: string): Reference {
    const marked = super.marked(reference, mark);
    this.references.set(marked.anchor, marked);
    return marked;
  }
}

export interface LessonOptions {
  readonly network: Network;
  readonly problems: Problems;
  readonly locale: Locale;
  readonly detail: Detail;
  readonly digits: number;
  /** The parameters that gradient descent changes; default: all. */
  readonly learned?: readonly Quantity[];
  /** LaTeX for quantities, over what the network says. */
  readonly latex?: ReadonlyMap<Quantity, string>;
  /** Whose notation the document is in. */
  readonly house?: House;
  /** Reads another network by the path that the template gives; undefined if there is none. */
  readonly load?: (path: string) => Read | undefined;
  /** Numbers of the network's sizes. */
  readonly sizeValues?: Read['sizeValues'];
  /** Whether each derivation ends in a line of check. */
  readonly checks: boolean;
}

/** A derivative that the document prints, and the id of its result. */
export interface Printed {
  readonly worked: Worked;
  readonly id: string;
}

/** What is to be derived and printed, and where it is asked for. */
export interface Request {
  readonly of: Quantity;
  readonly wrt: Quantity;
  readonly span: Span;
  /** Default: made from the symbols. */
  readonly id?: Word | undefined;
  /** The derivation that this one is claimed to be like. */
  readonly like?: Worked | undefined;
}

export class Lesson implements Surroundings {
  readonly network: Network;
  readonly problems: Problems;
  readonly locale: Locale;
  readonly detail: Detail;
  readonly digits: number;
  readonly learned: readonly Quantity[];
  readonly checks: boolean;
  readonly latex: ReadonlyMap<Quantity, string>;
  readonly house: House | undefined;
  readonly deriver: Deriver;
  readonly state = new Numbering();
  /** Depth of the heading that what comes next stands under. */
  depth = 1;
  readonly #printed = new Map<Expr, Printed>();
  readonly #ids = new Map<string, Span>();
  readonly #trained = new Map<number, Training>();
  #start: ReadonlyMap<Quantity, number> | undefined;
  readonly #writers = new Map<string, DocumentWriter>();
  readonly #asides: Derivation[] = [];
  readonly #generals = new Map<string, General>();
  readonly #load: LessonOptions['load'];
  readonly #own: Read;
  #hasNumbers: boolean | undefined;

  constructor(options: LessonOptions) {
    this.network = options.network;
    this.problems = options.problems;
    this.locale = options.locale;
    this.detail = options.detail;
    this.digits = options.digits;
    this.learned = options.learned ?? parametersOf(options.network);
    this.checks = options.checks;
    this.latex = options.latex ?? new Map();
    this.house = options.house;
    this.#load = options.load;
    this.#own = options;
    this.deriver = new Deriver(options.network);
  }

  /** Every derivation that the document prints from. */
  get derivations(): readonly Derivation[] {
    const generals = [...this.#generals.values()].flatMap((each) => each.derivations);
    return [this.deriver.derivation, ...this.#asides, ...generals];
  }

  /** The theorems about families of the document's network, or of another one; undefined if there is no such file. */
  general(path?: string): General | undefined {
    const known = this.#generals.get(path ?? '');
    if (known !== undefined) return known;
    const read = path === undefined ? this.#own : this.#load?.(path);
    if (read === undefined) return undefined;
    const general = new General(read, this);
    this.#generals.set(path ?? '', general);
    return general;
  }

  /** Warns of error terms that the document rests on and that nothing is found of. */
  warnUntold(): void {
    for (const { slope, reason, span } of [...this.#generals.values()].flatMap((each) => each.untold()))
      this.problems.warning(span, `what ${writeFormula(slope)} equals is not told: ${reason}`);
  }

  /** Notes a derivation about something else than the network. */
  addAside(derivation: Derivation): void {
    this.#asides.push(derivation);
  }

  /** Whether every quantity has a value. */
  get hasNumbers(): boolean {
    this.#hasNumbers ??= this.#evaluates();
    return this.#hasNumbers;
  }

  #evaluates(): boolean {
    if (this.network.families !== undefined) return false;
    try {
      evaluate(this.network);
      return true;
    } catch (error) {
      if (error instanceof MissingValue || error instanceof MissingFunction) return false;
      throw error;
    }
  }

  /** The loss; without one, a problem at the place and undefined. */
  loss(span: Span): Quantity | undefined {
    const { loss } = this.network;
    if (loss === undefined)
      this.problems.error(span, 'the network has no loss', 'say which quantity with of=');
    return loss;
  }

  /** Derives something that is printed here, and only here; undefined once a problem was noted. */
  print({ of, wrt, span, id, like }: Request): Printed | undefined {
    const lhs = partial(of, wrt);
    const before = this.#printed.get(lhs);
    if (before !== undefined) {
      const message = `the derivative of ${of.name} by ${wrt.name} is in this document already`;
      this.problems.error(span, message, `refer to it by its id: [](#${before.id})`);
      return undefined;
    }
    const name = id ?? { text: `d${of.name}-d${wrt.name}`, span };
    this.claim(name.text, name.span);
    const printed = { worked: this.deriver.derive(of, wrt, like), id: name.text };
    this.#printed.set(lhs, printed);
    return printed;
  }

  /** The derivative printed earlier, if it was. */
  printed(of: Quantity, wrt: Quantity): Worked | undefined {
    return this.#printed.get(partial(of, wrt))?.worked;
  }

  /** Takes an id; one that is taken is a problem at the place. */
  claim(id: string, span: Span): void {
    if (this.#ids.has(id)) this.problems.error(span, `the id ${id} is used twice`);
    this.#ids.set(id, span);
  }

  /** So many steps of gradient descent. Throws: MissingValue, MissingFunction; RangeError without a learning rate. */
  trained(steps: number): Training {
    const known = this.#trained.get(steps);
    if (known !== undefined) return known;
    const training = train(this.network, { steps, parameters: this.learned });
    this.#trained.set(steps, training);
    return training;
  }

  /** Every value after so many steps of gradient descent. Throws: as `trained`; RangeError where it diverges before. */
  values(after = 0): ReadonlyMap<Quantity, number> {
    if (after > 0) {
      const { values, outcome, steps } = this.trained(after);
      if (outcome === 'diverged') throw new RangeError(`gradient descent diverges after step ${steps}`);
      return values;
    }
    this.#start ??= evaluate(this.network);
    return this.#start;
  }

  /** Writes for this document, at its own or another detail, with numbers where there are any. */
  writer(
    options: { readonly detail?: Detail | undefined; readonly numbers?: boolean | undefined } = {},
  ): DocumentWriter {
    const { detail = this.detail, numbers = this.hasNumbers } = options;
    const key = `${detail} ${numbers}`;
    const known = this.#writers.get(key);
    if (known !== undefined) return known;
    const { locale, digits, state, deriver, latex } = this;
    const { derivation } = deriver;
    const writer = new DocumentWriter({
      derivation,
      locale: locale.name,
      detail,
      digits,
      numbers,
      state,
      latex,
      ...(this.house && { house: this.house }),
    });
    this.#writers.set(key, writer);
    return writer;
  }
}

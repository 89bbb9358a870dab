/** The proof of a theorem in components as rows with reasons: the chain rule, definitions put in, what survives of the sums. */
import {
  type Expr,
  fold,
  num,
  type Partial,
  partial,
  productOf,
  type Quantity,
  rebuild,
  replace,
  substituteIndices,
} from '../expr/index.ts';
import type { Citation, Justification, Step, Theorem, TheoremId } from '../proof/index.ts';
import type { Page } from './page.ts';
import { withPlainSlopes } from './plainSlopes.ts';
import { labelOf } from './state.ts';
import { citationsOf, proofRows, type Row, textLatex, usesOf } from './steps.ts';
import { bracketsIn, bracketsLost, survivors } from './survivors.ts';

const isChain = (by: Justification): boolean =>
  usesOf(by).some(({ rule }) => rule.startsWith('chain.')) && citationsOf(by).length === 0;

/** A row before it is written. */
export interface TermRow {
  readonly term: Expr;
  readonly because: string;
  /** Why, where sums are written out and indices are numbers. */
  readonly writtenOut?: string;
}

/** What a cited theorem says of a ∂, and what its own proof went through. */
interface Slope {
  readonly id: TheoremId;
  readonly partial: Partial;
  readonly theorem: Theorem;
  /** ∂ of the definition, where a sum in it is what makes the slope. */
  readonly unfolded?: Expr;
  /** The slope with [i = j] still in it. */
  readonly bracketed?: Expr;
}

export class TheoremRows {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** A term as a theorem's document writes it. */
  tex(term: Expr, theorem: Theorem, bareSums = true): string {
    return this.#page.tex(withoutOnes(this.plain(term, theorem)), { bareSums });
  }

  /** What the chain rule gives, if the proof begins with it. */
  expansion({ proof }: Theorem): Expr | undefined {
    const [first] = proof.by === 'steps' ? proof.steps : [];
    return first !== undefined && isChain(first.by) ? first.after : undefined;
  }

  /** Rows of the proof, from what follows the left-hand side on. */
  rows(id: TheoremId): readonly Row[] {
    const theorem = this.#page.reading.theorem(id);
    return this.terms(id).map(({ term, because }) => ({ row: this.tex(term, theorem), because }));
  }

  /** The same as terms. */
  terms(id: TheoremId): readonly TermRow[] {
    const theorem = this.#page.reading.theorem(id);
    const steps = this.#page.reading.steps(id);
    const rows: TermRow[] = [];
    let before = theorem.goal.lhs;
    for (const step of steps) {
      rows.push(...this.#rowsOf(step, before, theorem));
      before = step.after;
    }
    if (this.#page.detail === 'full') return rows;
    // What is simplified twice is simplified in one go.
    const simplified = textLatex(this.#page.locale.say('kind-simplify'));
    return rows.filter(({ because }, i) => because !== simplified || rows[i + 1]?.because !== simplified);
  }

  #rowsOf(step: Step, before: Expr, theorem: Theorem): readonly TermRow[] {
    const { locale } = this.#page;
    const term = step.after;
    if (isChain(step.by)) return [{ term, because: textLatex(locale.say('kind-expand')) }];
    const cited = citationsOf(step.by);
    if (cited.length === 0) {
      const contracts = usesOf(step.by).some(({ rule }) => rule === 'delta.contract');
      if (contracts) return [{ term, because: survivors(this.#page, bracketsLost(before, term)) }];
      return proofRows(this.#page, before, [step]).map(({ because = '' }) => ({ term, because }));
    }
    const slopes = cited.flatMap((each) => this.#slope(each, theorem));
    const opened = slopes.filter(({ unfolded }) => unfolded !== undefined);
    if (opened.length === 0) {
      const writtenOut = textLatex(locale.say(slopes.length > 0 ? 'kind-differentiate' : 'kind-substitute'));
      return [{ term, because: this.#reason(slopes), writtenOut }];
    }
    const put = (pick: (slope: Slope) => Expr | undefined): Expr => {
      const values = new Map(cited.flatMap((each) => this.#value(each)));
      for (const slope of slopes)
        values.set(slope.partial, pick(slope) ?? (values.get(slope.partial) as Expr));
      return replaced(before, values);
    };
    const isFull = this.#page.detail === 'full' && opened.some(({ bracketed }) => bracketed !== undefined);
    const middle = isFull
      ? [{ term: put(({ bracketed }) => bracketed), because: textLatex(locale.say('kind-differentiate')) }]
      : [];
    return [
      { term: put(({ unfolded }) => unfolded), because: this.#definitions(slopes) },
      ...middle,
      {
        term,
        because: this.#survives(opened),
        writtenOut: textLatex(locale.say('kind-differentiate')),
      },
    ];
  }

  /** What the cited theorem replaces, and by what. */
  #value({
    theorem: id,
    to = 'rhs',
    from = 'lhs',
    at = new Map(),
  }: Citation): readonly (readonly [Expr, Expr])[] {
    const { goal, name } = this.#page.reading.theorem(id);
    const side = { lhs: goal.lhs, rhs: goal.rhs, name };
    const [before, after] = [side[from], side[to]];
    return before === undefined || after === undefined
      ? []
      : [[substituteIndices(before, at), substituteIndices(after, at)]];
  }

  /** A local slope that a citation inserts; names are none. */
  #slope({ theorem: id, to, from, at = new Map() }: Citation, user: Theorem): readonly Slope[] {
    const theorem = this.#page.reading.theorem(id);
    const lhs = substituteIndices(theorem.goal.lhs, at);
    if (to === 'name' || from !== undefined || lhs.kind !== 'partial') return [];
    const steps = this.#page.reading.steps(id);
    const unfold = steps.findIndex(({ by }) => usesOf(by).some(({ rule }) => rule === 'definition.unfold'));
    const inner = steps[unfold]?.after;
    const found = { id, partial: lhs, theorem };
    const isKnown = this.#page.state.found(id)?.equation !== undefined;
    if (isKnown || inner?.kind !== 'partial' || inner.args[0]?.kind === 'apply') return [found];
    const isPlain = lhs.hold.length === 0 || this.plain(lhs, user) !== lhs;
    const held = isPlain ? [] : inner.hold;
    const unfolded = partial(inner.args[0] as Expr, inner.by, held);
    const contracted = steps.findIndex(({ by }) => usesOf(by).some(({ rule }) => rule === 'delta.contract'));
    const bracketed = steps[contracted - 1]?.after;
    return [
      {
        ...found,
        unfolded: substituteIndices(unfolded, at),
        ...(bracketed && { bracketed: substituteIndices(bracketed, at) }),
      },
    ];
  }

  /** "only i = j survives", or that it was differentiated. */
  #survives(opened: readonly Slope[]): string {
    const brackets = opened.flatMap(({ bracketed, partial: own, theorem }) => {
      const left = bracketsIn(theorem.goal.rhs);
      // What stays in the slope was not summed over.
      const isSummed = own.by.indices.length > 0 && left.length === 0;
      return bracketed === undefined
        ? []
        : bracketsIn(bracketed).filter((each) => isSummed || !left.includes(each));
    });
    return survivors(this.#page, brackets);
  }

  /** Numbers of the equations cited, or which definition gives the slope. */
  #reason(slopes: readonly Slope[]): string {
    const { locale } = this.#page;
    const numbers = this.#numbers(slopes);
    if (numbers !== undefined) return numbers;
    const defined = [
      ...new Set(slopes.flatMap(({ partial: { args } }) => (args[0]?.kind === 'quantity' ? [args[0]] : []))),
    ];
    const [only] = defined;
    if (only !== undefined && defined.length === 1)
      return textLatex(locale.say('step-definition', { quantity: this.#page.math(only) }));
    return textLatex(locale.say(defined.length > 1 ? 'rows-definitions' : 'kind-substitute'));
  }

  /** Numbers of the equations that state slopes. Example: (1),\,(2) */
  #numbers(slopes: readonly Slope[]): string | undefined {
    const { locale, state } = this.#page;
    const numbers = new Set(slopes.flatMap(({ id }) => state.found(id)?.equation ?? []).map(labelOf));
    if (numbers.size === 0) return undefined;
    const list = [...numbers].map((each) => `(${each})`).join(',\\,');
    return `${locale.isChinese ? '\\text{式 }' : ''}${list}`;
  }

  #definitions(slopes: readonly Slope[]): string {
    const words = textLatex(this.#page.locale.say('rows-definitions'));
    const numbers = this.#numbers(slopes);
    const comma = this.#page.locale.isChinese ? '\\text{，}' : ',\\ ';
    return numbers === undefined ? words : words + comma + numbers;
  }

  /** A term with ∂⁺ written ∂ where the two are the same. */
  plain(term: Expr, theorem: Theorem): Expr {
    return withPlainSlopes(term, theorem, this.#page.network);
  }
}

/** A term with some of its ∂ replaced, outermost first. */
const replaced = (term: Expr, values: ReadonlyMap<Expr, Expr>): Expr =>
  replace(term, (node) => values.get(node) ?? (node.kind === 'partial' ? node : undefined));

/** A term without factors 1. */
export const withoutOnes = (term: Expr): Expr =>
  fold<Expr>(term, (node, args) =>
    node.kind === 'product' ? productOf(args.filter((each) => each !== num(1))) : rebuild(node, args),
  );

/** The member that a theorem is about: what it differentiates by. */
export const subjectOf = ({ goal: { lhs } }: Theorem): Quantity | undefined =>
  lhs.kind === 'partial' ? lhs.by : undefined;

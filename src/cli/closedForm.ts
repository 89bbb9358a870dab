/**
 * A closed form as text: in the network's own names where that is short, otherwise in named parts with ordered definitions.
 * Parts are the error terms of the derivation, and, where one equation alone is longer, whatever it uses more than once.
 */
import { type Expr, fold, nodes, type Quantity, quantitiesIn, quantity, rebuild } from '../expr/index.ts';
import { writeFormula } from '../formula/index.ts';
import { latexOf, latexStyle, type Style } from '../latex/index.ts';
import { evaluateTerm } from '../numeric/index.ts';
import type { Derivation, Theorem, TheoremId } from '../proof/index.ts';

/** A name and what it stands for; definitions use names of earlier ones only. */
interface NamedForm {
  readonly name: string;
  readonly text: string;
  readonly latex: string;
}

export interface ClosedForm {
  /** In the subset of math.js's syntax that network files use. */
  readonly text: string;
  readonly latex: string;
  /** null where the network has no numbers. */
  readonly value: number | null;
  readonly definitions?: readonly NamedForm[];
}

/** Longest text written without names for its parts. */
const LONGEST = 2000;
/** A part shorter than this is written out each time. */
const SHORTEST = 40;

interface Definition {
  readonly name: Quantity;
  readonly term: Expr;
}

/** The right-hand side of a theorem as text and as LaTeX in a style; `values` are the network's, if it has any. */
export function closedForm(
  { network, theorems }: Derivation,
  id: TheoremId,
  values: ReadonlyMap<Quantity, number> | undefined,
  style: Style = latexStyle(network),
): ClosedForm {
  const named = new Map(theorems.flatMap(({ name, goal }) => (name === undefined ? [] : [[name, goal.rhs]])));
  const goal = (theorems[id] as Theorem).goal.rhs;
  const parts = new Parts((name) => network.named(name) !== undefined || named.has(quantity(name)));
  for (const name of namesBelow(goal, named)) parts.define(name, named.get(name) as Expr);
  const form = parts.shorten(goal);
  const written = (term: Expr): { readonly text: string; readonly latex: string } => ({
    text: writeFormula(term),
    latex: latexOf(term, style),
  });
  const { definitions } = parts;
  return {
    ...written(form),
    value: values === undefined ? null : finiteValue(form, definitions, values),
    ...(definitions.length > 0 && {
      definitions: definitions.map(({ name, term }) => ({ name: name.name, ...written(term) })),
    }),
  };
}

/** The names that a term rests on, directly or not, in the order in which they were given. */
function namesBelow(term: Expr, named: ReadonlyMap<Quantity, Expr>): readonly Quantity[] {
  const used = new Set([...quantitiesIn(term)].filter((each) => named.has(each)));
  for (const each of used) {
    for (const below of quantitiesIn(named.get(each) as Expr)) if (named.has(below)) used.add(below);
  }
  return [...named.keys()].filter((each) => used.has(each));
}

/** A finite value, or null: JSON has no others. */
function finiteValue(
  form: Expr,
  definitions: readonly Definition[],
  given: ReadonlyMap<Quantity, number>,
): number | null {
  const values = new Map(given);
  for (const { name, term } of definitions) values.set(name, evaluateTerm(term, values));
  const value = evaluateTerm(form, values);
  return Number.isFinite(value) ? value : null;
}

/** Gives names to parts of terms that are too long to be written as they stand. */
class Parts {
  readonly definitions: Definition[] = [];
  readonly #isTaken: (name: string) => boolean;
  #count = 0;

  constructor(isTaken: (name: string) => boolean) {
    this.#isTaken = isTaken;
  }

  /** Adds a definition, after those of its parts. */
  define(name: Quantity, term: Expr): void {
    this.definitions.push({ name, term: this.shorten(term) });
  }

  /** The term itself if it is short, otherwise with names for what is long or used more than once. */
  shorten(term: Expr): Expr {
    if (writeFormula(term, { limit: LONGEST }) !== undefined) return term;
    const uses = new Map<Expr, number>();
    for (const node of nodes(term)) for (const arg of node.args) uses.set(arg, (uses.get(arg) ?? 0) + 1);
    return fold<Expr>(term, (node, args) => {
      const short = rebuild(node, args);
      const text = writeFormula(short, { limit: LONGEST / 2 });
      const isPart = text === undefined || (text.length >= SHORTEST && (uses.get(node) ?? 0) > 1);
      if (!isPart || node === term) return short;
      const name = this.#newName();
      this.definitions.push({ name, term: short });
      return name;
    });
  }

  #newName(): Quantity {
    do this.#count += 1;
    while (this.#isTaken(`part_${this.#count}`));
    return quantity(`part_${this.#count}`);
  }
}

/** Formulas of a draft → terms, errors at their place in the file. */
import type { Condition, Expr, Quantity } from '../expr/index.ts';
import { quantity } from '../expr/index.ts';
import { FormulaError, readFormula } from '../formula/index.ts';
import { checkDomain } from './checkDomain.ts';
import type { Declarations } from './declarations.ts';
import type { Draft, Written } from './draft.ts';
import { equality, sidesOf } from './equality.ts';
import type { Problems } from './problems.ts';

/** A formula's term; undefined if it is wrong, which is then reported. */
function read({ text, place }: Written, declared: Declarations, problems: Problems): Expr | undefined {
  try {
    const term = readFormula(text, declared);
    checkDomain(term, { text, place }, problems);
    return term;
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    problems.formula(error, place);
    return undefined;
  }
}

/** Every equation whose formula can be read. */
export function readEquations(declared: Declarations, problems: Problems): ReadonlyMap<Quantity, Expr> {
  const equations = new Map<Quantity, Expr>();
  for (const { name, formula } of declared.statements.values()) {
    const rhs = formula === undefined ? undefined : read(formula, declared, problems);
    if (rhs !== undefined) equations.set(quantity(name), rhs);
  }
  return equations;
}

function readEquality(written: Written, declared: Declarations, problems: Problems): Condition | undefined {
  const [lhs, rhs] = sidesOf(written, problems)?.map((side) => read(side, declared, problems)) ?? [];
  if (lhs === undefined || rhs === undefined) return undefined;
  return equality({ lhs, rhs }, written, problems, declared.values);
}

/** The equalities the author vouches for. */
export const readGiven = (draft: Draft, declared: Declarations, problems: Problems): readonly Condition[] =>
  draft.given.flatMap((each) => readEquality(each, declared, problems) ?? []);

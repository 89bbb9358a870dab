/** Formulas of a draft → terms, errors at their place in the file. */
import type { Condition, Expr, Quantity } from '../expr/index.ts';
import { quantity } from '../expr/index.ts';
import { FormulaError, readFormula } from '../formula/index.ts';
import { checkDomain } from './checkDomain.ts';
import { contradiction } from './contradiction.ts';
import type { Declarations } from './declarations.ts';
import type { Draft, Written } from './draft.ts';
import { between, type Problems } from './problems.ts';

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

/** What stands left and right of =; undefined if there is not one =, which is then reported. */
export function sidesOf(
  { text, place }: Written,
  problems: Problems,
): readonly [Written, Written] | undefined {
  const [left = '', right = '', ...more] = text.split('=');
  if (more.length > 0 || left.trim() === '' || right.trim() === '') {
    problems.error(
      place(between(0, text.length)),
      'not an equality',
      'write one = between two formulas, as in y1 + y2 = 1',
    );
    return undefined;
  }
  const shift = left.length + 1;
  const shifted: Written['place'] = ({ offset, length }) =>
    place(between(offset + shift, offset + shift + length));
  return [
    { text: left, place },
    { text: right, place: shifted },
  ];
}

function readEquality(written: Written, declared: Declarations, problems: Problems): Condition | undefined {
  const sides = sidesOf(written, problems);
  if (sides === undefined) return undefined;
  const [lhs, rhs] = sides.map((side) => read(side, declared, problems));
  if (lhs === undefined || rhs === undefined) return undefined;
  const equation = { lhs, rhs };
  const values = contradiction(equation, declared.values);
  if (values !== undefined) {
    const { text, place } = written;
    const message = `${text} does not hold for the values: ${values.left} is not ${values.right}`;
    problems.error(place(between(0, text.length)), message);
  }
  return { kind: 'equal', equation };
}

/** The equalities the author vouches for. */
export const readGiven = (draft: Draft, declared: Declarations, problems: Problems): readonly Condition[] =>
  draft.given.flatMap((each) => readEquality(each, declared, problems) ?? []);

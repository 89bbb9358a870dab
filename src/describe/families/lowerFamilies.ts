/** A draft with families → a network: ranges read, equations separated, formulas read and held against the ranges. */
import { type Condition, type Expr, quantity } from '../../expr/index.ts';
import type { Definition, Range } from '../../network/index.ts';
import type { FamilyDraft } from '../draft.ts';
import { equality, sidesOf } from '../equality.ts';
import type { Problems } from '../problems.ts';
import { type Assembled, assemble } from './assemble.ts';
import { FamilyScope } from './familyScope.ts';
import { readHeads } from './heads.ts';
import { type FamilyNames, namesOf } from './namesOf.ts';
import { type Pattern, separate } from './patterns.ts';
import { type Free, freeIn, freeInGiven, type Reader, readRight } from './readRight.ts';

/** Makes the network of a draft with families. Throws: InputError with everything that is wrong. */
export function lowerFamilies(draft: FamilyDraft, fallbackName: string, problems: Problems): Assembled {
  const heads = readHeads(draft, problems);
  problems.stopIfFailed();
  const names = namesOf(draft, heads, problems);
  const scope = new FamilyScope(heads, new Set(names.scalars.keys()), draft.opaque);
  const reader: Reader = { heads, scope, problems };
  const ranges = separate([...names.defined, ...names.given], heads, problems);
  // What is read under wrong ranges would only be reported again.
  problems.stopIfFailed();
  const equations = equationsOf(names, ranges, reader);
  const given = givenOf(draft, reader);
  return assemble({ draft, heads, names, used: scope, equations, given }, fallbackName, problems);
}

const none: Free = { names: new Set(), ranges: () => [] };

function equationsOf(
  names: FamilyNames,
  ranges: ReadonlyMap<Pattern, readonly Range[]>,
  reader: Reader,
): readonly Definition[] {
  const byPattern = new Map(names.defined.map((pattern) => [pattern.statement, pattern]));
  const scalars = [...names.scalars.values()].filter(({ role }) => role === 'defined');
  return [...byPattern.keys(), ...scalars].flatMap((statement) => {
    const pattern = byPattern.get(statement);
    const own = (pattern && ranges.get(pattern)) ?? [];
    const { formula } = statement;
    const free: Free = pattern === undefined ? none : freeIn(pattern, own);
    const rhs: Expr | undefined = formula && readRight(formula, free, reader);
    if (rhs === undefined) return [];
    if (pattern === undefined) return [{ quantity: quantity(statement.name), rhs }];
    return [{ quantity: pattern.quantity, rhs, ranges: own }];
  });
}

/** Equalities that the author vouches for, each for every value of the indices that it leaves free. */
const givenOf = (draft: FamilyDraft, reader: Reader): readonly Condition[] =>
  draft.given.flatMap((written): readonly Condition[] => {
    const sides = sidesOf(written, reader.problems);
    const [lhs, rhs] = sides?.map((side) => readRight(side, freeInGiven(reader), reader)) ?? [];
    return lhs === undefined || rhs === undefined ? [] : [equality({ lhs, rhs }, written, reader.problems)];
  });

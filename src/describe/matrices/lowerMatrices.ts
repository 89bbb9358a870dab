/** A draft by matrices → a network whose equations are those of the entries. */
import type { Condition, Shape } from '../../expr/index.ts';
import { isMatrixFunction } from '../../formula/index.ts';
import type { Definition } from '../../network/index.ts';
import type { Span } from '../../source/index.ts';
import { checkFunctions, checkName, definedTwice } from '../declarations.ts';
import type { MatrixDraft, Statement } from '../draft.ts';
import { type Assembled, assemble } from '../families/assemble.ts';
import type { Family } from '../families/family.ts';
import type { FamilyParts } from '../families/parts.ts';
import type { Pattern } from '../families/patterns.ts';
import type { Problems } from '../problems.ts';
import { MatrixEquations } from './matrixEquations.ts';
import { entryOf, isRowVector, rangesOf, wholeShape } from './matrixNames.ts';
import { readShapes, type Shapes } from './readShapes.ts';

export interface LoweredMatrices extends Assembled {
  readonly shapes: ReadonlyMap<string, Shape>;
}

/** Makes the network of a draft by matrices. Throws: InputError with everything that is wrong. */
export function lowerMatrices(draft: MatrixDraft, fallbackName: string, problems: Problems): LoweredMatrices {
  checkFunctions(draft, problems);
  const shapes = readShapes(draft, problems);
  const statements = statementsOf(draft, shapes, problems);
  problems.stopIfFailed();
  const read = new MatrixEquations(draft, shapes, statements, problems);
  read.readAll();
  const given = read.given();
  read.checkLoss();
  problems.stopIfFailed();
  const assembled = assemble(partsOf(draft, shapes, statements, read, given), fallbackName, problems);
  const whole = [...read.named.values()].flatMap((named) => {
    const shape = wholeShape(named);
    return shape === undefined ? [] : [[named.name, shape] as const];
  });
  return { ...assembled, shapes: new Map(whole) };
}

/** What the file names, each once. */
function statementsOf(
  draft: MatrixDraft,
  shapes: Shapes,
  problems: Problems,
): ReadonlyMap<string, Statement> {
  const found = new Map<string, Statement>();
  for (const statement of draft.statements) {
    const { name, span } = statement;
    const earlier = found.get(name);
    if (earlier !== undefined) definedTwice(statement, earlier, problems);
    else if (shapes.sizes.has(name))
      problems.error(span, `${name} is a size and cannot name a quantity`, 'its value stands under sizes');
    else if (isMatrixFunction(name))
      problems.error(span, `${name} is a function and cannot name a quantity`, 'choose another name');
    else {
      if (!shapes.declared.has(name)) checkName(name, span, draft, problems);
      found.set(name, statement);
    }
  }
  return found;
}

/** What the network is put together from, in the order in which the file names it. */
function partsOf(
  draft: MatrixDraft,
  { declared, sizes }: Shapes,
  statements: ReadonlyMap<string, Statement>,
  { named, rights, letters, applied, numbers }: MatrixEquations,
  given: readonly Condition[],
): FamilyParts {
  const families = new Map<string, Family>();
  const scalars = new Map<string, Statement>();
  const defined: Pattern[] = [];
  const equations: Definition[] = [];
  for (const name of new Set([...declared.keys(), ...statements.keys()])) {
    const own = named.get(name);
    if (own === undefined) continue;
    const statement = statements.get(name);
    const span = (statement ?? declared.get(name))?.span as Span;
    const ranges = rangesOf(own, letters);
    const quantity = entryOf(own, letters);
    const rhs = rights.get(name);
    if (rhs !== undefined) equations.push({ quantity, rhs, ...(ranges.length > 0 && { ranges }) });
    if (ranges.length === 0) {
      scalars.set(name, statement ?? { name, role: 'parameter', span });
      continue;
    }
    const family = { name, span, ranges, ...(isRowVector(own) && { isRow: true }) };
    families.set(name, family);
    if (rhs !== undefined && statement !== undefined)
      defined.push({ statement, family, quantity, ranges, fixed: [] });
  }
  const roles = new Map(
    [...statements.values()].flatMap(({ name, role }) => (role === 'defined' ? [] : [[name, role] as const])),
  );
  const heads = { families, sizes, variables: new Set(Object.values(letters)) };
  return {
    draft,
    heads,
    names: { scalars, roles, defined, given: [] },
    used: { applied, numbers },
    equations,
    given,
  };
}

/** What the statements of a file with families name: whole families, members of them, and quantities without indices. */
import type { Role } from '../../network/index.ts';
import { checkFunctions, checkName, definedTwice } from '../declarations.ts';
import type { FamilyDraft, Statement } from '../draft.ts';
import type { Problems } from '../problems.ts';
import { countText, familyText } from './family.ts';
import type { Heads } from './heads.ts';
import { type Pattern, readPattern } from './patterns.ts';

export interface FamilyNames {
  /** Quantities without indices, in order of declaration. */
  readonly scalars: ReadonlyMap<string, Statement>;
  /** Of families that are listed whole. */
  readonly roles: ReadonlyMap<string, Role>;
  /** Members with an equation. */
  readonly defined: readonly Pattern[];
  /** Members that are given from outside although others of their family have equations: h[0,i]. */
  readonly given: readonly Pattern[];
}

/** Sorts statements by what they name; what is wrong goes to `problems`. */
export function namesOf(draft: FamilyDraft, heads: Heads, problems: Problems): FamilyNames {
  const scalars = new Map<string, Statement>();
  const listed = new Map<string, Statement>();
  const patterns: Pattern[] = [];
  checkFunctions(draft, problems);
  for (const { name, span } of heads.families.values()) checkName(name, span, draft, problems);
  for (const statement of draft.statements) {
    const { name, role, span } = statement;
    const family = heads.families.get(name);
    if (name.includes('[')) {
      const pattern = readPattern(statement, heads, problems);
      if (pattern !== undefined) patterns.push(pattern);
    } else if (family === undefined) declareScalar(statement, scalars, heads, draft, problems);
    else if (role === 'defined') {
      const message = `${name} has ${countText(family.ranges.length)}, not 0`;
      problems.error(span, message, `write ${familyText(family)}`);
    } else if (listed.has(name)) definedTwice(statement, listed.get(name) as Statement, problems);
    else listed.set(name, statement);
  }
  const defined = patterns.filter(({ statement }) => statement.role === 'defined');
  const given = patterns.filter(({ statement }) => statement.role !== 'defined');
  const withEquation = new Set(defined.map(({ family }) => family.name));
  for (const { family, statement } of given) {
    if (withEquation.has(family.name)) continue;
    problems.error(statement.span, `${family.name} has no equation`, `list it whole: ${family.name}`);
  }
  for (const [name, { span, role }] of listed) {
    if (!withEquation.has(name)) continue;
    const hint = 'single members can be given beside an equation, as in inputs: ["h[0,i]"]';
    problems.error(span, `${name} is defined twice: as ${role} and by an equation`, hint);
  }
  checkIndices(patterns, scalars, heads, problems);
  const roles = new Map([...listed].map(([name, { role }]) => [name, role]));
  return { scalars, roles, defined, given };
}

function declareScalar(
  statement: Statement,
  scalars: Map<string, Statement>,
  heads: Heads,
  draft: FamilyDraft,
  problems: Problems,
): void {
  const { name, span } = statement;
  const earlier = scalars.get(name);
  if (earlier !== undefined) definedTwice(statement, earlier, problems);
  else if (heads.sizes.has(name)) {
    problems.error(span, `${name} is a size and cannot name a quantity`, 'its value stands under sizes');
  } else {
    checkName(name, span, draft, problems);
    scalars.set(name, statement);
  }
}

/** No letter is an index and a quantity. */
function checkIndices(
  patterns: readonly Pattern[],
  scalars: ReadonlyMap<string, Statement>,
  heads: Heads,
  problems: Problems,
): void {
  const own = patterns.flatMap(({ ranges }) => ranges.map(({ index }) => index));
  for (const index of new Set([...heads.variables, ...own])) {
    const span = heads.families.get(index)?.span ?? scalars.get(index)?.span;
    if (span !== undefined)
      problems.error(span, `${index} is an index and cannot name a quantity`, 'choose another letter');
  }
}

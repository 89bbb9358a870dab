/** A file that writes its equations out → a draft. */
import type { Role } from '../network/index.ts';
import { readCommon } from './common.ts';
import type { Draft, Statement, Written } from './draft.ts';
import { inFile } from './offsets.ts';
import type { Problems } from './problems.ts';
import { child, type Entry, entriesIn, type Tree } from './tree.ts';

export const roles: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['inputs', 'input'],
  ['targets', 'target'],
  ['parameters', 'parameter'],
  ['constants', 'constant'],
  ['equations', 'defined'],
]);

/** The formula a scalar holds: a number as it is written, so that it stays exact. */
export function written(source: string, tree: Tree): Written | undefined {
  const { scalar, value } = tree;
  if (scalar === undefined) return undefined;
  if (typeof value === 'string') return { text: value, place: (inner) => inFile(source, scalar, inner) };
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return {
    text: scalar.source ?? String(value),
    place: ({ offset, length }) => ({ offset: tree.span.offset + offset, length }),
  };
}

const amount = (tree: Tree): number | undefined =>
  typeof tree.value === 'number' && Number.isFinite(tree.value) ? tree.value : undefined;

function* statementsOf(source: string, section: Tree, role: Role): Generator<Statement> {
  for (const item of section.items ?? []) {
    if (typeof item.value === 'string') yield { name: item.value, role, span: item.span };
  }
  for (const { key, keySpan, node } of section.entries?.values() ?? []) {
    if (role === 'defined') {
      const formula = written(source, node);
      yield { name: key, role, span: keySpan, ...(formula === undefined ? {} : { formula }) };
    } else {
      const value = amount(node);
      yield { name: key, role, span: keySpan, ...(value === undefined ? {} : { value }) };
    }
  }
}

/** Puts the values of `values` on the statements they name. */
export function withValues(
  statements: readonly Statement[],
  entries: Iterable<Entry>,
  problems: Problems,
): readonly Statement[] {
  const known = new Map(statements.map((statement) => [statement.name, statement]));
  const given = new Map<Statement, Pick<Statement, 'value' | 'valueSpan'>>();
  for (const { key, keySpan, node } of entries) {
    const statement = known.get(key);
    const value = amount(node);
    if (statement === undefined) {
      problems.unknown(
        keySpan,
        `a value for ${key}, which is not declared`,
        key,
        known.keys(),
        `declare it, for example parameters: [${key}]`,
      );
    } else if (statement.role === 'defined') {
      problems.error(keySpan, `a value for ${key}, which has an equation`, 'its equation gives its value');
    } else if (statement.value !== undefined) {
      problems.error(keySpan, `${key} has a value already`, 'remove one of the two');
    } else if (value !== undefined) {
      given.set(statement, { value, valueSpan: node.span });
    }
  }
  return statements.map((statement) => ({ ...statement, ...given.get(statement) }));
}

/** The statements of a file in its own order, without the values that stand apart, and the equalities it vouches for. */
export function stated(source: string, root: Tree): Pick<Draft, 'statements' | 'given'> {
  const sections = [...(root.entries?.values() ?? [])];
  return {
    statements: sections.flatMap(({ key, node }) => {
      const role = roles.get(key);
      return role === undefined ? [] : [...statementsOf(source, node, role)];
    }),
    given: (child(root, 'given')?.items ?? []).flatMap((item) => written(source, item) ?? []),
  };
}

/** Makes a draft of a file by equations, in its own order; what is wrong goes to `problems`. */
export function fromEquations(source: string, root: Tree, problems: Problems): Draft {
  const { statements, given } = stated(source, root);
  const values = entriesIn(root, 'values');
  return { ...readCommon(root, problems), statements: withValues(statements, values, problems), given };
}

/** Whether the languages of a lesson agree: the same ids, each with the same equation number. */
import type { LocaleName } from '../document/index.ts';
import type { Diagnostic, Source } from '../source/index.ts';

export interface Version {
  readonly lesson: string;
  readonly locale: LocaleName;
  readonly source: Source;
  readonly ids: ReadonlyMap<string, number>;
}

/** A warning for each id that the first version of a lesson and another do not share. */
export function compareLanguages(versions: readonly Version[]): readonly Diagnostic[] {
  const first = new Map<string, Version>();
  return versions.flatMap((version) => {
    const other = first.get(version.lesson);
    if (other !== undefined) return differences(other, version);
    first.set(version.lesson, version);
    return [];
  });
}

function differences(a: Version, b: Version): Diagnostic[] {
  const missing = [
    ...[...a.ids.keys()].filter((id) => !b.ids.has(id)).map((id) => ({ id, in: b, from: a })),
    ...[...b.ids.keys()].filter((id) => !a.ids.has(id)).map((id) => ({ id, in: a, from: b })),
  ];
  if (missing.length > 0) {
    return missing.map(({ id, in: { source, locale }, from }) =>
      warning(
        source,
        `the ${locale} version has no equation with the id ${id}, the ${from.locale} version has`,
      ),
    );
  }
  return [...a.ids].flatMap(([id, number]) => {
    const own = b.ids.get(id);
    if (own === number) return [];
    return [warning(b.source, `${id} is equation ${own} here and ${number} in the ${a.locale} version`)];
  });
}

const warning = (source: Source, message: string): Diagnostic => ({
  severity: 'warning',
  message,
  hint: 'references agree across languages when both versions derive the same in the same order',
  source,
  span: { offset: 0, length: 0 },
});

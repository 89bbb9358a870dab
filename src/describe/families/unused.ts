/** Warnings of what the loss of a network with families does not need. */
import { quantitiesIn } from '../../expr/index.ts';
import type { Network } from '../../network/index.ts';
import { didYouMean, type Span } from '../../source/index.ts';
import type { Problems } from '../problems.ts';
import type { Heads } from './heads.ts';
import type { FamilyNames } from './namesOf.ts';
import type { FamilyParts, Used } from './parts.ts';

/** Warns by families: one member that is used makes its family used. */
export function warnUnusedFamilies(
  draft: FamilyParts['draft'],
  network: Network,
  heads: Heads,
  names: FamilyNames,
  used: Used,
  problems: Problems,
): void {
  const loss = network.loss?.name ?? '';
  const needed = new Set([loss]);
  const parents = new Map<string, Set<string>>();
  for (const { quantity, rhs } of network.equations) {
    const known = parents.get(quantity.name) ?? new Set<string>();
    for (const { name } of quantitiesIn(rhs)) known.add(name);
    parents.set(quantity.name, known);
  }
  for (const name of needed) for (const parent of parents.get(name) ?? []) needed.add(parent);
  const spans = new Map<string, Span>();
  for (const { name, span } of [...heads.families.values(), ...names.scalars.values()]) spans.set(name, span);
  for (const [name, span] of spans) {
    if (needed.has(name)) continue;
    const message = parents.has(name)
      ? `the loss ${loss} does not depend on ${name}`
      : `${name} is never used`;
    problems.warning(span, message, meant(name, heads, names));
  }
  for (const [name, { span }] of draft.opaque) {
    if (!used.applied.has(name)) problems.warning(span, `${name} is never used`);
  }
}

/** A family that nobody lists, whose name is near that of a number which is listed and never used: as a parameter it is taken silently. */
function meant(name: string, { families }: Heads, { scalars, roles }: FamilyNames): string | undefined {
  const role = scalars.get(name)?.role;
  if (role === undefined || role === 'defined') return undefined;
  const found = didYouMean(
    name,
    [...families.keys()].filter((each) => !roles.has(each)),
  );
  return found && `did you mean ${found}?`;
}

/** The symbols of a network with families: families first, then quantities without indices, then sizes used as numbers. */
import { indexVariable, quantity } from '../../expr/index.ts';
import type { NetworkSymbol, Range, Role } from '../../network/index.ts';
import type { Heads } from './heads.ts';
import type { FamilyNames } from './namesOf.ts';
import type { FamilyParts, Used } from './parts.ts';

/** In order of declaration. A family without equation and without a role is a parameter. */
export function symbolsOf(
  draft: FamilyParts['draft'],
  heads: Heads,
  names: FamilyNames,
  { numbers }: Used,
): readonly NetworkSymbol[] {
  const symbol = (name: string, role: Role, ranges?: readonly Range[], isRow?: boolean): NetworkSymbol => {
    const latex = draft.latex.get(name)?.of;
    return {
      quantity: quantity(
        name,
        (ranges ?? []).map(({ index }) => indexVariable(index)),
      ),
      role,
      ...(ranges === undefined ? {} : { ranges }),
      ...(latex === undefined ? {} : { latex }),
      ...(isRow === true && { isRow }),
    };
  };
  const defined = new Set(names.defined.map(({ family }) => family.name));
  const roleOf = (name: string): Role =>
    defined.has(name) ? 'defined' : (names.roles.get(name) ?? 'parameter');
  const sizes = [...heads.sizes.values()].filter(({ name }) => numbers.has(name));
  return [
    ...[...heads.families.values()].map(({ name, ranges, isRow }) =>
      symbol(name, roleOf(name), ranges, isRow),
    ),
    ...[...names.scalars.values()].map(({ name, role }) => symbol(name, role)),
    ...sizes.map(({ name, domain }) => symbol(name, 'constant', domain && [domain])),
  ];
}

/** Equations with indices, their formulas read → a network, with its values, LaTeX and loss. */
import { type Quantity, quantity } from '../../expr/index.ts';
import { headOf } from '../../formula/index.ts';
import { makeNetwork, type Network, NetworkError, type NetworkParts } from '../../network/index.ts';
import type { Span } from '../../source/index.ts';
import { lossNamed } from '../losses/index.ts';
import { between, type Place, type Problems } from '../problems.ts';
import { familyText } from './family.ts';
import type { Heads } from './heads.ts';
import { memberAt, memberValues } from './memberValues.ts';
import type { FamilyNames } from './namesOf.ts';
import type { FamilyParts } from './parts.ts';
import { indexValue, type SizeValue } from './sizes.ts';
import { symbolsOf } from './symbolsOf.ts';
import { warnUnusedFamilies } from './unused.ts';

export interface Assembled {
  readonly network: Network;
  readonly sizeValues: ReadonlyMap<string, SizeValue>;
  readonly placeOf: (defined: Quantity) => Place | undefined;
}

/** Makes the network. Throws: InputError with everything that is wrong. */
export function assemble(parts: FamilyParts, fallbackName: string, problems: Problems): Assembled {
  const { draft, heads, names, used, equations, given } = parts;
  const loss = lossOf(draft, names, heads, problems);
  const values = valuesOf(parts, problems);
  for (const [name, { span }] of draft.latex) {
    if ([heads.families, heads.sizes, names.scalars].some((known) => known.has(name))) continue;
    const known = [...heads.families.keys(), ...names.scalars.keys()];
    problems.unknown(span, `LaTeX for ${name}, which is not declared`, name, known);
  }
  problems.stopIfFailed();
  if (loss === undefined) throw new TypeError('a draft without a loss has passed its checks');
  const network = build(
    {
      name: draft.name ?? fallbackName,
      symbols: symbolsOf(draft, heads, names, used),
      equations,
      loss,
      given,
      opaque: new Map([...draft.opaque].map(([name, { of }]) => [name, of])),
      values,
      sizes: [...heads.sizes.keys()],
      ...(draft.learningRate === undefined ? {} : { learningRate: draft.learningRate }),
    },
    names,
    problems,
  );
  warnUnusedFamilies(draft, network, heads, names, used, problems);
  const sized = [...heads.sizes].flatMap(([name, { value }]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const placeOf = (defined: Quantity): Place | undefined => {
    const span = spanOf(defined, names);
    return span && { source: problems.source, span };
  };
  return { network, sizeValues: new Map(sized), placeOf };
}

function lossOf(
  draft: FamilyParts['draft'],
  names: FamilyNames,
  heads: Heads,
  problems: Problems,
): Quantity | undefined {
  const { loss } = draft;
  const defined = [...names.scalars.values()]
    .filter(({ role }) => role === 'defined')
    .map(({ name }) => name);
  if (loss === undefined) {
    problems.error(
      [...heads.families.values()][0]?.span ?? between(0, 0),
      'no loss is named',
      'add loss: with the quantity to be minimised',
    );
    return undefined;
  }
  const { of, span } = loss;
  if (names.scalars.get(of)?.role === 'defined') return quantity(of);
  if (names.scalars.has(of)) {
    problems.error(span, `the loss ${of} has no equation`, 'name a quantity that has one');
  } else if (heads.families.has(of)) {
    problems.error(span, `the loss ${of} has indices`, 'a loss is one number: name a sum over them');
  } else if (heads.families.has(headOf(of)?.name ?? '')) {
    const hint = `give it a name by an equation of its own, as in C: ${of}`;
    problems.error(span, `the loss ${of} is a member of a family`, hint);
  } else if (lossNamed(of) !== undefined) {
    const hint = 'this is a loss of layers; among equations, name the quantity to be minimised';
    problems.error(span, `unknown loss ${of}`, hint);
  } else problems.unknown(span, `unknown loss ${of}`, of, defined, 'name a defined quantity');
  return undefined;
}

function valuesOf(
  { draft, names, heads, used }: FamilyParts,
  problems: Problems,
): ReadonlyMap<Quantity, number> {
  const values = new Map<Quantity, number>();
  for (const { name, value } of names.scalars.values())
    if (value !== undefined) values.set(quantity(name), value);
  for (const { name, value, span, valueSpan = span } of draft.statements) {
    const family = heads.families.get(name);
    if (family === undefined || value === undefined) continue;
    problems.error(
      valueSpan,
      `${familyText(family)} takes a list of values`,
      'lists nest once for each index',
    );
  }
  const defined = new Set(names.defined.map(({ family }) => family.name));
  for (const [name, { of, span }] of draft.lists) {
    const family = heads.families.get(name);
    const whole = heads.families.get(headOf(name)?.name ?? '');
    if (whole !== undefined && whole !== family) {
      problems.error(
        span,
        `values for one member, ${name}`,
        `write those of ${familyText(whole)} as one list`,
      );
    } else if (family === undefined && names.scalars.has(name)) {
      problems.error(span, `a list of values for ${name}, which is one number`, 'write one number');
    } else if (family === undefined) {
      const known = [...heads.families.keys(), ...names.scalars.keys()];
      problems.unknown(span, `values for ${name}, which is not declared`, name, known);
    } else if (defined.has(name)) {
      problems.error(span, `values for ${name}, which has an equation`, 'its equation gives its values');
    } else
      for (const [member, value] of memberValues(family, of, heads.sizes, problems))
        values.set(member, value);
  }
  for (const name of used.numbers) {
    const size = heads.sizes.get(name);
    if (typeof size?.value === 'number') values.set(quantity(name), size.value);
    else if (size?.domain !== undefined) {
      const first = indexValue(size.domain.from, heads.sizes) ?? 0;
      for (const [i, value] of (size.value ?? []).entries()) values.set(memberAt(size, [first + i]), value);
    }
  }
  return values;
}

/** Where a quantity is defined, or otherwise its family. */
function spanOf(wanted: Quantity, { defined, scalars }: FamilyNames): Span | undefined {
  const own = defined.filter(({ quantity: { name } }) => name === wanted.name);
  const found = own.find(({ quantity }) => quantity === wanted) ?? own.at(-1);
  return (found?.statement ?? scalars.get(wanted.name))?.span;
}

function build(parts: NetworkParts, names: FamilyNames, problems: Problems): Network {
  try {
    return makeNetwork(parts);
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    const [about] = error.quantities;
    const span = about && spanOf(about, names);
    problems.error(span ?? between(0, 0), error.message, hints[error.problem]);
    problems.stopIfFailed();
    throw error;
  }
}

const hints: Partial<Record<NetworkError['problem'], string>> = {
  circular: 'on every way back to it one index must rise, or fall, and have the same letter in every family',
  twice: 'fixed indices must differ whatever the sizes are; L may be 1',
};

/**
 * Index expressions: affine in index variables and symbolic sizes, such as `l-1`, `L`, `i+k`, `n[l-1]`.
 * Kept in one canonical form, so that two equal indices have equal keys.
 */

/** An index variable (`j`), a symbolic size (`L`), or a size that itself has indices (`n[l-1]`). */
export interface IndexAtom {
  readonly name: string;
  readonly indices: readonly Index[];
}

/** A whole-number combination of index atoms: constant + Σ coefficient·atom, atoms sorted by key, no zero coefficients. */
export interface Index {
  readonly constant: number;
  readonly terms: readonly { readonly atom: IndexAtom; readonly coefficient: number }[];
  /** Canonical text; equal indices have equal keys. */
  readonly key: string;
}

const atomKey = (atom: IndexAtom): string =>
  atom.indices.length === 0 ? atom.name : `${atom.name}[${atom.indices.map((index) => index.key).join(',')}]`;

/** Whether a text may name an index or a size in what people write; `%…` and `*` are reserved. */
export const isIndexName = (text: string): boolean => /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(text);

/** Builds an index from a constant and terms. Throws: RangeError if a number is not a safe integer, or a name that of no index. */
export function index(
  constant: number,
  terms: readonly { atom: IndexAtom; coefficient: number }[] = [],
): Index {
  const alone = terms.length === 1 && constant === 0 && terms[0]?.coefficient === 1;
  const strange = terms.find(
    ({ atom: { name } }) => !(isIndexName(name) || /^%\w+$/.test(name) || (name === '*' && alone)),
  );
  if (strange !== undefined) throw new RangeError(`${strange.atom.name} names no index here`);
  const collected = new Map<string, { atom: IndexAtom; coefficient: number }>();
  for (const { atom, coefficient } of terms) {
    const key = atomKey(atom);
    const sum = (collected.get(key)?.coefficient ?? 0) + coefficient;
    collected.set(key, { atom, coefficient: sum });
  }
  const kept = [...collected]
    .filter(([, term]) => term.coefficient !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return made(
    constant,
    kept.map(([, term]) => term),
  );
}

/** An index of sorted terms without repetition. Throws: RangeError if a number is not a safe integer. */
function made(constant: number, terms: Index['terms']): Index {
  let key = '';
  for (const { atom, coefficient } of terms) {
    if (!Number.isSafeInteger(coefficient)) throw new RangeError('an index must be a whole number');
    if (key !== '' && coefficient > 0) key += '+';
    key += coefficient === 1 ? atomKey(atom) : `${coefficient}*${atomKey(atom)}`;
  }
  if (!Number.isSafeInteger(constant)) throw new RangeError('an index must be a whole number');
  if (constant !== 0 || key === '') key += `${key !== '' && constant > 0 ? '+' : ''}${constant}`;
  return { constant, terms, key };
}

/** The index that is one variable or size. Example: `indexVariable('n', [indexVariable('l')])` → n[l] */
export const indexVariable = (name: string, indices: readonly Index[] = []): Index =>
  index(0, [{ atom: { name, indices }, coefficient: 1 }]);

/** a + b·factor */
export function addIndex(a: Index, b: Index, factor = 1): Index {
  const scaled = b.terms.map(({ atom, coefficient }) => ({ atom, coefficient: factor * coefficient }));
  const constant = a.constant + factor * b.constant;
  // Every value at once stands alone, which is checked where indices are built.
  if (a.key === '*' || b.key === '*') return index(constant, [...a.terms, ...scaled]);
  const terms: Index['terms'][number][] = [];
  let i = 0;
  for (const next of scaled) {
    const key = atomKey(next.atom);
    for (let own = a.terms[i]; own !== undefined && atomKey(own.atom) < key; own = a.terms[++i])
      terms.push(own);
    const own = a.terms[i];
    const same = own !== undefined && atomKey(own.atom) === key;
    if (same) i++;
    const coefficient = next.coefficient + (same ? own.coefficient : 0);
    if (coefficient !== 0) terms.push({ atom: next.atom, coefficient });
  }
  terms.push(...a.terms.slice(i));
  return made(constant, terms);
}

/** Replaces index variables by indices, inside symbolic sizes too. */
export function substituteIndex(target: Index, replacement: ReadonlyMap<string, Index>): Index {
  const kept: Index['terms'][number][] = [];
  const added: { readonly by: Index; readonly coefficient: number }[] = [];
  for (const term of target.terms) {
    const { atom, coefficient } = term;
    const whole = atom.indices.length === 0 ? replacement.get(atom.name) : undefined;
    const inner = atom.indices.map((each) => substituteIndex(each, replacement));
    if (whole !== undefined) added.push({ by: whole, coefficient });
    else if (inner.every((each, i) => each === atom.indices[i])) kept.push(term);
    else added.push({ by: indexVariable(atom.name, inner), coefficient });
  }
  // Most indices mention nothing that is replaced, or are one variable that is.
  if (added.length === 0) return target;
  const [only] = added;
  if (target.terms.length === 1 && target.constant === 0 && only?.coefficient === 1) return only.by;
  return added.reduce(
    (sum, { by, coefficient }) => addIndex(sum, by, coefficient),
    made(target.constant, kept),
  );
}

/** The names of all variables and sizes an index mentions. */
export function indexNames(target: Index, into: Set<string> = new Set()): Set<string> {
  for (const { atom } of target.terms) {
    into.add(atom.name);
    for (const inner of atom.indices) indexNames(inner, into);
  }
  return into;
}

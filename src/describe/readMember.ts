/** Members of families as attributes and options name them: `z`, `z[l,j]`, `z[L,j]`. */
import { type Index, type Quantity, quantity } from '../expr/index.ts';
import { FormulaError, headOf, itemsOf, readIndex } from '../formula/index.ts';
import type { Network, NetworkSymbol } from '../network/index.ts';
import { didYouMean } from '../source/index.ts';

/** A family, or those members of it whose indices are as they are written. */
export interface Member {
  readonly symbol: NetworkSymbol;
  /** The member at the family's own indices where the text says nothing else. */
  readonly member: Quantity;
  /** Positions of indices that are fixed, as L in z[L,j]. */
  readonly fixed: readonly number[];
}

/** Why a text names no member. */
export class MemberError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'MemberError';
    this.hint = hint;
  }
}

/** Reads a member. Throws: MemberError. */
export function readMember(text: string, network: Network): Member {
  const { name = '', inside } = headOf(text) ?? {};
  const family = network.named(name);
  const symbol = family && network.symbol(family);
  if (symbol === undefined) {
    const names = network.symbols.map((each) => each.quantity.name);
    const meant = didYouMean(name, names);
    throw new MemberError(
      `unknown symbol ${name || text.trim()}`,
      meant === undefined ? `symbols: ${names.join(', ')}` : `did you mean ${meant}?`,
    );
  }
  if (inside === undefined) return { symbol, member: symbol.quantity, fixed: [] };
  const indices = inside === '' ? [] : itemsOf(inside).map((item) => indexOf(item.text, network));
  const own = symbol.quantity.indices;
  if (indices.length !== own.length) {
    const wanted = `${name}[${own.map(({ key }) => key).join(',')}]`;
    throw new MemberError(
      own.length === 0
        ? `${name} has no indices`
        : `${name} has ${own.length} indices, not ${indices.length}`,
      own.length === 0 ? `write ${name}` : `write ${wanted}`,
    );
  }
  const fixed = indices.flatMap((each, position) => (isVariable(each, network) ? [] : [position]));
  return { symbol, member: quantity(name, indices), fixed };
}

function indexOf(text: string, network: Network): Index {
  try {
    return readIndex(text, () => {});
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    throw new MemberError(`${text.trim() || 'nothing'} is no index`, `sizes: ${network.sizes.join(', ')}`);
  }
}

const isVariable = ({ constant, terms }: Index, { sizes }: Network): boolean => {
  const [only, ...more] = terms;
  const isSingle = only !== undefined && more.length === 0 && constant === 0 && only.coefficient === 1;
  return isSingle && only.atom.indices.length === 0 && !sizes.includes(only.atom.name);
};

/** The parts of a derivative that are about the members asked for. */
export const partsFor = <Part extends { readonly wrt: Quantity }>(
  parts: readonly Part[],
  { member, fixed }: Member,
): readonly Part[] =>
  parts.filter(({ wrt }) =>
    fixed.every((position) => wrt.indices[position]?.key === member.indices[position]?.key),
  );

/** Reads the values and terms of a derivation file, each with a FormatError that says where. */
import {
  apply,
  bracket,
  cases,
  type Expr,
  Fraction,
  type Index,
  index,
  indexedSum,
  isIndexName,
  num,
  partial,
  power,
  productOf,
  type Quantity,
  quantity,
  type Relation,
  sumOf,
} from '../expr/index.ts';
import { EVERY, type Range } from '../network/index.ts';
import { FormatError } from './format.ts';

export type Fields = { readonly [key: string]: unknown };

export function record(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FormatError(where, 'expected an object');
  return value as Fields;
}

export function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new FormatError(where, 'expected a list');
  return value;
}

export function text(value: unknown, where: string): string {
  if (typeof value !== 'string' || value.length > 10_000) throw new FormatError(where, 'expected a text');
  return value;
}

const named = (value: unknown, where: string): Quantity => quantity(text(value, where));

/** A name, or a name and indices. */
export function member(value: unknown, where: string, nesting = 0): Quantity {
  if (typeof value === 'string') return named(value, where);
  const [name, ...indices] = list(value, where);
  return quantity(
    text(name, where),
    indices.map((each) => readPlace(each, where, nesting)),
  );
}

/** How `*` is written as an index. */
const EVERY_WRITTEN = JSON.stringify([0, [1, EVERY]]);

/** An index of a member, `*` for all of its family. */
const readPlace = (value: unknown, where: string, nesting: number): Index => {
  const isEvery = Array.isArray(value) && JSON.stringify(value) === EVERY_WRITTEN;
  return isEvery
    ? index(0, [{ atom: { name: EVERY, indices: [] }, coefficient: 1 }])
    : readIndex(value, where, nesting);
};

/** [constant, [coefficient, atom, index, …], …] */
export function readIndex(value: unknown, where: string, nesting = 0): Index {
  if (nesting > 4) throw new FormatError(where, 'indices nested too deeply');
  const [constant, ...terms] = list(value, where);
  if (terms.length > 16) throw new FormatError(where, 'an index of at most 16 terms');
  return index(
    whole(constant, where),
    terms.map((each) => {
      const [coefficient, name, ...inner] = list(each, where);
      const indices = inner.map((other) => readIndex(other, where, nesting + 1));
      return { atom: { name: indexName(name, where), indices }, coefficient: whole(coefficient, where) };
    }),
  );
}

const whole = (value: unknown, where: string): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || Math.abs(value) > 1e9) {
    throw new FormatError(where, 'expected a whole number');
  }
  return value;
};

function readRelation([kind, left, right]: readonly unknown[], where: string): Relation {
  if (kind !== 'equal' && kind !== 'atMost') throw new FormatError(where, 'expected equal or atMost');
  return { kind, left: readIndex(left, where), right: readIndex(right, where) };
}

export function readRanges(value: unknown, where: string): readonly Range[] {
  return list(value, where).map((each) => {
    const [name, from, to] = list(each, where);
    return { index: indexName(name, where), from: readIndex(from, where), to: readIndex(to, where) };
  });
}

export const flag = (value: unknown, where: string): boolean => {
  if (value !== undefined && typeof value !== 'boolean')
    throw new FormatError(where, 'expected true or false');
  return value === true;
};

/** A name that an index may have. */
export function indexName(value: unknown, where: string): string {
  const name = text(value, where);
  if (!isIndexName(name)) throw new FormatError(where, 'expected the name of an index');
  return name;
}

export const natural = (value: unknown, where: string): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new FormatError(where, 'expected a natural number');
  }
  return value;
};

export const finite = (value: unknown, where: string): number => {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new FormatError(where, 'expected a finite number');
  return value;
};

function exact(value: unknown, where: string): Fraction {
  const parts = /^(-?)(\d{1,1000})(?:\/(\d{1,1000}))?$/.exec(text(value, where));
  if (parts === null || BigInt(parts[3] ?? 1) === 0n)
    throw new FormatError(where, 'expected a fraction such as "-3/20"');
  const size = BigInt(parts[2] as string);
  return new Fraction(parts[1] === '-' ? -size : size, BigInt(parts[3] ?? 1));
}

export function readTerms(rows: readonly unknown[]): readonly Expr[] {
  const terms: Expr[] = [];
  for (const [i, each] of rows.entries()) {
    const where = `terms[${i}]`;
    const [kind, ...rest] = list(each, where);
    const arg = (at: unknown): Expr => {
      const found = typeof at === 'number' ? terms[at] : undefined;
      if (found === undefined) throw new FormatError(where, 'expected the number of an earlier term');
      return found;
    };
    terms.push(readTerm(kind, rest, arg, where));
  }
  return terms;
}

function readTerm(kind: unknown, rest: readonly unknown[], arg: (at: unknown) => Expr, where: string): Expr {
  const exactly = (count: number): readonly Expr[] => {
    if (rest.length !== count) throw new FormatError(where, `expected ${count} subterms`);
    return rest.map(arg);
  };
  switch (kind) {
    case 'number':
      return num(exact(rest[0], where));
    case 'quantity':
      return member(rest[0], where);
    case 'sum':
    case 'product':
      if (rest.length < 2) throw new FormatError(where, 'expected two subterms or more');
      return kind === 'sum' ? sumOf(rest.map(arg)) : productOf(rest.map(arg));
    case 'power': {
      const [base, exponent] = exactly(2) as [Expr, Expr];
      return power(base, exponent);
    }
    case 'cases': {
      const [guard, positive, other] = exactly(3) as [Expr, Expr, Expr];
      return cases(guard, positive, other);
    }
    case 'apply':
      return apply(
        text(rest[0], where),
        list(rest[1], where).map(arg),
        list(rest[2], where).map((order) => natural(order, where)),
      );
    case 'partial':
      return partial(
        arg(rest[0]),
        member(rest[1], where),
        list(rest[2], where).map((each) => member(each, where)),
      );
    case 'indexedSum':
      return indexedSum(
        indexName(rest[0], where),
        readIndex(rest[1], where),
        readIndex(rest[2], where),
        arg(rest[3]),
      );
    case 'bracket':
      return bracket(...rest.map((each) => readRelation(list(each, where), where)));
    default:
      throw new FormatError(where, 'expected the name of a kind of term');
  }
}

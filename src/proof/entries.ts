/**
 * Extensionality: two matrices of one shape are equal if their entries are, at every row and column. A matrix theorem rests
 * on one theorem about terms that the kernel has accepted; what is trusted besides is `entry` and the shapes.
 */
import {
  type Axis,
  type Condition,
  type Equation,
  entry,
  type Index,
  index,
  indexNames,
  indexVariable,
  indicesOf,
  isIndexName,
  type Matrix,
  type MatrixSymbol,
  type Shape,
  substituteIndex,
} from '../expr/index.ts';
import { IndexFacts, type Range } from '../network/index.ts';
import type { Canonical } from './ac.ts';
import { Refusal } from './context.ts';
import type { Theorem, TheoremId } from './derivation.ts';
import { indicesUsed, rangesOf } from './instances.ts';
import { type Assumed, enter } from './place.ts';

/** lhs = rhs for all indices that `given` ranges over. */
export interface MatrixTheorem {
  readonly lhs: Matrix;
  readonly rhs: Matrix;
  /** What the generic row and column are called in `entries`. */
  readonly row: string;
  readonly column: string;
  /** Ranges of the other indices, and conditions; those that mention the row or column hold at every one. */
  readonly given: readonly Condition[];
  /** The accepted theorem that says it entry by entry. */
  readonly entries: TheoremId;
}

/** What is declared of the families that matrices are made of. */
export interface Declared {
  /** The ranges of a family's indices in order, names of theorems included; undefined for an unknown family. */
  readonly ranges: (family: string) => readonly Range[] | undefined;
  readonly sizes: ReadonlySet<string>;
}

export type EntriesVerdict =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly reason: string };

type Claim = Omit<MatrixTheorem, 'entries'>;

const one = index(1);

/** The equation between terms that says the same of every row and column; bound indices avoid the sizes. */
export function entriesOf(
  { lhs, rhs, row, column, given }: Claim,
  sizes: ReadonlySet<string> = new Set(),
): Equation {
  const [i, j] = [position(lhs.shape.rows, row), position(lhs.shape.columns, column)];
  const ranged = given.flatMap((each) => (each.kind === 'range' ? [each.index] : []));
  const taken = new Set([row, column, ...ranged, ...sizes]);
  return { lhs: entry(lhs, i, j, taken), rhs: entry(rhs, i, j, taken) };
}

/** The one row of a row vector is 1; otherwise a variable. */
const position = (size: Index, name: string): Index => (size.key === '1' ? one : indexVariable(name));

/** The ranges of the generic row and column of a shape. */
export const entryRanges = ({ lhs, row, column }: Pick<Claim, 'lhs' | 'row' | 'column'>): readonly Range[] =>
  (
    [
      [row, lhs.shape.rows],
      [column, lhs.shape.columns],
    ] as const
  ).flatMap(([name, to]) => (to.key === '1' ? [] : [{ index: name, from: one, to }]));

/** Whether an accepted theorem about entries proves an equation of matrices. */
export function checkEntries(
  claim: MatrixTheorem,
  entries: Theorem,
  declared: Declared,
  canonical: Canonical,
): EntriesVerdict {
  try {
    const reason = problem(claim, entries, declared, canonical);
    return reason === undefined ? { accepted: true } : { accepted: false, reason };
  } catch (error) {
    return { accepted: false, reason: error instanceof Error ? error.message : 'unknown failure' };
  }
}

function problem(
  claim: MatrixTheorem,
  entries: Theorem,
  declared: Declared,
  canonical: Canonical,
): string | undefined {
  const { lhs, rhs, row, column, given } = claim;
  const ranges = rangesOf(claim, [...declared.sizes]);
  const facts = new IndexFacts(ranges, declared.sizes);
  if (!isShape(lhs.shape, rhs.shape)) return 'the two sides have different shapes';
  const outside = new Set([...declared.sizes, ...ranges.map((range) => range.index)]);
  const used = new Set([...outside, ...indicesOf(lhs), ...indicesOf(rhs)]);
  for (const name of [row, column])
    if (!isIndexName(name) || used.has(name)) return `${name} is no generic index here`;
  if (row === column) return 'the row and the column have one name';
  const around = { given: [], facts, indices: outside };
  const symbols = symbolsOf(lhs, around, symbolsOf(rhs, around));
  const wrong = symbols.find((each) => !fits(each, declared));
  if (wrong !== undefined) return `${wrong.symbol.name} has another shape`;
  const exchanged = turned(symbols);
  if (exchanged !== undefined) return `rows and columns of ${exchanged} are exchanged`;
  const wanted = entriesOf(claim);
  for (const side of ['lhs', 'rhs'] as const) {
    if (!canonical.same(wanted[side], entries.goal[side]))
      return `the entries of the ${side} are something else`;
  }
  const inside = facts.with(entryRanges(claim));
  for (const each of entries.given) {
    if (each.kind === 'range') {
      if (!inside.within(indexVariable(each.index), each))
        return `the entries range less far over ${each.index}`;
    } else if (!given.some((known) => sameCondition(known, each, canonical))) {
      return 'the entries assume more';
    }
  }
  return undefined;
}

/** By how they are written: that 2 − n is n where there is a row must not make it so. */
const isShape = (a: Shape, b: Shape): boolean => a.rows.key === b.rows.key && a.columns.key === b.columns.key;

interface Placed {
  readonly symbol: MatrixSymbol;
  readonly facts: IndexFacts;
}

/** Every symbol of a matrix, and what is known of the indices where it stands. Throws: Refusal if an index is unknown or means something already. */
function symbolsOf(of: Matrix, around: Assumed, into: Placed[] = []): Placed[] {
  const { facts, indices } = around;
  const unknown = [...indexNames(of.shape.rows), ...indexNames(of.shape.columns)].find(
    (name) => !indices.has(name),
  );
  if (unknown !== undefined) throw new Refusal(`the index ${unknown} has no range`);
  if (of.kind === 'symbol') into.push({ symbol: of, facts });
  if (of.kind === 'gradient') into.push({ symbol: of.by, facts });
  const inner = of.kind === 'indexedSum' ? enter(of, around) : around;
  for (const arg of of.args) symbolsOf(arg, inner, into);
  return into;
}

/**
 * A family that is read the other way round: its earlier index numbers rows, and what has one axis has the same everywhere.
 * A is written with its name alone, and A = Aᵀ would be what is read of one whose indices are exchanged.
 */
function turned(symbols: readonly Placed[]): string | undefined {
  const alone = new Map<string, Axis>();
  for (const { symbol } of symbols) {
    const { name, indices } = symbol;
    const [first, second] = indices.filter((each): each is Axis => typeof each === 'string');
    if (first === 'column' && second === 'row') return name;
    if (first === undefined || second !== undefined) continue;
    if ((alone.get(name) ?? first) !== first) return name;
    alone.set(name, first);
  }
  return undefined;
}

/** Whether a symbol's shape is that of its family: each axis runs over the family's own range, from 1. */
function fits({ symbol, facts }: Placed, { ranges }: Declared): boolean {
  const own = ranges(symbol.name);
  if (own === undefined || own.length !== symbol.indices.length) return false;
  const { rows, columns } = symbol.shape;
  // Without an index for its rows a family has one, however many a forged shape says.
  if (!symbol.indices.includes('row') && rows.key !== '1') return false;
  if (!symbol.indices.includes('column') && columns.key !== '1') return false;
  const at = new Map(
    own.flatMap((range, i) => {
      const value = symbol.indices[i];
      return value === undefined || typeof value === 'string' ? [] : [[range.index, value] as const];
    }),
  );
  const moving = own.flatMap(({ index: name }, i) => (typeof symbol.indices[i] === 'string' ? [name] : []));
  return own.every((range, i) => {
    // A row whose length depends on its number is no row of a matrix.
    if ([...indicesUsed(range)].some((name) => moving.includes(name))) return false;
    const axis = symbol.indices[i] as Index | Axis;
    const [from, to] = [substituteIndex(range.from, at), substituteIndex(range.to, at)];
    if (typeof axis !== 'string') return facts.within(axis, { from, to });
    return from.key === '1' && to.key === (axis === 'row' ? rows : columns).key;
  });
}

function sameCondition(a: Condition, b: Condition, canonical: Canonical): boolean {
  if (a.kind === 'smooth' && b.kind === 'smooth') {
    return (
      a.function === b.function &&
      a.at.length === b.at.length &&
      a.at.every((each, i) => canonical.same(each, b.at[i] as typeof each))
    );
  }
  if (a.kind === 'equal' && b.kind === 'equal') {
    return canonical.same(a.equation.lhs, b.equation.lhs) && canonical.same(a.equation.rhs, b.equation.rhs);
  }
  const isSign = (each: Condition): each is Condition & { kind: 'nonzero' | 'positive' } =>
    each.kind === 'nonzero' || each.kind === 'positive';
  return isSign(a) && isSign(b) && a.kind === b.kind && canonical.same(a.term, b.term);
}

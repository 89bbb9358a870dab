/** Writes terms, indices and conditions of a derivation file; `readTerms.ts` reads them. */
import { type Condition, type Expr, fold, type Index, type Quantity } from '../expr/index.ts';
import type { Range } from '../network/index.ts';
import type { Json } from './format.ts';

type Row = readonly Json[];

/** The row of a term in the table. */
export type WriteTerm = (term: Expr) => number;

/** Terms, each built from earlier rows. */
export class TermTable {
  readonly #rows: Row[] = [];
  readonly #places = new Map<Expr, number>();

  get rows(): readonly Row[] {
    return this.#rows;
  }

  /** Adds a term, unless it is there. */
  readonly term: WriteTerm = (root) =>
    fold<number>(root, (node, args) => this.#rows.push(rowOf(node, args)) - 1, this.#places);
}

function rowOf(node: Expr, args: readonly number[]): Row {
  switch (node.kind) {
    case 'number':
      return ['number', node.value.toFraction()];
    case 'quantity':
      return ['quantity', writeQuantity(node)];
    case 'apply':
      return ['apply', node.name, args, [...node.orders]];
    case 'partial':
      return ['partial', args[0] as number, writeQuantity(node.by), node.hold.map(writeQuantity)];
    case 'indexedSum':
      return ['indexedSum', node.index, writeIndex(node.from), writeIndex(node.to), args[0] as number];
    case 'bracket':
      return [
        'bracket',
        ...node.relations.map(({ kind, left, right }) => [kind, writeIndex(left), writeIndex(right)]),
      ];
    default:
      return [node.kind, ...args];
  }
}

/** A name, or for a member of a family the name and its indices. */
export const writeQuantity = ({ name, indices }: Quantity): Json =>
  indices.length === 0 ? name : [name, ...indices.map(writeIndex)];

/** [constant, [coefficient, atom, index, …], …] */
export const writeIndex = ({ constant, terms }: Index): Json => [
  constant,
  ...terms.map(({ atom, coefficient }) => [coefficient, atom.name, ...atom.indices.map(writeIndex)]),
];

export const writeRange = ({ index, from, to }: Range): Json => [index, writeIndex(from), writeIndex(to)];

export function writeCondition(condition: Condition, term: WriteTerm): Json {
  switch (condition.kind) {
    case 'nonzero':
    case 'positive':
      return [condition.kind, term(condition.term)];
    case 'smooth':
      return ['smooth', condition.function, condition.at.map(term)];
    case 'equal':
      return ['equal', term(condition.equation.lhs), term(condition.equation.rhs)];
    case 'range':
      return ['range', condition.index, writeIndex(condition.from), writeIndex(condition.to)];
  }
}

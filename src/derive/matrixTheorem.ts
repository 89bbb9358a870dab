/** A theorem in components said of matrices: the form is found, its entries are proved, and the kernel is asked. */
import { type Condition, type Expr, type Index, type Matrix, substituteIndices } from '../expr/index.ts';
import type { Network, Range } from '../network/index.ts';
import {
  type Canonical,
  type Citation,
  checkEntries,
  type Declared,
  type MatrixTheorem,
  type Theorem,
  type TheoremId,
} from '../proof/index.ts';
import { axesOf, numbersMatrices } from './axes.ts';
import { entryProof } from './entryProof.ts';
import { matrixForm } from './matrixForm.ts';
import { opened, transposed } from './transposed.ts';

/** The derivation that a matrix theorem joins. */
export interface Ground {
  readonly network: Network;
  readonly canonical: Canonical;
  /** An accepted theorem by its number. */
  readonly theorem: (id: TheoremId) => Theorem;
  /** How many theorems there are: the number of the next one. */
  readonly count: number;
  /** Lets the kernel accept a theorem; undefined where it refuses. */
  readonly accept: (theorem: Theorem) => TheoremId | undefined;
  /** The ranges of the name of a theorem, such as δ, by its name. */
  readonly named: (name: string) => readonly Range[] | undefined;
  /** Which family the name of a theorem stands beside: δ is ∂C/∂z, and has the shape of z. */
  readonly beside?: (name: string) => string | undefined;
}

/** What stands on the left: the theorem's own left-hand side, its name, or the name that another theorem gives to that side. */
export type LeftSide = 'lhs' | 'name' | { readonly namedBy: TheoremId };

/** The matrix form of an accepted theorem, proved; undefined where none is found. Example: ∂C/∂w[l,j,k] = δ[l,j] a[l-1,k] → ∂C/∂W^l = δ^l (a^{l-1})ᵀ */
export function matrixTheorem(
  id: TheoremId,
  ground: Ground,
  left: LeftSide = 'lhs',
): MatrixTheorem | undefined {
  const component = ground.theorem(id);
  const naming = typeof left === 'string' ? undefined : namingOf(component, left.namedBy, ground);
  const subject = typeof left === 'string' ? own(component, left) : naming?.name;
  if (subject === undefined) return undefined;
  const declared = declaredIn(ground);
  const given = component.given.filter((each) => each.kind === 'range');
  const member = subject.kind === 'partial' ? subject.by : subject;
  if (member.kind !== 'quantity') return undefined;
  const axes = axesOf(member, given, ground.network);
  const isRow = (name: string): boolean => isRowOf(name, ground);
  const numbers = numbersMatrices(ground.network);
  const [first, second] = axes;
  const isTurned = second === undefined && first !== undefined && isRow(member.name);
  const request = {
    ranges: declared.ranges,
    isRow,
    numbers: (name: string, place: number) => numbers(ground.beside?.(name) ?? name, place),
    ...(first === undefined ? {} : { row: first }),
    ...(second === undefined ? {} : { column: second }),
  };
  const [row, column] = isTurned ? [undefined, first] : axes;
  const [lhs, rhs] = [subject, component.goal.rhs].map((term) => {
    const found = matrixForm(term, request);
    return isTurned && found !== undefined ? opened(transposed(found)) : found;
  });
  if (lhs === undefined || rhs === undefined || !hasAxes(rhs)) return undefined;
  const rest: readonly Condition[] = component.given.filter(
    (each) => each.kind !== 'range' || !axes.some((axis) => axis.index === each.index),
  );
  const taken = new Set(given.map((each) => each.index));
  const claim = {
    lhs,
    rhs,
    row: row?.index ?? unused('i', taken),
    column: column?.index ?? unused('j', new Set([...taken, row?.index ?? unused('i', taken)])),
    given: rest,
  };
  return prove(claim, { id, theorem: component, naming: naming?.citation }, ground, declared);
}

/** Whether a family, or the name of a theorem about one, is seen as a row. */
const isRowOf = (name: string, { network, beside }: Ground): boolean =>
  network.symbols.some(
    ({ quantity: q, isRow }) => isRow === true && (q.name === name || q.name === beside?.(name)),
  );

const own = (theorem: Theorem, side: 'lhs' | 'name'): Expr | undefined =>
  side === 'lhs' ? theorem.goal.lhs : theorem.name;

interface Naming {
  readonly name: Expr;
  readonly citation: Citation;
}

/** The name of a theorem's left-hand side, by another theorem about the derivative by the same family. */
function namingOf({ goal }: Theorem, namedBy: TheoremId, ground: Ground): Naming | undefined {
  const { goal: general, name } = ground.theorem(namedBy);
  if (goal.lhs.kind !== 'partial' || general.lhs.kind !== 'partial' || name === undefined) return undefined;
  const { by } = goal.lhs;
  const pattern = general.lhs.by;
  if (by.name !== pattern.name) return undefined;
  const at = new Map(pattern.indices.map((each, i) => [each.key, by.indices[i] as Index]));
  if (substituteIndices(general.lhs, at) !== goal.lhs) return undefined;
  const changed = new Map([...at].filter(([key, value]) => key !== value.key));
  const citation = { theorem: namedBy, ...(changed.size > 0 && { at: changed }) };
  return { name: substituteIndices(name, at), citation };
}

/** Whether there is anything that runs over rows or columns: a number alone is no matrix form. */
function hasAxes(of: Matrix): boolean {
  const open: Matrix[] = [of];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    const own = each.kind === 'gradient' ? each.by : each;
    if (own.shape.rows.key !== '1' || own.shape.columns.key !== '1') return true;
    if (own.kind === 'symbol' && own.indices.some((index) => typeof index === 'string')) return true;
    open.push(...each.args);
  }
  return false;
}

function prove(
  claim: Omit<MatrixTheorem, 'entries'>,
  {
    naming,
    ...component
  }: { readonly id: TheoremId; readonly theorem: Theorem; readonly naming: Citation | undefined },
  ground: Ground,
  declared: Declared,
): MatrixTheorem | undefined {
  const { canonical } = ground;
  const question = {
    claim,
    component,
    canonical,
    sizes: declared.sizes,
    next: ground.count,
    ...(naming && { naming }),
  };
  const proof = entryProof(question);
  if (proof === undefined) return undefined;
  for (const each of proof.theorems) if (ground.accept(each) === undefined) return undefined;
  const theorem = { ...claim, entries: proof.entries };
  const verdict = checkEntries(theorem, ground.theorem(proof.entries), declared, canonical);
  return verdict.accepted ? theorem : undefined;
}

/** What a network and the names of theorems declare. */
export const declaredIn = ({ network, named }: Pick<Ground, 'network' | 'named'>): Declared => ({
  ranges: (family) => network.symbols.find(({ quantity: q }) => q.name === family)?.ranges ?? named(family),
  sizes: new Set(network.sizes),
});

function unused(wanted: string, taken: ReadonlySet<string>): string {
  for (let count = 0; ; count++) {
    const name = count === 0 ? wanted : `${wanted}${count}`;
    if (!taken.has(name)) return name;
  }
}

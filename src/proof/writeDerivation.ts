/**
 * Derivations as JSON: everything a check needs, in one file. Terms stand in one table, each built from earlier rows, so
 * that sharing survives and size stays linear. The schema is `schema.ts`, the reader `readDerivation.ts`.
 */
import type { Network } from '../network/index.ts';
import {
  type Citation,
  type Derivation,
  HYPOTHESIS,
  type Proof,
  type Step,
  type Theorem,
} from './derivation.ts';
import type { MatrixTheorem } from './entries.ts';
import { format, type Json } from './format.ts';
import { writeMatrixTheorem } from './writeMatrix.ts';
import {
  TermTable,
  type WriteTerm,
  writeCondition,
  writeIndex,
  writeQuantity,
  writeRange,
} from './writeTerms.ts';

/** Writes a derivation, and the equations of matrices that rest on its theorems. */
export function writeDerivation(
  { network, theorems }: Derivation,
  matrices: readonly MatrixTheorem[] = [],
): { readonly [key: string]: Json } {
  const table = new TermTable();
  const { term } = table;
  const written = {
    network: writeNetwork(network, term),
    theorems: theorems.map((theorem) => writeTheorem(theorem, term)),
    matrices: matrices.map((each) => writeMatrixTheorem(each, term)),
  };
  return {
    format,
    network: written.network,
    terms: table.rows,
    theorems: written.theorems,
    ...(matrices.length > 0 && { matrices: written.matrices }),
  };
}

const writeNetwork = (network: Network, term: WriteTerm): Json => ({
  name: network.name,
  symbols: network.symbols.map(({ quantity: q, role, latex, ranges }) => ({
    name: writeQuantity(q),
    role,
    ...(latex && { latex }),
    ...(ranges && { ranges: ranges.map(writeRange) }),
  })),
  equations: network.equations.map(({ quantity: q, rhs, ranges }) => [
    writeQuantity(q),
    term(rhs),
    ...(ranges ? [ranges.map(writeRange)] : []),
  ]),
  ...(network.sizes.length > 0 && { sizes: [...network.sizes] }),
  ...(network.loss && { loss: writeQuantity(network.loss) }),
  given: network.given.map((each) => writeCondition(each, term)),
  opaque: Object.fromEntries(network.opaque),
  values: [...network.values].map(([q, value]) => [writeQuantity(q), value]),
  ...(network.learningRate !== undefined && { learningRate: network.learningRate }),
});

const writeTheorem = ({ goal, given, name, proof }: Theorem, term: WriteTerm): Json => ({
  goal: [term(goal.lhs), term(goal.rhs)],
  ...(name && { name: writeQuantity(name) }),
  given: given.map((each) => writeCondition(each, term)),
  ...writeProof(proof, term),
});

function writeProof(proof: Proof, term: WriteTerm): { readonly [key: string]: Json } {
  const steps = (list: readonly Step[]): Json => list.map((step) => writeStep(step, term));
  switch (proof.by) {
    case 'steps':
      return { steps: steps(proof.steps) };
    case 'name':
      return { naming: true };
    case 'induction':
      return { induction: { over: proof.over, base: steps(proof.base), step: steps(proof.step) } };
    case 'renaming': {
      const { quantities, theorems } = proof.map;
      const renaming = {
        of: proof.of,
        quantities: [...quantities].map(([from, to]) => [writeQuantity(from), writeQuantity(to)]),
        theorems: [...theorems].map(([from, to]) => [from, to]),
      };
      return { renaming };
    }
  }
}

const writeCitation = ({ theorem, from, to, at }: Citation): Json => ({
  theorem: theorem === HYPOTHESIS ? 'hypothesis' : theorem,
  ...(from && { from }),
  ...(to && { to }),
  ...(at && at.size > 0 && { at: [...at].map(([name, index]) => [name, writeIndex(index)]) }),
});

function writeStep({ after, by }: Step, term: WriteTerm): Json {
  if ('steps' in by) return { steps: by.steps.map((step) => writeStep(step, term)), after: term(after) };
  if ('cite' in by) return { cite: by.cite.map(writeCitation), after: term(after) };
  const { rule, at, to, cut, quantity: q, law, given, shift } = by.use;
  return {
    rule,
    at: [...at],
    ...(to && { to: term(to) }),
    ...(cut && { cut: cut.map(writeQuantity) }),
    ...(q && { quantity: writeQuantity(q) }),
    ...(shift && { shift: writeIndex(shift) }),
    ...(law && { law: { id: law.id, args: law.args.map(term), ...(law.backward && { backward: true }) } }),
    ...(given && {
      condition: writeCondition(given.condition, term),
      ...(given.backward && { backward: true }),
    }),
    after: term(after),
  };
}

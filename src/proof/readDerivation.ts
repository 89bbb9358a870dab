/** Reads derivation files. It trusts nothing: what is not of the format is a FormatError that says where. */
import type { Condition, Expr, Index } from '../expr/index.ts';
import { makeNetwork, type Network, type Role } from '../network/index.ts';
import {
  type Citation,
  type Derivation,
  HYPOTHESIS,
  type Justification,
  type Proof,
  type RuleUse,
  type Side,
  type Step,
  type Theorem,
} from './derivation.ts';
import { FormatError, format } from './format.ts';
import {
  type Fields,
  finite,
  flag,
  indexName,
  list,
  member,
  natural,
  readIndex,
  readRanges,
  readTerms,
  record,
  text,
} from './readTerms.ts';

/** Reads a derivation. Throws: FormatError if the value is not of the format, NetworkError if its equations form no network. */
export function readDerivation(value: unknown): Derivation {
  const root = record(value, 'file');
  if (root.format !== format) throw new FormatError('format', `expected "${format}"`);
  const terms = readTerms(list(root.terms, 'terms'));
  const reader = readerOf(terms);
  const network = readNetworkParts(record(root.network, 'network'), reader);
  const theorems = list(root.theorems, 'theorems').map((each, i) =>
    readTheorem(record(each, `theorems[${i}]`), `theorems[${i}]`, reader),
  );
  return { network, theorems };
}

export const readerOf = (terms: readonly Expr[]): Reader => ({
  term: (at, where) => {
    const found = typeof at === 'number' ? terms[at] : undefined;
    if (found === undefined) throw new FormatError(where, 'expected the number of a term');
    return found;
  },
});

/** Finds a term of the table by its number. */
export interface Reader {
  readonly term: (at: unknown, where: string) => Expr;
}

const roles: ReadonlySet<string> = new Set([
  'input',
  'target',
  'parameter',
  'constant',
  'defined',
] satisfies Role[]);

function readNetworkParts(fields: Fields, reader: Reader): Network {
  const symbols = list(fields.symbols, 'network.symbols').map((each, i) => {
    const where = `network.symbols[${i}]`;
    const { name, role, latex, ranges } = record(each, where);
    if (typeof role !== 'string' || !roles.has(role)) throw new FormatError(where, 'expected a role');
    return {
      quantity: member(name, where),
      role: role as Role,
      ...(latex !== undefined && { latex: text(latex, where) }),
      ...(ranges !== undefined && { ranges: readRanges(ranges, where) }),
    };
  });
  const equations = list(fields.equations, 'network.equations').map((each, i) => {
    const where = `network.equations[${i}]`;
    const [name, rhs, ranges] = list(each, where);
    return {
      quantity: member(name, where),
      rhs: reader.term(rhs, where),
      ...(ranges !== undefined && { ranges: readRanges(ranges, where) }),
    };
  });
  const opaque = Object.entries(record(fields.opaque ?? {}, 'network.opaque')).map(
    ([name, arity]) => [name, natural(arity, `network.opaque.${name}`)] as const,
  );
  const values = list(fields.values ?? [], 'network.values').map((each) => {
    const [name, value] = list(each, 'network.values');
    return [member(name, 'network.values'), finite(value, 'network.values')] as const;
  });
  const sizes = list(fields.sizes ?? [], 'network.sizes').map((each) => text(each, 'network.sizes'));
  return makeNetwork({
    name: text(fields.name, 'network.name'),
    symbols,
    equations,
    ...(fields.loss !== undefined && { loss: member(fields.loss, 'network.loss') }),
    given: list(fields.given ?? [], 'network.given').map((each) =>
      readCondition(each, 'network.given', reader),
    ),
    opaque: new Map(opaque),
    sizes,
    values: new Map(values),
    ...(fields.learningRate !== undefined && {
      learningRate: finite(fields.learningRate, 'network.learningRate'),
    }),
  });
}

export function readCondition(value: unknown, where: string, { term }: Reader): Condition {
  const [kind, first, second, third] = list(value, where);
  switch (kind) {
    case 'nonzero':
    case 'positive':
      return { kind, term: term(first, where) };
    case 'smooth':
      return { kind, function: text(first, where), at: list(second, where).map((each) => term(each, where)) };
    case 'equal':
      return { kind, equation: { lhs: term(first, where), rhs: term(second, where) } };
    case 'range':
      return {
        kind,
        index: indexName(first, where),
        from: readIndex(second, where),
        to: readIndex(third, where),
      };
    default:
      throw new FormatError(where, 'expected a condition');
  }
}

function readTheorem(fields: Fields, where: string, reader: Reader): Theorem {
  const [lhs, rhs] = list(fields.goal, `${where}.goal`);
  return {
    goal: { lhs: reader.term(lhs, `${where}.goal`), rhs: reader.term(rhs, `${where}.goal`) },
    given: list(fields.given, `${where}.given`).map((each) => readCondition(each, `${where}.given`, reader)),
    ...(fields.name !== undefined && { name: member(fields.name, `${where}.name`) }),
    proof: readProof(fields, where, reader),
  };
}

function readProof(fields: Fields, where: string, reader: Reader): Proof {
  if (flag(fields.naming, `${where}.naming`)) return { by: 'name' };
  if (fields.induction !== undefined) {
    const at = `${where}.induction`;
    const { over, base, step } = record(fields.induction, at);
    return {
      by: 'induction',
      over: text(over, at),
      base: readSteps(base, `${at}.base`, reader, 0),
      step: readSteps(step, `${at}.step`, reader, 0),
    };
  }
  if (fields.renaming === undefined)
    return { by: 'steps', steps: readSteps(fields.steps, `${where}.steps`, reader, 0) };
  const at = `${where}.renaming`;
  const renaming = record(fields.renaming, at);
  const quantities = list(renaming.quantities, at).map((each) => {
    const [from, to] = list(each, at);
    return [member(from, at), member(to, at)] as const;
  });
  const theorems = list(renaming.theorems, at).map((each) => {
    const [from, to] = list(each, at);
    return [natural(from, at), natural(to, at)] as const;
  });
  return {
    by: 'renaming',
    of: natural(renaming.of, at),
    map: { quantities: new Map(quantities), theorems: new Map(theorems) },
  };
}

function readSteps(value: unknown, where: string, reader: Reader, nesting: number): readonly Step[] {
  if (nesting > 16) throw new FormatError(where, 'steps nested too deeply');
  return list(value, where).map((each, i) => {
    const at = `${where}[${i}]`;
    const fields = record(each, at);
    return { after: reader.term(fields.after, `${at}.after`), by: readReason(fields, at, reader, nesting) };
  });
}

function readReason(fields: Fields, where: string, reader: Reader, nesting: number): Justification {
  const reasons = ['steps', 'cite', 'rule'].filter((key) => fields[key] !== undefined);
  if (reasons.length !== 1) throw new FormatError(where, 'expected exactly one of steps, cite and rule');
  if (fields.steps !== undefined)
    return { steps: readSteps(fields.steps, `${where}.steps`, reader, nesting + 1) };
  if (fields.cite !== undefined) {
    return {
      cite: list(fields.cite, `${where}.cite`).map((each) => readCitation(record(each, where), where)),
    };
  }
  return { use: readUse(fields, where, reader) };
}

const sides: ReadonlySet<unknown> = new Set(['lhs', 'rhs', 'name'] satisfies Side[]);

function readCitation({ theorem, from, to, at }: Fields, where: string): Citation {
  for (const each of [from, to]) {
    if (each !== undefined && !sides.has(each)) throw new FormatError(where, 'expected lhs, rhs or name');
  }
  return {
    theorem: theorem === 'hypothesis' ? HYPOTHESIS : natural(theorem, where),
    ...(at !== undefined && { at: readInstance(at, where) }),
    ...(from !== undefined && { from: from as Side }),
    ...(to !== undefined && { to: to as Side }),
  };
}

function readInstance(value: unknown, where: string): ReadonlyMap<string, Index> {
  const entries = list(value, where).map((each) => {
    const [name, index] = list(each, where);
    return [indexName(name, where), readIndex(index, where)] as const;
  });
  return new Map(entries);
}

function readUse(fields: Fields, where: string, reader: Reader): RuleUse {
  const { to, cut, quantity: q, law, condition, shift } = fields;
  const backward = flag(fields.backward, `${where}.backward`);
  return {
    rule: text(fields.rule, `${where}.rule`),
    at: list(fields.at, `${where}.at`).map((each) => natural(each, `${where}.at`)),
    ...(to !== undefined && { to: reader.term(to, `${where}.to`) }),
    ...(cut !== undefined && { cut: list(cut, `${where}.cut`).map((each) => member(each, `${where}.cut`)) }),
    ...(q !== undefined && { quantity: member(q, `${where}.quantity`) }),
    ...(shift !== undefined && { shift: readIndex(shift, `${where}.shift`) }),
    ...(law !== undefined && { law: readLaw(record(law, `${where}.law`), `${where}.law`, reader) }),
    ...(condition !== undefined && {
      given: { condition: readCondition(condition, `${where}.condition`, reader), backward },
    }),
  };
}

function readLaw(
  { id, args, backward }: Fields,
  where: string,
  { term }: Reader,
): NonNullable<RuleUse['law']> {
  return {
    id: text(id, where),
    args: list(args, where).map((each) => term(each, where)),
    ...(flag(backward, where) && { backward: true }),
  };
}

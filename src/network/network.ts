/**
 * A network is named equations over declared symbols. Whatever a user hands in lowers to this; every later stage sees
 * only this. Reading YAML is `describe/`, the graph of dependencies `graph.ts`, the domain `domain.ts`.
 */
import {
  type Condition,
  type Expr,
  isIndexName,
  nodes,
  type Quantity,
  termsOfCondition,
} from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import type { Definition } from './definition.ts';
import { Families } from './families.ts';
import { checkIndices, checkMembers } from './familyChecks.ts';
import { Graph } from './graph.ts';
import { EVERY } from './mentions.ts';
import { NetworkError, type NetworkParts, type NetworkSymbol } from './parts.ts';

export { NetworkError, type NetworkParts, type NetworkSymbol, type Role } from './parts.ts';

/** A network whose every symbol is declared once and whose equations are free of circles. */
export interface Network extends NetworkParts {
  readonly given: readonly Condition[];
  readonly opaque: ReadonlyMap<string, number>;
  readonly values: ReadonlyMap<Quantity, number>;
  readonly sizes: readonly string[];
  /** Dependencies between quantities; of a network with families only its scalar symbols are in it. */
  readonly graph: Graph;
  /** The families, if the network has any. */
  readonly families: Families | undefined;
  /** The right-hand side of a quantity's equation, or undefined for an input. */
  readonly definition: (quantity: Quantity) => Expr | undefined;
  /** A quantity's declaration. */
  readonly symbol: (quantity: Quantity) => NetworkSymbol | undefined;
  /** The declared quantity of a name. */
  readonly named: (name: string) => Quantity | undefined;
  /**
   * Families whose equations contain a ∂, themselves or through what they mention: what a backward pass computes. They
   * stand over the network that is differentiated, and no ∂ is taken of them or by them.
   */
  readonly overDerivatives: ReadonlySet<string>;
}

/** Builds a network. Families are told apart by name, not checked for circles here. Throws: NetworkError if a symbol is declared or defined twice, undeclared, or defined through itself. */
export function makeNetwork(parts: NetworkParts): Network {
  checkNames(parts);
  if (parts.symbols.some(({ ranges }) => ranges !== undefined)) return makeFamilyNetwork(parts);
  const symbols = new Map<Quantity, NetworkSymbol>();
  const names = new Map<string, Quantity>();
  for (const symbol of parts.symbols) {
    const { quantity } = symbol;
    if (symbols.has(quantity))
      throw new NetworkError('twice', [quantity], `${quantity.name} is declared twice`);
    symbols.set(quantity, symbol);
    names.set(quantity.name, quantity);
  }
  const equations = new Map<Quantity, Expr>();
  for (const { quantity, rhs } of parts.equations) {
    if (equations.has(quantity))
      throw new NetworkError('twice', [quantity], `${quantity.name} is defined twice`);
    if (symbols.get(quantity)?.role !== 'defined') {
      throw new NetworkError(
        'role',
        [quantity],
        `${quantity.name} has an equation but is not declared as defined`,
      );
    }
    equations.set(quantity, rhs);
    checkTerm(rhs, (used) => symbols.has(used), parts);
  }
  for (const { quantity, role } of parts.symbols) {
    if (role === 'defined' && !equations.has(quantity)) {
      throw new NetworkError('role', [quantity], `${quantity.name} has no equation`);
    }
  }
  if (parts.loss !== undefined && !symbols.has(parts.loss)) {
    throw new NetworkError('undeclared', [parts.loss], `${parts.loss.name} is not declared`);
  }
  for (const term of (parts.given ?? []).flatMap(termsOfCondition))
    checkTerm(term, (used) => symbols.has(used), parts);
  const graph = new Graph([...symbols.keys()], equations);
  if (graph.circle !== undefined) {
    throw new NetworkError(
      'circular',
      graph.circle,
      `defined through itself: ${graph.circle.map((q) => q.name).join(' → ')}`,
    );
  }
  return {
    ...parts,
    given: parts.given ?? [],
    opaque: parts.opaque ?? new Map(),
    values: parts.values ?? new Map(),
    sizes: parts.sizes ?? [],
    graph,
    families: undefined,
    definition: (quantity) => equations.get(quantity),
    symbol: (quantity) => symbols.get(quantity),
    named: (name) => names.get(name),
    overDerivatives: new Set(),
  };
}

/** No name that means something else already. Throws: NetworkError. */
function checkNames({ symbols, opaque = new Map(), sizes = [] }: NetworkParts): void {
  for (const name of opaque.keys()) {
    // Anything else could be the name of a slope, as conditions have it.
    if (!isIndexName(name)) throw new NetworkError('function', [], `${name} is no name of a function`);
    if (functionNamed(name) !== undefined)
      throw new NetworkError('function', [], `${name} is not opaque: it is a known function`);
  }
  const strange = sizes.find((name) => !isIndexName(name));
  if (strange !== undefined) throw new NetworkError('term', [], `${strange} is no name of a size`);
  for (const { quantity: q, role } of symbols) {
    if (q.name === EVERY) throw new NetworkError('term', [q], `${EVERY} is every quantity, and names none`);
    if (role !== 'constant' && sizes.includes(q.name))
      throw new NetworkError('role', [q], `${q.name} is a size, and so a constant`);
  }
}

function overDerivatives(equations: readonly Definition[], families: Families): ReadonlySet<string> {
  const direct = equations.filter(({ rhs }) => nodes(rhs).some(({ kind }) => kind === 'partial'));
  const names = equations.map(({ quantity }) => quantity.name);
  return new Set(
    direct.flatMap(({ quantity: { name } }) => [name, ...names.filter((each) => families.leads(name, each))]),
  );
}

/** Whether a term is a whole family, such as a[L,*], which only an opaque function takes. */
const isWhole = (term: Expr): boolean =>
  term.kind === 'quantity' && term.indices.some(({ key }) => key === EVERY);

/** Every symbol declared, every function applied to its arguments, no ∂ unless `derivatives` may stand here. Throws: NetworkError. */
function checkTerm(
  term: Expr,
  declared: (q: Quantity) => boolean,
  { opaque }: NetworkParts,
  derivatives = false,
): void {
  for (const node of nodes(term)) {
    if (node.kind === 'quantity' && !declared(node)) {
      throw new NetworkError('undeclared', [node], `${node.name} is not declared`);
    }
    const whole = isWhole(node) && node === term ? node : node.args.find(isWhole);
    if (whole?.kind === 'quantity' && !(node.kind === 'apply' && functionNamed(node.name) === undefined)) {
      throw new NetworkError(
        'term',
        [whole],
        `${whole.name} stands for a number here, and is a whole family`,
      );
    }
    if (node.kind === 'partial' && !(derivatives && declared(node.by)))
      throw new NetworkError('term', [node.by], 'an equation contains a derivative');
    if (node.kind !== 'apply') continue;
    const arity = functionNamed(node.name)?.arity ?? opaque?.get(node.name);
    if (arity === undefined) throw new NetworkError('function', [], `${node.name} is not a function`);
    if (arity !== node.args.length || node.orders.length !== arity) {
      throw new NetworkError('function', [], `${node.name} takes ${arity} arguments`);
    }
  }
}

/** A network with families: symbols by name, equations by pattern. */
function makeFamilyNetwork(parts: NetworkParts): Network {
  const byName = new Map<string, NetworkSymbol>();
  const declared = (q: Quantity): boolean => byName.get(q.name)?.quantity.indices.length === q.indices.length;
  for (const symbol of parts.symbols) {
    const { quantity: q } = symbol;
    if (byName.has(q.name)) throw new NetworkError('twice', [q], `${q.name} is declared twice`);
    byName.set(q.name, symbol);
  }
  for (const { quantity: q, rhs } of parts.equations) {
    if (byName.get(q.name)?.role !== 'defined') {
      throw new NetworkError('role', [q], `${q.name} has an equation but is not declared as defined`);
    }
    checkTerm(rhs, declared, parts, true);
  }
  for (const term of (parts.given ?? []).flatMap(termsOfCondition)) checkTerm(term, declared, parts);
  checkIndices(parts, byName);
  checkMembers(parts, byName);
  const variables = (name: string): readonly string[] =>
    (byName.get(name)?.ranges ?? []).map((range) => range.index);
  const families = new Families(parts.equations, variables);
  const twice = families.overlap(new Set(parts.sizes));
  if (twice !== undefined) {
    throw new NetworkError('twice', [twice], `two equations may define one member of ${twice.name}`);
  }
  const circle = families.circle();
  if (circle !== undefined) {
    throw new NetworkError('circular', [circle], `${circle.name} may be defined through itself`);
  }
  return {
    ...parts,
    given: parts.given ?? [],
    opaque: parts.opaque ?? new Map(),
    values: parts.values ?? new Map(),
    sizes: parts.sizes ?? [],
    graph: new Graph([], new Map()),
    families,
    definition: () => undefined,
    symbol: (q) => byName.get(q.name),
    named: (name) => byName.get(name)?.quantity,
    overDerivatives: overDerivatives(parts.equations, families),
  };
}

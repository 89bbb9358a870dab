/**
 * A network with families at concrete sizes, evaluated by loops over arrays: one array for each family, nothing written out in
 * scalars. Gradients are families like any other, defined by the equations that were proved for them.
 */
import { indexVariable, type Quantity, quantity } from '../../expr/index.ts';
import { InstanceError, type Network, type NetworkSymbol } from '../../network/index.ts';
import { type Sizes, Writer } from '../../network/writing.ts';
import type { Implementations } from '../compile.ts';
import { checkEngine, EngineUnavailable } from '../engines/engine.ts';
import { MissingValue } from '../refusals.ts';
import { closures } from './closures.ts';
import { compileLoops } from './compileLoops.ts';
import type { LoopCode } from './instructions.ts';
import { javascript } from './javascript.ts';
import { layoutOf, positionIn } from './layout.ts';
import { Store, type Stored } from './store.ts';

const ENGINES = ['javascript', 'closures'] as const;

export type LoopEngine = (typeof ENGINES)[number];

export interface LoopsOptions {
  readonly functions?: Implementations | undefined;
  /** How the loops run; default: the fastest way that is allowed. Both give the same numbers to the bit. */
  readonly engine?: LoopEngine | undefined;
}

/** Which members of a family without equations have values. */
interface Given {
  readonly symbol: NetworkSymbol;
  readonly isKnown: Uint8Array;
  missing: number;
}

export class Loops {
  readonly engine: LoopEngine;
  readonly #store: Store;
  readonly #given = new Map<string, Given>();
  readonly #run: () => void;

  /**
   * Compiles a network, of which `network.values` are set.
   *
   * Throws: InstanceError for a missing size or a member outside its family; MissingFunction; NotANumber for a ∂;
   * UndecidedError where no order of computation is known; EngineUnavailable if the environment forbids the engine asked for;
   * RangeError for a network that is written out already and for an engine that there is not.
   * Example: `new Loops(network, new Map([['L', 2], ['n', [784, 128, 10]]]))`
   */
  constructor(network: Network, sizes: Sizes, { functions, engine }: LoopsOptions = {}) {
    checkEngine(engine, ENGINES);
    if (network.symbols.some(({ quantity: q, ranges = [] }) => q.indices.length !== ranges.length))
      throw new RangeError('the network has members without families');
    const writer = new Writer(network, sizes);
    this.#store = new Store(network, writer, sizes, functions);
    [this.engine, this.#run] = runnable(compileLoops(this.#store, writer), engine);
    for (const symbol of network.symbols) this.#expect(symbol, writer);
    for (const symbol of network.symbols)
      if (network.sizes.includes(symbol.quantity.name)) this.#setSizes(symbol, writer);
    for (const [member, value] of network.values)
      if (this.#position(member) !== undefined) this.set(member, value);
  }

  /** The members of a family, row by row: after a run their values; may be written to once all members are set. Throws: RangeError for an unknown name. */
  array(family: string): Float64Array {
    return this.#stored(family).values;
  }

  /** The value of a member. Throws: as `set`. */
  value(member: Quantity): number {
    return this.array(member.name)[this.#find(member)] as number;
  }

  /** Sets one member. Throws: RangeError for an unknown name; InstanceError for a member outside the ranges. */
  set(member: Quantity, value: number): void {
    const position = this.#find(member);
    this.array(member.name)[position] = value;
    this.#know(member.name, position);
  }

  /** Sets every member of a family, row by row. Throws: RangeError for an unknown name or another number of values. */
  fill(family: string, values: ArrayLike<number>): void {
    const array = this.array(family);
    if (values.length !== array.length)
      throw new RangeError(`${family} has ${array.length} members, not ${values.length}`);
    array.set(values);
    const given = this.#given.get(family);
    if (given === undefined) return;
    given.isKnown.fill(1);
    given.missing = 0;
  }

  /** Computes every member that has an equation. Throws: MissingValue for a family of which a member has neither equation nor value. */
  run(): void {
    for (const { symbol, missing } of this.#given.values())
      if (missing > 0) throw new MissingValue(symbol.quantity);
    this.#run();
  }

  /** Notes which members of a family are to be set. */
  #expect(symbol: NetworkSymbol, writer: Writer): void {
    const { name } = symbol.quantity;
    const { layout } = this.#stored(name);
    const equations = this.#store.network.equations.filter(({ quantity: q }) => q.name === name);
    const defined = equations.reduce((sum, { ranges = [] }) => sum + layoutOf(ranges, writer).size, 0);
    if (defined === layout.size) return;
    this.#given.set(name, { symbol, isKnown: new Uint8Array(layout.size), missing: layout.size });
    for (const { quantity: q, ranges = [] } of equations) {
      for (const at of writer.assignments(ranges)) {
        const indices = q.indices.map((each) => writer.index(each, at));
        this.#know(name, positionIn(layout, indices) as number);
      }
    }
  }

  #setSizes({ quantity: q, ranges = [] }: NetworkSymbol, writer: Writer): void {
    const size = indexVariable(q.name, q.indices);
    const values = [...writer.assignments(ranges)].map((at) => writer.index(size, at));
    this.fill(q.name, values);
  }

  #know(family: string, position: number): void {
    const given = this.#given.get(family);
    if (given === undefined || given.isKnown[position] === 1) return;
    given.isKnown[position] = 1;
    given.missing -= 1;
  }

  #stored(family: string): Stored {
    const stored = this.#store.families.get(family);
    if (stored === undefined) throw new RangeError(`the network has no ${family}`);
    return stored;
  }

  #position(member: Quantity): number | undefined {
    const { indices } = member;
    const declared = this.#store.network.symbol(quantity(member.name))?.quantity.indices;
    if (declared?.length !== indices.length || indices.some(({ terms }) => terms.length > 0))
      return undefined;
    return positionIn(
      this.#stored(member.name).layout,
      indices.map(({ constant }) => constant),
    );
  }

  #find(member: Quantity): number {
    this.#stored(member.name);
    const position = this.#position(member);
    if (position !== undefined) return position;
    const at = member.indices.map((each) => each.key).join(',');
    throw new InstanceError('range', `${member.name}[${at}] lies outside the ranges of ${member.name}`);
  }
}

/** Registers of the largest program that runs as one function, which keeps them on the stack, 8 bytes each. */
const LARGEST = 50_000;

/** The code made ready to run: by the engine that is named, or the fastest that is allowed. */
function runnable(
  code: LoopCode,
  engine: LoopEngine | undefined,
): readonly [engine: LoopEngine, run: () => void] {
  if (engine === 'closures' || (engine === undefined && code.numbers + code.integers > LARGEST))
    return ['closures', closures(code)];
  try {
    return ['javascript', javascript(code)];
  } catch (error) {
    if (engine === 'javascript' || !(error instanceof EngineUnavailable)) throw error;
    return ['closures', closures(code)];
  }
}

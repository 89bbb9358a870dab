/** What the equations of one compiled network share: registers, arrays, functions. */
import type { Apply, Quantity } from '../../expr/index.ts';
import { functionNamed } from '../../functions/index.ts';
import type { Network } from '../../network/index.ts';
import type { Sizes, Writer } from '../../network/writing.ts';
import type { Call } from '../code.ts';
import type { Implementation, Implementations } from '../compile.ts';
import { MissingFunction } from '../refusals.ts';
import { stableFunctions } from '../stable.ts';
import type { Register } from './instructions.ts';
import { Integers } from './integers.ts';
import { type Layout, layoutOf } from './layout.ts';

/** The members of a family, as numbers. */
export interface Stored {
  /** Its number among the arrays. */
  readonly array: number;
  readonly values: Float64Array;
  readonly layout: Layout;
}

export class Store {
  readonly network: Network;
  readonly sizes: Sizes;
  readonly integers: Integers;
  readonly arrays: Float64Array[] = [];
  readonly calls: Call[] = [];
  readonly implementations: Implementation[] = [];
  readonly families: ReadonlyMap<string, Stored>;
  readonly #numbered = new Map<string, number>();
  readonly #functions: Implementations | undefined;
  numbers = 0;
  lists = 0;

  constructor(network: Network, writer: Writer, sizes: Sizes, functions: Implementations | undefined) {
    this.network = network;
    this.sizes = sizes;
    this.integers = new Integers(sizes);
    this.#functions = functions;
    this.families = new Map(
      network.symbols.map(({ quantity: q, ranges = [] }) => [
        q.name,
        this.allocate(layoutOf(ranges, writer)),
      ]),
    );
  }

  allocate(layout: Layout): Stored {
    const values = new Float64Array(layout.size);
    return { array: this.arrays.push(values) - 1, values, layout };
  }

  family(member: Quantity): Stored {
    return this.families.get(member.name) as Stored;
  }

  newNumber(): Register {
    return this.numbers++;
  }

  newList(): number {
    return this.lists++;
  }

  /** The number of a function that takes its arguments one by one. Throws: MissingFunction. */
  call(node: Apply): number {
    return this.#number(`${node.name} ${node.orders.join()}`, () => {
      const known = functionNamed(node.name)?.value ?? stableFunctions.get(node.name);
      if (known !== undefined) return this.calls.push(known) - 1;
      const { orders } = node;
      const implementation = this.#implemented(node.name);
      return this.calls.push((...args) => implementation(args, orders)) - 1;
    });
  }

  /** The number of an opaque function that takes a list. Throws: MissingFunction. */
  implementation({ name }: Apply): number {
    return this.#number(name, () => this.implementations.push(this.#implemented(name)) - 1);
  }

  #implemented(name: string): Implementation {
    const found = this.#functions?.get(name);
    if (found === undefined) throw new MissingFunction(name);
    return found;
  }

  #number(key: string, make: () => number): number {
    const number = this.#numbered.get(key) ?? make();
    this.#numbered.set(key, number);
    return number;
  }
}

/** What the known functions are made of, differentiated as often as asked, as circuits over variables of their own. */
import { Fraction } from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import { derivative, substitute } from './calculus.ts';
import type { Circuit } from './circuit.ts';
import { ANY } from './range.ts';

interface Fragment {
  readonly holes: readonly number[];
  readonly root: number;
  /** What lies below the root, arguments first. */
  readonly order: readonly number[];
}

export class Fragments {
  readonly #circuit: Circuit;
  readonly #definition: (name: string, holes: readonly number[]) => number | undefined;
  readonly #known = new Map<string, Fragment>();

  /** `definition` writes a function's definition over some nodes. */
  constructor(circuit: Circuit, definition: (name: string, holes: readonly number[]) => number | undefined) {
    this.#circuit = circuit;
    this.#definition = definition;
  }

  /** A function, known or opaque, of some nodes; `orders` counts derivatives. */
  apply(name: string, orders: readonly number[], args: readonly number[]): number {
    const record = functionNamed(name);
    if (record === undefined) return this.#circuit.opaque(name, orders, args);
    const { holes, root, order } = this.#fragment(name, orders);
    const replacement = new Map(holes.map((hole, i) => [hole, args[i] as number]));
    const [result] = substitute(this.#circuit, [root], replacement, order) as [number];
    if (record.range === undefined || orders.some((order) => order > 0)) return result;
    const { above, below } = record.range;
    if (above !== undefined) this.#circuit.restrict(result, { ...ANY, low: above, nonzero: above >= 0 });
    if (below !== undefined) this.#circuit.restrict(result, { ...ANY, high: below, nonzero: below <= 0 });
    return result;
  }

  #fragment(name: string, orders: readonly number[]): Fragment {
    const key = `${name}|${orders.join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const position = orders.findIndex((order) => order > 0);
    const fragment = position < 0 ? this.#plain(name, orders.length) : this.#derived(name, orders, position);
    this.#known.set(key, fragment);
    return fragment;
  }

  #plain(name: string, arity: number): Fragment {
    const holes = Array.from({ length: arity }, () => this.#circuit.fresh(ANY));
    return this.#over(holes, this.#meaning(name, holes));
  }

  #derived(name: string, orders: readonly number[], position: number): Fragment {
    const lower = orders.map((order, i) => (i === position ? order - 1 : order));
    const { holes, root } = this.#fragment(name, lower);
    return this.#over(holes, derivative(this.#circuit, root, holes[position] as number));
  }

  #over(holes: readonly number[], root: number): Fragment {
    return { holes, root, order: this.#circuit.below([root]) };
  }

  #meaning(name: string, holes: readonly number[]): number {
    const circuit = this.#circuit;
    const [first, second] = holes as [number, number];
    switch (name) {
      case 'exp':
        return circuit.exp(first);
      case 'log':
        return circuit.log(first);
      case 'sqrt':
        return circuit.root(first, new Fraction(1, 2));
      case 'abs':
        return circuit.cases(first, first, circuit.negate(first));
      case 'sign': {
        const below = circuit.cases(circuit.negate(first), circuit.negate(circuit.one), circuit.zero);
        return circuit.cases(first, circuit.one, below);
      }
      case 'max':
        return circuit.cases(circuit.sum([first, circuit.negate(second)]), first, second);
    }
    const defined = this.#definition(name, holes);
    if (defined !== undefined) return defined;
    const record = functionNamed(name);
    const zeros = holes.map(() => 0);
    return circuit.opaque(name, zeros, holes, record?.arity === 0 ? record.value() : undefined);
  }
}

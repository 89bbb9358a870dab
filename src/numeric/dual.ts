/**
 * Forward-mode dual numbers: ∂A/∂B|_F by its meaning. The equations of B and of F's members are deleted, everything else is
 * recomputed, A is differentiated by B alone at the network's own values. Shares no rule with the records' claimed slopes,
 * with the reverse sweep or with central differences, so that each can test the others.
 */

import { type Apply, type Expr, fold, type Partial, type Quantity, quantitiesIn } from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import type { Network } from '../network/index.ts';
import { affected } from './affected.ts';
import type { Implementations } from './compile.ts';
import { derivativeJet, generalPowerJet, type Jet, jets, powerJet } from './jets.ts';
import type { Values } from './program.ts';
import { realOf } from './real.ts';
import { MissingFunction, MissingValue, NotANumber } from './refusals.ts';
import {
  add,
  multiply,
  ONE,
  powerSlope,
  productSlope,
  type Scaled,
  scaled,
  slopeAt,
  valueAt,
  ZERO,
} from './scaled.ts';
import { StableForms } from './stable.ts';

/** What dual numbers are taken at. */
export interface DualOptions {
  /** Values that replace the network's own, and values of further names (such as δs) that terms may mention outside ∂. */
  readonly values?: Values | undefined;
  readonly functions?: Implementations | undefined;
}

/** One direction in which slopes are taken: those so far, and the terms by which they are computed. */
interface Tangent {
  readonly slopes: Map<Expr, Scaled>;
  readonly better: ReadonlyMap<Expr, Expr>;
}

/** Values and partial derivatives of one network at one point. */
export class Duals {
  readonly #network: Network;
  readonly #functions: Implementations | undefined;
  readonly #given: Values;
  readonly #values = new Map<Expr, Scaled>();
  /** For values, through the names of quantities. */
  readonly #stable = new StableForms();
  readonly #better = new Map<Expr, Expr>();
  /** For slopes where a name is cut off from its equation: up to the names. */
  readonly #local = new StableForms();
  readonly #localBetter = new Map<Expr, Expr>();

  /** Throws: MissingValue, MissingFunction, NotANumber, as `evaluate` does. */
  constructor(network: Network, options: DualOptions = {}) {
    this.#network = network;
    this.#functions = options.functions;
    this.#given =
      options.values === undefined ? network.values : new Map([...network.values, ...options.values]);
    for (const each of network.graph.order) {
      const rhs = network.definition(each);
      if (rhs === undefined) continue;
      this.#values.set(each, this.value(rhs));
      this.#stable.define(each, rhs);
    }
  }

  /** The value of a term; a ∂ in it is worked out as `partial` does. */
  value(term: Expr): Scaled {
    return fold(
      term,
      (node, args) => this.#visitValue(node, args),
      this.#values,
      (node) => (node.kind === 'partial' ? this.#partialNode(node) : undefined),
    );
  }

  /**
   * ∂of/∂by with `hold` held fixed; `of` may be any term without ∂ in the network's quantities.
   *
   * Throws: RangeError if `by` is held fixed; NotANumber if `of` mentions a name from outside the network.
   */
  partial(of: Expr, by: Quantity, hold: readonly Quantity[] = []): Scaled {
    if (hold.includes(by)) throw new RangeError(`${by.name} cannot vary and be held fixed`);
    const { graph } = this.#network;
    let limit = -1;
    for (const each of quantitiesIn(of)) {
      if (!graph.has(each) && each !== by)
        throw new NotANumber(each, `${each.name} is no quantity of the network`);
      limit = Math.max(limit, graph.rank(each));
    }
    this.value(of);
    const isCut = [by, ...hold].some((each) => this.#network.definition(each) !== undefined);
    const slopes = new Map<Expr, Scaled>(hold.map((each) => [each, ZERO]));
    const tangent = { slopes, better: isCut ? this.#localBetter : this.#better };
    slopes.set(by, ONE);
    for (const each of affected(this.#network, by, hold, limit)) {
      const rhs = this.#network.definition(each) as Expr;
      slopes.set(each, this.#slopeOf(rhs, tangent));
    }
    return this.#slopeOf(of, tangent);
  }

  /** The slope of a term, from those of the quantities that vary. */
  #slopeOf(term: Expr, tangent: Tangent): Scaled {
    return fold(
      term,
      (node, slopes) => this.#visitSlope(node, slopes, tangent),
      tangent.slopes,
      (node) => (node.kind === 'quantity' ? ZERO : undefined),
    );
  }

  #partialNode(node: Partial): Scaled {
    return this.partial(node.args[0] as Expr, node.by, node.hold);
  }

  #of(node: Expr): Scaled {
    return this.#values.get(node) as Scaled;
  }

  #visitValue(node: Expr, args: readonly Scaled[]): Scaled {
    const local = this.#local.meet(node);
    if (local !== undefined) this.#localBetter.set(node, local);
    const better = this.#stable.meet(node);
    if (better !== undefined) {
      this.#better.set(node, better);
      return this.value(better);
    }
    switch (node.kind) {
      case 'number': {
        const value = realOf(node.value);
        return scaled(value, Number.isInteger(value) ? 0 : Math.abs(value));
      }
      case 'quantity': {
        const value = this.#given.get(node);
        if (value === undefined) throw new MissingValue(node);
        return scaled(value, 0);
      }
      case 'sum':
        return args.length === 0 ? ZERO : args.reduce(add);
      case 'product':
        return args.length === 0 ? ONE : args.reduce(multiply);
      case 'power':
        return valueAt(this.#powerJet(node), args);
      case 'apply':
        return this.#value(node, args);
      case 'cases':
        return ((args[0] as Scaled).value > 0 ? args[1] : args[2]) as Scaled;
      default:
        throw new NotANumber(node, 'a term with index variables is no number until their values are given');
    }
  }

  #visitSlope(node: Expr, slopes: readonly Scaled[], tangent: Tangent): Scaled {
    switch (node.kind) {
      case 'cases':
        return (this.#of(node.args[0] as Expr).value > 0 ? slopes[1] : slopes[2]) as Scaled;
      case 'partial':
        throw new NotANumber(node, 'a ∂ below a ∂ is no number');
      default:
        if (slopes.every((slope) => slope === ZERO)) return ZERO;
    }
    const better = tangent.better.get(node);
    if (better !== undefined) {
      this.value(better);
      return this.#slopeOf(better, tangent);
    }
    const values = node.args.map((arg) => this.#of(arg));
    switch (node.kind) {
      case 'sum':
        return slopes.filter((slope) => slope !== ZERO).reduce(add);
      case 'product':
        return productSlope(values, slopes);
      case 'power':
        return powerSlope(this.#powerJet(node), this.#of(node), values, slopes);
      case 'apply':
        return this.#slope(node, values, slopes, tangent);
      default:
        throw new NotANumber(node, 'only scalar terms have slopes here');
    }
  }

  #powerJet(node: Expr): Jet {
    const [base, exponent] = node.args as [Expr, Expr];
    const rule = exponent.kind === 'number' ? powerJet : generalPowerJet;
    return rule(this.#of(base).value, this.#of(exponent).value);
  }

  #value(node: Apply, args: readonly Scaled[]): Scaled {
    const jet = this.#jet(node, args);
    if (jet !== undefined) return valueAt(jet, args);
    const definition = functionNamed(node.name)?.definition;
    if (definition !== undefined) return this.value(definition(node.args));
    return scaled(this.#constant(node), 0);
  }

  #slope(node: Apply, args: readonly Scaled[], slopes: readonly Scaled[], tangent: Tangent): Scaled {
    const jet = this.#jet(node, args);
    if (jet !== undefined) return slopeAt(jet, args, slopes);
    const definition = functionNamed(node.name)?.definition;
    if (definition === undefined) throw new MissingFunction(node.name);
    const body = definition(node.args);
    this.value(body);
    return this.#slopeOf(body, tangent);
  }

  /** A known function without arguments. */
  #constant(node: Apply): number {
    const record = functionNamed(node.name);
    if (record === undefined || node.args.length > 0) throw new MissingFunction(node.name);
    return record.value();
  }

  /** A hand-written rule, or that of an opaque function; undefined where the definition speaks. */
  #jet(node: Apply, args: readonly Scaled[]): Jet | undefined {
    const at = args.map((arg) => arg.value);
    const rule = jets.get(node.name);
    if (rule === undefined && functionNamed(node.name) === undefined) return this.#opaqueJet(node, at);
    if (node.orders.every((order) => order === 0)) return rule?.(...at);
    const position = node.orders.indexOf(1);
    if (rule === undefined || node.orders.reduce((sum, order) => sum + order) !== 1)
      throw new NotANumber(node, `no rule for a higher derivative of ${node.name}`);
    return derivativeJet(rule(...at), position);
  }

  #opaqueJet(node: Apply, at: readonly number[]): Jet {
    const implementation = this.#functions?.get(node.name);
    if (implementation === undefined) throw new MissingFunction(node.name);
    const more = (...positions: readonly number[]): number =>
      implementation(
        at,
        node.orders.map((order, i) => order + positions.filter((position) => position === i).length),
      );
    const value = more();
    const slopes = at.map((_, i) => more(i));
    return {
      value,
      slopes,
      spread: Math.abs(value),
      slopeSpreads: slopes.map(Math.abs),
      curvatures: at.map((_, i) => at.map((_, j) => more(i, j))),
    };
  }
}

/** ∂of/∂by with `hold` held fixed, by dual numbers at the network's own values. Throws: as `Duals` and its `partial`. */
export const dual = (
  network: Network,
  of: Expr,
  by: Quantity,
  hold: readonly Quantity[] = [],
  options: DualOptions = {},
): Scaled => new Duals(network, options).partial(of, by, hold);

/**
 * One equation as loops: every value in the outermost loop it varies in, sums as inner loops. What would be computed again at
 * every turn of a loop it does not vary in, and sums that would stride through their arrays, get arrays of their own.
 */
import {
  type Apply,
  apply,
  type Expr,
  type IndexedSum,
  indexNames,
  productOf,
  type Quantity,
  type Relation,
} from '../../expr/index.ts';
import { functionNamed } from '../../functions/index.ts';
import type { Range } from '../../network/index.ts';
import { folds } from '../exponential.ts';
import { NotANumber } from '../refusals.ts';
import { withoutOrders } from '../sweep.ts';
import type { Register } from './instructions.ts';
import { boxOf, LARGEST } from './layout.ts';
import { type Open, openGuard, openLoop, solves } from './nest.ts';
import { indicesOf, Operations, operandsOf } from './operations.ts';
import { type Ranged, relationsIn } from './ranged.ts';
import type { Region } from './region.ts';
import type { Store, Stored } from './store.ts';
import { stridesThrough } from './strides.ts';
import { Varies } from './varies.ts';

export class EquationCompiler {
  readonly #store: Store;
  readonly #equation: Ranged;
  readonly #varies: Varies;
  readonly #operations: Operations;

  constructor(store: Store, equation: Ranged) {
    this.#store = store;
    this.#equation = equation;
    this.#varies = new Varies(equation.ranges);
    this.#operations = new Operations(store, this.#varies);
  }

  /** Computes the members that the equation defines, in loops over some ranges. Throws: MissingFunction, NotANumber. */
  compile(ranges: readonly Range[], here: Region): void {
    const { quantity, rhs } = this.#equation;
    this.#nest(ranges, here, (inner) => {
      const value = this.#value(rhs, inner);
      const { array, layout } = this.#store.family(quantity);
      const at = this.#store.integers.place(layout, quantity.indices, inner);
      inner.body.push({ kind: 'store', array, at, value });
    });
  }

  /** Opens loops, fills the innermost and closes them. */
  #nest(ranges: readonly Range[], here: Region, fill: (inner: Region) => void): void {
    const loops: Open[] = [];
    let inner = here;
    for (const range of ranges) {
      const loop = openLoop(range, [], inner, this.#store.integers);
      loops.push(loop);
      inner = loop.region;
    }
    fill(inner);
    closeAll(loops);
  }

  /** The register of a term's value. */
  #value(root: Expr, here: Region): Register {
    const open = [root];
    for (let node = open[open.length - 1]; node !== undefined; node = open[open.length - 1]) {
      if (here.value(node) !== undefined || this.#isNested(node, here)) {
        open.pop();
        continue;
      }
      const size = open.length;
      for (const each of operandsOf(node))
        if (here.value(each) === undefined && !this.#isSlice(each)) open.push(each);
      if (open.length > size) continue;
      this.#operate(node, here);
      open.pop();
    }
    return here.value(root) as Register;
  }

  /** Computes a term that takes loops or guards; false for one that takes none here. */
  #isNested(node: Expr, here: Region): boolean {
    const home = this.#operations.home(node, here);
    const isSum = node.kind === 'indexedSum';
    if ((isSum || node.kind === 'apply') && this.#hasArray(node, home)) return true;
    if (isSum) this.#gather(node, node, home);
    else if (node.kind === 'apply' && folds.has(node.name))
      this.#gather(node, node.args[0] as IndexedSum, home);
    else if (node.kind === 'bracket' || relationsIn(node).length > 0) this.#guarded(node, home);
    else return false;
    return true;
  }

  /** Computes a term from the values of its parts. */
  #operate(node: Expr, here: Region): void {
    const home = this.#operations.home(node, here);
    if (node.kind !== 'apply') this.#operations.emit(node, here);
    else if (node.args.some((arg) => this.#isSlice(arg))) this.#applyToLists(node, home);
    else if (node.orders.every((order) => order === 0) || functionNamed(node.name) === undefined)
      this.#operations.emit(node, here);
    else home.know(node, this.#value(withoutOrders(node), home));
  }

  #isSlice(term: Expr): boolean {
    return this.#equation.slices.has(term as Quantity);
  }

  /**
   * Σ, or what is made of its summands otherwise, as a loop that gathers in one register. Relations bound the loop, or guard
   * it, or what is in it.
   */
  #gather(whole: IndexedSum | Apply, node: IndexedSum, home: Region): void {
    const how = whole.kind === 'apply' ? folds.get(whole.name) : undefined;
    const call = how && this.#store.call(apply(how.by, [node, node]));
    const body = node.args[0] as Expr;
    const relations = body.kind === 'bracket' ? body.relations : relationsIn(body);
    const mentions = ({ left, right }: Relation): boolean =>
      indexNames(right, indexNames(left)).has(node.index);
    const bounds = relations.filter((each) => solves(each, node.index));
    const others = relations.filter((each) => !bounds.includes(each));
    const [inner, outer] = [others.filter(mentions), others.filter((each) => !mentions(each))];
    const target = this.#operations.start(home, how?.from);
    const { integers } = this.#store;
    const opened: Open[] = [];
    const deepest = (): Region => opened.at(-1)?.region ?? home;
    if (outer.length > 0) opened.push(openGuard(outer, deepest(), integers));
    opened.push(openLoop(node, bounds, deepest(), integers));
    if (inner.length > 0) opened.push(openGuard(inner, deepest(), integers));
    const value = this.#value(withoutBrackets(body), deepest());
    deepest().body.push({ kind: 'increase', target, value, call });
    closeAll(opened);
    home.know(whole, target);
  }

  /** A product with brackets: 0 where they do not hold, and then nothing else is looked at. */
  #guarded(node: Expr, home: Region): void {
    const relations = node.kind === 'bracket' ? node.relations : relationsIn(node);
    const target = this.#operations.start(home);
    const guard = openGuard(relations, home, this.#store.integers);
    const value = this.#value(withoutBrackets(node), guard.region);
    guard.region.body.push({ kind: 'increase', target, value });
    guard.close();
    home.know(node, target);
  }

  /** An opaque function of whole families: its arguments, and how often it is differentiated by each, as lists. */
  #applyToLists(node: Apply, home: Region): void {
    const [args, orders, target] = [this.#store.newList(), this.#store.newList(), this.#store.newNumber()];
    home.body.push({ kind: 'list', list: args }, { kind: 'list', list: orders });
    for (const [place, arg] of node.args.entries()) {
      const order = node.orders[place] as number;
      const slice = this.#equation.slices.get(arg as Quantity);
      if (slice !== undefined && order > 0)
        throw new NotANumber(node, `${node.name} is differentiated by a whole family`);
      const count = this.#operations.number(order, home);
      this.#nest(slice?.ranges ?? [], home, (inner) => {
        const value = this.#value(slice?.member ?? arg, inner);
        inner.body.push({ kind: 'push', list: args, value }, { kind: 'push', list: orders, value: count });
      });
    }
    const implementation = this.#store.implementation(node);
    home.body.push({ kind: 'callList', target, implementation, args, orders });
    home.know(node, target);
  }

  /**
   * Gives a term an array of its own where it does not vary in a loop around it, and a sum where a loop around it runs along
   * its arrays and the sum's own does not; false where neither helps.
   */
  #hasArray(node: IndexedSum | Apply, home: Region): boolean {
    const around = home.upToBarrier();
    const varies = this.#varies.with(node);
    const foreign = around.findIndex(({ bound }, i) => i > 0 && !varies.has(bound?.name ?? ''));
    const from = foreign > 0 ? foreign : around.length - 1;
    if (from === 0) return false;
    const names = around
      .slice(from)
      .flatMap(({ bound }) => (bound && varies.has(bound.name) ? [bound.name] : []));
    const across = node.kind === 'indexedSum' && isAcross(node, names.at(-1) as string);
    if (foreign <= 0 && !across) return false;
    const place = around[from - 1] as Region;
    const ranges = names.map((name) => this.#equation.ranges.get(name) as Range);
    const layout = boxOf(ranges, this.#equation.ranges, this.#store.sizes);
    if (layout.size > LARGEST) return false;
    const stored = this.#store.allocate(layout);
    if (across) this.#sumAcross(node, ranges, stored, place);
    else
      this.#nest(ranges, place, (inner) =>
        this.#keep('store', this.#value(node, inner), ranges, stored, inner),
      );
    this.#operations.load(node, stored, ranges, home);
    return true;
  }

  /** Σ added up in an array, its own loop around the last of the others: for each summand, all sums. */
  #sumAcross(node: IndexedSum, ranges: readonly Range[], stored: Stored, place: Region): void {
    const last = ranges.slice(-1);
    this.#nest(ranges.slice(0, -1), place, (outer) => {
      const zero = this.#operations.number(0, outer);
      this.#nest(last, outer, (inner) => this.#keep('store', zero, ranges, stored, inner));
      this.#nest([node, ...last], outer, (inner) =>
        this.#keep('accumulate', this.#value(node.args[0] as Expr, inner), ranges, stored, inner),
      );
    });
  }

  /** Puts a number into an array at the present values of some indices. */
  #keep(
    kind: 'store' | 'accumulate',
    value: Register,
    ranges: readonly Range[],
    { array, layout }: Stored,
    here: Region,
  ): void {
    const at = this.#store.integers.place(layout, indicesOf(ranges), here);
    here.body.push({ kind, array, at, value });
  }
}

const closeAll = (loops: readonly Open[]): void => {
  for (let i = loops.length - 1; i >= 0; i--) loops[i]?.close();
};

/** Whether a sum is better added up in a loop over another index inside its own. Relations would no longer bound its loop. */
function isAcross({ from, to, index, args: [body] }: IndexedSum, name: string): boolean {
  const isFree = !indexNames(to, indexNames(from)).has(name) && relationsIn(body as Expr).length === 0;
  return isFree && stridesThrough(body as Expr, index, name);
}

/** What a term is where its brackets hold. */
const withoutBrackets = (term: Expr): Expr =>
  term.kind === 'bracket' || term.kind === 'product'
    ? productOf((term.kind === 'bracket' ? [term] : term.args).filter(({ kind }) => kind !== 'bracket'))
    : term;

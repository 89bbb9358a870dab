/** Single operations: a node's value from those of its parts, placed in the outermost loop it varies in. */
import { type Expr, type Index, indexVariable } from '../../expr/index.ts';
import type { Range } from '../../network/index.ts';
import { realOf } from '../real.ts';
import { NotANumber } from '../refusals.ts';
import { inverted, isMinusOne, negated } from '../written.ts';
import type { Instruction, Operation, Register } from './instructions.ts';
import type { Region } from './region.ts';
import type { Store, Stored } from './store.ts';
import { type Names, union, type Varies } from './varies.ts';

export class Operations {
  readonly #store: Store;
  readonly #varies: Varies;

  constructor(store: Store, varies: Varies) {
    this.#store = store;
    this.#varies = varies;
  }

  /** The outermost loop in which a term has a value. */
  home(term: Expr, here: Region): Region {
    return homeOf(this.#varies.with(term), here);
  }

  /** Computes a node whose operands are known. Throws: MissingFunction, NotANumber. */
  emit(node: Expr, here: Region): void {
    const home = this.home(node, here);
    const [first, second, third] = operandsOf(node).map((each) => here.value(each) as Register) as [
      Register,
      Register,
      Register,
    ];
    switch (node.kind) {
      case 'number':
        home.know(node, this.number(realOf(node.value), home));
        return;
      case 'quantity': {
        const { array, layout } = this.#store.family(node);
        const at = this.#store.integers.place(layout, node.indices, home);
        this.#put(node, home, (target) => ({ kind: 'load', target, array, at }));
        return;
      }
      case 'sum':
      case 'product':
        this.#chain(node, here);
        return;
      case 'power': {
        const operation = shortPower(node.args[1]) ?? 'power';
        const right = second ?? first;
        this.#put(node, home, (target) => ({ kind: 'operate', operation, target, left: first, right }));
        return;
      }
      case 'cases':
        this.#put(node, home, (target) => ({
          kind: 'choose',
          target,
          guard: first,
          positive: second,
          other: third,
        }));
        return;
      case 'apply': {
        const call = this.#store.call(node);
        const args = node.args.map((each) => here.value(each) as Register);
        this.#put(node, home, (target) => ({ kind: 'call', target, call, args }));
        return;
      }
      default:
        throw new NotANumber(node, 'a ∂ is no number until it is worked out');
    }
  }

  /** A number that is written in the equation. */
  number(value: number, here: Region): Register {
    const target = this.#store.newNumber();
    here.body.push({ kind: 'number', target, value });
    return target;
  }

  /** A number that is gathered, by default added up from 0. */
  start(here: Region, value = 0): Register {
    const target = this.#store.newNumber();
    here.body.push({ kind: 'start', target, value });
    return target;
  }

  /** Takes a term's value from an array of its own. */
  load(term: Expr, { array, layout }: Stored, ranges: readonly Range[], home: Region): void {
    const at = this.#store.integers.place(layout, indicesOf(ranges), home);
    this.#put(term, home, (target) => ({ kind: 'load', target, array, at }));
  }

  /** A sum or product from the left, each part of it in the outermost loop it varies in. */
  #chain(node: Expr, here: Region): void {
    const isSum = node.kind === 'sum';
    const isNegative = !isSum && isMinusOne(node.args[0]);
    const written = isNegative ? node.args.slice(1) : node.args;
    const operands = operandsOf(node);
    let varies: Names = this.#varies.with(operands[0] as Expr);
    let value = here.value(operands[0] as Expr) as Register;
    const operate = (operation: Operation, right: Register): void => {
      const [target, left] = [this.#store.newNumber(), value];
      homeOf(varies, here).body.push({ kind: 'operate', operation, target, left, right });
      value = target;
    };
    if (isNegative) operate('negate', value);
    for (let i = 1; i < operands.length; i++) {
      const operand = operands[i] as Expr;
      varies = union(varies, this.#varies.with(operand));
      const isPlain = operand === written[i];
      const operation = isSum ? (isPlain ? 'add' : 'subtract') : isPlain ? 'multiply' : 'divide';
      operate(operation, here.value(operand) as Register);
    }
    homeOf(varies, here).know(node, value);
  }

  #put(term: Expr, home: Region, instruction: (target: Register) => Instruction): void {
    const target = this.#store.newNumber();
    home.body.push(instruction(target));
    home.know(term, target);
  }
}

export const indicesOf = (ranges: readonly Range[]): readonly Index[] =>
  ranges.map(({ index }) => indexVariable(index));

/** The outermost loop in which all of some indices have values. */
function homeOf(varies: Names, here: Region): Region {
  let home = here;
  while (!home.isBarrier && home.parent !== undefined && !varies.has(home.bound?.name ?? ''))
    home = home.parent;
  return home;
}

/** The operation that a power is by an exponent of its own; undefined if it has none. */
const shortPower = (exponent: Expr | undefined): 'square' | 'invert' | undefined => {
  if (isMinusOne(exponent)) return 'invert';
  return exponent?.kind === 'number' && exponent.value.equals(2) ? 'square' : undefined;
};

/** What a node is computed from: a − b from a and b, although it is written a + −1·b. */
export function operandsOf(node: Expr): readonly Expr[] {
  if (node.kind === 'sum') return node.args.map((each, i) => (i > 0 && negated(each)) || each);
  if (node.kind === 'power') return shortPower(node.args[1]) ? node.args.slice(0, 1) : node.args;
  if (node.kind !== 'product') return node.args;
  const args = isMinusOne(node.args[0]) ? node.args.slice(1) : node.args;
  return args.map((each, i) => (i > 0 && inverted(each)) || each);
}

/** Loops as closures, for where no code may be made from text: the same instructions in the same order, so the same bits. */
import type { Call } from '../code.ts';
import type { Implementation } from '../compile.ts';
import type { Instruction, LoopCode, Operation } from './instructions.ts';

const operations: Readonly<Record<Operation, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power: (a, b) => a ** b,
  negate: (a) => -a,
  square: (a) => a * a,
  invert: (a) => 1 / a,
};

type Run = () => void;

/** A function that runs the code. */
export function closures(code: LoopCode): Run {
  return new Closures(code).block(code.body);
}

class Closures {
  readonly #code: LoopCode;
  readonly #i: Int32Array;
  readonly #r: Float64Array;
  readonly #lists: number[][];

  constructor(code: LoopCode) {
    this.#code = code;
    this.#i = new Int32Array(code.integers);
    this.#r = new Float64Array(code.numbers);
    this.#lists = Array.from({ length: code.lists }, () => []);
  }

  block(body: readonly Instruction[]): Run {
    const all = body.map((each) => this.#run(each));
    return () => {
      for (let i = 0; i < all.length; i++) (all[i] as Run)();
    };
  }

  #run(each: Instruction): Run {
    switch (each.kind) {
      case 'integer':
      case 'times':
      case 'lookup':
        return this.#whole(each);
      case 'list':
      case 'push':
      case 'callList':
        return this.#list(each);
      case 'loop':
        return this.#loop(each);
      case 'when':
        return this.#when(each);
      case 'store':
      case 'accumulate':
      case 'load':
        return this.#memory(each);
      default:
        return this.#number(each);
    }
  }

  #whole(each: Extract<Instruction, { kind: 'integer' | 'times' | 'lookup' }>): Run {
    const i = this.#i;
    const { target } = each;
    if (each.kind === 'times') {
      const { left, right } = each;
      return () => {
        i[target] = (i[left] as number) * (i[right] as number);
      };
    }
    if (each.kind === 'lookup') {
      const [table, at] = [this.#code.tables[each.table] as Int32Array, each.at];
      return () => {
        i[target] = table[i[at] as number] as number;
      };
    }
    const { constant, terms } = each;
    return () => {
      let sum = constant;
      for (const { coefficient, register } of terms) sum += coefficient * (i[register] as number);
      i[target] = sum;
    };
  }

  #number(
    each: Extract<Instruction, { kind: 'number' | 'operate' | 'choose' | 'call' | 'start' | 'increase' }>,
  ): Run {
    const r = this.#r;
    const { target } = each;
    switch (each.kind) {
      case 'operate': {
        const [operate, left, right] = [operations[each.operation], each.left, each.right];
        return () => {
          r[target] = operate(r[left] as number, r[right] as number);
        };
      }
      case 'choose': {
        const { guard, positive, other } = each;
        return () => {
          r[target] = r[(r[guard] as number) > 0 ? positive : other] as number;
        };
      }
      case 'call': {
        const [call, args] = [this.#code.calls[each.call] as Call, each.args];
        return () => {
          r[target] = call(...args.map((arg) => r[arg] as number));
        };
      }
      case 'increase': {
        const { value, call } = each;
        const gather = call === undefined ? operations.add : (this.#code.calls[call] as Call);
        return () => {
          r[target] = gather(r[target] as number, r[value] as number);
        };
      }
      default: {
        const { value } = each;
        return () => {
          r[target] = value;
        };
      }
    }
  }

  #memory(each: Extract<Instruction, { kind: 'load' | 'store' | 'accumulate' }>): Run {
    const [i, r] = [this.#i, this.#r];
    const [array, at] = [this.#code.arrays[each.array] as Float64Array, each.at];
    if (each.kind === 'load') {
      const { target } = each;
      return () => {
        r[target] = array[i[at] as number] as number;
      };
    }
    const { kind, value } = each;
    return () => {
      const place = i[at] as number;
      array[place] =
        kind === 'store' ? (r[value] as number) : (array[place] as number) + (r[value] as number);
    };
  }

  #list(each: Extract<Instruction, { kind: 'list' | 'push' | 'callList' }>): Run {
    const [r, lists] = [this.#r, this.#lists];
    if (each.kind === 'list') {
      return () => {
        lists[each.list] = [];
      };
    }
    if (each.kind === 'push') {
      return () => {
        lists[each.list]?.push(r[each.value] as number);
      };
    }
    const implementation = this.#code.implementations[each.implementation] as Implementation;
    return () => {
      r[each.target] = implementation(lists[each.args] as number[], lists[each.orders] as number[]);
    };
  }

  #loop({ variable, from, to, body }: Extract<Instruction, { kind: 'loop' }>): Run {
    const i = this.#i;
    const inside = this.block(body);
    return () => {
      const start = Math.max(...from.map((each) => i[each] as number));
      const end = Math.min(...to.map((each) => i[each] as number));
      for (let value = start; value <= end; value++) {
        i[variable] = value;
        inside();
      }
    };
  }

  #when({ all, body }: Extract<Instruction, { kind: 'when' }>): Run {
    const i = this.#i;
    const inside = this.block(body);
    return () => {
      const holds = all.every(({ kind, left, right }) => {
        const [a, b] = [i[left] as number, i[right] as number];
        return kind === 'equal' ? a === b : a <= b;
      });
      if (holds) inside();
    };
  }
}

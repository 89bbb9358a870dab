/** Loops as JavaScript. The text is made from instructions, which hold numbers only: nothing a user named or wrote is in it. */
import { EngineUnavailable } from '../engines/engine.ts';
import type { Instruction, LoopCode, Operation } from './instructions.ts';

const operations: Readonly<Record<Operation, (a: string, b: string) => string>> = {
  add: (a, b) => `${a} + ${b}`,
  subtract: (a, b) => `${a} - ${b}`,
  multiply: (a, b) => `${a} * ${b}`,
  divide: (a, b) => `${a} / ${b}`,
  power: (a, b) => `${a} ** ${b}`,
  negate: (a) => `-${a}`,
  square: (a) => `${a} * ${a}`,
  invert: (a) => `1 / ${a}`,
};

/** A function that runs the code. Throws: EngineUnavailable where no code may be made from text. */
export function javascript({ body, arrays, tables, calls, implementations }: LoopCode): () => void {
  const bind = (letter: string, count: number): string =>
    Array.from({ length: count }, (_, i) => `const ${letter}${i} = ${letter}[${i}];`).join('\n');
  const text = [
    '"use strict";',
    bind('t', tables.length),
    bind('f', calls.length),
    bind('g', implementations.length),
    'return () => {',
    bind('a', arrays.length),
    ...written(body),
    '};',
  ].join('\n');
  return functionOf(text)(arrays, tables, calls, implementations);
}

function functionOf(text: string): (...all: readonly unknown[]) => () => void {
  try {
    return new Function('a', 't', 'f', 'g', text) as ReturnType<typeof functionOf>;
  } catch (cause) {
    if (cause instanceof EvalError) throw new EngineUnavailable('JavaScript', { cause });
    throw cause;
  }
}

const written = (body: readonly Instruction[]): string[] => {
  const lines: string[] = [];
  for (const each of body) for (const line of linesOf(each)) lines.push(line);
  return lines;
};

const extreme = (which: 'max' | 'min', registers: readonly number[]): string =>
  registers.length === 1
    ? `i${registers[0]}`
    : `Math.${which}(${registers.map((each) => `i${each}`).join(', ')})`;

function linesOf(each: Instruction): readonly string[] {
  switch (each.kind) {
    case 'integer': {
      const terms = each.terms.map(({ coefficient, register }) =>
        coefficient === 1 ? `i${register}` : `i${register} * ${coefficient}`,
      );
      const constant = each.constant === 0 && terms.length > 0 ? [] : [String(each.constant)];
      return [`const i${each.target} = (${[...terms, ...constant].join(' + ')}) | 0;`];
    }
    case 'times':
      return [`const i${each.target} = (i${each.left} * i${each.right}) | 0;`];
    case 'lookup':
      return [`const i${each.target} = t${each.table}[i${each.at}] | 0;`];
    case 'number':
      return [`const r${each.target} = ${each.value};`];
    case 'load':
      return [`const r${each.target} = a${each.array}[i${each.at}];`];
    case 'operate':
      return [`const r${each.target} = ${operations[each.operation](`r${each.left}`, `r${each.right}`)};`];
    case 'choose':
      return [`const r${each.target} = r${each.guard} > 0 ? r${each.positive} : r${each.other};`];
    case 'call':
      return [`const r${each.target} = f${each.call}(${each.args.map((arg) => `r${arg}`).join(', ')});`];
    case 'start':
      return [`let r${each.target} = ${each.value};`];
    case 'increase':
      return [
        each.call === undefined
          ? `r${each.target} += r${each.value};`
          : `r${each.target} = f${each.call}(r${each.target}, r${each.value});`,
      ];
    case 'list':
      return [`const q${each.list} = [];`];
    case 'push':
      return [`q${each.list}.push(r${each.value});`];
    case 'callList':
      return [`const r${each.target} = g${each.implementation}(q${each.args}, q${each.orders});`];
    case 'store':
      return [`a${each.array}[i${each.at}] = r${each.value};`];
    case 'accumulate':
      return [`a${each.array}[i${each.at}] += r${each.value};`];
    case 'loop': {
      const [i, end] = [`i${each.variable}`, `e${each.variable}`];
      const head = `let ${i} = ${extreme('max', each.from)}, ${end} = ${extreme('min', each.to)}; ${i} <= ${end}; ${i}++`;
      return [`for (${head}) {`, ...written(each.body), '}'];
    }
    case 'when': {
      const all = each.all.map(
        ({ kind, left, right }) => `i${left} ${kind === 'equal' ? '===' : '<='} i${right}`,
      );
      return [`if (${['true', ...all].join(' && ')}) {`, ...written(each.body), '}'];
    }
  }
}

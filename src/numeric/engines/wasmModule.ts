/**
 * The binary form of a WebAssembly module that imports functions of numbers and a memory, and exports functions without
 * parameters. What its instructions do is `webAssembly.ts`.
 *
 * Source: WebAssembly Core Specification 2.0, chapter 5.
 */

/** What a module is made of. */
export interface WasmModule {
  /** Numbers of arguments of the imported functions `f.0`, `f.1` …; each gives one number. */
  readonly imports: readonly number[];
  /** Size of the imported memory `m.m`, in pages of 65,536 bytes. */
  readonly pages: number;
  /** Bodies of the exported functions `0`, `1` …, with the count of their local numbers. */
  readonly bodies: readonly { readonly locals: number; readonly code: readonly number[] }[];
}

export const F64_ADD = 0xa0;
export const F64_SUB = 0xa1;
export const F64_MUL = 0xa2;
export const F64_DIV = 0xa3;
export const F64_NEG = 0x9a;
export const F64_GT = 0x64;
export const SELECT = 0x1b;
export const CALL_FUNCTION = 0x10;
export const LOCAL_GET = 0x20;
export const LOCAL_SET = 0x21;
export const LOCAL_TEE = 0x22;
export const I32_CONST = 0x41;
/** Followed by the eight bytes of a number. */
export const F64_CONST = 0x44;
/** Followed by alignment and offset. */
export const F64_LOAD = 0x2b;
export const F64_STORE = 0x39;
const END = 0x0b;
const F64 = 0x7c;
const FUNCTION_TYPE = 0x60;
const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const SECTIONS = { type: 1, import: 2, function: 3, export: 7, code: 10 };
const FUNCTION = 0;
const MEMORY = 2;

/** An unsigned number in LEB128. Example: 300 → ac 02 */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  bytes.push(rest);
  return bytes;
}

const name = (text: string): number[] => [
  ...unsigned(text.length),
  ...Array.from(text, (letter) => letter.charCodeAt(0)),
];

const list = (entries: readonly (readonly number[])[]): number[] => [
  ...unsigned(entries.length),
  ...entries.flat(),
];

/** The bytes of a module. */
export function bytesOf({ imports, pages, bodies }: WasmModule): Uint8Array<ArrayBuffer> {
  const arities = [...new Set(imports)];
  // The last type is that of the bodies: no parameters, no result.
  const types = arities.map((arity) => [FUNCTION_TYPE, ...list(Array(arity).fill([F64])), 1, F64]);
  const section = (id: number, parts: readonly (readonly number[])[]): number[][] => {
    const size = parts.reduce((total, part) => total + part.length, 0);
    const count = unsigned(parts.length);
    return [[id, ...unsigned(size + count.length), ...count], ...(parts as number[][])];
  };
  const memory = [...name('m'), ...name('m'), MEMORY, 0, ...unsigned(pages)];
  const imported = imports.map((arity, i) => [
    ...name('f'),
    ...name(String(i)),
    FUNCTION,
    ...unsigned(arities.indexOf(arity)),
  ]);
  const code = bodies.map(({ locals, code }) => {
    const declared = locals === 0 ? [0] : [1, ...unsigned(locals), F64];
    return [...unsigned(declared.length + code.length + 1), ...declared].concat(code, END);
  });
  const exported = bodies.map((_, i) => [...name(String(i)), FUNCTION, ...unsigned(imports.length + i)]);
  return joined([
    HEADER,
    ...section(SECTIONS.type, [...types, [FUNCTION_TYPE, 0, 0]]),
    ...section(SECTIONS.import, [memory, ...imported]),
    ...section(
      SECTIONS.function,
      bodies.map(() => unsigned(types.length)),
    ),
    ...section(SECTIONS.export, exported),
    ...section(SECTIONS.code, code),
  ]);
}

function joined(parts: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

// Worked derivations of all gradients: found and accepted by the kernel, checked again from their file, printed. A document's size is
// linear in the parameters.
import { expect } from 'vitest';
import { Deriver } from '../../src/derive/index.ts';
import { DocumentWriter, writeMarkdown } from '../../src/document/index.ts';
import { inOwnTerms, type Quantity } from '../../src/expr/index.ts';
import { parametersOf } from '../../src/numeric/index.ts';
import {
  check,
  type Derivation,
  readDerivation,
  type TheoremId,
  writeDerivation,
} from '../../src/proof/index.ts';
import { dense } from '../networks/dense.ts';
import { full, median } from './measure.ts';
import { type Area, bench, type Row } from './record.ts';

/** All gradients of a dense network, derived. */
function derived(widths: readonly number[]): {
  readonly derivation: Derivation;
  readonly gradients: readonly TheoremId[];
} {
  const network = dense(...widths);
  const deriver = new Deriver(network);
  const gradients = parametersOf(network).map(
    (each) => deriver.derive(network.loss as Quantity, each).theorem,
  );
  return { derivation: deriver.derivation, gradients };
}

/** The kernel alone, on the text of an exported derivation. */
const accepted = (file: string): boolean =>
  inOwnTerms(() => check(readDerivation(JSON.parse(file))).every((verdict) => verdict.accepted));

function markdown({ derivation, gradients }: ReturnType<typeof derived>): string {
  const writer = new DocumentWriter({ derivation });
  return writeMarkdown({ type: 'root', children: gradients.flatMap((each) => writer.gradient(each)) });
}

/** Bytes of Markdown, by parameters. */
const sizes: [parameters: number, bytes: number][] = [];

const cases = { '2-2-2': [2, 2, 2], '4-4-4': [4, 4, 4], '8-8-8': [8, 8, 8], '16-16-8': [16, 16, 8] };

bench('worked', cases, (widths, of) => {
  const found = derived(widths);
  const { theorems } = found.derivation;
  const file = JSON.stringify(writeDerivation(found.derivation));
  expect(accepted(file)).toBe(true);
  const text = markdown(found);
  const parameters = found.gradients.length;
  const bytes = Buffer.byteLength(text);
  sizes.push([parameters, bytes]);
  const row = (area: Area, ours: number, remark: string): Row => ({ area, of, ours, remark });
  const each = (ms: number): string => `${((ms * 1e3) / theorems.length).toFixed(0)} µs a theorem`;
  const finding = median(() => inOwnTerms(() => void derived(widths)), 700);
  const checking = median(() => void accepted(file), 700);
  return {
    rows: [
      row('worked proofs of all gradients', finding, `${theorems.length} theorems, ${each(finding)}`),
      row('the kernel alone, from the file', checking, each(checking)),
      row(
        'Markdown of all worked proofs',
        median(() => void markdown(found), 700),
        `${Math.round(bytes / parameters)} bytes a parameter`,
      ),
    ],
    ...(full &&
      sizes.length === Object.keys(cases).length && {
        growth: [
          { growth: 'bytes of Markdown of all worked proofs, in parameters', points: sizes, atMost: 1.1 },
        ],
      }),
  };
});

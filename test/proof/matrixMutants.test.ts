// Equations of matrices, spoiled in every way we know. A mutant counts when it is known to be wrong without asking what is
// tested: its sides differ in numbers at some sizes, or its structure forbids it. None may pass, on the theorem that proves the
// original or on any other.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { IndexedDeriver, MatrixForms } from '../../src/derive/index.ts';
import { readNetwork } from '../../src/describe/index.ts';
import type { Quantity } from '../../src/expr/index.ts';
import { IndexFacts, type Network, type Range } from '../../src/network/index.ts';
import { type Instance, InstanceError, type Sizes } from '../../src/network/instance.ts';
import { check, checkMatrices, type MatrixTheorem, type TheoremId } from '../../src/proof/index.ts';
import { type Point, type Random, random, randomPoint, randomSizes } from '../networks/families.ts';
import { MatrixValues } from '../networks/matrixValues.ts';
import { type MatrixMutant, matrixMutants } from './matrixMutations.ts';

const folder = fileURLToPath(new URL('../networks/', import.meta.url));
const textOf = (file: string): string => readFileSync(`${folder}${file}`, 'utf8');

/** Every size the same, so that a wrong transpose fits too. */
function square(text: string): string {
  const letter = /^shapes:.*\bm\b/m.test(text) ? 'm' : 'n';
  const list = (sizes: string): string => sizes.replace(/[mnpqr]/g, letter);
  return text.replace(/^shapes: .*$/m, (line) => line.replace(/\[[^\]]*\]/g, list));
}

const matrices = readdirSync(`${folder}matrix`).map((file) => `matrix/${file}`);
const networks: readonly (readonly [string, string])[] = [
  ...['layers', 'samples', 'half-squared-error', 'l2-penalty', 'skip'].map(
    (name) => [name, textOf(`general/${name}.yaml`)] as const,
  ),
  ...matrices.map((file) => [file, textOf(file)] as const),
  ...matrices.flatMap((file) => {
    const text = textOf(file);
    return square(text) === text ? [] : [[`${file}, square`, square(text)] as const];
  }),
];

/** Sizes that tell rows from columns, and equal ones where a wrong index stays in range. */
function pointsOf(network: Network, draw: Random): readonly Point[] {
  const all = (size: number): Sizes =>
    new Map(
      [...randomSizes(network, draw)].map(([name, own]) => [
        name,
        typeof own === 'number' ? size : own.map(() => size),
      ]),
    );
  return [all(3), randomSizes(network, draw, 4), all(2)].map((sizes) => randomPoint(network, draw, sizes));
}

type Rows = readonly (readonly number[])[];

const differ = (a: Rows, b: Rows): boolean =>
  a.length !== b.length ||
  a.some((row, i) =>
    row.length !== b[i]?.length
      ? true
      : row.some((x, j) => {
          const y = b[i]?.[j] as number;
          return (
            Number.isFinite(x) &&
            Number.isFinite(y) &&
            Math.abs(x - y) > 1e-7 * (1 + Math.abs(x) + Math.abs(y))
          );
        }),
  );

const rangesIn = ({ given }: MatrixTheorem): readonly Range[] =>
  given.flatMap((each) => (each.kind === 'range' ? [each] : []));

/** Decides by numbers whether a claim is false. */
class Witness {
  readonly #network: Network;
  readonly #values: readonly (readonly [Instance, MatrixValues])[];

  constructor(network: Network, forms: MatrixForms, ids: readonly TheoremId[]) {
    this.#network = network;
    const points = pointsOf(network, random(23));
    this.#values = points.map((point) => [point.instance, new MatrixValues(forms, point, ids)] as const);
  }

  of({ claim, structural }: MatrixMutant): string | undefined {
    if (structural !== undefined) return structural;
    const facts = new IndexFacts(rangesIn(claim), new Set(this.#network.sizes));
    const [a, b] = [claim.lhs.shape, claim.rhs.shape];
    if (facts.different(a.rows, b.rows) || facts.different(a.columns, b.columns)) return 'shapes differ';
    return this.#values.some(([instance, values]) => this.#refutes(claim, instance, values))
      ? 'the sides differ'
      : undefined;
  }

  #refutes(claim: MatrixTheorem, instance: Instance, values: MatrixValues): boolean {
    for (const at of instance.assignments(rangesIn(claim))) {
      try {
        if (differ(values.rows(claim.lhs, at), values.rows(claim.rhs, at))) return true;
      } catch (error) {
        // A member outside its family has no number here; another point or another operator decides.
        if (
          !(error instanceof InstanceError) &&
          !/nothing says|no function|is no quantity/.test(String(error))
        )
          throw error;
      }
    }
    return false;
  }
}

interface Row {
  made: number;
  witnessed: number;
  accepted: string[];
}

describe('mutants of equations of matrices', () => {
  const table = new Map<string, Row>();

  test.each(networks)('%s', (name, text) => {
    const { network } = readNetwork(text, { name });
    const deriver = new IndexedDeriver(network);
    const wanted = network.symbols.filter(
      ({ quantity: q }) => q.indices.length > 0 && !network.sizes.includes(q.name),
    );
    const ids = wanted.flatMap(({ quantity }) =>
      deriver.derive(network.loss as Quantity, quantity).map(({ theorem }) => theorem),
    );
    const forms = new MatrixForms(deriver.derivation);
    const claims = ids.flatMap((id) => forms.of(id) ?? []);
    expect(claims.length).toBeGreaterThan(0);
    const { derivation } = forms;
    const verdicts = check(derivation);
    const judge = (claim: MatrixTheorem) => checkMatrices(derivation, verdicts, [claim])[0]?.accepted;
    const witness = new Witness(network, forms, ids);
    for (const claim of claims) {
      expect(judge(claim)).toBe(true);
      expect(witness.of({ operator: 'none', claim })).toBeUndefined();
      const others = claims.map(({ entries }) => entries).filter((each) => each !== claim.entries);
      for (const mutant of matrixMutants(claim, others)) {
        const row = table.get(mutant.operator) ?? { made: 0, witnessed: 0, accepted: [] };
        table.set(mutant.operator, row);
        row.made += 1;
        const why = witness.of(mutant);
        if (why === undefined) continue;
        row.witnessed += 1;
        const bases = derivation.theorems.length < 40 ? derivation.theorems.keys() : [mutant.claim.entries];
        const tried = mutant.operator === 'wrong entries' ? [mutant.claim.entries] : [...bases];
        const isAccepted = tried.some((entries) => judge({ ...mutant.claim, entries }));
        if (isAccepted) row.accepted.push(`${name}: ${mutant.operator} (${why})`);
      }
    }
  });

  test('at least 1,000 witnessed, none accepted', () => {
    const rows = [...table].sort(([, a], [, b]) => b.witnessed - a.witnessed);
    const total = (count: (row: Row) => number): number => rows.reduce((sum, [, row]) => sum + count(row), 0);
    const [made, witnessed] = [total((row) => row.made), total((row) => row.witnessed)];
    console.table(
      Object.fromEntries(
        rows.map(([name, row]) => [
          name,
          { made: row.made, witnessed: row.witnessed, rejected: row.witnessed - row.accepted.length },
        ]),
      ),
    );
    console.log({ made, witnessed, unwitnessed: made - witnessed });
    expect(rows.flatMap(([, row]) => row.accepted)).toEqual([]);
    expect(witnessed).toBeGreaterThanOrEqual(1000);
    expect(made - witnessed).toBeLessThanOrEqual(0.3 * made);
  });
});

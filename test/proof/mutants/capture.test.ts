// The tenth operator, "bound index captured": renaming a bound index onto one that is free beneath it. The kernel of a network
// without families refuses sums over an index outright, so it is tried on what the kernel compares and substitutes with.
// The witness is the value at random tensors and small sizes, summed up here.
import { describe, expect, test } from 'vitest';
import {
  addIndex,
  type Expr,
  type Index,
  index,
  indexedSum,
  indexVariable,
  product,
  quantity,
  substituteIndices,
  sum,
} from '../../../src/expr/index.ts';
import { Canonical, Kernel } from '../../../src/proof/index.ts';
import { network, theorem, use } from '../small.ts';
import { seeded } from './subjects.ts';

type Places = ReadonlyMap<string, number>;

const at = (each: Index, places: Places): number =>
  each.terms.reduce(
    (total, { atom, coefficient }) => total + coefficient * (places.get(atom.name) as number),
    each.constant,
  );

/** A made-up number for each member of each family. */
const member = (name: string, indices: readonly number[]): number => {
  let seed = 7;
  for (const each of [...name].map((letter) => letter.charCodeAt(0)).concat(indices))
    seed = (seed * 31 + each * 17 + 5) % 1_000_003;
  return seeded(seed)() * 2 - 1;
};

/** Σ, +, · and members written out. */
function value(term: Expr, places: Places): number {
  switch (term.kind) {
    case 'quantity':
      return member(
        term.name,
        term.indices.map((each) => at(each, places)),
      );
    case 'sum':
      return term.args.reduce((total, arg) => total + value(arg, places), 0);
    case 'product':
      return term.args.reduce((total, arg) => total * value(arg, places), 1);
    case 'indexedSum': {
      let total = 0;
      for (let i = at(term.from, places); i <= at(term.to, places); i++)
        total += value(term.args[0] as Expr, new Map([...places, [term.index, i]]));
      return total;
    }
    default:
      throw new Error(`no value of ${term.kind}`);
  }
}

const names = ['i', 'j', 'k', 'l'];
const families = ['a', 'b', 'c'];
const size = indexVariable('n');

/** Σ over one index of a product and a sum in which other indices are free, and a second sum inside. */
function randomSum(random: () => number, free: string): { readonly term: Expr; readonly bound: string } {
  const others = names.filter((each) => each !== free);
  const bound = others[Math.floor(random() * others.length)] as string;
  const inner = others.find((each) => each !== bound) as string;
  const family = (): string => families[Math.floor(random() * families.length)] as string;
  const [f, b, i] = [free, bound, inner].map((each) => indexVariable(each)) as [Index, Index, Index];
  const shift = addIndex(b, index(Math.floor(random() * 3) - 1));
  const nested = indexedSum(
    inner,
    index(1),
    size,
    product(quantity(family(), [i, b]), quantity(family(), [f, i])),
  );
  const body = product(
    quantity(family(), [shift, f]),
    sum(quantity(family(), [b]), random() < 0.5 ? nested : quantity(family(), [f, b])),
  );
  return { term: indexedSum(bound, index(1), size, body), bound };
}

/** The binder and what it binds renamed, without a look at what else has that name. */
const captured = (term: Expr, bound: string, onto: string): Expr => {
  if (term.kind !== 'indexedSum') throw new Error('not a sum');
  const rename = (each: Expr): Expr => {
    const put = (other: Index): Index =>
      other.terms.reduce(
        (total, { atom, coefficient }) =>
          addIndex(total, indexVariable(atom.name === bound ? onto : atom.name), coefficient),
        index(other.constant),
      );
    switch (each.kind) {
      case 'quantity':
        return quantity(each.name, each.indices.map(put));
      case 'sum':
        return sum(...each.args.map(rename));
      case 'product':
        return product(...each.args.map(rename));
      case 'indexedSum':
        return indexedSum(each.index, put(each.from), put(each.to), rename(each.args[0] as Expr));
      default:
        return each;
    }
  };
  return indexedSum(onto, term.from, term.to, rename(term.args[0] as Expr));
};

const COUNT = 150;

describe('a captured index', () => {
  const random = seeded(23);
  const cases = Array.from({ length: COUNT }, () => {
    const free = names[Math.floor(random() * names.length)] as string;
    const { term, bound } = randomSum(random, free);
    return { free, bound, term, mutant: captured(term, bound, free) };
  });
  const places = [2, 3, 4].map(
    (n) =>
      new Map<string, number>([
        ['n', n],
        ...names.map((name, i): [string, number] => [name, 1 + ((i + n) % n)]),
      ]),
  );
  const witnessed = cases.filter(({ term, mutant }) =>
    places.some((each) => Math.abs(value(term, each) - value(mutant, each)) > 1e-9),
  );

  test('makes another number, nearly always', () => {
    console.log(`captured: made ${COUNT}, witnessed ${witnessed.length}`);
    expect(witnessed.length).toBeGreaterThanOrEqual(0.8 * COUNT);
  });

  test('never passes for the same', () => {
    const canonical = new Canonical();
    expect(witnessed.filter(({ term, mutant }) => canonical.same(term, mutant))).toEqual([]);
  });

  test('while a renaming onto an unused name does', () => {
    const canonical = new Canonical();
    for (const { term, bound } of cases)
      expect(canonical.same(term, captured(term, bound, 'unused'))).toBe(true);
  });

  test('does not arise from putting an index into a sum', () => {
    for (const { term, bound, free } of cases) {
      const put = new Map([[free, indexVariable(bound)]]);
      let result: Expr;
      try {
        result = substituteIndices(term, put);
      } catch {
        continue; // Refusing is as good as renaming.
      }
      for (const each of places) {
        const moved = new Map([...each, [free, each.get(bound) as number]]);
        expect(value(result, each)).toBeCloseTo(value(term, moved), 9);
      }
    }
  });

  test('and a kernel without families takes no sum over an index at all', () => {
    const [first] = cases;
    const term = first?.term as Expr;
    const verdict = new Kernel(network('x', {})).accept(
      theorem(sum(term, quantity('x')), [use(term, 'algebra', [], { to: term })]),
    );
    expect(verdict.accepted).toBe(false);
  });
});

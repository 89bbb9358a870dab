// The graph of dependencies: order, ranks, paths that avoid, circles; against a search that tries every path.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Expr, type Quantity, quantitiesIn, quantity, sumOf } from '../../src/expr/index.ts';
import { Graph } from '../../src/network/index.ts';
import { network, q, qs, t } from '../proof/small.ts';

const net = network('x w v', { a: 'x*w', z: 'w*a', A: 'z + a', B: 'v*v', lone: '3' });
const { graph } = net;
const names = (list: readonly Quantity[]): string => list.map(({ name }) => name).join(' ');

describe('neighbours', () => {
  test('children in order of declaration, parents as they are written', () => {
    expect(names(graph.children(q('a')))).toBe('z A');
    expect(names(graph.children(q('v')))).toBe('B');
    expect(names(graph.parents(q('A')))).toBe('z a');
    expect(names(graph.parents(q('x')))).toBe('');
    expect(names(graph.children(q('nobody')))).toBe('');
  });

  test('what is used comes before what uses it, ties in order of declaration', () => {
    expect(names(graph.order)).toBe('x w v lone a B z A');
    expect(graph.circle).toBeUndefined();
  });

  test('ranks are the longest ways from an input', () => {
    expect(['x', 'lone', 'a', 'z', 'A', 'B'].map((name) => graph.rank(q(name)))).toEqual([0, 0, 1, 2, 3, 1]);
  });

  test('positions, and who is known', () => {
    expect(graph.position(q('x'))).toBe(0);
    expect(graph.position(q('nobody'))).toBe(Number.POSITIVE_INFINITY);
    expect([graph.has(q('A')), graph.has(q('nobody'))]).toEqual([true, false]);
  });

  test('above: all that a quantity depends on, itself included', () => {
    expect(names([...graph.above(q('z'))])).toBe('z w a x');
  });
});

describe('paths', () => {
  test.each<readonly [string, string, string, boolean]>([
    ['x', 'A', '', true],
    ['x', 'A', 'z', true],
    ['x', 'A', 'a', false],
    ['w', 'A', 'a', true],
    ['w', 'A', 'a z', false],
    ['w', 'A', 'x', true],
    ['x', 'B', '', false],
    ['A', 'x', '', false],
    ['x', 'x', '', false],
    ['x', 'a', 'a', false],
    ['x', 'a', 'x', true],
    ['v', 'B', '', true],
    ['nobody', 'A', '', false],
  ])('from %s to %s, avoiding [%s]: %s', (from, to, avoiding, expected) => {
    expect(graph.leads(q(from), q(to), new Set(qs(avoiding)))).toBe(expected);
  });

  test('the first goal that is met', () => {
    expect(graph.meets(q('x'), new Set(qs('z A')), new Set(qs('z')))).toBe(q('A'));
    expect(graph.meets(q('x'), new Set(qs('B')), new Set())).toBeUndefined();
    expect(graph.meets(q('x'), new Set(), new Set())).toBeUndefined();
  });
});

describe('circles', () => {
  const circleOf = (equations: Readonly<Record<string, string>>): string | undefined => {
    const found = new Graph(
      qs(`x ${Object.keys(equations).join(' ')}`),
      new Map(Object.entries(equations).map(([name, rhs]) => [q(name), t(rhs)])),
    ).circle;
    return found && names(found);
  };
  test.each<readonly [Readonly<Record<string, string>>, string | undefined]>([
    [{ a: 'x', b: 'a' }, undefined],
    [{ a: 'a' }, 'a a'],
    [{ a: 'b + x', b: 'a' }, 'a b a'],
    [{ a: 'x', b: 'c + a', c: 'd', d: 'b' }, 'b c d b'],
  ])('%j: %s', (equations, expected) => {
    expect(circleOf(equations)).toBe(expected);
  });
});

describe('against a search that tries every path', () => {
  /** Quantity i may use those before it. */
  const graphs = fc
    .array(fc.array(fc.nat(20), { maxLength: 4 }), { minLength: 2, maxLength: 9 })
    .map((uses) => {
      const all = uses.map((_, i) => quantity(`q${i}`));
      const equations = new Map<Quantity, Expr>();
      uses.forEach((list, i) => {
        if (i > 0 && list.length > 0)
          equations.set(
            all[i] as Quantity,
            sumOf([...list.map((each) => all[each % i] as Quantity), t('1')]),
          );
      });
      return { all, equations, graph: new Graph(all, equations) };
    });
  const reaches = (
    from: Quantity,
    to: Quantity,
    avoid: ReadonlySet<Quantity>,
    equations: ReadonlyMap<Quantity, Expr>,
  ): boolean =>
    [...equations].some(
      ([each, rhs]) =>
        !avoid.has(each) &&
        quantitiesIn(rhs).has(from) &&
        (each === to || reaches(each, to, avoid, equations)),
    );
  const longest = (to: Quantity, equations: ReadonlyMap<Quantity, Expr>): number => {
    const rhs = equations.get(to);
    return rhs === undefined
      ? 0
      : Math.max(0, ...[...quantitiesIn(rhs)].map((each) => 1 + longest(each, equations)));
  };

  test('leads', () => {
    fc.assert(
      fc.property(
        graphs,
        fc.nat(),
        fc.nat(),
        fc.array(fc.nat(), { maxLength: 3 }),
        ({ all, equations, graph }, a, b, held) => {
          const at = (i: number): Quantity => all[i % all.length] as Quantity;
          const avoid = new Set(held.map(at));
          return graph.leads(at(a), at(b), avoid) === reaches(at(a), at(b), avoid, equations);
        },
      ),
      { seed: 9, numRuns: 1_000 },
    );
  });

  test('ranks and order', () => {
    fc.assert(
      fc.property(graphs, ({ all, equations, graph }) => {
        const place = new Map(graph.order.map((each, i) => [each, i]));
        return (
          graph.order.length === all.length &&
          all.every((each) => graph.rank(each) === longest(each, equations)) &&
          [...equations].every(([each, rhs]) =>
            [...quantitiesIn(rhs)].every((used) => (place.get(used) as number) < (place.get(each) as number)),
          )
        );
      }),
      { seed: 10, numRuns: 300 },
    );
  });

  test('a hundred thousand quantities in a row', () => {
    const all = Array.from({ length: 100_000 }, (_, i) => quantity(`row${i}`));
    const row = new Graph(all, new Map(all.slice(1).map((each, i) => [each, all[i] as Expr])));
    expect(row.leads(all[0] as Quantity, all.at(-1) as Quantity, new Set())).toBe(true);
    expect(row.leads(all[0] as Quantity, all.at(-1) as Quantity, new Set([all[50_000] as Quantity]))).toBe(
      false,
    );
    expect(row.rank(all.at(-1) as Quantity)).toBe(99_999);
  });
});

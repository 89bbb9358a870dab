// Rules on random families and random terms: whatever the kernel accepts is true in numbers.
import { describe, expect, test } from 'vitest';
import type { Expr, Path } from '../../src/expr/index.ts';
import { Kernel, type Theorem } from '../../src/proof/index.ts';
import * as nets from '../networks/families.ts';
import { at, ranges, term, text } from '../networks/indexed.ts';
import { randomFamily, randomTerm } from './indexedRandom.ts';
import { applied, differ, rangeGivens, rangesIn, theoremOf, verdict } from './script.ts';

const seeds = Array.from(
  { length: Number(process.env.SEEDS ?? 6) },
  (_, i) => Number(process.env.SEED ?? 1) + i,
);

/** One of the rules at one place; undefined where it does not apply. */
function oneStep(of: typeof flat, start: Expr, where: string, rule: string, path: Path): Theorem | undefined {
  const use = {
    rule,
    at: path,
    ...(rule === 'sum.reindex' && { shift: at(path.length % 2 === 0 ? '1' : 'k+1') }),
  };
  const over = ranges(where);
  try {
    const after = applied(of, start, use, over);
    if (after === start) return undefined;
    return {
      goal: { lhs: start, rhs: after },
      given: rangeGivens(over),
      proof: { by: 'steps', steps: [{ after, by: { use } }] },
    };
  } catch {
    return undefined;
  }
}

const flat = nets.family('flat', {
  inputs: {
    'x[i]': 'i in 0-10-4*p..14+4*p',
    'v[i,j]': 'i in 0-10-4*p..14+4*p, j in 0-10-4*p..14+4*p',
    c: '',
  },
  defined: { E: '' },
  equations: [['E', 'c']],
  sizes: ['p'],
});

const rules = [
  'sum.linear',
  'sum.exchange',
  'sum.reindex',
  'sum.peel',
  'sum.empty',
  'delta.contract',
  'delta.evaluate',
  'diff.indexed',
  'diff.self',
  'diff.independent',
  'diff.sum',
  'diff.product',
  'diff.power',
];

function* paths(start: Expr): Iterable<Path> {
  const open: (readonly [Path, Expr])[] = [[[], start]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [path, node] = next;
    yield path;
    node.args.forEach((arg, i) => {
      open.push([[...path, i], arg]);
    });
  }
}

describe('rules on random terms', () => {
  const point = [1, 3].map((p) => nets.randomPoint(flat, nets.random(p), new Map([['p', p]])));

  test.each(seeds)('seed %i', (seed) => {
    const draw = nets.random(seed * 1009);
    const wrong: string[] = [];
    let taken = 0;
    for (let i = 0; i < 150; i++) {
      const where = ['i', 'j', 'k']
        .map((name) => `${name} in ${nets.whole(draw, 0, 2)}..${nets.whole(draw, 1, 3)}`)
        .join(', ');
      const start = term(randomTerm(draw, 3));
      for (const path of paths(start)) {
        for (const rule of rules) {
          const theorem = oneStep(flat, start, where, rule, path);
          if (theorem === undefined || !new Kernel(flat).accept(theorem).accepted) continue;
          taken += 1;
          const { lhs, rhs } = theorem.goal;
          if (point.some((each) => differ(each, lhs, rhs, ranges(where)) === true)) {
            wrong.push(`${rule} at ${path.join('.')}: ${text(lhs)} = ${text(rhs)} for ${where}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(taken).toBeGreaterThan(50);
  });
});

describe('rules on random families', () => {
  test.each(seeds)('seed %i', (seed) => {
    const draw = nets.random(seed * 7919);
    const wrong: string[] = [];
    let taken = 0;
    for (let i = 0; i < 12; i++) {
      const found = randomFamily(draw);
      if (found === undefined) continue;
      const { network, claims } = found;
      const points = [1, 2, 3].map((p) => nets.randomPoint(network, draw, new Map([['p', p]])));
      for (const { lhs, where, rule } of claims) {
        const more = rule === 'hold.drop' ? { to: term(lhs.replace(' | *', '')) } : {};
        let theorem: Theorem;
        try {
          theorem = theoremOf(network, lhs, where, [[rule, rule === 'definition.unfold' ? [0] : [], more]]);
        } catch {
          continue;
        }
        if (verdict(network, theorem) !== 'accepted') continue;
        taken += 1;
        const { goal } = theorem;
        if (points.some((each) => differ(each, goal.lhs, goal.rhs, rangesIn(theorem.given)) === true)) {
          const equations = network.equations.map((each) => `${text(each.quantity)} = ${text(each.rhs)}`);
          wrong.push(`${rule}: ${text(goal.lhs)} = ${text(goal.rhs)} for ${where}; ${equations.join('; ')}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(taken).toBeGreaterThan(10);
  });
});

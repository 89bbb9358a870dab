/** The rules of differentiation applied until only derivatives of quantities by other quantities are left. */
import {
  apply,
  cases,
  type Expr,
  freshIndex,
  indexedSum,
  indexNames,
  indexVariable,
  indicesIn,
  num,
  type Partial,
  type Path,
  partial,
  power,
  product,
  productOf,
  type Quantity,
  quantitiesIn,
  substituteIndices,
  subtract,
  sum,
  sumOf,
} from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import type { Network, Range } from '../network/index.ts';
import type { RuleId } from '../proof/index.ts';
import type { Rewriting } from './rewriting.ts';

/** What the rules need to know of where they stand. */
export interface Differentiation {
  /** Whether a term changes with the variable. */
  readonly moves: (term: Expr) => boolean;
  /** The slope of a part, unevaluated where that is not plain. */
  readonly slope: (term: Expr) => Expr;
  readonly by: Quantity;
}

/** What one rule makes of a ∂: the result, where in it further ∂s may stand, and the sum it has entered. */
export interface Differentiated {
  readonly rule: RuleId;
  readonly result: Expr;
  readonly open: readonly Path[];
  readonly range?: Range;
}

/** Differentiates the whole of a proof's term, one rule a step, by the scalar network's own dependencies. */
export function differentiate(proof: Rewriting, network: Network): void {
  const open: Path[] = [[]];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const whole = proof.at(at);
    if (whole.kind !== 'partial') continue;
    const next = differentiateOnce(whole.args[0] as Expr, {
      by: whole.by,
      moves: (term) => depends(term, whole, network),
      slope: (term) => partial(term, whole.by, whole.hold),
    });
    if (next === undefined) continue;
    proof.use(next.rule, at, next.result);
    for (const each of [...next.open].reverse()) open.push([...at, ...each]);
  }
}

/** Whether a term changes with the variable of a ∂. */
function depends(term: Expr, { by, hold }: Partial, network: Network): boolean {
  const held = new Set(hold);
  for (const each of quantitiesIn(term)) if (each === by || network.graph.leads(by, each, held)) return true;
  return false;
}

/** The one rule that a term calls for; undefined for a quantity that moves in a way not seen here. */
export function differentiateOnce(of: Expr, at: Differentiation): Differentiated | undefined {
  const { moves, slope, by } = at;
  if (of === by) return { rule: 'diff.self', result: num(1), open: [] };
  if (!moves(of)) return { rule: 'diff.independent', result: num(0), open: [] };
  switch (of.kind) {
    case 'sum': {
      const terms = of.args.filter(moves).map(slope);
      return { rule: 'diff.sum', result: sumOf(terms), open: eachOf(terms.map(() => [])) };
    }
    case 'product': {
      const terms = of.args.flatMap((factor, i) =>
        moves(factor)
          ? [{ term: productOf(of.args.map((other, j) => (j === i ? slope(factor) : other))), path: [i] }]
          : [],
      );
      const result = sumOf(terms.map(({ term }) => term));
      return { rule: 'diff.product', result, open: eachOf(terms.map(({ path }) => path)) };
    }
    case 'power':
      return ofPower(of, at);
    case 'cases': {
      const [guard, here, there] = of.args as [Expr, Expr, Expr];
      return { rule: 'diff.cases', result: cases(guard, slope(here), slope(there)), open: [[1], [2]] };
    }
    case 'indexedSum':
      return ofSum(of, at);
    case 'apply': {
      const slopes = slopesOf(of);
      const terms = of.args.flatMap((arg, i) => (moves(arg) ? [product(slopes[i] as Expr, slope(arg))] : []));
      return { rule: 'diff.function', result: sumOf(terms), open: eachOf(terms.map(() => [1])) };
    }
    default:
      return undefined;
  }
}

const slopesOf = ({ name, args, orders }: Expr & { kind: 'apply' }): readonly Expr[] =>
  functionNamed(name)?.slopes(args) ??
  args.map((_, i) =>
    apply(
      name,
      args,
      orders.map((order, j) => (i === j ? order + 1 : order)),
    ),
  );

/** Paths into the terms of a sum, which is the term itself where there is only one. */
const eachOf = (paths: readonly Path[]): readonly Path[] =>
  paths.length === 1 ? paths : paths.map((path, i) => [i, ...path]);

function ofPower(of: Expr, { moves, slope }: Differentiation): Differentiated {
  const [base, exponent] = of.args as [Expr, Expr];
  if (moves(exponent)) {
    const result = sum(
      product(of, apply('log', [base]), slope(exponent)),
      product(exponent, power(base, subtract(exponent, num(1))), slope(base)),
    );
    return {
      rule: 'diff.exponential',
      result,
      open: [
        [0, 2],
        [1, 2],
      ],
    };
  }
  if (exponent.kind !== 'number') {
    const result = product(exponent, power(base, subtract(exponent, num(1))), slope(base));
    return { rule: 'diff.power', result, open: [[2]] };
  }
  if (exponent.value.n === 0n) return { rule: 'diff.power', result: num(0), open: [] };
  const lowered = exponent.value.sub(1);
  if (lowered.n === 0n) return { rule: 'diff.power', result: slope(base), open: [[]] };
  const rest = lowered.equals(1) ? base : power(base, num(lowered));
  return { rule: 'diff.power', result: product(exponent, rest, slope(base)), open: [[2]] };
}

function ofSum(of: Expr & { kind: 'indexedSum' }, { slope, by }: Differentiation): Differentiated {
  const body = of.args[0] as Expr;
  const taken = new Set(by.indices.flatMap((each) => [...indexNames(each)]));
  const name = taken.has(of.index) ? freshIndex(of.index, new Set([...taken, ...indicesIn(body)])) : of.index;
  const renamed = substituteIndices(body, new Map([[of.index, indexVariable(name)]]));
  return {
    rule: 'diff.indexed',
    result: indexedSum(name, of.from, of.to, slope(renamed)),
    open: [[0]],
    range: { index: name, from: of.from, to: of.to },
  };
}

/** Declared equations that are linear, solved, so that one quantity of each is expressed by the others. */
import { Fraction } from '../expr/index.ts';
import { bounded, type CircuitNode } from './arithmetic.ts';
import { type Budget, costOf, lengthOf } from './budget.ts';
import type { Circuit } from './circuit.ts';

/** constant + Σ coefficient · variable */
interface Form {
  readonly constant: Fraction;
  readonly terms: ReadonlyMap<number, Fraction>;
}

export interface Solution {
  /** Each variable solved for, as a node over the others. */
  readonly solved: ReadonlyMap<number, number>;
  /** Those that are not linear. */
  readonly others: readonly number[];
}

/** No higher power of a number is worked out. */
const LARGEST_POWER = 1000;
const ZERO = new Fraction(0);
const ONE = new Fraction(1);

/** Σ form·factor. Throws: Beyond. */
function combined(parts: readonly (readonly [Form, Fraction])[], work: Budget): Form {
  let constant = ZERO;
  const terms = new Map<number, Fraction>();
  const step = (a: Fraction, b: Fraction, factor: Fraction): Fraction => {
    work.spend(4 + 2 * (costOf(a) + costOf(b) + costOf(factor)));
    return bounded(a.add(b.mul(factor)));
  };
  for (const [form, factor] of parts) {
    constant = step(constant, form.constant, factor);
    for (const [id, coefficient] of form.terms) {
      const total = step(terms.get(id) ?? ZERO, coefficient, factor);
      if (total.n === 0n) terms.delete(id);
      else terms.set(id, total);
    }
  }
  return { constant, terms };
}

const whole = (constant: Fraction): Form => ({ constant, terms: new Map() });

function formOf(circuit: Circuit, root: number): Form | undefined {
  const forms = new Map<number, Form | undefined>();
  for (const id of circuit.below([root])) {
    const node = circuit.node(id);
    const args = node.args.map((each) => forms.get(each));
    forms.set(id, undefined);
    if (node.op === 'number') forms.set(id, whole(node.value));
    if (node.op === 'variable') forms.set(id, { constant: ZERO, terms: new Map([[id, ONE]]) });
    if (args.some((each) => each === undefined)) continue;
    const known = args as readonly Form[];
    if (node.op === 'sum')
      forms.set(
        id,
        combined(
          known.map((each) => [each, ONE]),
          circuit.work,
        ),
      );
    if (node.op === 'product') {
      const moving = known.filter(({ terms }) => terms.size > 0);
      const numbers = known.filter(({ terms }) => terms.size === 0);
      const factor = numbers.reduce((a, { constant }) => bounded(a.mul(constant)), ONE);
      circuit.work.spend(known.length * (1 + costOf(factor)));
      if (moving.length === 1) forms.set(id, combined([[moving[0] as Form, factor]], circuit.work));
      if (moving.length === 0) forms.set(id, whole(factor));
    }
  }
  return forms.get(root);
}

/** Solves equations root = 0, each for the variable that came last; undefined where they contradict each other. */
export function solve(circuit: Circuit, equations: readonly number[]): Solution | undefined {
  const solved = new Map<number, Form>();
  const others: number[] = [];
  for (const equation of equations) {
    let form = formOf(circuit, equation);
    if (form === undefined) {
      others.push(equation);
      continue;
    }
    for (const [id, value] of solved) form = replaced(form, id, value, circuit.work);
    const pivot = [...form.terms.keys()].reduce((a, b) => Math.max(a, b), -1);
    if (form.terms.size === 0) {
      if (form.constant.n !== 0n) return undefined;
      continue;
    }
    const factor = (form.terms.get(pivot) as Fraction).inverse().neg();
    const own: Form = { constant: ZERO, terms: new Map([[pivot, ONE]]) };
    const parts = [
      [own, ONE],
      [form, factor],
    ] as const;
    const value = combined(parts, circuit.work);
    for (const [id, known] of solved) solved.set(id, replaced(known, pivot, value, circuit.work));
    solved.set(pivot, value);
  }
  const nodes = new Map<number, number>();
  for (const [id, { constant, terms }] of solved) {
    const parts = [...terms].map(([other, factor]) => circuit.product([circuit.number(factor), other]));
    nodes.set(id, circuit.sum([...parts, circuit.number(constant)]));
  }
  return { solved: nodes, others };
}

/** No longer number, in digits to base 16, is worked out exactly. */
const LONGEST = 10_000;

/** The value of a node made of numbers, +, · and whole powers of variables; undefined where it is made of more or too long. Throws: Beyond. */
export function exactValue(
  circuit: Circuit,
  root: number,
  variables: ReadonlyMap<number, Fraction>,
): Fraction | undefined {
  const found = new Map<number, Fraction | undefined>();
  for (const id of circuit.below([root])) {
    const node = circuit.node(id);
    const known: Fraction[] = [];
    for (const each of node.args) {
      const value = found.get(each);
      if (value !== undefined) known.push(value);
    }
    if (node.op === 'number') found.set(id, node.value);
    else if (node.op === 'variable') found.set(id, variables.get(id));
    else if (known.length === node.args.length) found.set(id, exactly(node, known, circuit.work));
  }
  return found.get(root);
}

function exactly(node: CircuitNode, args: readonly Fraction[], work: Budget): Fraction | undefined {
  const [base] = args as [Fraction];
  if (node.op === 'power') {
    if (Math.abs(node.exponent) > LARGEST_POWER || (node.exponent < 0 && base.n === 0n)) return undefined;
    if ((4 + lengthOf(base)) * Math.abs(node.exponent) > LONGEST) return undefined;
    const value = base.pow(node.exponent) ?? undefined;
    if (value !== undefined) work.spend(1 + costOf(value));
    return value;
  }
  if (node.op !== 'sum' && node.op !== 'product') return undefined;
  let total = base;
  for (const each of args.slice(1)) {
    if (lengthOf(total) > LONGEST) return undefined;
    work.spend(1 + costOf(total) + costOf(each));
    total = node.op === 'sum' ? total.add(each) : total.mul(each);
  }
  return total;
}

function replaced(form: Form, id: number, value: Form, work: Budget): Form {
  work.spend(1);
  const coefficient = form.terms.get(id);
  if (coefficient === undefined) return form;
  const own: Form = { constant: ZERO, terms: new Map([[id, coefficient]]) };
  const parts = [
    [form, ONE],
    [own, new Fraction(-1)],
    [value, coefficient],
  ] as const;
  return combined(parts, work);
}

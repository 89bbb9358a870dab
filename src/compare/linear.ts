/** Declared equations that are linear, solved, so that one quantity of each is expressed by the others. */
import { Fraction } from '../expr/index.ts';
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

/** a + b·factor */
function plus(a: Form, b: Form, factor: Fraction = ONE): Form {
  const terms = new Map(a.terms);
  for (const [id, coefficient] of b.terms) {
    const total = (terms.get(id) ?? ZERO).add(coefficient.mul(factor));
    if (total.n === 0n) terms.delete(id);
    else terms.set(id, total);
  }
  return { constant: a.constant.add(b.constant.mul(factor)), terms };
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
        known.reduce((a, b) => plus(a, b)),
      );
    if (node.op === 'product') {
      const moving = known.filter(({ terms }) => terms.size > 0);
      const factor = known.reduce((a, { constant, terms }) => (terms.size > 0 ? a : a.mul(constant)), ONE);
      if (moving.length === 1) forms.set(id, plus(whole(ZERO), moving[0] as Form, factor));
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
    for (const [id, value] of solved) form = replaced(form, id, value);
    const pivot = Math.max(...form.terms.keys());
    if (form.terms.size === 0) {
      if (form.constant.n !== 0n) return undefined;
      continue;
    }
    const factor = (form.terms.get(pivot) as Fraction).inverse().neg();
    const own: Form = { constant: ZERO, terms: new Map([[pivot, ONE]]) };
    const value = plus(own, form, factor);
    for (const [id, known] of solved) solved.set(id, replaced(known, pivot, value));
    solved.set(pivot, value);
  }
  const nodes = new Map<number, number>();
  for (const [id, { constant, terms }] of solved) {
    const parts = [...terms].map(([other, factor]) => circuit.product([circuit.number(factor), other]));
    nodes.set(id, circuit.sum([...parts, circuit.number(constant)]));
  }
  return { solved: nodes, others };
}

/** The value of a node made of numbers, +, · and whole powers of variables; undefined where it is made of more. */
export function exactValue(
  circuit: Circuit,
  root: number,
  variables: ReadonlyMap<number, Fraction>,
): Fraction | undefined {
  const found = new Map<number, Fraction | undefined>();
  for (const id of circuit.below([root])) {
    const node = circuit.node(id);
    const args = node.args.map((each) => found.get(each));
    const known = args.filter((each) => each !== undefined);
    if (node.op === 'number') found.set(id, node.value);
    else if (node.op === 'variable') found.set(id, variables.get(id));
    else if (known.length < args.length) continue;
    else if (node.op === 'sum')
      found.set(
        id,
        known.reduce((a, b) => a.add(b)),
      );
    else if (node.op === 'product')
      found.set(
        id,
        known.reduce((a, b) => a.mul(b)),
      );
    else if (Math.abs(node.op === 'power' ? node.exponent : 0) > LARGEST_POWER) continue;
    else if (node.op === 'power' && (node.exponent > 0 || known[0]?.n !== 0n))
      found.set(id, known[0]?.pow(node.exponent) as Fraction);
  }
  return found.get(root);
}

function replaced(form: Form, id: number, value: Form): Form {
  const coefficient = form.terms.get(id);
  if (coefficient === undefined) return form;
  const terms = new Map(form.terms);
  terms.delete(id);
  return plus({ constant: form.constant, terms }, value, coefficient);
}

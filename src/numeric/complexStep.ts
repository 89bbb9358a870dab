/**
 * Slopes by the complex step: f(x + ih) = f(x) + ih·f′(x) − …, whose imaginary part has no difference in it that could
 * cancel. It is told values of functions only, never a slope, and shares no arithmetic with `differences.ts` and `dual.ts`; it
 * needs functions that are analytic at the point.
 *
 * Source: Squire and Trapp, Using Complex Variables to Estimate Derivatives of Real Functions.
 */
import { type Apply, type Expr, fold, isInteger, type Quantity, quantitiesIn } from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import type { Network } from '../network/index.ts';
import type { DifferenceOptions } from './differences.ts';
import { equationsOf, evaluate, valuesWith } from './evaluate.ts';
import { LARGER, LOG_ADD_EXP, NOTHING, PART, PLAIN_EXP, SIZE } from './exponential.ts';
import type { Values } from './program.ts';
import { realOf } from './real.ts';
import { MissingValue } from './refusals.ts';
import { COMPLEMENT, StableForms } from './stable.ts';

/** x + iHy: imaginary parts are counted in steps, so that a small slope does not underflow. */
interface Complex {
  readonly x: number;
  readonly y: number;
}

/** Small enough beside any difference of two numbers that a singularity cannot be nearer. */
const H = 2 ** -500;
/** Numbers down to here are far larger than H. */
const LARGE = 2 ** -400;

/** Numbers below have lost digits, or lose some in their next product. */
const SMALL = 2 ** -960;

/** The step in units of H: no step is larger than 2⁻¹⁰⁰ of the number it is added to. */
const stepAt = (x: number): number =>
  x === 0 || !(Math.abs(x) < LARGE) ? 1 : 2 ** Math.floor(Math.log2(Math.abs(x))) / LARGE;

/** A function or a ∂ that has no complex form here. */
class NotAnalytic extends Error {}

/** Whether a guard is positive. At a kink only one that does not move stays on its side. */
function isPositive({ x, y }: Complex): boolean {
  if (x === 0 && y !== 0) throw new NotAnalytic('at a kink');
  return x > 0;
}

const complex = (x: number, y = 0): Complex => ({ x, y });
const outside = complex(Number.NaN, Number.NaN);
const isZero = ({ x, y }: Complex): boolean => x === 0 && y === 0;
const add = (a: Complex, b: Complex): Complex => complex(a.x + b.x, a.y + b.y);
const multiply = (a: Complex, b: Complex): Complex =>
  complex(a.x * b.x - H * a.y * (H * b.y), a.x * b.y + a.y * b.x);
const negate = ({ x, y }: Complex): Complex => complex(-x, -y);
const exp = (z: Complex): Complex => {
  const size = Math.exp(z.x);
  return complex(size * Math.cos(H * z.y), size * (Math.sin(H * z.y) / H));
};

/** log z for x > 0: on the rest of the axis it has no value, or none that stays real. */
function log({ x, y }: Complex): Complex {
  if (!(x > 0)) return outside;
  const slant = H * (y / x);
  return complex(Math.log(x) + Math.log1p(slant * slant) / 2, Math.atan(slant) / H);
}

function sqrt({ x, y }: Complex): Complex {
  if (!(x > 0)) return outside;
  const root = Math.sqrt(x) * Math.sqrt((Math.hypot(1, H * (y / x)) + 1) / 2);
  return complex(root, y / root / 2);
}

/** 1/z without the square of |z|, by Smith's quotients; imaginary parts stay far below real ones here. */
function invert({ x, y }: Complex): Complex {
  const ratio = y / x;
  const size = x + H * y * (H * ratio);
  return complex(1 / size, -ratio / size);
}

/** 1/(1 + e^(−z)), by that one of e^z and e^(−z) which is small. */
function sigmoid(z: Complex): Complex {
  if (z.x < 0) {
    const small = exp(z);
    return multiply(small, invert(add(complex(1), small)));
  }
  return invert(add(complex(1), exp(negate(z))));
}

/** (sinh 2x + i·sin 2y)/(cosh 2x + cos 2y), divided by cosh 2x. */
function tanh({ x, y }: Complex): Complex {
  const size = Math.cosh(2 * x);
  const below = 1 + Math.cos(2 * H * y) / size;
  return complex(Math.tanh(2 * x) / below, Math.sin(2 * H * y) / H / size / below);
}

/** log(1 + w) for |w| ≤ 1 */
const log1p = (w: Complex): Complex => complex(Math.log1p(w.x), Math.atan((H * w.y) / (1 + w.x)) / H);

const softplus = (z: Complex): Complex => (z.x > 0 ? add(z, log1p(exp(negate(z)))) : log1p(exp(z)));

const logAddExp = (a: Complex, b: Complex): Complex => {
  const [most, least] = a.x > b.x ? [a, b] : [b, a];
  return add(most, log1p(exp(complex(least.x - most.x, least.y - most.y))));
};

/** log |r · e^a|, a unit and real. */
const size = (r: Complex, a: Complex): Complex =>
  complex(isZero(r) ? NOTHING : Math.log(Math.hypot(r.x, H * r.y)) + a.x);

/** Functions with a form of their own; all others are computed from their definitions. */
const analytic: ReadonlyMap<string, (...args: [Complex, Complex, Complex]) => Complex> = new Map<
  string,
  (...args: [Complex, Complex, Complex]) => Complex
>([
  ['exp', exp],
  ['log', log],
  ['sqrt', sqrt],
  ['sigmoid', sigmoid],
  ['tanh', tanh],
  ['softplus', softplus],
  ['abs', (z) => (isPositive(z) ? z : negate(z))],
  ['sign', (z) => complex(isPositive(z) ? 1 : isPositive(negate(z)) ? -1 : 0)],
  ['max', (u, v) => (isPositive(add(u, negate(v))) ? u : v)],
  [LOG_ADD_EXP, logAddExp],
  [PLAIN_EXP, exp],
  [SIZE, size],
  [LARGER, (m, n) => complex(Math.max(m.x, n.x))],
  [PART, (r, a, m) => (isZero(r) ? r : multiply(r, exp(complex(a.x - m.x, a.y))))],
  [COMPLEMENT, (_, z) => sigmoid(negate(z))],
]);

/** z^n for a whole n, by repeated squares: a negative z has no logarithm to go through. */
function wholePower(z: Complex, n: number): Complex {
  let result = complex(1);
  let square = z;
  for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, square);
    square = multiply(square, square);
  }
  return n < 0 ? invert(result) : result;
}

/**
 * ∂of/∂by with `hold` held fixed, at the network's values or others; undefined outside the domain, where a function that takes part
 * is not analytic there (at a kink) or not known to be (an opaque one), and where a number overflows on the way.
 *
 * Throws: MissingValue, MissingFunction as `evaluate` does; RangeError if `by` is held fixed.
 */
export function complexStep(
  network: Network,
  of: Expr,
  by: Quantity,
  options: Pick<DifferenceOptions, 'hold' | 'values' | 'functions'> = {},
): number | undefined {
  const { hold = [], values, functions } = options;
  if (hold.includes(by)) throw new RangeError(`${by.name} cannot vary and be held fixed`);
  const needed = new Set<Quantity>();
  for (const each of quantitiesIn(of)) for (const above of network.graph.above(each)) needed.add(above);
  for (const freed of [by, ...hold]) needed.delete(freed);
  try {
    const freed = [by, ...hold].some((each) => network.definition(each) !== undefined);
    const own = freed ? evaluate(network, values, functions) : valuesWith(network, values);
    const known = new Map<Expr, Complex>(hold.map((each) => [each, complex(valueIn(own, each))]));
    const at = valueIn(own, by);
    const step = stepAt(at);
    known.set(by, complex(at, step));
    const stable = new StableForms();
    const visit = (node: Expr, args: readonly Complex[]): Complex => {
      const better = stable.meet(node);
      return better === undefined ? complexOf(node, args, own, known, visit) : fold(better, visit, known);
    };
    for (const { quantity, rhs } of equationsOf(network, needed)) {
      known.set(quantity, fold(rhs, visit, known));
      stable.define(quantity, rhs);
    }
    const { y } = fold(of, visit, known);
    // What is left of so small a step may have lost its digits on the way.
    if (step < 1 && Math.abs(y) < SMALL) return undefined;
    return Number.isFinite(y / step) ? y / step : undefined;
  } catch (reason) {
    if (reason instanceof NotAnalytic) return undefined;
    throw reason;
  }
}

function valueIn(own: Values, quantity: Quantity): number {
  const value = own.get(quantity);
  if (value === undefined) throw new MissingValue(quantity);
  return value;
}

type Visit = (node: Expr, args: readonly Complex[]) => Complex;

function complexOf(
  node: Expr,
  args: readonly Complex[],
  own: Values,
  known: Map<Expr, Complex>,
  visit: Visit,
): Complex {
  switch (node.kind) {
    case 'number':
      return complex(realOf(node.value));
    case 'quantity':
      return complex(valueIn(own, node));
    case 'sum':
      return args.reduce(add, complex(0));
    case 'product':
      return args.reduce(multiply, complex(1));
    case 'power': {
      const [base, exponent] = args as [Complex, Complex];
      const written = node.args[1] as Expr;
      if (written.kind === 'number' && isInteger(written.value)) return wholePower(base, exponent.x);
      return exp(multiply(exponent, log(base)));
    }
    case 'cases':
      return (isPositive(args[0] as Complex) ? args[1] : args[2]) as Complex;
    case 'apply':
      return applied(node, args, known, visit);
    default:
      throw new NotAnalytic(node.kind);
  }
}

function applied(node: Apply, args: readonly Complex[], known: Map<Expr, Complex>, visit: Visit): Complex {
  const own = analytic.get(node.name);
  if (own !== undefined && node.orders.every((order) => order === 0))
    return own(...(args as [Complex, Complex, Complex]));
  const record = functionNamed(node.name);
  if (record === undefined || node.orders.some((order) => order !== 0)) throw new NotAnalytic(node.name);
  if (node.args.length === 0) return complex(record.value());
  if (record.definition === undefined) throw new NotAnalytic(node.name);
  return fold(record.definition(node.args), visit, known);
}

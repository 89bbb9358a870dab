import { apply, divide, type Expr, num, power, product, subtract, sum } from '../expr/index.ts';
import type { FunctionRecord } from './record.ts';

const half = num(1, 2);
const cubic = num(44715, 1000000);
const scale = (): Expr => apply('sqrt', [divide(num(2), apply('pi', []))]);
const inner = (z: Expr): Expr => product(scale(), sum(z, product(cubic, power(z, num(3)))));

/**
 * Gaussian error linear unit in its tanh form, ½z(1 + tanh(√(2/π)(z + 0.044715z³))).
 * Claimed slope: ½(1 + t) + ½z(1 − t²)√(2/π)(1 + 3·0.044715z²), t the tanh above.
 * Source: Hendrycks and Gimpel, Gaussian Error Linear Units, section 2.
 */
export const gelu: FunctionRecord = {
  name: 'gelu',
  arity: 1,
  definition: ([z]) => product(half, z as Expr, sum(num(1), apply('tanh', [inner(z as Expr)]))),
  slopes: ([z]) => {
    const t = apply('tanh', [inner(z as Expr)]);
    const innerSlope = product(scale(), sum(num(1), product(num(3), cubic, power(z as Expr, num(2)))));
    return [
      sum(
        product(half, sum(num(1), t)),
        product(half, z as Expr, subtract(num(1), power(t, num(2))), innerSlope),
      ),
    ];
  },
  value: (z) => 0.5 * z * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3))),
  latex: '\\operatorname{GELU}',
};

/** Numbers as readers see them: a chosen count of significant digits, plain where that is readable, m × 10^e elsewhere. */

/** A number rounded for print. */
export interface Decimal {
  readonly negative: boolean;
  /** Digits with at most one point, without a sign; `∞` or `NaN` for what is no finite number. */
  readonly mantissa: string;
  /** The power of ten that the mantissa is multiplied by, if any. */
  readonly exponent?: number;
}

/** Decimal exponents from here on are written without a power of ten. */
const LEAST_PLAIN = -4;
/** Whole numbers up to this exponent stay plain even beyond the digits asked for. */
const MOST_PLAIN = 6;

/**
 * Rounds to significant digits. A number that needs fewer digits to be exact is written with those alone.
 *
 * Throws: RangeError unless 1 ≤ digits ≤ 100.
 * Example: 0.5932699921 at 9 → 0.593269992; 0.5 → 0.5; 0.000035102 at 3 → 3.51 × 10^−5
 */
export function formatNumber(value: number, digits: number): Decimal {
  if (Number.isNaN(value)) return { negative: false, mantissa: 'NaN' };
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return { negative: value < 0, mantissa: '∞' };
  const [mantissa, power] = size.toExponential(digits - 1).split('e') as [string, string];
  // 0.39249999999999996 is 0.3925 but for rounding; whoever asks for all the digits of a double sees them.
  const rounding = digits > 15 ? 0 : 2 ** -50 * size;
  const exact = Math.abs(Number(`${mantissa}e${power}`) - size) <= rounding;
  const exponent = Number(power);
  const figures = exact ? withoutZeros(mantissa) : mantissa;
  const negative = value < 0;
  if (size === 0) return { negative: false, mantissa: '0' };
  const count = figures.replace('.', '').length;
  // Plain unless zeros would pretend to be digits.
  const plain = exponent >= LEAST_PLAIN && (exponent < count || (exact && exponent <= MOST_PLAIN));
  return plain
    ? { negative, mantissa: shifted(figures.replace('.', ''), exponent) }
    : { negative, mantissa: figures, exponent };
}

const withoutZeros = (figures: string): string =>
  figures.includes('.') ? figures.replace(/\.?0+$/, '') : figures;

/** Digits with the point moved. Example: `15`, −1 → 0.15 */
function shifted(figures: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${figures}`;
  const whole = figures.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const rest = figures.slice(exponent + 1);
  return rest === '' ? whole : `${whole}.${rest}`;
}

/** For formulas. Example: −3.51\times10^{-5} */
export function texOf({ negative, mantissa, exponent }: Decimal): string {
  const figures = mantissa === '∞' ? '\\infty' : mantissa === 'NaN' ? '\\mathrm{NaN}' : mantissa;
  const power = exponent === undefined ? '' : `\\times10^{${exponent}}`;
  return `${negative ? '-' : ''}${figures}${power}`;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** For prose, with the minus sign −. Example: −3.51×10⁻⁵ */
export function textOf({ negative, mantissa, exponent }: Decimal): string {
  const sign = negative ? '−' : '';
  if (exponent === undefined) return `${sign}${mantissa}`;
  const raised = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join('');
  return `${sign}${mantissa}×10${exponent < 0 ? '⁻' : ''}${raised}`;
}

/** Whether two numbers print differently at some digits and yet lie within one unit of the larger's last digit. */
export function differOnlyByRounding(a: number, b: number, digits: number): boolean {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  if (textOf(formatNumber(a, digits)) === textOf(formatNumber(b, digits))) return false;
  const exponent = Number(
    Math.max(Math.abs(a), Math.abs(b))
      .toExponential(digits - 1)
      .split('e')[1],
  );
  // The distance of the printed numbers, whole in units of the last digit.
  const unit = 10 ** (exponent - digits + 1);
  return Math.abs(Math.round(a / unit) - Math.round(b / unit)) <= 1;
}

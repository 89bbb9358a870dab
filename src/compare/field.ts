/** Arithmetic modulo a prime: powers, inverses, roots, and rationals recovered from their residues. */

/** base^exponent for exponent ≥ 0. */
export function raise(base: bigint, exponent: bigint, p: bigint): bigint {
  if (exponent === 0n) return 1n;
  const bits = exponent.toString(2);
  let result = base;
  // A product is not reduced before it is squared: one division a bit instead of two.
  for (let i = 1; i < bits.length; i++) {
    result = (result * result) % p;
    if (bits.charCodeAt(i) === 49) result *= base;
  }
  return result % p;
}

/** 1/a, or undefined for 0. */
export function inverse(a: bigint, p: bigint): bigint | undefined {
  if (a === 0n) return undefined;
  let [r, s] = [p, a];
  let [x, y] = [0n, 1n];
  while (s !== 0n) {
    const q = r / s;
    [r, s] = [s, r - q * s];
    [x, y] = [y, x - q * y];
  }
  return x < 0n ? x + p : x;
}

export const modulo = (a: bigint, p: bigint): bigint => {
  const rest = a % p;
  return rest < 0n ? rest + p : rest;
};

/** A square root, one of the two; undefined for no square. Domain: p ≡ 3 modulo 4. */
export function squareRoot(a: bigint, p: bigint): bigint | undefined {
  const root = raise(a, (p + 1n) / 4n, p);
  return (root * root) % p === a ? root : undefined;
}

/** The cube root. Domain: p ≡ 2 modulo 3. */
export const cubeRoot = (a: bigint, p: bigint): bigint => raise(a, (2n * p - 1n) / 3n, p);

/** The rational n/d with |n| and d at most the bound that has this residue, if there is one. */
export function rationalOf(
  residue: bigint,
  p: bigint,
  bound = 1n << 20n,
): readonly [bigint, bigint] | undefined {
  let [r, s] = [p, residue];
  let [x, y] = [0n, 1n];
  while (s > bound) {
    const q = r / s;
    [r, s] = [s, r - q * s];
    [x, y] = [y, x - q * y];
  }
  const d = y < 0n ? -y : y;
  if (d === 0n || d > bound) return undefined;
  return [y < 0n ? -s : s, d];
}

/** A small reader of the LaTeX that numeric terms give, by the conventions a person reads it with; its own code, so that it can disagree. */

const functions: Readonly<Record<string, (z: number) => number>> = {
  '\\sigma': (z) => 1 / (1 + Math.exp(-z)),
  '\\tanh': Math.tanh,
};

/** The value of a formula. Throws: Error where it cannot be read. */
export function evaluateLatex(latex: string, read: (symbol: string) => number): number {
  const tokens =
    latex
      .replace(/\\[bB]igg?[lr]|\\[,;]|\\left(?=\|)|\\right(?=\|)/g, (size) =>
        size === '\\left' ? '\\open' : size === '\\right' ? '\\close' : '',
      )
      .match(/\\mathrm\{[a-z]+\}_\{[a-z0-9]+\}|\\[A-Za-z]+\||\\[A-Za-z]+|\d+(?:\.\d+)?|[a-z]_\d|\S/g) ?? [];
  let at = 0;
  const take = (expected: string): void => {
    if (tokens[at] !== expected) throw new Error(`expected ${expected} at ${at} of ${tokens.join(' ')}`);
    at++;
  };
  const group = (): number => {
    take('{');
    const value = sum();
    take('}');
    return value;
  };
  /** An argument: a group or one digit; \tfrac12 arrives as one number. */
  const shortFraction = (): number => {
    const digits = tokens[at] as string;
    at++;
    return Number(digits[0]) / Number(digits[1]);
  };
  const fenced = (close: string): number => {
    at++;
    const value = sum();
    take(close);
    return value;
  };
  const exponent = (): number => {
    if (tokens[at] === '{') {
      at++;
      const value = sum();
      take('}');
      return value;
    }
    const digit = Number(tokens[at]);
    at++;
    return digit;
  };
  function primary(): number {
    const token = tokens[at] as string;
    if (token === '(') return fenced(')');
    if (token === '[') return fenced(']');
    if (token === '\\open|') return Math.abs(fenced('\\close|'));
    at++;
    if (token === '\\frac' || token === '\\tfrac') {
      if (tokens[at] !== '{') return shortFraction();
      const above = group();
      return above / group();
    }
    if (token === 'e' && tokens[at] === '^') {
      at++;
      return Math.exp(group());
    }
    const applied = functions[token];
    if (applied !== undefined) {
      let by = 1;
      if (tokens[at] === '^') {
        at++;
        by = exponent();
      }
      return applied(primary()) ** by;
    }
    if (/^\d/.test(token)) return Number(token);
    return read(token);
  }
  function powered(): number {
    const isExp = tokens[at] === 'e';
    const base = primary();
    if (tokens[at] !== '^' || isExp) return base;
    at++;
    return base ** exponent();
  }
  function product(): number {
    let value = powered();
    while (at < tokens.length && !/^[+\-)\]}]$|^\\close\|$/.test(tokens[at] as string)) {
      const isQuotient = tokens[at] === '/';
      if (isQuotient || tokens[at] === '\\cdot') at++;
      // Behind a stroke stands one factor: who writes two there puts them in brackets.
      value = isQuotient ? value / powered() : value * powered();
    }
    return value;
  }
  function sum(): number {
    let value = 0;
    let sign = 1;
    if (tokens[at] === '-') {
      sign = -1;
      at++;
    }
    value = sign * product();
    while (tokens[at] === '+' || tokens[at] === '-') {
      sign = tokens[at] === '+' ? 1 : -1;
      at++;
      value += sign * product();
    }
    return value;
  }
  const value = sum();
  if (at < tokens.length) throw new Error(`left over at ${at} of ${tokens.join(' ')}`);
  return value;
}

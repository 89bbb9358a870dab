// The shape of what a line of LaTeX says, read as a reader does: from left to right, no bracket that is not written.

export interface ReadShape {
  readonly rows: string;
  readonly columns: string;
}

/** Fits every size but 1: how long a column of ones is stands nowhere. */
const LONG = 'long';
/** Fits every size. */
const ANY = 'any';
const number: ReadShape = { rows: '1', columns: '1' };

function sizeOfBoth(a: string, b: string): string | undefined {
  if (a === b || b === ANY || (b === LONG && a !== '1')) return a;
  return a === ANY || (a === LONG && b !== '1') ? b : undefined;
}

const isNumber = ({ rows, columns }: ReadShape): boolean => rows === '1' && columns === '1';
const text = ({ rows, columns }: ReadShape): string => `${rows} × ${columns}`;

export function alike(a: ReadShape, b: ReadShape): ReadShape {
  const [rows, columns] = [sizeOfBoth(a.rows, b.rows), sizeOfBoth(a.columns, b.columns)];
  if (rows === undefined || columns === undefined) throw new Error(`${text(a)} beside ${text(b)}`);
  return { rows, columns };
}

const TOKEN =
  /\\(?:operatorname\{\w+\}|mathbf\{\w\}|tfrac\{\d+\}\{\d+\}|tfrac\d\d|sum_\{\w+=1\}\^\{?\w+\}?|[A-Za-z]+|.)|x_\{\w+,\w+\}|\^\{\\mathrm\{T\}\}|\^\{\\odot \w\}|\^\{?-?\d+\}?|\d+|[g](?:')?|[^\s]/g;

/** Symbols are written x_{rows,columns}. Throws: Error if shapes do not fit. */
export function shapeRead(latex: string): ReadShape {
  const plain = latex.replace(/\\(?:[bB]igg?[lr]|cdot)(?![A-Za-z])|\\[,;]/g, ' ');
  const tokens = plain.match(TOKEN) ?? [];
  let at = 0;
  const take = (wanted?: string): string => {
    const token = tokens[at++];
    if (token === undefined || (wanted !== undefined && token !== wanted))
      throw new Error(`${token} where ${wanted} is wanted: ${latex}`);
    return token;
  };
  const inside = (open: string, close: string): ReadShape => {
    take(open);
    const shape = sum();
    take(close);
    return shape;
  };
  const sum = (): ReadShape => {
    if (tokens[at] === '-') at++;
    let whole = entrywise();
    while (tokens[at] === '+' || tokens[at] === '-') {
      at++;
      whole = alike(whole, entrywise());
    }
    return whole;
  };
  const entrywise = (): ReadShape => {
    let whole = product();
    while (tokens[at] === '\\odot' || tokens[at] === '\\oslash') {
      at++;
      whole = alike(whole, product());
    }
    return whole;
  };
  const product = (): ReadShape => {
    let whole: ReadShape | undefined;
    let isChain = false;
    while (at < tokens.length && !/^(?:[-+)\]}]|\\odot|\\oslash)$/.test(tokens[at] as string)) {
      const next = factor();
      if (isNumber(next)) whole ??= next;
      else if (next.rows === ANY) whole = isChain ? whole : next;
      else if (whole === undefined || !isChain) [whole, isChain] = [next, true];
      else if (sizeOfBoth(whole.columns, next.rows) === undefined)
        throw new Error(`${text(whole)} by ${text(next)}: ${latex}`);
      else whole = { rows: whole.rows, columns: next.columns };
    }
    if (whole === undefined) throw new Error(`an empty product: ${latex}`);
    return whole;
  };
  const factor = (): ReadShape => {
    let whole = atom();
    for (; tokens[at]?.startsWith('^'); at++)
      if (tokens[at]?.includes('T')) whole = { rows: whole.columns, columns: whole.rows };
    return whole;
  };
  const atom = (): ReadShape => {
    const token = tokens[at] as string;
    if (token === '(') return inside('(', ')');
    if (token === '[') return inside('[', ']');
    at++;
    const symbol = /^x_\{(\w+),(\w+)\}$/.exec(token);
    if (symbol !== null) return { rows: symbol[1] as string, columns: symbol[2] as string };
    if (token === '\\frac') return alike(inside('{', '}'), inside('{', '}'));
    if (token.startsWith('\\sum')) return product();
    if (token.startsWith('g')) return inside('(', ')');
    if (token === '\\mathbf{1}') return { rows: LONG, columns: '1' };
    if (token === '\\mathbf{0}' || token === '\\mathbf{I}') return { rows: ANY, columns: ANY };
    if (token === '\\operatorname{tr}') return alike(number, { ...inside('(', ')'), ...number });
    if (token === '\\operatorname{diag}') {
      const { rows } = alike(inside('(', ')'), { rows: ANY, columns: '1' });
      return { rows, columns: rows };
    }
    if (/^\d|^\\tfrac/.test(token)) return number;
    throw new Error(`${token}: ${latex}`);
  };
  const whole = sum();
  if (at < tokens.length) throw new Error(`${tokens.slice(at).join(' ')} is left: ${latex}`);
  return whole;
}

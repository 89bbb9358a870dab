// Terms with indices as text, for tables: `sum(k in 1..n[l], w[l,j,k]*a[l-1,k])`, `d(C, z[l,j])`, `d(z[l,j], b | *)`,
// `[i = j, 1 <= i]`, `G'(z[l,j])`, `J(a[L,*])`, `cases(g, u, v)`. A name is a quantity unless a bracket follows it.
import {
  addIndex,
  apply,
  bracket,
  cases,
  type Expr,
  type Index,
  index,
  indexedSum,
  indexVariable,
  negate,
  num,
  partial,
  power,
  productOf,
  type Quantity,
  quantity,
  type Relation,
  reciprocal,
  sumOf,
} from '../../src/expr/index.ts';
import type { Range } from '../../src/network/index.ts';

const token = /\s*(\.\.|<=|[\p{L}_%][\p{L}\d_%]*'*|\d+|[-+*/^()[\],=|])/uy;

function tokens(text: string): readonly string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  const end = text.trimEnd().length;
  while (token.lastIndex < end) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match?.[1] === undefined) throw new Error(`cannot read ${text.slice(at)}`);
    found.push(match[1]);
  }
  return found;
}

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokens(text);
  }

  finish<T>(value: T): T {
    if (this.#at < this.#tokens.length)
      throw new Error(`left over: ${this.#tokens.slice(this.#at).join(' ')}`);
    return value;
  }

  #next(): string {
    return this.#tokens[this.#at++] ?? 'the end';
  }

  #take(text: string): boolean {
    if (this.#tokens[this.#at] !== text) return false;
    this.#at += 1;
    return true;
  }

  #expect(text: string): void {
    const found = this.#next();
    if (found !== text) throw new Error(`${text} expected, not ${found}, in ${this.#tokens.join(' ')}`);
  }

  #list<T>(read: () => T, end: string): T[] {
    const found: T[] = [];
    do found.push(read());
    while (this.#take(','));
    this.#expect(end);
    return found;
  }

  term(): Expr {
    const terms = [this.#product()];
    for (;;) {
      if (this.#take('+')) terms.push(this.#product());
      else if (this.#take('-')) terms.push(negate(this.#product()));
      else return sumOf(terms);
    }
  }

  #product(): Expr {
    const factors = [this.#signed()];
    for (;;) {
      if (this.#take('*')) factors.push(this.#signed());
      else if (this.#take('/')) {
        const below = this.#signed();
        const [above] = factors;
        // Two literals that begin a product are one number, as in formulas.
        if (factors.length === 1 && above?.kind === 'number' && below.kind === 'number') {
          factors[0] = num(above.value.div(below.value));
        } else factors.push(reciprocal(below));
      } else return productOf(factors);
    }
  }

  #signed(): Expr {
    if (this.#take('-')) {
      const inner = this.#signed();
      return inner.kind === 'number' ? num(inner.value.neg()) : negate(inner);
    }
    const base = this.#atom();
    return this.#take('^') ? power(base, this.#signed()) : base;
  }

  #atom(): Expr {
    const name = this.#next();
    if (/^\d/.test(name)) return num(BigInt(name));
    if (name === '(') {
      const inner = this.term();
      this.#expect(')');
      return inner;
    }
    if (name === '[') return bracket(...this.#list(() => this.#relation(), ']'));
    if (!this.#take('(')) return this.#quantity(name);
    if (name === 'sum') return this.#sum();
    if (name === 'd') return this.#partial();
    const args = this.#list(() => this.term(), ')');
    if (name === 'cases') return cases(...(args as [Expr, Expr, Expr]));
    const marks = name.length - name.replaceAll("'", '').length;
    return apply(
      name.slice(0, name.length - marks),
      args,
      args.map((_, i) => (i === 0 ? marks : 0)),
    );
  }

  #sum(): Expr {
    const range = this.range();
    this.#expect(',');
    const body = this.term();
    this.#expect(')');
    return indexedSum(range.index, range.from, range.to, body);
  }

  #partial(): Expr {
    const of = this.term();
    this.#expect(',');
    const by = this.quantity();
    const hold = this.#take('|') ? this.#list(() => this.quantity(), ')') : [];
    if (hold.length === 0) this.#expect(')');
    return partial(of, by, hold);
  }

  quantity(): Quantity {
    return this.#quantity(this.#next());
  }

  #quantity(name: string): Quantity {
    return quantity(name, this.#take('[') ? this.#list(() => this.index(), ']') : []);
  }

  range(): Range {
    const name = this.#next();
    this.#expect('in');
    const from = this.index();
    this.#expect('..');
    return { index: name, from, to: this.index() };
  }

  ranges(): Range[] {
    if (this.#tokens.length === 0) return [];
    const found: Range[] = [];
    do found.push(this.range());
    while (this.#take(','));
    return found;
  }

  #relation(): Relation {
    const left = this.index();
    const kind = this.#take('=') ? 'equal' : 'atMost';
    if (kind === 'atMost') this.#expect('<=');
    return { kind, left, right: this.index() };
  }

  index(): Index {
    let total = this.#take('-') ? addIndex(index(0), this.#indexTerm(), -1) : this.#indexTerm();
    for (;;) {
      if (this.#take('+')) total = addIndex(total, this.#indexTerm());
      else if (this.#take('-')) total = addIndex(total, this.#indexTerm(), -1);
      else return total;
    }
  }

  #indexTerm(): Index {
    const first = this.#next();
    if (!/^\d/.test(first))
      return indexVariable(first, this.#take('[') ? this.#list(() => this.index(), ']') : []);
    return this.#take('*') ? addIndex(index(0), this.#indexTerm(), Number(first)) : index(Number(first));
  }
}

/** A term; one that is no text stays what it is. */
export const term = (text: string | Expr): Expr => {
  if (typeof text !== 'string') return text;
  const reader = new Reader(text);
  return reader.finish(reader.term());
};

/** A quantity or a member of a family. */
export const member = (text: string): Quantity => {
  const reader = new Reader(text);
  return reader.finish(reader.quantity());
};

/** An index. */
export const at = (text: string): Index => {
  const reader = new Reader(text);
  return reader.finish(reader.index());
};

/** `l in 1..L, j in 1..n[l]` */
export const ranges = (text: string): Range[] => {
  const reader = new Reader(text);
  return reader.finish(reader.ranges());
};

/** A term as text, for messages. */
export function text(expr: Expr): string {
  const args = expr.args.map(text);
  const named = (q: Quantity): string =>
    q.indices.length === 0 ? q.name : `${q.name}[${q.indices.map((each) => each.key).join(',')}]`;
  switch (expr.kind) {
    case 'number':
      return expr.value.toFraction();
    case 'quantity':
      return named(expr);
    case 'sum':
      return `(${args.join(' + ')})`;
    case 'product':
      return args.join('*');
    case 'power':
      return `${args[0]}^(${args[1]})`;
    case 'apply':
      return `${expr.name}${"'".repeat(expr.orders[0] ?? 0)}(${args.join(', ')})`;
    case 'indexedSum':
      return `sum(${expr.index} in ${expr.from.key}..${expr.to.key}, ${args[0]})`;
    case 'bracket':
      return `[${expr.relations.map(({ kind, left, right }) => `${left.key} ${kind === 'equal' ? '=' : '<='} ${right.key}`).join(', ')}]`;
    case 'cases':
      return `cases(${args.join(', ')})`;
    case 'partial':
      return `d(${args[0]}, ${[named(expr.by), ...(expr.hold.length > 0 ? [`| ${expr.hold.map(named).join(', ')}`] : [])].join(' ')})`;
  }
}

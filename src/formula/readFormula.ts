/**
 * Text → terms, in a subset of math.js's expression syntax. The way back is `writeFormula.ts`; which names there are, the
 * caller's scope and `functions/`.
 *
 *     formula     = conditional
 *     conditional = comparison "?" conditional ":" conditional | sum
 *     comparison  = sum ( ">" | "<" | ">=" | "<=" ) sum | "(" comparison ")"
 *     sum         = product { ( "+" | "-" ) product }
 *     product     = signed { ( "*" | "/" ) signed }
 *     signed      = { "-" | "+" } power
 *     power       = atom [ "^" signed ]
 *     atom        = number | name | name [ "'" … ] "(" conditional { "," conditional } ")" | "(" conditional ")"
 *                 | name "[" index { "," index } "]" | "sum" "(" name "," [ index "," index "," ] conditional ")"
 *     number      = digits [ "." [ digits ] ] [ exponent ] | "." digits [ exponent ]
 *     exponent    = ( "e" | "E" ) [ "+" | "-" ] digits
 *     name        = ( letter | "_" ) { letter | mark | digit | "_" }
 *
 * It follows that -x^2 is -(x^2), 2^3^2 is 2^(3^2), a/b*c is (a/b)*c and a sign binds tighter than * (but -x*y and (-x)*y
 * mean the same). There is no multiplication without a sign. White space, line breaks included, separates only.
 *
 * Terms keep what was written: one sum or product for a row without parentheses. Beyond that: a minus before a literal is
 * part of the number; two integer literals that begin a product as p/q are the number p/q; 1/x at the beginning is x^(-1);
 * -x*y is the product of -1, x and y; a > b becomes the guard a - b, or a itself if b is 0.
 *
 * Where indices are declared, w[l,j,k] is a member of a family (`readIndex.ts` says what an index is) and sum(k, …) a sum
 * over an index. A sum without bounds runs where the families in whose index positions k stands bare say. An opaque function
 * takes whole families too: J(a[L], y) has the last layer of a and all of y.
 *
 * More than math.js reads: names in any script, derivative marks g'(z), line breaks outside parentheses, indices and sums.
 * One pass with an explicit stack of open constructs: depth is bounded by memory, work is linear.
 */
import { apply, type Expr } from '../expr/index.ts';
import { Binders, type Member, type SumRange } from './binders.ts';
import { commasIn } from './commas.ts';
import { checkMarks, strength, unfinished, wrongArity } from './frame.ts';
import { Members } from './members.ts';
import { arityOf, missingOperator, noIndices, notAFunction, spanOf, termNamed } from './names.ts';
import { openSum } from './openSum.ts';
import { literal, term } from './operand.ts';
import { FormulaError, type Scope } from './scope.ts';
import { Stack } from './stack.ts';
import { type Token, Tokens } from './tokens.ts';

/** How large a formula may be. */
interface FormulaLimits {
  /** UTF-16 units; by default 20 million. */
  readonly characters?: number;
  /** Numbers, names and operations; by default 5 million. */
  readonly nodes?: number;
}

/** A formula's term, and where its members and sums stand. */
export interface Reading {
  readonly term: Expr;
  readonly members: readonly Member[];
  readonly sums: readonly SumRange[];
}

class Reader {
  readonly binders: Binders | undefined;
  readonly #text: string;
  readonly #scope: Scope;
  readonly #tokens: Tokens;
  readonly #stack = new Stack();
  /** The token before the one being read. */
  #before: Token | undefined;
  #left: number;
  readonly #members: Members | undefined;
  #commas: ReadonlyMap<number, number> | undefined;

  constructor(text: string, scope: Scope, nodes: number) {
    this.#text = text;
    this.#scope = scope;
    this.#tokens = new Tokens(text);
    this.#left = nodes;
    const { indices } = scope;
    if (indices === undefined) return;
    this.binders = new Binders(scope, indices);
    this.#members = new Members(text, scope, indices, this.#tokens, this.binders);
  }

  read(): Expr {
    for (;;) {
      const token = this.#tokens.next();
      if (this.#left-- <= 0) throw new FormulaError('the formula is too large', spanOf(token));
      if (this.#stack.operand === undefined) this.#before = this.#readOperand(token);
      else if (token.kind === 'end') return this.#finish();
      else {
        this.#readOperator(token);
        this.#before = token;
      }
    }
  }

  /** Returns the last token it took. */
  #readOperand(token: Token): Token {
    const { top } = this.#stack;
    if (token.kind === 'name') return this.#readName(token);
    if (token.kind === 'number') this.#stack.operand = literal(token);
    else if (token.text === '(') this.#stack.push({ kind: 'group', open: token });
    else if (token.text === '-' || token.text === '+') {
      this.#stack.push({ kind: 'sign', minus: token.text === '-' });
    } else if (token.text === ')' && top?.kind === 'call' && this.#before === top.open) {
      throw wrongArity(top.call, token);
    } else throw this.#noOperand(token);
    return token;
  }

  /** A quantity, a constant, or a function up to its opening bracket. */
  #readName(name: Token): Token {
    const next = this.#tokens.peek();
    if (next.text !== '(' && next.text !== "'") {
      const indexed = next.text === '[';
      if (this.#members !== undefined && (indexed || this.#members.concerns(name.text)))
        return this.#readMember(name, this.#members, indexed);
      this.#stack.operand = term(termNamed(name, this.#scope));
      return name;
    }
    const arity = arityOf(name.text, this.#scope);
    if (name.text === 'sum' && next.text === '(' && arity === undefined && this.binders !== undefined) {
      this.#commas ??= commasIn(this.#text);
      const { frame, last } = openSum(name, this.#tokens, this.#commas, this.binders);
      this.#stack.push(frame);
      return last;
    }
    if (arity === undefined) throw notAFunction(name, next, this.#scope);
    if (next.text === "'") checkMarks(name, next, this.#scope.opaque(name.text));
    let marks = 0;
    for (; this.#tokens.peek().text === "'"; marks++) this.#tokens.next();
    const open = this.#tokens.next();
    if (open.text !== '(') throw new FormulaError(`expected ( after the mark '`, spanOf(open));
    this.#stack.push({ kind: 'call', call: { name, arity, marks, args: [] }, open });
    return open;
  }

  #readMember(name: Token, members: Members, indexed: boolean): Token {
    const { top } = this.#stack;
    const opaque = top?.kind === 'call' && this.#scope.opaque(top.call.name.text) !== undefined;
    const { quantity, last } = indexed ? members.indexed(name, opaque) : members.bare(name, opaque);
    this.#stack.operand = term(quantity);
    return last;
  }

  #readOperator(token: Token): void {
    switch (token.kind === 'sign' ? token.text : '(') {
      case '^':
        this.#stack.push({ kind: 'power', base: this.#stack.take().expr });
        break;
      case '*':
      case '/':
        this.#stack.factor(token.text === '/');
        break;
      case '+':
      case '-':
        this.#stack.summand(token.text === '-');
        break;
      case '?':
        this.#stack.condition(token);
        break;
      case ':':
        this.#stack.otherwise(token);
        break;
      case ',':
        this.#argument(token);
        break;
      case ')':
        this.#closeBracket(token);
        break;
      case '(':
        throw missingOperator(this.#before?.text ?? '', token);
      case '[':
        throw noIndices(this.#before, token, this.#text, this.#scope);
      case ']':
      case "'":
        throw new FormulaError(`unexpected ${token.text}`, spanOf(token));
      default:
        this.#stack.comparison(token);
    }
  }

  #argument(sign: Token): void {
    this.#stack.close(strength.otherwise);
    const frame = this.#stack.top;
    if (frame?.kind === 'branch') throw unfinished(frame);
    if (frame?.kind !== 'call') {
      throw new FormulaError('a comma stands only between the arguments of a function', spanOf(sign));
    }
    frame.call.args.push(this.#stack.take().expr);
  }

  #closeBracket(sign: Token): void {
    this.#stack.close(strength.otherwise);
    const frame = this.#stack.pop();
    if (frame === undefined) throw new FormulaError('there is no ( before this )', spanOf(sign));
    if (frame.kind === 'call') {
      const { call } = frame;
      call.args.push(this.#stack.take().expr);
      if (call.args.length !== call.arity) throw wrongArity(call, sign);
      const orders = call.args.map(() => call.marks);
      this.#stack.operand = term(apply(call.name.text, call.args, orders));
    } else if (frame.kind === 'indexedSum') {
      const body = this.#stack.take().expr;
      this.#stack.operand = term((this.binders as Binders).close(frame.binder, body));
    } else if (frame.kind !== 'group') throw unfinished(frame);
    else if (this.#stack.operand?.kind === 'term') this.#stack.operand = term(this.#stack.operand.expr);
  }

  #finish(): Expr {
    this.#stack.close(strength.otherwise);
    if (this.#stack.top !== undefined) throw unfinished(this.#stack.top);
    return this.#stack.take().expr;
  }

  #noOperand(token: Token): FormulaError {
    const before = this.#before;
    if (token.kind !== 'end') {
      const hint = token.text === '*' && before?.text === '*' ? 'write ^ for a power' : undefined;
      return new FormulaError(`expected a number, a name or ( before ${token.text}`, spanOf(token), hint);
    }
    const frame = this.#stack.top;
    if (before === undefined) return new FormulaError('the formula is empty', spanOf(token));
    if ((frame?.kind === 'group' || frame?.kind === 'call') && before === frame.open)
      return unfinished(frame);
    return new FormulaError(`expected a number, a name or ( after ${before.text}`, spanOf(token));
  }
}

/**
 * Reads a formula.
 *
 * Throws: FormulaError, with the place in `text`, if it is none
 * Example: `1/2*(y1 - outo1)^2` → product(num(1, 2), power(sum(y1, negate(outo1)), num(2)))
 */
export const readFormula = (text: string, scope: Scope, limits: FormulaLimits = {}): Expr =>
  readPlaced(text, scope, limits).term;

/** Reads a formula, and says where its members of families and its sums stand. Throws: FormulaError. */
export function readPlaced(text: string, scope: Scope, limits: FormulaLimits = {}): Reading {
  const { characters = 20_000_000, nodes = 5_000_000 } = limits;
  if (text.length > characters) {
    throw new FormulaError(
      'the formula is too long',
      { offset: characters, length: 0 },
      `at most ${characters} characters`,
    );
  }
  const reader = new Reader(text, scope, nodes);
  const term = reader.read();
  return { term, members: reader.binders?.members ?? [], sums: reader.binders?.sums ?? [] };
}

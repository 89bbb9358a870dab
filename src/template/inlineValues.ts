/**
 * Values in running text: a code span that begins with `=`, and `\val{…}` in formulas. Both hold a formula of the network's symbols, or
 * a derivative written dE/dw5; then perhaps `after=1`, so many steps of gradient descent later, and `digits=3`.
 */
import type { InlineCode, PhrasingContent } from 'mdast';
import { figure } from '../document/figures.ts';
import type { Expr, Quantity } from '../expr/index.ts';
import { FormulaError, readFormula, type Scope } from '../formula/index.ts';
import { evaluateGradients, evaluateTerm, formatNumber, texOf } from '../numeric/index.ts';
import type { Span } from '../source/index.ts';
import { count, type Word } from './attributes.ts';
import { orProblem } from './directive.ts';
import type { Lesson } from './lesson.ts';

const options = { after: count(1_000_000), digits: count(15) } as const;

type Options = { -readonly [Name in keyof typeof options]?: number };

/** A number and the digits it is to be shown with. */
interface Value {
  readonly value: number;
  readonly digits: number;
}

/** What an inline value comes to; undefined once a problem was noted. */
function readValue(word: Word, lesson: Lesson): Value | undefined {
  const split = /\s+\w+=/.exec(word.text)?.index ?? word.text.length;
  const given = readOptions(part(word, split, word.text.length), lesson);
  if (given === undefined) return undefined;
  const { after = 0, digits = lesson.digits } = given;
  const formula = part(word, 0, split);
  const value = orProblem(lesson, word.span, () => evaluated(formula, after, lesson));
  if (value !== undefined && !Number.isFinite(value)) {
    lesson.problems.error(word.span, `${formula.text.trim()} has no finite value here`);
    return undefined;
  }
  return value === undefined ? undefined : { value, digits };
}

const part = ({ text, span }: Word, start: number, end: number): Word => ({
  text: text.slice(start, end),
  span: { offset: span.offset + start, length: end - start },
});

function readOptions(word: Word, lesson: Lesson): Options | undefined {
  const given: Options = {};
  let sound = true;
  for (const match of word.text.matchAll(/(\w+)=(\S*)|\S+/g)) {
    const [whole, name = whole, value = ''] = match;
    const span: Span = { offset: word.span.offset + match.index, length: whole.length };
    if (name !== 'after' && name !== 'digits') {
      lesson.problems.unknown(
        span,
        `unknown option ${name}`,
        name,
        Object.keys(options),
        'after= or digits=',
      );
      sound = false;
      continue;
    }
    const text = { text: value, span: { offset: span.offset + name.length + 1, length: value.length } };
    const number = options[name].read(text, lesson);
    if (number === undefined) sound = false;
    else given[name] = number;
  }
  return sound ? given : undefined;
}

function evaluated(word: Word, after: number, lesson: Lesson): number | undefined {
  const { network } = lesson;
  const slope = derivative(word.text, lesson);
  if (slope !== undefined) {
    const values = lesson.values(after);
    return evaluateGradients(network, slope.of, values).get(slope.by) ?? 0;
  }
  const term = readTerm(word, lesson);
  return term && evaluateTerm(term, lesson.values(after));
}

/** Example: dE/dw5. Symbols of the network that are called so win. */
function derivative(text: string, { network }: Lesson): { of: Quantity; by: Quantity } | undefined {
  const [, above = '', below = ''] = /^\s*d([^\s/]+)\s*\/\s*d([^\s/]+)\s*$/.exec(text) ?? [];
  const [of, by] = [network.named(above), network.named(below)];
  const isQuotient = network.named(`d${above}`) !== undefined && network.named(`d${below}`) !== undefined;
  return of === undefined || by === undefined || isQuotient ? undefined : { of, by };
}

function readTerm(word: Word, { network, problems }: Lesson): Expr | undefined {
  const scope: Scope = {
    quantity: (name, indices) => (indices.length === 0 ? network.named(name) : undefined),
    opaque: (name) => network.opaque.get(name),
    names: () => [...network.symbols.map(({ quantity }) => quantity.name), ...network.opaque.keys()],
  };
  try {
    return readFormula(word.text, scope, { characters: 10_000, nodes: 10_000 });
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    const { offset, length } = error.span;
    problems.error({ offset: word.span.offset + offset, length }, error.message, error.hint);
    return undefined;
  }
}

/** A code span with its value in its place: `=E` is a value, `\=E` prints =E. */
export function valueInText(node: InlineCode, place: Span, lesson: Lesson): PhrasingContent {
  if (node.value.startsWith('\\=')) return { type: 'inlineCode', value: node.value.slice(1) };
  if (!node.value.startsWith('=')) return node;
  const inside = lesson.problems.source.text.indexOf(node.value, place.offset);
  const start = inside < 0 || inside > place.offset + place.length ? place.offset : inside;
  const word = { text: node.value.slice(1), span: { offset: start + 1, length: node.value.length - 1 } };
  const found = readValue(word, lesson);
  return found === undefined ? node : figure(found.value, found.digits);
}

const command = /\\val(?![A-Za-z])\s*/g;

/** A formula with every `\val{…}` replaced by its number; `place` is the formula's, fences and all. */
export function valuesInFormula(latex: string, place: Span, lesson: Lesson): string {
  const written = lesson.problems.source.text.slice(place.offset, place.offset + place.length);
  // In lists and quotations a formula is dedented, but its commands follow each other as in the source.
  const offsets = [...written.matchAll(command)].map(({ index }) => place.offset + index);
  let result = '';
  let end = 0;
  for (const [i, match] of [...latex.matchAll(command)].entries()) {
    const at = { offset: offsets[i] ?? place.offset, length: match[0].length };
    const start = match.index + match[0].length;
    const close = closingBrace(latex, start);
    if (close === undefined) {
      lesson.problems.error(at, 'expected a symbol in braces after \\val', 'for instance \\val{E}');
      return latex;
    }
    const word = {
      text: latex.slice(start + 1, close),
      span: { offset: at.offset + match[0].length + 1, length: close - start - 1 },
    };
    const found = readValue(word, lesson);
    const number = found && texOf(formatNumber(found.value, found.digits));
    result += latex.slice(end, match.index) + (number?.startsWith('-') ? `{${number}}` : (number ?? ''));
    end = close + 1;
  }
  return result + latex.slice(end);
}

/** Where the brace that opens at a place is closed. */
function closingBrace(latex: string, open: number): number | undefined {
  if (latex.charAt(open) !== '{') return undefined;
  const close = latex.indexOf('}', open);
  return close < 0 ? undefined : close;
}

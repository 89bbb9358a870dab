/** The `families:` and `sizes:` of a file → families with ranges, and sizes. */
import { addIndex, type Index } from '../../expr/index.ts';
import {
  FormulaError,
  headOf,
  type Item,
  isName,
  itemsOf,
  rangeText,
  readIndex,
} from '../../formula/index.ts';
import type { Range } from '../../network/index.ts';
import type { Span } from '../../source/index.ts';
import type { FamilyDraft, WrittenFamily, WrittenSize } from '../draft.ts';
import { between, type Problems } from '../problems.ts';
import type { Family } from './family.ts';
import { checkSizeValues, checkUse, findDomains, type Size, type SizeUse, usesIn } from './sizes.ts';

/** `w[l,j,k]`, read as far as its own text goes. */
interface Head {
  readonly name: string;
  readonly variables: readonly string[];
  readonly written: WrittenFamily;
}

/** Families and sizes by name, in order of declaration. */
export interface Heads {
  readonly families: ReadonlyMap<string, Family>;
  readonly sizes: ReadonlyMap<string, Size>;
  /** Every index variable of a family. */
  readonly variables: ReadonlySet<string>;
}

const example = 'write it like w[l,j,k]: l in 1..L, j in 1..n[l], k in 1..n[l-1]';

/** Reads `name[index, …]`; what is wrong goes to `problems`. */
function readHead(written: WrittenFamily, problems: Problems): Head | undefined {
  const { name, inside } = headOf(written.head) ?? {};
  if (name === undefined || inside === undefined) {
    problems.error(written.span, 'a family has indices in brackets', example);
    return undefined;
  }
  const variables = inside.split(',').map((each) => each.trim());
  const wrong = [name, ...variables].find((each) => !isName(each));
  const twice = variables.find((each, i) => variables.indexOf(each) !== i);
  if (wrong !== undefined)
    problems.error(written.span, `${wrong || 'nothing'} cannot name an index or a family`, example);
  else if (twice !== undefined)
    problems.error(written.span, `${twice} stands twice among the indices of ${name}`);
  else return { name, variables, written };
  return undefined;
}

class HeadReader {
  readonly #problems: Problems;
  readonly #families: ReadonlySet<string>;
  readonly #variables: ReadonlySet<string>;
  /** Whether the file lists its sizes, so that no other name is one. */
  readonly #closed: boolean;
  readonly sizes = new Map<string, Size>();
  readonly uses: SizeUse[] = [];
  /** Sizes of which something wrong is said already. */
  readonly #wrong = new Set<string>();

  constructor(heads: readonly Head[], closed: boolean, problems: Problems) {
    this.#problems = problems;
    this.#families = new Set(heads.map(({ name }) => name));
    this.#variables = new Set(heads.flatMap(({ variables }) => variables));
    this.#closed = closed;
  }

  /** Reads the ranges of one family; undefined if they are wrong, which is then reported. */
  ranges(head: Head): readonly Range[] | undefined {
    const { variables, written } = head;
    if (written.ranges === undefined) return undefined;
    const { text, place } = written.ranges;
    const found = new Map<string, Range>();
    for (const part of itemsOf(text)) {
      const lead = part.text.length - part.text.trimStart().length;
      const span = place(between(part.offset + lead, part.offset + part.text.length));
      const [, before = '', name = '', middle = '', low = '', high = ''] =
        /^(\s*)(\S+)(\s+in\s+)(.*?)\.\.(.*)$/su.exec(part.text) ?? [];
      if (!variables.includes(name)) {
        const index = name === '' ? part.text.trim() || 'this' : name;
        this.#problems.error(
          span,
          name === '' ? `${index} is no range` : `${index} is no index of ${head.name}`,
          example,
        );
        return undefined;
      }
      if (found.has(name)) {
        this.#problems.error(span, `${name} has two ranges`, 'one range for each index');
        return undefined;
      }
      const earlier = variables.slice(0, variables.indexOf(name));
      const start = part.offset + before.length + name.length + middle.length;
      const at = (inner: Span): Span => place({ offset: inner.offset, length: inner.length });
      const from = this.#end({ text: low, offset: start }, earlier, at);
      const to = this.#end({ text: high, offset: start + low.length + 2 }, earlier, at);
      if (from === undefined || to === undefined) return undefined;
      const length = addIndex(to, from, -1);
      if (length.terms.length === 0 && length.constant < 0) {
        const range = rangeText({ from, to });
        this.#problems.error(span, `nothing lies in ${range}`, 'a range goes from its least number up');
        return undefined;
      }
      found.set(name, { index: name, from, to });
    }
    const missing = variables.find((name) => !found.has(name));
    if (missing !== undefined) {
      this.#problems.error(written.span, `the index ${missing} of ${head.name} has no range`, example);
      return undefined;
    }
    const ranges = variables.map((name) => found.get(name) as Range);
    const span = place(between(0, text.length));
    for (const { from, to } of ranges)
      this.uses.push(...usesIn(from, ranges, span), ...usesIn(to, ranges, span));
    return ranges;
  }

  /** Reads `sizes:`. */
  declare({ head, span, range, value }: WrittenSize): void {
    const [, name = head, inside] = /^([^[\]]+)\[([^[\]]+)\]$/u.exec(head) ?? [];
    if (!isName(name) || (inside !== undefined && !isName(inside))) {
      this.#problems.error(
        span,
        `${head} cannot name a size`,
        'a size is a name like L, or n[l] with its range',
      );
      return;
    }
    const size: Size = { name, indices: this.#ownIndices(inside, value), span };
    if (value !== undefined) size.value = value;
    if (this.sizes.has(name) || this.#families.has(name) || this.#variables.has(name)) {
      this.#problems.error(span, `${name} is declared twice`, 'remove or rename one of the two');
      return;
    }
    this.sizes.set(name, size);
    if (range === undefined) return;
    if (inside === undefined) {
      const hint = `a range is for the index of a size, as in "${name}[l]": l in 0..L`;
      this.#problems.error(span, `${name} needs a whole number`, hint);
      return;
    }
    const head_: Head = { name, variables: [inside], written: { head, span, ranges: range } };
    const [domain] = this.ranges(head_) ?? [];
    if (domain !== undefined) size.domain = domain;
  }

  /** −1 while nothing says how many. */
  #ownIndices(inside: string | undefined, value: Size['value']): number {
    if (inside !== undefined) return 1;
    return value === undefined ? -1 : typeof value === 'number' ? 0 : 1;
  }

  #end({ text, offset }: Item, earlier: readonly string[], place: (inner: Span) => Span): Index | undefined {
    const at = (span: Span): Span => place({ offset: offset + span.offset, length: span.length });
    try {
      return readIndex(text, (token, count) => {
        const span = { offset: token.offset, length: token.text.length };
        if (earlier.includes(token.text) && count === 0) return;
        this.#size(token.text, count, span, at(span));
      });
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      this.#problems.formula(error, at);
      return undefined;
    }
  }

  /** Notes a size, or says why a name is none. Throws: FormulaError. */
  #size(name: string, count: number, span: Span, place: Span): void {
    if (this.#families.has(name)) throw new FormulaError(`${name} is a family, not a size`, span);
    if (this.#variables.has(name)) {
      throw new FormulaError(
        `the index ${name} is not bound here`,
        span,
        'a range may depend on the indices before it',
      );
    }
    if (count > 1)
      throw new FormulaError(`${name} has ${count} indices`, span, 'a size has at most one index');
    const known = this.sizes.get(name);
    if (this.#wrong.has(name)) return;
    if (known === undefined && this.#closed) {
      this.#wrong.add(name);
      throw new FormulaError(`unknown size ${name}`, span, `sizes are ${[...this.sizes.keys()].join(', ')}`);
    }
    if (known === undefined || known.indices === -1) {
      this.sizes.set(name, { ...known, name, indices: count, span: known?.span ?? place });
    } else if (known.indices !== count) {
      this.#wrong.add(name);
      if (known.indices === 1)
        throw new FormulaError(`${name} has an index elsewhere`, span, `write ${name}[…]`);
      const message = known.value === undefined ? 'no index elsewhere' : 'no index, as it has one value';
      const hint = known.value === undefined ? `write ${name}` : `give it a list: sizes: { ${name}: [2, 3] }`;
      throw new FormulaError(`${name} has ${message}`, span, hint);
    }
  }
}

/** Reads families and sizes; what is wrong goes to `problems`. */
export function readHeads(draft: FamilyDraft, problems: Problems): Heads {
  const heads = draft.families.flatMap((each) => readHead(each, problems) ?? []);
  const reader = new HeadReader(heads, draft.sizes !== undefined, problems);
  for (const size of draft.sizes ?? []) reader.declare(size);
  const families = new Map<string, Family>();
  for (const head of heads) {
    const { name, written } = head;
    if (families.has(name)) {
      problems.error(written.span, `${name} is declared twice`, 'remove or rename one of the two');
      continue;
    }
    const ranges = reader.ranges(head);
    if (ranges !== undefined) families.set(name, { name, span: written.span, ranges });
  }
  const { sizes } = reader;
  for (const [name, size] of sizes) if (size.indices === -1) sizes.set(name, { ...size, indices: 0 });
  findDomains(sizes, reader.uses);
  if (!problems.failed) for (const use of reader.uses) checkUse(use, sizes, problems);
  checkSizeValues(sizes, problems);
  return { families, sizes, variables: new Set(heads.flatMap(({ variables }) => variables)) };
}

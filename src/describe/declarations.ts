/** The names of a draft: each declared once, none of them a function or a word of the formula language. */
import { type Quantity, quantity } from '../expr/index.ts';
import { isName, type Scope } from '../formula/index.ts';
import { functionNamed } from '../functions/index.ts';
import type { Role } from '../network/index.ts';
import type { Span } from '../source/index.ts';
import type { Draft, Statement } from './draft.ts';
import type { Problems } from './problems.ts';

/** How many names are compared in one file to find those that were meant; beyond, errors come without suggestions. */
const mostCompared = 500_000;

const kindOf = (role: Role): string => (role === 'defined' ? 'by an equation' : `as ${role}`);

/** Names to quantities, as formulas see them. */
export class Declarations implements Scope {
  /** By name, in order of declaration. */
  readonly statements = new Map<string, Statement>();
  /** Opaque functions that some formula uses. */
  readonly applied = new Set<string>();
  readonly #quantities = new Map<string, Quantity>();
  readonly #opaque: Draft['opaque'];
  #compared = 0;

  constructor(draft: Draft, problems: Problems) {
    this.#opaque = draft.opaque;
    checkFunctions(draft, problems);
    for (const statement of draft.statements) this.#declare(statement, problems);
  }

  /** The quantity of a name; ours have no indices. */
  quantity(name: string): Quantity | undefined {
    return this.#quantities.get(name);
  }

  opaque(name: string): number | undefined {
    const found = this.#opaque.get(name)?.of;
    if (found !== undefined) this.applied.add(name);
    return found;
  }

  *names(): Generator<string> {
    for (const names of [this.#quantities.keys(), this.#opaque.keys()]) {
      for (const name of names) if (this.#compared++ < mostCompared) yield name;
    }
  }

  /** All quantities, in order of declaration. */
  get quantities(): readonly Quantity[] {
    return [...this.#quantities.values()];
  }

  /** The values that are given. */
  get values(): ReadonlyMap<Quantity, number> {
    const values = new Map<Quantity, number>();
    for (const { name, value } of this.statements.values()) {
      if (value !== undefined) values.set(quantity(name), value);
    }
    return values;
  }

  /** Names nobody has yet: `E_1`, `E_2`, … */
  fresh(base: string): () => string {
    let count = 0;
    return () => {
      let name: string;
      do name = `${base}_${++count}`;
      while (this.#quantities.has(name) || this.#opaque.has(name));
      return name;
    };
  }

  #declare(statement: Statement, problems: Problems): void {
    const { name, span } = statement;
    const earlier = this.statements.get(name);
    if (earlier !== undefined) {
      definedTwice(statement, earlier, problems);
      return;
    }
    checkName(name, span, { opaque: this.#opaque }, problems);
    this.statements.set(name, statement);
    this.#quantities.set(name, quantity(name));
  }
}

/** Reports opaque functions whose names are taken; `sum` adds up over an index. */
export function checkFunctions({ opaque }: Pick<Draft, 'opaque'>, problems: Problems): void {
  for (const [name, { span }] of opaque) {
    if (functionNamed(name) === undefined && name !== 'sum') checkWord(name, span, problems);
    else problems.error(span, `${name} is a function already`, 'give the opaque function another name');
  }
}

export function definedTwice({ name, span, role }: Statement, earlier: Statement, problems: Problems): void {
  const both = earlier.role === role ? '' : `: ${kindOf(earlier.role)} and ${kindOf(role)}`;
  problems.error(span, `${name} is defined twice${both}`, 'remove or rename one of the two');
}

/** Reports a name that cannot be a quantity's. */
export function checkName(
  name: string,
  span: Span,
  { opaque }: Pick<Draft, 'opaque'>,
  problems: Problems,
): void {
  if (functionNamed(name) === undefined && !opaque.has(name)) checkWord(name, span, problems);
  else problems.error(span, `${name} is a function and cannot name a quantity`, 'choose another name');
}

function checkWord(name: string, span: Span, problems: Problems): void {
  if (isName(name)) return;
  problems.incomplete = true;
  const [, word, colon] = /^(.*?)(:.*)?$/su.exec(name) ?? [];
  let hint = 'a name is letters, digits and _, and begins with no digit';
  if (colon !== undefined && isName(word ?? '')) hint = 'put a space after the colon';
  else if (/^\d+$/.test(name)) hint = 'a decimal point is a point, as in 1.5';
  else if (/^[\p{L}_][\p{L}\p{Mn}\p{Nd}_]*$/u.test(name)) hint = 'choose another name';
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
  problems.error(span, `${shown} cannot name a quantity`, hint);
}

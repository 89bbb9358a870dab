/**
 * How error terms are written: δ with the scripts of the quantity they belong to, \delta_{h1} for \mathrm{net}_{h1}. Where
 * that would be no scripts at all, or somebody else's, δ carries the whole quantity as its subscript.
 */
import { type Quantity, quantitiesIn } from '../expr/index.ts';
import type { Style } from '../latex/index.ts';
import type { Network } from '../network/index.ts';
import type { Derivation, Theorem } from '../proof/index.ts';

/** A quantity's LaTeX, taken apart. */
export interface Scripted {
  readonly base: string;
  readonly below: string;
  readonly above: string;
}

/** One group in braces, one command or one character. */
const unit = String.raw`(?:\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|\\[A-Za-z]+|[^\s{}_^\\])`;
const scripted = new RegExp(
  String.raw`^((?:\\[A-Za-z]+\s*|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|[^_^'{}\\])+)((?:[_^]\s*${unit}|')*)$`,
  's',
);
const script = new RegExp(String.raw`([_^])\s*(${unit})|'`, 'gs');

/** A quantity's LaTeX as base and scripts; undefined where it has another shape. Example: z_1^{(2)} → z, 1, (2) */
export function scriptsOf(latex: string): Scripted | undefined {
  const [, base, scripts = ''] = scripted.exec(latex) ?? [];
  if (base === undefined) return undefined;
  const found = { _: '', '^': '' };
  for (const [mark, side, body = ''] of scripts.matchAll(script)) {
    if (mark === "'") found['^'] += '\\prime ';
    else found[side as '_' | '^'] += body.startsWith('{') ? body.slice(1, -1) : body;
  }
  return { base: base.trim(), below: found._, above: found['^'].trim() };
}

const raised = (side: '_' | '^', text: string): string => {
  if (text === '') return '';
  return text.length === 1 ? side + text : `${side}{${text}}`;
};

const deltaOf = (below: string, above: string): string =>
  `\\delta${raised('_', below)}${/^(?:\\prime ?)+$/.test(above) ? "'".repeat(above.match(/prime/g)?.length ?? 0) : raised('^', above)}`;

/** An error term that has a name: δ stands for ∂of/∂by. */
interface ErrorTerm {
  readonly name: Quantity;
  readonly of: string | undefined;
  readonly by: Quantity;
}

/** The LaTeX of every error term of a derivation, which may grow; a name once written stays. */
export class ErrorTermNames {
  readonly #derivation: Derivation;
  readonly #symbols: Style;
  readonly #written = new Map<Quantity, string>();
  readonly #taken: Set<string>;
  /** Bases whose scripts alone would not tell error terms apart. */
  readonly #clashing: Set<string>;
  #goal: Quantity | undefined;
  #seen = 0;

  constructor(derivation: Derivation, symbols: Style) {
    this.#derivation = derivation;
    this.#symbols = symbols;
    this.#goal = derivation.network.loss;
    this.#taken = new Set(derivation.network.symbols.map(({ quantity }) => symbols.quantity(quantity)));
    this.#clashing = this.#clashesOf(derivation.network);
  }

  /** The LaTeX of an error term's name; undefined for any other quantity. */
  latex(name: Quantity): string | undefined {
    if (this.#seen < this.#derivation.theorems.length) this.#readOn();
    return this.#written.get(name);
  }

  #readOn(): void {
    const { theorems } = this.#derivation;
    const fresh = theorems.slice(this.#seen).flatMap((theorem) => this.#errorTerm(theorem));
    this.#seen = theorems.length;
    const short = fresh.map(({ by, of }) => this.#short(by, of));
    for (const [i, own] of short.entries()) {
      const isShared = own !== undefined && short.some((other, j) => j !== i && other === own);
      if (isShared || (own !== undefined && this.#taken.has(own)))
        this.#clashing.add(this.#base((fresh[i] as ErrorTerm).by));
    }
    for (const [i, { name, of, by }] of fresh.entries()) {
      const whole = deltaOf(this.#symbols.quantity(by), of ?? '');
      const wanted = this.#clashing.has(this.#base(by)) ? whole : (short[i] ?? whole);
      const free = [wanted, whole].find((each) => !this.#taken.has(each)) ?? this.#symbols.quantity(name);
      this.#written.set(name, free);
      this.#taken.add(free);
    }
  }

  /** The bases of pre-activations that share scripts: what a parameter enters is named sooner or later. */
  #clashesOf({ equations, symbol }: Network): Set<string> {
    const basesOf = new Map<string, Set<string>>();
    for (const { quantity, rhs } of equations) {
      const short = this.#short(quantity, undefined);
      const isMoved = [...quantitiesIn(rhs)].some((each) => symbol(each)?.role === 'parameter');
      if (short === undefined || !isMoved) continue;
      basesOf.set(short, (basesOf.get(short) ?? new Set()).add(this.#base(quantity)));
    }
    return new Set([...basesOf.values()].flatMap((bases) => (bases.size > 1 ? [...bases] : [])));
  }

  #errorTerm({ name, goal }: Theorem): readonly ErrorTerm[] {
    const { lhs } = goal;
    const of = lhs.kind === 'partial' ? lhs.args[0] : undefined;
    if (name === undefined || lhs.kind !== 'partial' || of?.kind !== 'quantity') return [];
    this.#goal ??= of;
    return [{ name, by: lhs.by, of: of === this.#goal ? undefined : this.#symbols.quantity(of) }];
  }

  /** δ with the scripts of a quantity, unless it has none or is g(z) of a z with the same. */
  #short(by: Quantity, of: string | undefined): string | undefined {
    const own = scriptsOf(this.#symbols.quantity(by));
    if (own === undefined || own.below + own.above === '') return undefined;
    if (own.below === '' && !/[^\\prime\s]/.test(own.above)) return undefined;
    const rhs = this.#derivation.network.definition(by);
    const [inner] = rhs?.kind === 'apply' ? rhs.args : [];
    if (inner?.kind === 'quantity') {
      const before = scriptsOf(this.#symbols.quantity(inner));
      if (before?.below === own.below && before.above === own.above) return undefined;
    }
    if (of === undefined) return deltaOf(own.below, own.above);
    return own.above === '' ? deltaOf(own.below, of) : deltaOf(`${own.below},${of}`, own.above);
  }

  #base(by: Quantity): string {
    const latex = this.#symbols.quantity(by);
    return scriptsOf(latex)?.base ?? latex;
  }
}

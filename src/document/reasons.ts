/** Why a local slope is what it is, as a short phrase or formula for the table of factors. */
import { apply, type Expr, nodes, quantity, replace } from '../expr/index.ts';
import { functionNamed } from '../functions/index.ts';
import { latexOf, latexStyle } from '../latex/index.ts';
import { makeNetwork, type Network } from '../network/index.ts';

/** A reason; equal keys may share a row. */
export type Reason =
  | { readonly kind: 'weighted'; readonly key: string }
  | { readonly kind: 'formula'; readonly key: string; readonly latex: string }
  | { readonly kind: 'slope'; readonly key: string; readonly function: string }
  | { readonly kind: 'definition'; readonly key: string; readonly quantity: Expr };

/** Sums of products of two symbols, each symbol once, such as w₁x₁ + w₂x₂ + b. */
function isWeightedSum(term: Expr): boolean {
  const terms = term.kind === 'sum' ? term.args : [term];
  const symbols = terms.flatMap((each) => (each.kind === 'product' ? each.args : [each]));
  const isSum = terms.every(
    (each) => each.kind === 'quantity' || (each.kind === 'product' && each.args.length === 2),
  );
  const isPlain =
    symbols.every((each) => each.kind === 'quantity') && new Set(symbols).size === symbols.length;
  return isSum && isPlain && terms.some((each) => each.kind === 'product');
}

const blank = makeNetwork({ name: 'formula', symbols: [], equations: [] });

/** The slope of a function of one argument as a formula, free of the argument where it can be. Example: \sigma'=\sigma(1-\sigma) */
function slopeFormula(name: string): string | undefined {
  const record = functionNamed(name);
  if (record === undefined || record.arity !== 1) return undefined;
  const [z, f] = [quantity('z'), quantity('f')];
  const slope = record.slopes([z])[0] as Expr;
  const free = replace(slope, (node) => (node === apply(name, [z]) ? f : undefined));
  const isFree = !nodes(free).includes(z) && nodes(free).includes(f);
  const style = latexStyle(blank, { overrides: new Map([[f, record.latex]]) });
  const head = record.latexForm === undefined ? record.latex : `\\operatorname{${name}}`;
  return isFree ? `${head}'=${latexOf(free, style)}` : `${head}'(z)=${latexOf(slope, style)}`;
}

/** Why ∂of/∂… has its value, judged by the equation of `of`. */
export function reasonFor(network: Network, of: Expr): Reason {
  if (of.kind !== 'quantity') return { kind: 'definition', key: 'definition', quantity: of };
  const rhs = network.definition(of);
  if (rhs !== undefined && isWeightedSum(rhs)) return { kind: 'weighted', key: 'weighted' };
  if (rhs?.kind === 'apply' && rhs.args[0]?.kind === 'quantity') {
    const latex = slopeFormula(rhs.name);
    if (latex !== undefined) return { kind: 'formula', key: rhs.name, latex };
    if (functionNamed(rhs.name) === undefined) return { kind: 'slope', key: rhs.name, function: rhs.name };
  }
  return { kind: 'definition', key: of.name, quantity: of };
}

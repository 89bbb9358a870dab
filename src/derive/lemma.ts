/** The slope that a function's record claims, proved from the function's definition: idea three of the house, as a derivation of its own. */
import {
  type Expr,
  num,
  type Path,
  partial,
  product,
  quantity,
  replaceAt,
  subtermAt,
} from '../expr/index.ts';
import { functionNamed, type Law, laws } from '../functions/index.ts';
import { makeNetwork } from '../network/index.ts';
import { algebra, type Canonical, type Derivation, LimitError, type TheoremId } from '../proof/index.ts';
import { differentiate } from './differentiate.ts';
import { Ledger } from './ledger.ts';
import { Rewriting } from './rewriting.ts';
import { simplest } from './simplest.ts';
import { withoutOnes } from './tidy.ts';

/** A law read from left to right at one place. */
interface LawUse {
  readonly at: Path;
  readonly id: string;
  readonly args: readonly Expr[];
}

/** A term and the laws that lead to it from the claimed slope. */
interface Form {
  readonly term: Expr;
  readonly uses: readonly LawUse[];
}

/**
 * Proves the slope of a function of one variable from its definition, as a derivation about a = f(z).
 *
 * Throws: RangeError if the function is unknown, primitive, or not of one variable.
 * Example: `deriveSlope('sigmoid')` proves ∂a/∂z = σ(z)(1 − σ(z)) for a = 1/(1 + e^(−z))
 */
export function deriveSlope(name: string): { readonly derivation: Derivation; readonly theorem: TheoremId } {
  const record = functionNamed(name);
  if (record?.definition === undefined || record.arity !== 1) {
    throw new RangeError(`${name} is not a function of one variable with a definition`);
  }
  const z = quantity('z');
  const a = quantity('a');
  const rhs = record.definition([z]);
  const network = makeNetwork({
    name,
    symbols: [
      { quantity: z, role: 'input' },
      { quantity: a, role: 'defined' },
    ],
    equations: [{ quantity: a, rhs }],
  });
  const ledger = new Ledger(network);
  const proof = new Rewriting(partial(a, z), ledger.canonical);
  proof.use('definition.unfold', [0], rhs);
  proof.line(() => {
    differentiate(proof, network);
    proof.algebra(withoutOnes(proof.term));
  });
  const claim = record.slopes([z])[0] as Expr;
  const form = formsOf(claim).find(({ term }) => provable(proof.term, term, ledger.canonical));
  const { term } = simplest(proof.term);
  if (form !== undefined && form.uses.length > 0 && provable(term, form.term, ledger.canonical))
    proof.algebra(term);
  if (form !== undefined) fold(proof, form);
  const theorem = ledger.add({
    goal: { lhs: partial(a, z), rhs: claim },
    given: [],
    proof: { by: 'steps', steps: proof.steps },
  });
  return { derivation: ledger.derivation, theorem };
}

const provable = (a: Expr, b: Expr, canonical: Canonical): boolean => {
  try {
    return algebra(a, b, canonical) !== undefined;
  } catch (error) {
    if (error instanceof LimitError) return false;
    throw error;
  }
};

/** The claim itself; with definitions unfolded; with e^(−u) as 1/e^u besides. */
function formsOf(claim: Expr): readonly Form[] {
  const plain: Form = { term: claim, uses: [] };
  const defined = unfold(plain, (node) => (node.kind === 'apply' ? `${node.name}.definition` : undefined));
  const positive = unfold(defined, (node) => (isExpOfNegative(node) ? 'exp.negative' : undefined));
  return [plain, defined, positive];
}

const isExpOfNegative = (node: Expr): boolean =>
  node.kind === 'apply' &&
  node.name === 'exp' &&
  node.args[0]?.kind === 'product' &&
  node.args[0].args[0] === num(-1);

/** Uses laws wherever they are wanted, from left to right. */
function unfold(form: Form, wanted: (node: Expr) => string | undefined): Form {
  let { term } = form;
  const uses: LawUse[] = [];
  for (const at of places(form.term)) {
    // What stands inside an application already unfolded is no longer where it was.
    if (uses.some((use) => use.at.length < at.length && use.at.every((step, i) => step === at[i]))) continue;
    const node = subtermAt(term, at) as Expr;
    const id = wanted(node);
    const law = id === undefined ? undefined : laws.get(id);
    if (id === undefined || law === undefined) continue;
    const args = id === 'exp.negative' ? [product(...(node.args[0] as Expr).args.slice(1))] : node.args;
    uses.push({ at, id, args });
    term = replaceAt(term, at, law.at(args).equation.rhs);
  }
  return { term, uses: [...form.uses, ...uses] };
}

/** Every application of a function in a term, inner ones last. */
function places(root: Expr): readonly Path[] {
  const found: Path[] = [];
  const open: (readonly [Expr, Path])[] = [[root, []]];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const [node, path] = next;
    if (node.kind === 'apply') found.push(path);
    node.args.forEach((arg, i) => {
      open.push([arg, [...path, i]]);
    });
  }
  return found;
}

/** Reaches a form by algebra, then the claim by the laws read backwards. */
function fold(proof: Rewriting, { term, uses }: Form): void {
  proof.algebra(term);
  proof.line(() => {
    for (const { at, id, args } of [...uses].reverse()) {
      const to = (laws.get(id) as Law).at(args).equation.lhs;
      proof.use('function.law', at, to, { law: { id, args, backward: true } });
    }
  });
}

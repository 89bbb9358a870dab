/** A draft → a network: names are declared, formulas read, all of it checked, and deep formulas cut. */
import type { Condition, Expr, Quantity } from '../expr/index.ts';
import { type Definition, Graph, makeNetwork, type Network, type NetworkSymbol } from '../network/index.ts';
import { Declarations } from './declarations.ts';
import { checkCircle, findLoss, warnUnused } from './dependencies.ts';
import type { Draft } from './draft.ts';
import { readEquations, readGiven } from './formulas.ts';
import type { Problems } from './problems.ts';
import { split } from './split.ts';

function checkLatex(draft: Draft, declared: Declarations, problems: Problems): void {
  for (const [name, { span }] of draft.latex) {
    if (declared.statements.has(name)) continue;
    problems.unknown(span, `LaTeX for ${name}, which is not declared`, name, declared.names());
  }
}

interface Checked {
  readonly draft: Draft;
  readonly declared: Declarations;
  readonly equations: ReadonlyMap<Quantity, Expr>;
  readonly given: readonly Condition[];
  readonly loss: Quantity;
}

function build({ draft, declared, equations, given, loss }: Checked, fallbackName: string): Network {
  const symbols: NetworkSymbol[] = [];
  const definitions: Definition[] = [];
  for (const quantity of declared.quantities) {
    const { name, role } = declared.statements.get(quantity.name) ?? { name: quantity.name, role: 'defined' };
    const rhs = equations.get(quantity);
    const parts = rhs === undefined ? [] : split(quantity, rhs, declared.fresh(name));
    for (const part of parts) {
      definitions.push(part);
      if (part.quantity !== quantity) symbols.push({ quantity: part.quantity, role: 'defined' });
    }
    const latex = draft.latex.get(name)?.of;
    symbols.push({ quantity, role, ...(latex === undefined ? {} : { latex }) });
  }
  const { learningRate } = draft;
  return makeNetwork({
    name: draft.name ?? fallbackName,
    symbols,
    equations: definitions,
    loss,
    given,
    opaque: new Map([...draft.opaque].map(([name, { of }]) => [name, of])),
    values: declared.values,
    ...(learningRate === undefined ? {} : { learningRate }),
  });
}

/** Makes the network of a draft. Throws: InputError with everything that is wrong, with what `problems` holds already. */
export function lower(draft: Draft, fallbackName: string, problems: Problems): Network {
  const declared = new Declarations(draft, problems);
  const equations = readEquations(declared, problems);
  const given = readGiven(draft, declared, problems);
  checkLatex(draft, declared, problems);
  const graph = new Graph(declared.quantities, equations);
  checkCircle(graph, declared, problems);
  const loss = findLoss(draft, graph, declared, problems);
  problems.stopIfFailed();
  if (loss === undefined) throw new TypeError('a draft without a loss has passed its checks');
  warnUnused(draft, loss, graph, declared, problems);
  return build({ draft, declared, equations, given, loss }, fallbackName);
}

/** What the graph of a draft's equations says about it: a circle, the quantities that could be the loss, what is unused. */
import type { Quantity } from '../expr/index.ts';
import type { Graph } from '../network/index.ts';
import type { Span } from '../source/index.ts';
import type { Declarations } from './declarations.ts';
import type { Draft } from './draft.ts';
import { lossNamed } from './losses/index.ts';
import { between, type Problems } from './problems.ts';

/** Most names that one message lists. */
const mostShown = 8;

const listed = (names: readonly string[], separator: string): string =>
  names.length <= mostShown
    ? names.join(separator)
    : [...names.slice(0, mostShown - 2), '…', ...names.slice(-1)].join(separator);

/** Reports a circle of definitions, at one of its equations. */
export function checkCircle(graph: Graph, declared: Declarations, problems: Problems): void {
  if (graph.circle === undefined) return;
  const names = graph.circle.map(({ name }) => name);
  reportCircle(names, declared.statements.get(names[0] ?? '')?.span ?? between(0, 0), problems);
}

/** Names of which each needs the next, the last being the first. */
export function reportCircle(names: readonly string[], span: Span, problems: Problems): void {
  const hint = `each of these needs the next: ${listed(names, ' → ')}`;
  problems.error(span, `${names[0]} is defined through itself`, hint);
}

/** No loss is guessed, but those that could be meant are listed: quantities on which nothing depends. */
function reportMissing(graph: Graph, declared: Declarations, problems: Problems): void {
  const ends = [...declared.statements.values()].filter(
    ({ name, role }) =>
      role === 'defined' && graph.children(declared.quantity(name) as Quantity).length === 0,
  );
  const add = 'add loss: with the quantity to be minimised';
  const names = listed(ends.map(({ name }) => name).reverse(), ', ');
  const hint = ends.length === 0 ? add : `${add}; nothing depends on ${names}`;
  problems.error(ends.at(-1)?.span ?? between(0, 0), 'no loss is named', hint);
}

/** The loss; undefined if there is none or it is wrong, which is then reported. */
export function findLoss(
  draft: Draft,
  graph: Graph,
  declared: Declarations,
  problems: Problems,
): Quantity | undefined {
  const { loss } = draft;
  if (loss === undefined) {
    reportMissing(graph, declared, problems);
    return undefined;
  }
  const statement = declared.statements.get(loss.of);
  if (statement?.role === 'defined') return declared.quantity(loss.of);
  if (statement !== undefined) {
    problems.error(loss.span, `the loss ${loss.of} has no equation`, 'name a quantity that has one');
  } else if (lossNamed(loss.of) !== undefined) {
    const hint = 'this is a loss of layers; among equations, name the quantity to be minimised';
    problems.error(loss.span, `unknown loss ${loss.of}`, hint);
  } else {
    problems.unknown(
      loss.span,
      `unknown loss ${loss.of}`,
      loss.of,
      declared.names(),
      'name a defined quantity',
    );
  }
  return undefined;
}

/** Warns of what the loss does not need. */
export function warnUnused(
  draft: Draft,
  loss: Quantity,
  graph: Graph,
  declared: Declarations,
  problems: Problems,
): void {
  const needed = graph.above(loss);
  for (const { name, role, span } of declared.statements.values()) {
    const each = declared.quantity(name) as Quantity;
    if (needed.has(each)) continue;
    if (role === 'defined') problems.warning(span, `the loss ${loss.name} does not depend on ${name}`);
    else if (graph.children(each).length === 0) problems.warning(span, `${name} is never used`);
  }
  for (const [name, { span }] of draft.opaque) {
    if (!declared.applied.has(name)) problems.warning(span, `${name} is never used`);
  }
}

/** How a derivation opens: where the parameter goes, and how the chain rule follows it. */
import { type Expr, nodes, type Partial, partial, type Quantity } from '../expr/index.ts';
import type { Page } from './page.ts';
import { listPaths, type Paths, pathLatex, pathsBetween, pathsLatex } from './paths.ts';
import { type Block, displayMath, type Inline, inlineMath, paragraph, spaced, text } from './phrasing.ts';
import type { Worked } from './worked.ts';

/** Where the parameter goes, in a sentence and a diagram. */
export function path(page: Page, { args, by }: Partial): Block[] {
  const goal = args[0] as Expr;
  if (goal.kind !== 'quantity' || goal === by) return [];
  const paths = pathsBetween(page.network, by, goal);
  const [only] = paths.first;
  const known = knownSentence(page, paths.first, goal, by);
  if (known !== undefined) return [paragraph(known)];
  const [parameter, to] = [page.math(by), page.math(goal)];
  if (only === undefined) return [paragraph(page.locale.say('path-none', { parameter, goal: to }))];
  if (only === goal && paths.first.length === 1)
    return [paragraph(page.locale.say('path-direct', { parameter, goal: to }))];
  const diagram = pathsLatex(paths, (quantity) => page.style.quantity(quantity));
  const sentence = pathSentence(page, paths, parameter, goal, diagram !== undefined);
  if (diagram !== undefined) return [paragraph(sentence), displayMath(diagram)];
  const gap = page.locale.isChinese ? [] : [text(' ')];
  return [paragraph(spaced([...sentence, ...gap, ...pathsListed(page, by, goal)], page.locale.isChinese))];
}

/** Paths beyond this number are counted instead of listed. */
const MOST = 6;

/** The paths in running text, where no diagram shows them. */
function pathsListed(page: Page, from: Quantity, to: Quantity): Inline[] {
  const { locale } = page;
  const { count, paths } = listPaths(page.network, from, to, MOST);
  if (paths.length === 0) return locale.say('path-count', { goal: page.math(to), count });
  const list = paths.map((each) => [
    inlineMath(pathLatex(each, (quantity) => page.style.quantity(quantity))),
  ]);
  return locale.say('path-list', { list: locale.list(list, 'and') });
}

function pathSentence(
  page: Page,
  paths: Paths,
  parameter: Inline,
  target: Quantity,
  isDrawn: boolean,
): Inline[] {
  const { locale } = page;
  const [only, ...others] = paths.first;
  const goal = page.math(target);
  const given = { parameter, goal, end: locale.text(isDrawn ? 'end-display' : 'end-sentence') };
  if (only === undefined || others.length > 0) {
    const entered = paths.first.filter((each) => each !== target).map((each) => [page.math(each)]);
    const isDirect = entered.length < paths.first.length;
    return locale.say(isDirect ? 'path-also-direct' : 'path-several', {
      ...given,
      list: locale.list(entered, 'and'),
    });
  }
  const { splitsAfter } = paths;
  const first = page.math(only);
  if (splitsAfter === only) return locale.say('path-splits-at-once', { ...given, first });
  if (splitsAfter !== undefined)
    return locale.say('path-splits', { ...given, first, node: page.math(splitsAfter) });
  return locale.say('path-single', { ...given, first });
}

/** That the parameter enters only where the error term was found before. */
function knownSentence(
  page: Page,
  first: readonly Quantity[],
  goal: Quantity,
  by: Quantity,
): Inline[] | undefined {
  const [only] = first;
  if (only === undefined || first.length > 1) return undefined;
  const id = page.reading.namedBy(partial(goal, only));
  const equation = id === undefined ? undefined : page.state.found(id)?.equation;
  const name = id === undefined ? undefined : page.reading.theorem(id).name;
  if (name === undefined || equation === undefined) return undefined;
  const given = { parameter: page.math(by), first: page.math(only), name: page.math(name) };
  return page.locale.say('path-known', { ...given, equation: page.cite(equation) });
}

/** How the chain rule applies: along one path, through one quantity, over several. */
export function chainSentence(page: Page, { cuts, through, theorem }: Worked): Inline[] {
  const [use] = cuts;
  if (use === undefined) {
    const { args, by } = theorem.goal.lhs as Partial;
    const [goal] = args;
    const isSingle = goal?.kind !== 'quantity' || pathsBetween(page.network, by, goal).stages?.length === 1;
    if (isSingle || through === undefined) return page.locale.say('chain-single');
    return page.locale.say('chain-through', { node: page.math(through) });
  }
  const members = use.cut ?? [];
  const cut = page.locale.list(
    members.map((each) => [page.math(each)]),
    use.rule === 'chain.plain' && !page.locale.isChinese ? 'comma' : 'and',
  );
  if (use.rule !== 'chain.plain' && members.length === 1) return page.locale.say('chain-direct', { cut });
  if (use.rule === 'chain.first') return page.locale.say('chain-first', { cut });
  if (use.rule === 'chain.last') return page.locale.say('chain-last', { cut });
  return page.locale.say('chain-cut', { cut, count: members.length });
}

/** What stands held fixed in an expansion, unless the chain rule's sentence has said so. */
export function heldFixed(page: Page, { cuts, expansion }: Worked, isSaid: boolean): Block[] {
  const [use] = cuts;
  if (expansion === undefined || (isSaid && use !== undefined && use.rule !== 'chain.plain')) return [];
  const held = nodes(expansion).filter((node) => node.kind === 'partial' && node.hold.length > 0);
  const groups = new Map<string, { hold: readonly Quantity[]; partials: Inline[][] }>();
  for (const node of held as readonly Partial[]) {
    const key = node.hold.map((each) => page.style.quantity(each)).join();
    const group = groups.get(key) ?? { hold: node.hold, partials: [] };
    groups.set(key, group);
    group.partials.push([page.math(node)]);
  }
  const { locale } = page;
  const gap = locale.isChinese ? [] : [text(' ')];
  const sentences = [...groups.values()].map(({ hold, partials }) =>
    locale.say(hold.length === 1 ? 'held-fixed' : 'held-fixed-several', {
      partial: locale.list(partials, 'and'),
      held: locale.list(
        hold.map((each) => [page.math(each)]),
        'and',
      ),
    }),
  );
  if (sentences.length === 0) return [];
  return [
    paragraph(
      spaced(
        sentences.flatMap((sentence, i) => (i === 0 ? sentence : [...gap, ...sentence])),
        locale.isChinese,
      ),
    ),
  ];
}

/** The chain rule's right-hand side, error terms marked. */
export function expansionLatex(page: Page, expansion: Expr): string {
  const underbrace = new Map<Expr, string>();
  for (const node of nodes(expansion)) {
    if (node.kind !== 'partial') continue;
    const name = page.reading.nameOf(node);
    // A house may write the name as it writes the derivative.
    if (name !== undefined && page.tex(name) !== page.tex(node)) underbrace.set(node, page.tex(name));
  }
  return page.tex(expansion, { underbrace });
}

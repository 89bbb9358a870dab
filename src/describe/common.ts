/** What files by equations and files by layers have in common. */
import type { Draft, Mention } from './draft.ts';
import { latexMistake } from './latexMistake.ts';
import type { Problems } from './problems.ts';
import { child, entriesIn, type Tree } from './tree.ts';

export type Common = Pick<Draft, 'name' | 'opaque' | 'latex' | 'loss' | 'learningRate'>;

/** A key's text and its place, if there is one. */
function mention(root: Tree, key: string): Mention<string> | undefined {
  const node = child(root, key);
  return typeof node?.value === 'string' ? { of: node.value, span: node.span } : undefined;
}

const arity = (node: Tree): number => {
  const count = child(node, 'opaque')?.value;
  return typeof count === 'number' ? count : 1;
};

/** Reads name, functions, latex, loss and learning rate of a file that has the right shape. */
export function readCommon(root: Tree, problems: Problems): Common {
  const opaque = new Map<string, Mention<number>>();
  for (const { key, keySpan, node } of entriesIn(root, 'functions')) {
    opaque.set(key, { of: arity(node), span: keySpan });
  }
  const latex = new Map<string, Mention<string>>();
  for (const { key, keySpan, node } of entriesIn(root, 'latex')) {
    if (typeof node.value !== 'string') continue;
    const mistake = latexMistake(node.value);
    if (mistake !== undefined) problems.error(node.span, `not LaTeX of a name: ${mistake}`);
    latex.set(key, { of: node.value, span: keySpan });
  }
  const rate = child(root, 'learning_rate')?.value;
  return {
    name: mention(root, 'name')?.of,
    opaque,
    latex,
    loss: mention(root, 'loss'),
    learningRate: typeof rate === 'number' ? rate : undefined,
  };
}

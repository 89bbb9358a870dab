/**
 * Quantities in the document's own notation, so that a house style reaches its text: in formulas `\q{z[l,j]}`, `\q{dC/dw[l,j,k]}`, with `*`
 * for rows and columns `\q{w[l,*,*]}`, and what theorems name, `\q{delta[l,j]}`.
 */
import type { Heading, Nodes } from 'mdast';
import { MemberError, readMember } from '../describe/index.ts';
import type { DocumentWriter } from '../document/index.ts';
import { displayMath, inlineMath } from '../document/phrasing.ts';
import { index, matrix, type Quantity, quantity, type Shape } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import type { Lesson } from './lesson.ts';
import { spanOf } from './readMarkdown.ts';

const command = /\\q(?![A-Za-z])\s*\{([^{}]*)\}/g;

/** Names that stand for `*` while an index is read. */
const AXES = ['rowAxis', 'columnAxis'] as const;

/** A member, or a family with axes in some places. */
interface Named {
  readonly quantity: Quantity;
  readonly shape: Shape;
}

/** A node with its quantities written; nothing is derived any more. */
export function inNotation(node: Nodes, lesson: Lesson): Nodes {
  if (node.type === 'inlineMath' || node.type === 'math') {
    if (!node.value.includes('\\q')) return node;
    const value = node.value.replace(command, (whole, text: string) => {
      try {
        return written(text, lesson);
      } catch (error) {
        if (!(error instanceof MemberError)) throw error;
        lesson.problems.error(spanOf(node), error.message, error.hint);
        return whole;
      }
    });
    return node.type === 'math' ? displayMath(value) : inlineMath(value);
  }
  if (!('children' in node)) return node;
  return { ...node, children: node.children.map((child) => inNotation(child as Nodes, lesson)) } as Heading;
}

/** Throws: MemberError. */
function written(text: string, lesson: Lesson): string {
  const { network } = lesson;
  const general = network.families === undefined ? undefined : lesson.general();
  const writer = general?.writer() ?? lesson.writer();
  const [, above = '', below = ''] = /^\s*d([^\s/]+)\s*\/\s*d(.+)$/s.exec(text) ?? [];
  const of = network.named(above);
  if (of !== undefined) return slope(writer, of, named(below, network));
  const [, name = '', rest = ''] = /^\s*([^[\]\s]+)(.*)$/s.exec(text) ?? [];
  const beside = network.named(name) === undefined ? general?.familyOf(name) : undefined;
  const found = named(beside === undefined ? text : beside.name + rest, network);
  return own(
    writer,
    beside === undefined ? found : { ...found, quantity: quantity(name, found.quantity.indices) },
  );
}

function own(writer: DocumentWriter, { quantity: of, shape }: Named): string {
  const axes = axesOf(of);
  return axes === undefined ? writer.latex(of) : writer.matrix(matrix.symbol(of.name, axes, shape));
}

function slope(writer: DocumentWriter, of: Quantity, { quantity: by, shape }: Named): string {
  const axes = axesOf(by);
  if (axes === undefined) return writer.slope(of, by);
  return writer.matrix(matrix.gradient(of, matrix.symbol(by.name, axes, shape)));
}

/** The indices of a family with its axes, if it has any. */
function axesOf({ indices }: Quantity) {
  const axes = indices.map((each) =>
    each.key === AXES[0] ? ('row' as const) : each.key === AXES[1] ? ('column' as const) : each,
  );
  return axes.some((each) => typeof each === 'string') ? axes : undefined;
}

/** Throws: MemberError. */
function named(text: string, network: Network): Named {
  let count = 0;
  const plain = text.replace(/(?<=[[,]\s*)\*(?=\s*[\],])/g, () => AXES[count++] ?? '*');
  const { member, symbol } = readMember(plain, network);
  const sizes = (symbol.ranges ?? []).flatMap(({ to }, i) =>
    AXES.some((axis) => axis === member.indices[i]?.key) ? [to] : [],
  );
  return { quantity: member, shape: { rows: sizes[0] ?? index(1), columns: sizes[1] ?? index(1) } };
}

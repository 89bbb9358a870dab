/** Chinese typography that authors need not think of: no space where a line of Chinese was wrapped, spaces around formulas where GitHub wants them. */
import type { Nodes, PhrasingContent, Root } from 'mdast';
import { spaced } from '../document/phrasing.ts';

/** Chinese characters and the marks that go with them. */
const full = '[\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u3000-\\u303f]';
const wrapped = new RegExp(`(?<=${full})[ \\t]*\\r?\\n[ \\t]*(?=${full})`, 'gu');

/** A Chinese document with its running text set as Chinese text is. */
export const setChinese = (root: Root): Root => setting(root);

function setting<T extends Nodes>(node: T): T {
  if (node.type === 'text') return { ...node, value: node.value.replace(wrapped, '') };
  if (!('children' in node)) return node;
  const children = (node.children as Nodes[]).map(setting);
  const isRow = node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell';
  return { ...node, children: isRow ? spaced(children as PhrasingContent[], true) : children } as T;
}

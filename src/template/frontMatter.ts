/** A template's front matter: which network it is about, and how it is written. Reading the network itself is `describe/`. */
import type { Yaml } from 'mdast';
import * as z from 'zod/mini';
import { between, Problems } from '../describe/problems.ts';
import { readTree, type Tree } from '../describe/tree.ts';
import { type Detail, type LocaleName, locales } from '../document/index.ts';
import { type House, houseNames, houses } from '../latex/index.ts';
import { InputError, type Span } from '../source/index.ts';

/** How much a derivation says; the writer's three. */
export const details: readonly Detail[] = ['brief', 'standard', 'full'];

const text = z.string('text').check(z.minLength(1, 'text that is not empty'));

const schema = z.strictObject({
  title: text,
  network: z.union([text, z.record(z.string(), z.unknown())], 'the path of a network file, or a network'),
  locale: z.optional(z.enum(locales, locales.join(' or '))),
  detail: z.optional(z.enum(details, 'brief, standard or full')),
  digits: z.optional(
    z
      .int('a whole number of digits')
      .check(z.gte(1, 'at least 1 digit'), z.lte(15, 'at most 15 digits, as many as a double has')),
  ),
  learn: z.optional(z.union([text, z.array(text)], 'names of parameters')),
  house: z.optional(z.enum(houseNames, houseNames.join(', '))),
  latex: z.optional(z.record(z.string(), text, 'names with their LaTeX')),
});

/** Every key that front matter may have. */
const frontMatterKeys: readonly string[] = Object.keys(schema.shape);

export interface FrontMatter {
  readonly title: string;
  readonly network:
    | { readonly path: string; readonly span: Span }
    | { readonly inline: string; readonly span: Span };
  readonly locale?: { readonly name: LocaleName; readonly span: Span };
  readonly detail: Detail;
  readonly digits: number;
  /** The parameters that gradient descent changes, each with its place; undefined for all. */
  readonly learn?: readonly { readonly name: string; readonly span: Span }[];
  readonly house?: House;
  /** LaTeX for symbols and error terms, over what the network says. */
  readonly latex: readonly { readonly name: string; readonly latex: string; readonly span: Span }[];
}

/** The text with everything before and after a stretch blanked, so that what is read in it has the text's own positions. */
function only(text: string, start: number, end: number): string {
  const blank = (part: string): string => part.replace(/[^\r\n]/g, ' ');
  return blank(text.slice(0, start)) + text.slice(start, end) + blank(text.slice(end));
}

/** The front matter of a template, or undefined when it cannot be used; what is wrong goes to `problems`. */
export function readFrontMatter(node: Yaml | undefined, problems: Problems): FrontMatter | undefined {
  const { text } = problems.source;
  const start = node?.position?.start.offset;
  const end = node?.position?.end.offset;
  if (node === undefined || start === undefined || end === undefined) {
    const hint = 'begin with ---, title: and network:, and --- again';
    problems.error(between(0, 0), 'a template begins with front matter', hint);
    return undefined;
  }
  const first = text.indexOf(node.value, start + 3);
  const root = yamlAt(only(text, Math.max(first, start), end - 3), problems);
  if (root === undefined) return undefined;
  if (root.entries === undefined) {
    problems.error(
      between(start, start + 3),
      'this front matter is not a map of keys',
      `keys: ${frontMatterKeys.join(', ')}`,
    );
    return undefined;
  }
  const checked = schema.safeParse(root.value);
  if (!checked.success) {
    for (const issue of checked.error.issues) reportIssue(issue, root, between(start, start + 3), problems);
    return undefined;
  }
  return assembled(checked.data, root, text);
}

/** YAML inside the template, with its errors at their place in the template. */
function yamlAt(padded: string, problems: Problems): Tree | undefined {
  const own = new Problems({ name: problems.source.name, text: padded });
  try {
    const tree = readTree(own);
    own.stopIfFailed();
    return tree;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.take(error);
    return undefined;
  }
}

function reportIssue(issue: z.core.$ZodIssue, root: Tree, fence: Span, problems: Problems): void {
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      const span = root.entries?.get(key)?.keySpan ?? fence;
      problems.unknown(
        span,
        `unknown key ${key}`,
        key,
        frontMatterKeys,
        `keys: ${frontMatterKeys.join(', ')}`,
      );
    }
    return;
  }
  const [key, item] = issue.path;
  const entry = root.entries?.get(String(key));
  if (entry === undefined) {
    problems.error(fence, `the front matter lacks ${String(key)}`);
    return;
  }
  const node = (typeof item === 'number' ? entry.node.items?.[item] : undefined) ?? entry.node;
  problems.error(node.span, `${String(key)} must be ${issue.message}`);
}

function assembled(data: z.infer<typeof schema>, root: Tree, source: string): FrontMatter {
  const node = (key: string): Tree => root.entries?.get(key)?.node as Tree;
  const { span } = node('network');
  const { title, network, locale, detail = 'standard', digits = 7 } = data;
  return {
    title,
    network:
      typeof network === 'string'
        ? { path: network, span }
        : { inline: only(source, span.offset, span.offset + span.length), span },
    ...(locale !== undefined && { locale: { name: locale, span: node('locale').span } }),
    detail,
    digits,
    ...(data.house !== undefined && { house: houses[data.house] }),
    latex: Object.entries(data.latex ?? {}).map(([name, latex]) => ({
      name,
      latex,
      span: node('latex').entries?.get(name)?.keySpan ?? span,
    })),
    ...(data.learn !== undefined && { learn: learned(node('learn'), source) }),
  };
}

/** The names under `learn`, a list or words in a row. */
function learned(node: Tree, source: string): { name: string; span: Span }[] {
  if (node.items !== undefined) return node.items.map(({ value, span }) => ({ name: String(value), span }));
  const { offset, length } = node.span;
  return [...source.slice(offset, offset + length).matchAll(/[^\s'"]+/g)].map((match) => ({
    name: match[0],
    span: { offset: offset + match.index, length: match[0].length },
  }));
}

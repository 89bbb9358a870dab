/** Holds a tree against the validator, and says what is wrong in words of ours, at its place. */
import type * as z from 'zod/mini';
import { didYouMean, type Span } from '../source/index.ts';
import { roles } from './fromEquations.ts';
import { between, type Problems } from './problems.ts';
import {
  arity,
  equationsFile,
  familiesFile,
  initial,
  layersFile,
  matricesFile,
  regularisation,
} from './schema.ts';
import type { Entry, Tree } from './tree.ts';

type Issue = z.core.$ZodIssue;

const keysOf = (schema: { readonly shape: object }): readonly string[] => Object.keys(schema.shape);

/** The ways of writing a network, each by the key that tells it from those after it. */
const forms = {
  layers: layersFile,
  shapes: matricesFile,
  families: familiesFile,
  equations: equationsFile,
} as const;

export type Form = keyof typeof forms;

const formNames = Object.keys(forms) as readonly Form[];

/** The way in which a file is written. */
const formOf = (root: Tree): Form | undefined => formNames.find((form) => root.entries?.has(form));

const everyKey = new Set(formNames.flatMap((form) => keysOf(forms[form])));

/** Unknown keys that are compared with known ones, at most: nobody reads on about more. */
const mostCompared = 100;

/** The tree with each key that no file has under the name that was meant, if there is one; that it is wrong is reported. */
function corrected(root: Tree, names: readonly string[], problems: Problems): Tree {
  const written = [...(root.entries?.values() ?? [])];
  const unknown = written.filter(({ key }) => !everyKey.has(key)).slice(0, mostCompared);
  const free = new Set(names.filter((name) => root.entries?.has(name) !== true));
  const meant = new Map<string, string>();
  for (const { key, keySpan } of unknown) {
    const name = didYouMean(key, free);
    if (name === undefined) continue;
    problems.error(keySpan, `unknown key ${key}`, `did you mean ${name}?`);
    meant.set(key, name);
    free.delete(name);
  }
  if (meant.size === 0) return root;
  const entries = written.map((entry): Entry => ({ ...entry, key: meant.get(entry.key) ?? entry.key }));
  return {
    ...root,
    entries: new Map(entries.map((entry) => [entry.key, entry])),
    value: Object.fromEntries(entries.map(({ key, node }) => [key, node.value])),
  };
}

/** How a file is written, and its tree as far as misspelt keys can be told. */
export function shapeOf(written: Tree, problems: Problems): { readonly form: Form; readonly root: Tree } {
  const keys = [...formNames, ...keysOf(forms.equations)];
  const isOpen = (formOf(written) ?? 'equations') === 'equations';
  const told = isOpen ? corrected(written, keys, problems) : written;
  const form = formOf(told) ?? 'equations';
  return { form, root: corrected(told, keysOf(forms[form]), problems) };
}

/** Which keys may stand at a place. */
function keysAt(path: readonly PropertyKey[], form: Form): readonly string[] {
  if (path.length === 0) return keysOf(forms[form]);
  if (path[0] === 'functions') return keysOf(arity);
  return keysOf(path[0] === 'regularisation' ? regularisation : initial);
}

/** The tree at a path, or undefined if nothing stands there. */
function at(root: Tree, path: readonly PropertyKey[]): Tree | undefined {
  let tree: Tree | undefined = root;
  for (const step of path) {
    tree = typeof step === 'number' ? tree?.items?.[step] : tree?.entries?.get(String(step))?.node;
  }
  return tree;
}

/** What is wrong inside the branch of a union that got further than the others, if one did. */
function inside(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const entered = issue.errors.find((branch) =>
    branch.some(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  if (entered === undefined) return [issue];
  return entered.flatMap((each) => inside({ ...each, path: [...issue.path, ...each.path] }));
}

function found(tree: Tree): string {
  const { value, scalar } = tree;
  if (tree.entries !== undefined) return 'a map';
  if (tree.items !== undefined) return 'a list';
  if (value === null) return 'nothing';
  const text = String(scalar?.source ?? value);
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return scalar?.type?.startsWith('QUOTE') ? `the text "${shown}"` : shown;
}

const numerals = 'numbers are written like 0.5, -3 or 1e-3';
const quotes = 'put a formula that begins with [, { or another sign of YAML in quotes';

function reportKeys(
  issue: Issue & { code: 'unrecognized_keys' },
  root: Tree,
  form: Form,
  problems: Problems,
): void {
  const known = keysAt(issue.path, form);
  const tree = at(root, issue.path);
  for (const key of issue.keys) {
    const span = tree?.entries?.get(key)?.keySpan ?? root.span;
    const elsewhere = [...formNames].reverse().find((other) => Object.hasOwn(forms[other].shape, key));
    if (issue.path.length === 0 && elsewhere !== undefined) {
      problems.error(span, `${key} has no place beside ${form}`, `it belongs to files by ${elsewhere}`);
    } else {
      if (issue.path.length === 0) problems.incomplete = true;
      problems.unknown(span, `unknown key ${key}`, key, known, `known are ${known.join(', ')}`);
    }
  }
}

function reportMissing(issue: Issue, root: Tree, problems: Problems): void {
  const key = String(issue.path.at(-1));
  const around = at(root, issue.path.slice(0, -1)) ?? root;
  const span = around.entries?.values().next().value?.keySpan ?? nonEmpty(around.span);
  const or = key === 'equations' ? '; or describe the network by layers: [2, 2, 2]' : '';
  problems.error(span, `${key} is missing`, `add ${key}: ${issue.message}${or}`);
}

function report(issue: Issue, root: Tree, problems: Problems): void {
  const tree = at(root, issue.path);
  const [key] = issue.path;
  if (tree !== undefined) {
    const isNumber = issue.message.endsWith('finite number');
    const isFormula = key === 'equations' && (tree.items ?? tree.entries) !== undefined;
    const hint = isFormula ? quotes : isNumber ? numerals : undefined;
    const isCount = issue.code === 'too_big' || issue.code === 'too_small';
    const what = isCount && tree.items ? String(tree.items.length) : found(tree);
    const isNameless = issue.path.length === 1 || typeof issue.path[1] === 'number';
    if (roles.has(String(key)) && isNameless) problems.incomplete = true;
    problems.error(nonEmpty(tree.span), `expected ${issue.message}, found ${what}`, hint);
    // Which losses there could be is known only later, and said then.
  } else if (key !== 'loss') reportMissing(issue, root, problems);
}

/** Whether the same is said of an earlier item of one list, whose author took the list for something else. */
function isRepeated({ path, message }: Issue, said: Set<string>): boolean {
  if (typeof path.at(-1) !== 'number') return false;
  const key = JSON.stringify([...path.slice(0, -1), message]);
  if (said.has(key)) return true;
  said.add(key);
  return false;
}

/** Whether the tree has the right shape, as far as reading on makes sense; what is wrong goes to `problems`. */
export function checkShape(root: Tree, form: Form, problems: Problems): boolean {
  const result = forms[form].safeParse(root.value);
  let usable = true;
  const said = new Set<string>();
  for (const issue of (result.error?.issues ?? []).flatMap(inside)) {
    if (isRepeated(issue, said)) continue;
    if (issue.code === 'unrecognized_keys') reportKeys(issue, root, form, problems);
    else {
      const [key, inner] = issue.path;
      const isWrong = inner === undefined && at(root, issue.path) !== undefined;
      if (
        isWrong ||
        key === 'layers' ||
        key === 'families' ||
        key === 'shapes' ||
        (key === 'equations' && inner === undefined)
      )
        usable = false;
      report(issue, root, problems);
    }
  }
  return usable;
}

const nonEmpty = ({ offset, length }: Span): Span => between(offset, offset + Math.max(1, length));

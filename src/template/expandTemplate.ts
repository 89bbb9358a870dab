/**
 * A template → a document, as mdast. Directives are read and what they need is derived in the order of the text; only then is anything
 * written. Files are `buildTemplates.ts`, the body `body.ts`.
 */
import type { Root, Yaml } from 'mdast';
import { UnsoundError } from '../derive/index.ts';
import { MemberError, readMember, readNetwork } from '../describe/index.ts';
import { between, Problems } from '../describe/problems.ts';
import { Locale, type LocaleName } from '../document/index.ts';
import { heading, text } from '../document/phrasing.ts';
import { type Quantity, quantity } from '../expr/index.ts';
import { sampleLayout } from '../latex/index.ts';
import type { Network } from '../network/index.ts';
import { check } from '../proof/index.ts';
import { type Diagnostic, InputError, type Source } from '../source/index.ts';
import { parameters } from './attributes.ts';
import { prepareBody, usesDirective } from './body.ts';
import { setChinese } from './chinese.ts';
import { type FrontMatter, readFrontMatter } from './frontMatter.ts';
import type { Read } from './general.ts';
import { Lesson } from './lesson.ts';
import { readMarkdown } from './readMarkdown.ts';
import { fillReferences } from './references.ts';

export interface ExpandOptions {
  /** The language that the file's name gives. */
  readonly locale?: LocaleName | undefined;
  /** A network file, by the path that the template gives; undefined if it cannot be read. */
  readonly load: (path: string) => Source | undefined;
}

/** What a template expands to. */
export interface Expanded {
  readonly root: Root;
  readonly locale: LocaleName;
  /** Equation numbers by id. */
  readonly ids: ReadonlyMap<string, number>;
  /** Numbered equations. */
  readonly equations: number;
  /** Theorems that a kernel accepted. */
  readonly checked: number;
  readonly warnings: readonly Diagnostic[];
}

/** Longer templates are not read, in UTF-16 units. */
const LONGEST = 2_000_000;

/** Expands a template. Throws: InputError with everything that is wrong, each at its place. */
export function expandTemplate(source: Source, options: ExpandOptions): Expanded {
  const problems = new Problems(source);
  if (source.text.length > LONGEST)
    problems.error(between(0, 0), `the template is longer than ${LONGEST} characters`);
  problems.stopIfFailed();
  const { children } = readMarkdown(source.text);
  const yaml = children.find((node): node is Yaml => node.type === 'yaml');
  const front = readFrontMatter(yaml, problems);
  const name = front && localeOf(front, options.locale, problems);
  const read = front && networkOf(front, problems, options.load);
  if (front === undefined || name === undefined || read === undefined) return refused(problems);
  const { network } = read;
  const body = children.filter((node) => node !== yaml);
  const locale = new Locale(name);
  checkLayout(front, network, problems);
  const learned = learnedBy(front, network, problems);
  const { detail, digits } = front;
  const latex = new Map(front.latex.map((each) => [symbolFor(each.name, network), each.latex]));
  const checks = !usesDirective(body, 'check');
  const lesson = new Lesson({
    ...read,
    problems,
    locale,
    detail,
    digits,
    latex,
    checks,
    load: (path) => otherNetwork(path, options.load),
    ...(front.house && { house: front.house }),
    ...(learned && { learned }),
  });
  const write = prepareBody(body, lesson);
  checkLatexNames(front, lesson);
  problems.stopIfFailed();
  lesson.warnUntold();
  const title = heading(1, [text(front.title)]);
  const written: Root = { type: 'root', children: [title, ...write()] };
  const { references, equations } = lesson.state;
  const filled = fillReferences(written, { references, locale, problems });
  problems.stopIfFailed();
  return {
    root: locale.isChinese ? setChinese(filled) : filled,
    locale: name,
    ids: new Map([...references].map(([id, { number }]) => [id, number])),
    equations,
    checked: countChecked(lesson),
    warnings: problems.warnings,
  };
}

/** A house is a notation: it does not turn matrices round, and nobody asks for rows in vain. */
function checkLayout({ house }: FrontMatter, network: Network, problems: Problems): void {
  const [own, wanted] = [sampleLayout(network), house?.samples];
  if (house === undefined || own === undefined || own === wanted) return;
  const written = /^house:.*$/m.exec(problems.source.text);
  const place = { offset: written?.index ?? 0, length: written?.[0].length ?? 0 };
  const message = `house ${house.name}: samples are ${wanted} there, and ${own} in this network`;
  if (wanted === 'columns') problems.warning(place, `${message}, whose matrix forms are those of ${own}`);
  else {
    const hint = `write the network with samples in ${wanted}, so that its theorems are derived that way`;
    problems.error(place, message, hint);
  }
}

function refused(problems: Problems): never {
  problems.stopIfFailed();
  throw new TypeError('no document, and nothing wrong');
}

function localeOf(
  front: FrontMatter,
  byName: LocaleName | undefined,
  problems: Problems,
): LocaleName | undefined {
  const written = front.locale;
  if (written !== undefined && byName !== undefined && written.name !== byName) {
    problems.error(written.span, `the file's name says ${byName}, the front matter ${written.name}`);
  }
  const found = written?.name ?? byName;
  if (found === undefined) {
    const hint = 'name the file lesson.en.md or lesson.zh.md, or write locale: en';
    problems.error(between(0, 0), 'nothing says in which language this template is', hint);
  }
  return found;
}

/** Reads the network, with the errors of one written in the front matter at their place in the template. */
function networkOf(
  { network }: FrontMatter,
  problems: Problems,
  load: ExpandOptions['load'],
): Read | undefined {
  if ('path' in network) {
    const source = load(network.path);
    if (source !== undefined) return readNetwork(source.text, { name: source.name });
    problems.error(network.span, `there is no file ${network.path}`, 'the path starts from the template');
    return undefined;
  }
  try {
    return readNetwork(network.inline, { name: problems.source.name });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.take(error);
    return undefined;
  }
}

/** A network that a directive names. Throws: InputError. */
function otherNetwork(path: string, load: ExpandOptions['load']): Read | undefined {
  const source = load(path);
  return source && readNetwork(source.text, { name: source.name });
}

/** The parameters that gradient descent changes, if the front matter names them. */
function learnedBy(
  { learn }: FrontMatter,
  network: Network,
  problems: Problems,
): readonly Quantity[] | undefined {
  return learn?.flatMap(({ name, span }) => {
    const found = parameters.read({ text: name, span }, { network, problems, learned: [] });
    return found?.map(({ quantity }) => quantity) ?? [];
  });
}

/** A symbol, an error term or a member that LaTeX is given for. */
function symbolFor(name: string, network: Network): Quantity {
  if (!name.includes('[')) return quantity(name);
  try {
    return readMember(name, network).member;
  } catch (error) {
    if (error instanceof MemberError) return quantity(name);
    throw error;
  }
}

/** LaTeX may be given for symbols, and for error terms that the document derives. */
function checkLatexNames({ latex }: FrontMatter, { network, deriver, problems }: Lesson): void {
  const terms = deriver.derivation.theorems.flatMap(({ name }) => (name === undefined ? [] : [name.name]));
  for (const { name, span } of latex) {
    if (network.symbol(symbolFor(name, network)) !== undefined || terms.includes(name)) continue;
    const known = [...network.symbols.map((each) => each.quantity.name), ...terms];
    problems.unknown(span, `unknown symbol ${name}`, name, known);
  }
}

/** Every theorem is judged once more, by a kernel that has not seen it. Throws: UnsoundError if one is refused. */
function countChecked({ derivations }: Lesson): number {
  const verdicts = derivations.flatMap((each) => [...check(each)]);
  for (const verdict of verdicts) if (!verdict.accepted) throw new UnsoundError(verdict.reason);
  return verdicts.length;
}

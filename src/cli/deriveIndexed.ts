/** `backproof derive` for networks with families: theorems for every index, as a document or as data. */
import {
  type BackwardPass,
  backwardPass,
  IndexedDeriver,
  type IndexedWorked,
  MatrixForms,
  scaledTheorem,
} from '../derive/index.ts';
import type { Member, ReadNetwork } from '../describe/index.ts';
import { pageStyle } from '../document/index.ts';
import type { Quantity } from '../expr/index.ts';
import { writeFormula } from '../formula/index.ts';
import { houses, sampleLayout } from '../latex/index.ts';
import { type Network, UndecidedError } from '../network/index.ts';
import {
  check,
  type Json,
  type MatrixTheorem,
  readDerivation,
  type TheoremId,
  writeDerivation,
} from '../proof/index.ts';
import type { DeriveOptions } from './deriveOptions.ts';
import { type ExitCode, exitCodes, Failure } from './failure.ts';
import { type Fields, indexedAnswer, matrixAnswer } from './indexedAnswer.ts';
import { memberGoal, memberNamed } from './input.ts';
import { memberTheorems } from './memberTheorems.ts';
import { writeError, writeFile, writeOut } from './output.ts';
import { undecided } from './undecided.ts';
import { noteUntold } from './untold.ts';

type Options = DeriveOptions & { readonly wrt: readonly string[] };

interface Found {
  /** The backward pass that computes what was asked for, and the theorem that it does. */
  readonly pass?: BackwardPass;
  readonly asked: readonly IndexedWorked[];
  /** About the named derivatives that those asked for mention. */
  readonly underlying: readonly IndexedWorked[];
  /** All of these in the order in which they are told, each after those it rests on. */
  readonly told: readonly IndexedWorked[];
  /** What theorems about single members are instances of. */
  readonly instances?: ReadonlyMap<TheoremId, TheoremId>;
}

/** Derives and writes. Throws: Failure, InputError. */
export async function deriveIndexed(read: ReadNetwork, options: Options): Promise<ExitCode> {
  const { network } = read;
  const of = memberGoal(network, options.of);
  requireLayout(network, options);
  const { forms, found } = options.recursion ? inductive(network, of, options) : general(read, of, options);
  const text =
    options.format === 'json' ? await asJson(forms, found, options) : await asDocument(forms, found, options);
  if (options.output === undefined) writeOut(text);
  else writeFile(options.output, text);
  return exitCodes.done;
}

interface Derived {
  readonly forms: MatrixForms;
  readonly found: Found;
}

function general(read: ReadNetwork, of: Quantity, { wrt, through }: Options): Derived {
  const { network } = read;
  const deriver = new IndexedDeriver(network);
  const total = through === undefined ? undefined : memberNamed(network, through, '--through').member;
  const found = wrt.map((text) => derived(deriver, read, of, text, total));
  const asked = found.flatMap(({ parts }) => parts);
  const known = new Set(asked.map(({ theorem }) => theorem));
  const instances = new Map<TheoremId, TheoremId>(
    found.flatMap(({ parts, general: [from] }) =>
      from ? parts.map((part) => [part.theorem, from.theorem] as const) : [],
    ),
  );
  const general = found.flatMap((each) => each.general.filter(({ theorem }) => !known.has(theorem)));
  const told = deriver.inOrder([...general, ...asked]);
  const underlying = told.filter(({ theorem }) => !known.has(theorem));
  noteUntold(deriver);
  return { forms: new MatrixForms(deriver.derivation), found: { asked, underlying, told, instances } };
}

/** The recursion of one family, and by induction that what is computed by it is the derivative; about the network with the backward pass written out. */
function inductive(network: Network, of: Quantity, { wrt, through }: Options): Derived {
  if (through !== undefined) throw new Failure('--recursion and --through exclude each other');
  const [text = '', ...more] = wrt;
  const { symbol, fixed } = memberNamed(network, text, '--wrt');
  if (more.length > 0 || fixed.length > 0)
    throw new Failure('--recursion is about one whole family', 'for example --wrt z --recursion');
  const family = symbol.quantity;
  try {
    const pass = backwardPass(network, of, family);
    const { theorems } = pass.derivation;
    const asked = theorems.flatMap(({ goal: { lhs }, given, name }, theorem): readonly IndexedWorked[] => {
      if (lhs.kind !== 'partial' || lhs.args[0] !== of || lhs.by.name !== family.name) return [];
      if (name !== undefined || lhs.hold.length > 0) return [];
      return [{ of, wrt: lhs.by, ranges: given.filter((each) => each.kind === 'range'), theorem }];
    });
    return { forms: new MatrixForms(pass.derivation), found: { asked, underlying: [], told: asked, pass } };
  } catch (error) {
    if (!(error instanceof UndecidedError)) throw error;
    throw new Failure(
      `--recursion: ${error.message}`,
      'a family has one where each of its layers leads to the next, as pre-activations do',
    );
  }
}

/** A house is a notation: it does not turn matrices round, which components do not show. Throws: Failure where rows are asked for of columns. */
function requireLayout(network: Network, { house, notation }: Options): void {
  const [own, wanted] = [sampleLayout(network), house && houses[house].samples];
  if (own === undefined || wanted === undefined || own === wanted || notation === 'index') return;
  const message = `--house ${house}: samples are ${wanted} there, and ${own} in this network`;
  if (wanted === 'columns') {
    writeError(`note: ${message}, whose matrix forms are those of ${own}\n`);
    return;
  }
  throw new Failure(
    message,
    `write the network with samples in ${wanted}, so that its theorems are derived that way, or take --house qiu`,
  );
}

/** What was asked for by one name. Throws: Failure, InputError. */
function derived(
  deriver: IndexedDeriver,
  read: ReadNetwork,
  of: Quantity,
  text: string,
  total: Quantity | undefined,
): ReturnType<typeof memberTheorems> {
  const member = memberNamed(deriver.network, text, '--wrt');
  try {
    return total === undefined ? memberTheorems(deriver, of, member) : multiple(deriver, of, member, total);
  } catch (error) {
    if (!(error instanceof UndecidedError)) throw error;
    const message = `the derivative by ${text} is not found: ${error.message}`;
    throw undecided(error, read, '--wrt', message, 'use --notation scalar with sizes: in the network');
  }
}

/** A derivative as a multiple of that of a total. Throws: Failure. */
function multiple(
  deriver: IndexedDeriver,
  of: Quantity,
  { symbol, fixed }: Member,
  total: Quantity,
): ReturnType<typeof memberTheorems> {
  if (fixed.length > 0)
    throw new Failure('--through is about whole families', `for example --wrt ${symbol.quantity.name}`);
  try {
    return { parts: [scaledTheorem(deriver, of, symbol.quantity, total)], general: [] };
  } catch (error) {
    if (!(error instanceof UndecidedError)) throw error;
    throw new Failure(
      `--through: ${error.message}`,
      'it is for parameters, where the loss is a number times a sum, as in J: 1/m*S',
    );
  }
}

/** The matrix form of a theorem, where that is asked for; of an instance only if it is of the kind of its theorem's, and no row of a matrix. */
function matrixOf(
  forms: MatrixForms,
  { instances }: Found,
  id: TheoremId,
  notation: Options['notation'],
): MatrixTheorem | undefined {
  if (notation === 'index') return undefined;
  const [own, general] = [forms.of(id), instances?.get(id)];
  const shape = general === undefined ? undefined : forms.of(general)?.lhs.shape;
  const isWhole = (['rows', 'columns'] as const).every(
    (side) => (own?.lhs.shape[side].key === '1') === (shape?.[side].key === '1'),
  );
  return shape === undefined || isWhole ? own : undefined;
}

async function asDocument(
  forms: MatrixForms,
  found: Found,
  { format, locale, detail, digits, house, notation }: Options,
): Promise<string> {
  const { asked, pass } = found;
  const { DocumentWriter, formats } = await import('../document/index.ts');
  const told = found.told.filter(({ theorem }) => theorem !== pass?.theorem);
  const matrices = told.map(({ theorem }) => matrixOf(forms, found, theorem, notation));
  const { derivation } = forms;
  const writer = new DocumentWriter({
    derivation,
    locale,
    detail,
    digits,
    ...(house && { house: houses[house] }),
  });
  const children = told.flatMap(({ theorem }, i) => {
    const matrix = matrices[i];
    // Of an instance only its component form is told where its theorem has the matrices.
    const isSought = notation !== 'index' && found.instances?.has(theorem) !== true;
    return writer.theorem(theorem, {
      forms: isSought || matrix !== undefined ? ['components', 'matrix'] : ['components'],
      ...(matrix && { matrix }),
    });
  });
  if (pass !== undefined) children.push(...writer.recursion(pass));
  const moved = learned(asked, derivation.network);
  if (moved.length > 0) children.push(...writer.descentRules(moved));
  if (format === 'json') throw new TypeError('JSON is no document');
  return formats[format].write({ type: 'root', children }, { locale });
}

/** The theorems by which gradient descent moves parameters, where the network says how fast. */
const learned = (asked: readonly IndexedWorked[], network: Network): readonly TheoremId[] =>
  network.learningRate === undefined
    ? []
    : asked.filter(({ wrt }) => network.symbol(wrt)?.role === 'parameter').map(({ theorem }) => theorem);

/** What was asked and found, then the derivation, which is checked from this very text. */
async function asJson(forms: MatrixForms, found: Found, { house, notation }: Options): Promise<string> {
  const { asked, underlying } = found;
  const { jsonText } = await import('./jsonText.ts');
  const told = [...asked, ...underlying];
  const matrices = told.map(({ theorem }) => matrixOf(forms, found, theorem, notation));
  const { derivation } = forms;
  const proved = matrices.filter((each) => each !== undefined);
  const { format, ...rest } = writeDerivation(derivation, proved) as Fields;
  const verdicts = check(readDerivation(JSON.parse(JSON.stringify({ format, ...rest }))));
  const style = pageStyle(derivation, house ? { house: houses[house] } : {});
  const of = writeFormula((asked[0] as IndexedWorked).of);
  const fields = told.map(({ of: own, theorem }, i): Fields => {
    const matrix = matrices[i];
    return {
      ...(writeFormula(own) !== of && { of: writeFormula(own) }),
      ...indexedAnswer(derivation, verdicts, theorem, style),
      ...(notation !== 'index' && {
        matrix: matrix === undefined ? null : matrixAnswer(matrix, verdicts, style),
      }),
    };
  });
  const question = {
    format: format as Json,
    of,
    notation: notation === 'index' ? 'index' : 'matrix',
  };
  const gradients = fields.slice(0, asked.length);
  const [only] = gradients;
  const answer = only !== undefined && gradients.length === 1 ? only : { gradients };
  const also = underlying.length > 0 && { underlying: fields.slice(asked.length) };
  return jsonText({ ...question, ...answer, ...also, ...rest });
}

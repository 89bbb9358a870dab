/** `backproof derive`: one gradient or several, as a document or as data. */
import type { Root, RootContent } from 'mdast';
import { Deriver, type Worked } from '../derive/index.ts';
import type { ReadNetwork } from '../describe/index.ts';
import type { FormatName } from '../document/index.ts';
import type { Quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import type { DeriveOptions } from './deriveOptions.ts';
import { type ExitCode, exitCodes, Failure } from './failure.ts';
import { goalOf, quantityNamed, readNetworkFile } from './input.ts';
import { writeFile, writeOut } from './output.ts';

/** Derives and writes. Throws: Failure, InputError. */
export async function derive(file: string, options: DeriveOptions): Promise<ExitCode> {
  if (options.wrt === undefined)
    throw new Failure('derive needs --wrt: with respect to what?', 'for example --wrt w5');
  const read = await readNetworkFile(file, options.notation);
  if (read.network.families !== undefined && options.notation !== 'scalar') {
    const { deriveIndexed } = await import('./deriveIndexed.ts');
    return deriveIndexed(read, { ...options, wrt: options.wrt });
  }
  requireNotation(read.network, options);
  const { network, of, wrt } = await question(read, options.wrt, options);
  const deriver = new Deriver(network);
  const found = deriveEach(deriver, of, wrt);
  const { format } = options;
  const text =
    format === 'json'
      ? await asJson(deriver, found)
      : await asDocument(deriver, found, { ...options, format });
  if (options.output === undefined) writeOut(text);
  else writeFile(options.output, text);
  return exitCodes.done;
}

/** The scalar network, and what is asked about it. Throws: Failure. */
async function question(read: ReadNetwork, names: readonly string[], { of, house }: DeriveOptions) {
  const { network } = read;
  if (network.families === undefined)
    return {
      network,
      of: goalOf(network, of),
      wrt: names.map((name) => quantityNamed(network, name, '--wrt')),
    };
  const [{ scalarInstance }, { houses }] = await Promise.all([
    import('./scalarInstance.ts'),
    import('../latex/index.ts'),
  ]);
  const instance = scalarInstance(read, house && houses[house]);
  const [goal, ...more] = of === undefined ? [goalOf(network, of)] : instance.members(of, '--of');
  if (goal === undefined || more.length > 0)
    throw new Failure(`--of: ${of} is more than one number`, 'write one unit, as in a[2,1]');
  const wrt = names.flatMap((name) => instance.members(name, '--wrt'));
  return { network: instance.network, of: goal, wrt: [...new Set(wrt)] };
}

/** Throws: Failure unless the network can be written in a notation, and what is asked for in scalars. */
function requireNotation(network: Network, { notation, recursion, through }: DeriveOptions): void {
  if (recursion)
    throw new Failure('--recursion: scalars have no layers with an index', 'use --notation index or matrix');
  if (through !== undefined)
    throw new Failure('--through is about families', 'use --notation index or matrix');
  if (notation === undefined || notation === 'scalar') return;
  throw new Failure(
    `--notation ${notation}: ${network.name} names every unit by itself and has no ${notation === 'index' ? 'indices' : 'matrices'}`,
    'use --notation scalar',
  );
}

async function asJson(deriver: Deriver, found: readonly Worked[]): Promise<string> {
  const { exportDerivation } = await import('./exported.ts');
  const { jsonText } = await import('./jsonText.ts');
  return jsonText(exportDerivation(deriver.derivation, found));
}

/** Earlier derivations that a later one is compared with, at most. */
const MOST_ALIKE = 16;

/** Each gradient, in the same way as an earlier one where the kernel accepts that. */
function deriveEach(deriver: Deriver, of: Quantity, wrt: readonly Quantity[]): readonly Worked[] {
  const originals: Worked[] = [];
  return wrt.map((each) => {
    const worked = deriver.derive(of, each, originals.slice(-MOST_ALIKE));
    if (!worked.sameWay) originals.push(worked);
    return worked;
  });
}

/** The derivation that another one is like, by its proof. */
function originalOf({ theorem, sameWay }: Worked, deriver: Deriver): number | undefined {
  const { proof } = deriver.theorem(theorem);
  return sameWay && proof.by === 'renaming' ? proof.of : undefined;
}

async function asDocument(
  deriver: Deriver,
  found: readonly Worked[],
  options: DeriveOptions & { readonly format: FormatName },
): Promise<string> {
  const { DocumentWriter, formats } = await import('../document/index.ts');
  const { houses } = await import('../latex/index.ts');
  const { hasNumbers } = await import('./numbers.ts');
  const { locale, detail, digits } = options;
  const numbers = hasNumbers(deriver.network);
  const writer = new DocumentWriter({
    derivation: deriver.derivation,
    locale,
    detail,
    digits,
    numbers,
    ...(options.house && { house: houses[options.house] }),
  });
  const children: RootContent[] = [];
  for (let start = 0, end = 0; start < found.length; start = end) {
    const first = found[start] as Worked;
    const original = originalOf(first, deriver);
    // Neighbours that are like the same one share a list.
    for (end = start + 1; original !== undefined && end < found.length; end++)
      if (originalOf(found[end] as Worked, deriver) !== original) break;
    const like = found.find(({ theorem }) => theorem === original);
    const theorems = found.slice(start, end).map(({ theorem }) => theorem);
    children.push(
      ...(like === undefined
        ? writer.gradient(first.theorem, { check: numbers })
        : writer.sameWay(theorems, { like: like.wrt })),
    );
  }
  const root: Root = { type: 'root', children };
  return formats[options.format].write(root, { locale });
}

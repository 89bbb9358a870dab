/** What a command is given: files or standard input as text, networks, and the quantities that options name. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type Member, MemberError, type ReadNetwork, readMember, readNetwork } from '../describe/index.ts';
import { freeIndices, type Quantity } from '../expr/index.ts';
import type { Network } from '../network/index.ts';
import { didYouMean, type Source } from '../source/index.ts';
import { Failure } from './failure.ts';
import { reasonOf, writeDiagnostic } from './output.ts';

/** The text of a file, or of standard input for `-`. Throws: Failure if it cannot be read or is not UTF-8. */
export async function readSource(path: string): Promise<Source> {
  const name = path === '-' ? 'stdin' : path;
  let bytes: Buffer;
  try {
    bytes = path === '-' ? await buffer(process.stdin) : readFileSync(path);
  } catch (error) {
    throw new Failure(`${name} cannot be read: ${reasonOf(error)}`, nearbyFile(path, error));
  }
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    throw new Failure(`${name} is not text in UTF-8`);
  }
}

/** The file of a similar name in the same folder, if the file does not exist. */
function nearbyFile(path: string, error: unknown): string | undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return undefined;
  try {
    const meant = didYouMean(basename(path), readdirSync(dirname(path)));
    return meant && `did you mean ${path.slice(0, path.length - basename(path).length)}${meant}?`;
  } catch {
    return undefined;
  }
}

/** A network from a file, or from standard input for `-`; warnings go to standard error. Throws: Failure, InputError. */
export const readNetworkFile = async (path: string, notation?: string): Promise<ReadNetwork> =>
  networkIn(await readSource(path), notation);

/** The network that a text describes; warnings go to standard error. Throws: InputError. */
export function networkIn({ name, text }: Source, notation = 'scalar'): ReadNetwork {
  const read = readNetwork(text, { name, notation: notation === 'scalar' ? 'scalar' : 'index' });
  for (const each of read.warnings) writeDiagnostic(each);
  return read;
}

/** The quantity of a name that was given to an option. Throws: Failure if there is none. */
export function quantityNamed(network: Network, name: string, option: string): Quantity {
  const found = network.named(name);
  if (found !== undefined) return found;
  const names = network.symbols.map(({ quantity }) => quantity.name);
  const meant = didYouMean(name, names);
  const shown =
    names.length > 20 ? `${names.slice(0, 20).join(', ')} and ${names.length - 20} more` : names.join(', ');
  throw new Failure(
    `${option}: the network has no quantity ${name}`,
    meant === undefined ? `it has ${shown}` : `did you mean ${meant}?`,
  );
}

/** What is differentiated: the named quantity, or the loss. Throws: Failure if there is neither. */
export function goalOf(network: Network, of: string | undefined): Quantity {
  if (of !== undefined) return quantityNamed(network, of, '--of');
  if (network.loss !== undefined) return network.loss;
  throw new Failure('the network names no loss', 'say what to differentiate: --of E');
}

/** The member of a family that was given to an option. Throws: Failure if there is none. */
export function memberNamed(network: Network, text: string, option: string): Member {
  try {
    return readMember(text, network);
  } catch (error) {
    if (!(error instanceof MemberError)) throw error;
    throw new Failure(`${option}: ${error.message}`, error.hint);
  }
}

/** What is differentiated in a network with families: one number. Throws: Failure. */
export function memberGoal(network: Network, of: string | undefined): Quantity {
  if (of === undefined) return goalOf(network, undefined);
  const { member, fixed } = memberNamed(network, of, '--of');
  const names = [...freeIndices(member)].filter((name) => !network.sizes.includes(name));
  const shown = member.indices.map(({ key }) => key).join(',');
  if (names.length === 0 && fixed.length === member.indices.length) {
    if (network.families?.leads(member.name, member.name) !== true) return member;
    throw new Failure(
      `--of: members of ${member.name} lead to other members, and what is differentiated must not`,
      `give it an equation of its own, as in C: ${member.name}[${shown}], and write --of C`,
    );
  }
  throw new Failure(
    `--of: ${member.name}[${shown}] is a number for each ${names.join(', ')}, and one number is differentiated`,
    `write sizes or numbers, as in ${member.name}[${member.indices.map(() => '1').join(',')}]`,
  );
}

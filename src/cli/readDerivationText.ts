/** The text of an exported derivation → a derivation; what is wrong is said with its place. */
import { isName } from '../formula/index.ts';
import { NetworkError } from '../network/index.ts';
import {
  type Derivation,
  FormatError,
  type MatrixTheorem,
  readDerivation,
  readMatrices,
} from '../proof/index.ts';
import { InputError, type Source } from '../source/index.ts';
import { Failure } from './failure.ts';
import { jsonMistake } from './jsonMistake.ts';

/** A derivation, and the equations of matrices that rest on it. */
interface ReadDerivation {
  readonly derivation: Derivation;
  readonly matrices: readonly MatrixTheorem[];
  /** The whole file, with what it says of itself at a glance. */
  readonly file: unknown;
}

/** Reads. Throws: InputError if the text is not JSON, Failure if it is no derivation. */
export function readDerivationText(source: Source): ReadDerivation {
  const value = parsed(source);
  try {
    const derivation = readDerivation(value);
    requireNames(derivation);
    return { derivation, matrices: readMatrices(value), file: value };
  } catch (error) {
    if (error instanceof FormatError) throw new Failure(`${source.name}: ${error.message}`);
    if (error instanceof NetworkError) throw new Failure(`${source.name}: network: ${error.message}`);
    throw error;
  }
}

function parsed(source: Source): unknown {
  try {
    return JSON.parse(source.text);
  } catch (error) {
    const found = jsonMistake(source.text);
    if (found === undefined) throw error;
    throw new InputError([{ severity: 'error', source, ...found, message: `not JSON: ${found.message}` }]);
  }
}

/** Names are printed as they are: one with a line break or a sign in it could pretend to be another equation. Throws: FormatError. */
function requireNames({ network, theorems }: Derivation): void {
  const require = (name: string, where: string): void => {
    if (!isName(name)) throw new FormatError(where, 'expected a name of letters, digits and _');
  };
  for (const [i, { quantity }] of network.symbols.entries())
    require(quantity.name, `network.symbols[${i}].name`);
  for (const name of network.opaque.keys()) require(name, 'network.opaque');
  for (const [i, { name }] of theorems.entries()) {
    if (name !== undefined) require(name.name, `theorems[${i}].name`);
  }
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(network.name))
    throw new FormatError('network.name', 'expected one line of text');
}

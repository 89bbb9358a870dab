/** What indices do not decide, told at the equation that leaves it open. */
import type { ReadNetwork } from '../describe/index.ts';
import type { UndecidedError } from '../network/index.ts';
import { type Diagnostic, InputError } from '../source/index.ts';
import { Failure } from './failure.ts';

/** A message at the equation that leaves a question open; undefined where no one equation does. */
export function openAt(
  { equation }: UndecidedError,
  { placeOf }: Pick<ReadNetwork, 'placeOf'>,
  message: string,
): Omit<Diagnostic, 'severity'> | undefined {
  const place = equation && placeOf?.(equation);
  return place && { ...place, message };
}

/** Why a command ends that needs an answer. */
export function undecided(
  error: UndecidedError,
  read: Pick<ReadNetwork, 'placeOf'>,
  option: string,
  message: string,
  hint: string,
): Failure | InputError {
  const found = openAt(error, read, message);
  return found === undefined
    ? new Failure(`${option}: ${message}`, hint)
    : new InputError([{ ...found, severity: 'error', hint }]);
}

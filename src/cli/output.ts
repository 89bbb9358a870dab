/** Where text goes: results to standard output, messages to standard error, files whole or not at all. */
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Diagnostic, formatDiagnostic } from '../source/index.ts';
import { Failure } from './failure.ts';

/** Whether a stream is a terminal that wants colour. */
export const colour = (stream: 'stdout' | 'stderr'): boolean =>
  process[stream].isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

// Whoever reads no further (`| head`) ends the command quietly.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

/** Writes to standard output. */
export const writeOut = (text: string): void => {
  process.stdout.write(text);
};

/** Writes to standard error. */
export const writeError = (text: string): void => {
  process.stderr.write(text);
};

/** Writes to standard error what is wrong or odd in what a user wrote. */
export const writeDiagnostic = (diagnostic: Diagnostic): void => {
  writeError(`${formatDiagnostic(diagnostic, { colour: colour('stderr') })}\n`);
};

/** Whether a folder stands at a path. */
const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** Writes a file under a temporary name and renames it, so that nobody sees half of it. Throws: Failure if the folder cannot be written. */
export function writeFile(path: string, text: string): void {
  if (isFolder(path)) throw new Failure(`${path} cannot be written: it is a folder`);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new Failure(`${path} cannot be written: ${reasonOf(error)}`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of the path is a file',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

/** Why the operating system refused, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ''] ?? message;
}

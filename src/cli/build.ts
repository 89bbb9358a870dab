/** `backproof build`: templates into documents. What a template is, and what its directives do, is `template/`. */
import { type Built, buildTemplates } from '../template/index.ts';
import { type ExitCode, exitCodes, Failure } from './failure.ts';
import { reasonOf, writeDiagnostic, writeError, writeOut } from './output.ts';
import { Progress } from './progress.ts';
import { table } from './table.ts';

export interface BuildOptions {
  readonly out: string;
  readonly format: readonly string[];
  readonly locale?: readonly string[];
}

/** Builds, says what was written and what is wrong. Throws: Failure, InputError. */
export async function build(paths: readonly string[], options: BuildOptions): Promise<ExitCode> {
  const { written, failed, diagnostics } = await built(paths, options);
  for (const each of diagnostics) writeDiagnostic(each);
  if (written.length > 0) {
    const head = ['document', 'language', 'equations', 'theorems checked'];
    const rows = written.map(({ file, locale, equations, checked }) => [
      file,
      locale,
      String(equations),
      String(checked),
    ]);
    writeOut(table(head, rows, ['left', 'left', 'right', 'right']));
  }
  if (failed > 0) writeError(`${failed} ${failed === 1 ? 'template was' : 'templates were'} not written\n`);
  else if (written.length === 0) throw new Failure(`no templates to build in ${paths.join(', ')}`);
  return diagnostics.some(({ severity }) => severity === 'error') ? exitCodes.input : exitCodes.done;
}

/** What was built. Throws: Failure if a path cannot be read or written. */
async function built(paths: readonly string[], options: BuildOptions): Promise<Built> {
  const progress = new Progress();
  try {
    return await buildTemplates(paths, {
      out: options.out,
      formats: options.format,
      ...(options.locale && { locales: options.locale }),
      onProgress: (done, total, name) => void progress.show(done, total, name),
    });
  } catch (error) {
    const { syscall, path } = error as NodeJS.ErrnoException;
    // What is half written has a name of its own, which nobody knows.
    const shown = path?.replace(/\.\d+\.part$/, '') ?? 'a file';
    if (syscall !== undefined) throw new Failure(`${shown}: ${reasonOf(error)}`);
    throw error;
  } finally {
    progress.end();
  }
}

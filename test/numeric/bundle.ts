// TypeScript of this project as one file of JavaScript, for processes of their own with flags of their own.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The code of an entry file with everything it imports. */
export async function bundle(entry: URL): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: { ssr: fileURLToPath(entry), write: false, minify: false },
  });
  if (Array.isArray(built) || !('output' in built) || built.output.length !== 1) throw new Error('no bundle');
  return built.output[0].code;
}

/** The lines that bundled code prints under some flags of Node. */
export const linesOf = (code: string, ...flags: readonly string[]): readonly string[] =>
  execFileSync(process.execPath, [...flags, '--input-type=module'], { input: code, encoding: 'utf8' })
    .trimEnd()
    .split('\n');

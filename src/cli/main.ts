/** The command's first file: as little as possible before the rest is read from the cache of compiled code, where Node has one. */
import * as nodeModule from 'node:module';

const { enableCompileCache } = nodeModule as { enableCompileCache?: () => unknown };
enableCompileCache?.();

const { run } = await import('./program.ts');
process.exitCode = await run(process.argv.slice(2));

// Prints what all benches found, and writes RESULTS.md where all of them ran and none failed.
import { readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Reporter, TestModule } from 'vitest/node';
import { resultsOf } from './results.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const benches = (): number => readdirSync(folder).filter((file) => file.endsWith('.bench.ts')).length;

export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const byName = [...modules].sort((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
    const tests = byName.flatMap((each) => [...each.children.allTests()]);
    const found = tests.flatMap((each) => each.meta().found ?? []);
    const page = resultsOf(found, `${cpus().length} processors, Node ${process.versions.node}`);
    process.stdout.write(`\n${page}`);
    if (modules.length === benches() && modules.every((each) => each.ok()))
      writeFileSync(`${folder}RESULTS.md`, page);
  }
}

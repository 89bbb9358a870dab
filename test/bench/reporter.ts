// Prints what all benches found, and writes RESULTS.md where all of them ran to their end and none failed or was left out.
import { readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';
import { resultsOf } from './results.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const benches = (): number => readdirSync(folder).filter((file) => file.endsWith('.bench.ts')).length;

export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], _errors: unknown, reason: TestRunEndReason): void {
    const byName = [...modules].sort((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
    const tests = byName.flatMap((each) => [...each.children.allTests()]);
    const found = tests.flatMap((each) => each.meta().found ?? []);
    const [processor] = cpus();
    const machine = `${cpus().length} processors (${processor?.model.trim() ?? 'unknown'}), Node ${process.versions.node}`;
    const page = resultsOf(found, machine);
    process.stdout.write(`\n${page}`);
    const isWhole = modules.length === benches() && tests.every((each) => each.result().state === 'passed');
    if (reason === 'passed' && isWhole) writeFileSync(`${folder}RESULTS.md`, page);
  }
}

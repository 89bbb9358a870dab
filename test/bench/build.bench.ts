// Templates → documents, whole processes beside an empty one: every template of the project; and the four equations for every depth and
// width, proved and printed in components and in matrices, in both languages, with the induction.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { besideEmpty, command, pathOf } from './processes.ts';
import { bench } from './record.ts';

interface Case {
  readonly templates: readonly string[];
  /** Equations that every document has. */
  readonly tags: readonly string[];
  /** Times an empty process, at most. */
  readonly atMost?: number;
}

const languages = ['en', 'zh'];

const cases: Readonly<Record<string, Case>> = {
  'the four equations, in two languages': {
    templates: languages.map((each) => `templates/four-equations.${each}.md`),
    tags: ['1', '1M', '2', '2M', '3', '3M', '4', '4M', '5'],
    atMost: 20,
  },
  'all templates, in two languages': { templates: ['templates'], tags: ['1'] },
};

bench('build', cases, ({ templates, tags, atMost }, of) => {
  const out = mkdtempSync(join(tmpdir(), 'build-'));
  try {
    const build = [command, 'build', ...templates.map(pathOf), '--out', out];
    const [empty, ours] = besideEmpty(7, build);
    for (const each of languages) {
      const text = readFileSync(join(out, `four-equations.${each}.md`), 'utf8');
      for (const tag of tags) expect(text).toContain(`\\tag{${tag}}`);
    }
    return {
      rows: [
        {
          area: 'building documents, whole process',
          of,
          ours: ours as number,
          peers: { 'empty Node': empty },
          ...(atMost !== undefined && { atLeast: { 'empty Node': 1 / atMost } }),
        },
      ],
    };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});

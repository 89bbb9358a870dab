// Where the time of a process goes: the command's profile, its samples sorted by what they belong to. The command is built again
// for this, without minifying, because the bundler then says what its lines are made of.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { pathOf, processOf } from './processes.ts';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: {
    readonly functionName: string;
    readonly url: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
  readonly children?: readonly number[];
  readonly positionTicks?: readonly { readonly line: number; readonly ticks: number }[];
}

interface Profile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** What the rooms of src/ do in a run of `derive`; others belong to whoever calls them. */
const stages: Readonly<Record<string, string>> = {
  describe: 'reading the network',
  derive: 'deriving and checking',
  proof: 'deriving and checking',
  document: 'printing',
  latex: 'printing',
  numeric: 'printing',
  cli: 'the command line',
  commander: 'the command line',
};

/** Which file each line of built code comes from, as a room of src/ or the name of a package. */
function sourcesOf({ code, modules }: Rolldown.OutputChunk): readonly string[] {
  const lines: string[] = code.split('\n').map(() => '');
  let from = 0;
  for (const [id, { code: part }] of Object.entries(modules)) {
    const at = part === null ? -1 : code.indexOf(part, from);
    if (part === null || at < 0) continue;
    from = at + part.length;
    const first = code.slice(0, at).split('\n').length - 1;
    const source =
      /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? /\bsrc\/([^/.]+)/.exec(id)?.[1] ?? '';
    lines.fill(source, first, first + part.split('\n').length);
  }
  return lines;
}

/** Milliseconds by what they belong to. */
function sorted(
  profile: Profile,
  sourceAt: (url: string, line: number) => string | undefined,
): Map<string, number> {
  const self = new Map<number, number>();
  for (const [i, id] of profile.samples.entries())
    self.set(id, (self.get(id) ?? 0) + (profile.timeDeltas[i] as number) / 1000);
  const found = new Map<string, number>();
  const add = (group: string, ms: number): void => {
    found.set(group, (found.get(group) ?? 0) + ms);
  };
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const visit: {
    readonly node: ProfileNode;
    readonly stack: readonly string[];
    readonly loading: boolean;
  }[] = [];
  const [root] = profile.nodes;
  if (root !== undefined) visit.push({ node: root, stack: [], loading: false });
  for (let next = visit.pop(); next !== undefined; next = visit.pop()) {
    const { node, loading, stack } = next;
    const { url, lineNumber, columnNumber, functionName } = node.callFrame;
    const source = sourceAt(url, lineNumber);
    const isBody = source !== undefined && functionName === '' && lineNumber === 0 && columnNumber === 0;
    const own = source === undefined || isBody ? stack : [...stack, source];
    const inModule = loading || isBody;
    const ms = self.get(node.id) ?? 0;
    const ticks = node.positionTicks ?? [];
    if (isBody && ticks.length > 0) {
      const total = ticks.reduce((sum, each) => sum + each.ticks, 0);
      for (const each of ticks) add(moduleGroup(sourceAt(url, each.line - 1)), (ms * each.ticks) / total);
    } else if (inModule) add(moduleGroup(own.at(-1)), ms);
    else add(stageOf(own) ?? nodeGroup(node), ms);
    for (const child of node.children ?? [])
      visit.push({ node: byId.get(child) as ProfileNode, stack: own, loading: inModule });
  }
  return found;
}

/** Rooms of src/ are told together, and so is what the bundler does between modules. */
const moduleGroup = (source = ''): string =>
  source === '' || existsSync(pathOf(`src/${source}`))
    ? 'running modules of its own'
    : `running modules of ${source}`;

/** The outermost stage that is not the command line's. */
const stageOf = (stack: readonly string[]): string | undefined => {
  const known = stack.flatMap((source) => stages[source] ?? []);
  return known.find((stage) => stage !== stages.cli) ?? known[0];
};

const nodeGroup = ({ callFrame: { functionName, url } }: ProfileNode): string =>
  functionName === '(garbage collector)'
    ? 'garbage collection'
    : /^node:internal\/(?:modules|vm)/.test(url)
      ? 'finding and compiling modules'
      : 'Node itself';

/** Milliseconds of the command's parts, over so many runs, the longest first. */
export async function startup(
  args: readonly string[],
  runs: number,
): Promise<readonly (readonly [string, number])[]> {
  const folder = mkdtempSync(join(tmpdir(), 'startup-'));
  try {
    const outDir = join(folder, 'cli');
    const built = await build({
      root: pathOf('.'),
      configFile: pathOf('vite.config.ts'),
      logLevel: 'silent',
      build: { outDir, minify: false },
    });
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const chunks = 'output' in built ? built.output.filter((each) => each.type === 'chunk') : [];
    const sources = new Map(chunks.map((chunk) => [chunk.fileName, sourcesOf(chunk)]));
    const sourceAt = (url: string, line: number): string | undefined =>
      url.includes(folder) ? (sources.get(url.slice(url.lastIndexOf('/') + 1))?.[line] ?? '') : undefined;
    const total = new Map<string, number>();
    for (let run = 0; run < runs; run++) {
      const profiles = join(folder, `profile-${run}`);
      processOf([
        '--cpu-prof',
        '--cpu-prof-interval',
        '200',
        `--cpu-prof-dir=${profiles}`,
        join(outDir, 'main.js'),
        ...args,
      ]);
      for (const file of readdirSync(profiles)) {
        const profile = JSON.parse(readFileSync(join(profiles, file), 'utf8')) as Profile;
        for (const [group, ms] of sorted(profile, sourceAt))
          total.set(group, (total.get(group) ?? 0) + ms / runs);
      }
    }
    return [...total].sort(([, a], [, b]) => b - a);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

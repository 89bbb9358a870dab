// One peer, one problem, one process of its own: what it answers in time, phase by phase. It can neither hang nor crash the bench.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { full } from './measure.ts';
import { maximaScript } from './peers/maximaScript.ts';
import type { Problem } from './problem.ts';
import type { Outcome, PeerName } from './record.ts';

interface Peer {
  readonly start: readonly [command: string, ...args: string[]];
  /** What it reads on standard input; by default the problem. */
  readonly input?: (problem: Problem, enough: number) => string;
}

const node = (file: URL): Peer => ({ start: [process.execPath, fileURLToPath(file)] });

/** How each peer is started. */
const peers: Readonly<Record<PeerName, Peer>> = {
  'math.js': node(new URL('./peers/mathjs.js', import.meta.url)),
  nerdamer: node(new URL('./peers/nerdamer.js', import.meta.url)),
  Algebrite: node(new URL('./peers/algebrite.js', import.meta.url)),
  'Compute Engine': node(new URL('./peers/computeEngine.js', import.meta.url)),
  SymPy: { start: ['python3', fileURLToPath(new URL('./peers/sympyPeer.py', import.meta.url))] },
  Maxima: { start: ['maxima', '--very-quiet'], input: maximaScript },
};

/** Milliseconds that a peer may take for one phase: BENCH_LIMIT, in seconds. */
const LIMIT = Number(process.env.BENCH_LIMIT ?? (full ? 10 : 2)) * 1000;

export type Phase = 'gradient' | 'compile' | 'evaluate' | 'latex' | 'equal';

export interface Answer {
  readonly version?: string;
  readonly phases: Readonly<Partial<Record<Phase, Outcome>>>;
  /** Values of the first slopes, as the peer has them. */
  readonly values?: readonly number[];
  /** Pairs that the peer finds equal. */
  readonly proved?: number;
  /** Characters of LaTeX. */
  readonly length?: number;
}

interface Line {
  readonly version?: string;
  readonly absent?: true;
  readonly begin?: string;
  readonly phase?: Phase;
  readonly ms?: number;
  readonly values?: readonly number[];
  readonly proved?: number;
  readonly length?: number;
}

/** What a peer answers; phases that it does not reach end as the one it stopped in. */
export function askPeer(name: PeerName, problem: Problem, phases: readonly Phase[]): Promise<Answer> {
  const { start, input } = peers[name];
  const [command, ...args] = start;
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const found: Partial<Record<Phase, Outcome>> = {};
  let answer: Answer = { phases: found };
  let now = 'reading';
  let end: Outcome | undefined;
  let errors = '';
  const stop = (): void => {
    end = { over: LIMIT };
    child.kill('SIGKILL');
  };
  let timer = setTimeout(stop, LIMIT);
  child.stderr.on('data', (data: Buffer) => {
    errors = (errors + String(data)).slice(0, 10_000);
  });
  child.stdin.on('error', () => {
    // A peer that ends before it has read everything says why by its exit.
  });
  const enough = full ? 300 : 0;
  child.stdin.end(input?.(problem, enough) ?? JSON.stringify({ ...problem, phases, enough }));
  createInterface(child.stdout).on('line', (text) => {
    if (!text.startsWith('{')) return;
    clearTimeout(timer);
    timer = setTimeout(stop, LIMIT);
    const { begin, phase, ms, absent, ...rest } = JSON.parse(text) as Line;
    if (absent) end = 'not installed';
    if (begin !== undefined) now = begin;
    if (phase !== undefined && ms !== undefined) found[phase] = ms;
    answer = { ...answer, ...rest };
  });
  return new Promise((resolve) => {
    const finish = (code: number | null): void => {
      clearTimeout(timer);
      if (end === undefined && code !== 0) end = `fails: ${reasonOf(errors)}`;
      if (end !== undefined) for (const each of phases) found[each] ??= each === now ? end : after(now, end);
      resolve(answer);
    };
    child.on('error', () => {
      end = 'not installed';
      finish(null);
    });
    child.on('close', finish);
  });
}

const after = (phase: string, end: Outcome): Outcome =>
  typeof end === 'object' && 'over' in end ? `${phase} > ${end.over / 1000} s` : end;

/** The message of an error, without places in files. */
const reasonOf = (errors: string): string =>
  (errors.match(/^(?:\w*Error|RangeError|FATAL ERROR)\b.*$/m)?.[0] ?? 'no answer').slice(0, 60);

/** An answer whose slopes were compared with the expected ones: wherever they are wrong, or have no values, it has no times. */
export function checked(answer: Answer, expected: readonly number[]): Answer {
  const { phases, values } = answer;
  if (typeof phases.gradient !== 'number') return answer;
  const wrong = (values ?? []).filter(
    (value, i) => !(Math.abs(value - (expected[i] as number)) <= 1e-6 * Math.abs(expected[i] as number)),
  );
  if (values !== undefined && values.length > 0 && wrong.length === 0) return answer;
  const says = values === undefined ? 'not checked in time' : `wrong: ${wrong.length} of ${values.length}`;
  return { ...answer, phases: Object.fromEntries(Object.keys(phases).map((each) => [each, says])) };
}

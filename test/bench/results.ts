// What all benches found, as Markdown: one table of times, one of growth, remarks.
import { areas, columns, exponentOf, type Found, type Outcome, type Row, ratioOf } from './record.ts';

/** Three digits of a number. */
const short = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(value >= 1 ? 3 : 2);

const units: readonly (readonly [least: number, unit: string])[] = [
  [1e3, 's'],
  [1, 'ms'],
  [1e-3, 'µs'],
  [0, 'ns'],
];

/** Milliseconds in the unit that suits them. */
function timeText(ms: number): string {
  const [, unit] = units.find(([least]) => ms >= least) ?? [0, 'ns'];
  const scale = { s: 1e-3, ms: 1, µs: 1e3, ns: 1e6 }[unit] as number;
  return `${short(ms * scale)} ${unit}`;
}

/** What a peer took, and how many times our time that is. */
function cell(row: Row, theirs: Outcome | undefined): string {
  if (theirs === undefined) return '';
  const ratio = ratioOf(row, theirs);
  if (typeof theirs === 'string' || ratio === undefined) return String(theirs);
  if (typeof theirs === 'number') return `${timeText(theirs)} (${times(ratio)})`;
  return 'over' in theirs
    ? `> ${theirs.over / 1000} s (> ${times(ratio)})`
    : `${timeText(theirs.ms)} (${times(ratio)}), ${theirs.but}`;
}

/** Where we take longer, by how much. */
const times = (ratio: number): string => (ratio >= 1 ? `×${short(ratio)}` : `÷${short(1 / ratio)}`);

const bounds = ({ atLeast = {} }: Row): string =>
  Object.entries(atLeast)
    .map(([peer, least]) => `${peer} ${least < 1 ? '≤' : '≥'} ${times(least)}`)
    .join(', ');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const explanation = `Times are medians, beside hand-written code in the same process the least of fifteen turns. × is how many times our time a \
peer takes, ÷ how many times a peer's time we take; the bound is what the benchmark asserts. A peer's answer is compared with our \
numbers before its time counts; a phase of a peer ends after ten seconds (\`BENCH_LIMIT\`), and what is too slow once is not \
asked again for larger networks of its kind. SymPy, Maxima and Compute Engine, which asks for a newer Node than this project, \
take part where the shell and Node (\`NODE_PATH\`) find them, and are said not to be installed elsewhere. A peer without times, –, \
has no such function; one that is not checked in time was killed before it gave numbers to compare.`;

/** The page. `machine` says what it was measured on. */
export function resultsOf(found: readonly Found[], machine: string): string {
  const rows = found.flatMap((each) => each.rows ?? []);
  const growth = found.flatMap((each) => each.growth ?? []);
  const remarks = found.flatMap((each) => each.remarks ?? []);
  const versions = Object.assign({}, ...found.map((each) => each.versions)) as Record<string, string>;
  const peers = columns.filter((each) => rows.some((row) => row.peers?.[each] !== undefined));
  const sorted = areas.flatMap((area) => rows.filter((row) => row.area === area));
  const parts = [
    '# Benchmark',
    `Written by \`npm run bench\`, on ${[machine, ...Object.entries(versions).map((each) => each.join(' '))].join(', ')}.`,
    explanation,
    table(
      ['what', 'of', 'backproof', ...peers, 'bound', 'remark'],
      sorted.map((row) => [
        row.area,
        row.of,
        timeText(row.ours),
        ...peers.map((peer) => cell(row, row.peers?.[peer])),
        bounds(row),
        row.remark ?? '',
      ]),
    ),
    table(
      ['growth of', 'points', 'exponent', 'bound'],
      growth.map((each) => [
        each.growth,
        each.points.map(([size, value]) => `${size.toLocaleString('en')}: ${short(value)}`).join(', '),
        exponentOf(each).toFixed(2),
        `≤ ${each.atMost}`,
      ]),
    ),
    remarks.map((each) => `- ${each}`).join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

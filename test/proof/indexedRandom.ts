// Random families and random terms with indices, as text, for rules to be tried on; names collide and ranges are empty on purpose.
import type { Network } from '../../src/network/index.ts';
import { family, type Random } from '../networks/families.ts';

const pick = <T>(draw: Random, all: readonly T[]): T => all[Math.floor(draw() * all.length)] as T;

/** An affine index over some variables. */
function indexOver(draw: Random, scope: readonly string[]): string {
  const kind = draw();
  if (kind < 0.1 || scope.length === 0) return pick(draw, ['1', '2', 'p']);
  const name = pick(draw, scope);
  const shift = pick(draw, ['', '', '', '+1', '-1', '+2']);
  if (kind < 0.3) return `${name}${pick(draw, ['+', '-'])}${pick(draw, scope)}${shift}`;
  if (kind < 0.36) return `2*${name}${shift}`;
  if (kind < 0.45) return `3-${name}`;
  return name + shift;
}

/** A family network, a claim's left-hand side and the ranges of its indices. */
export interface RandomFamily {
  readonly network: Network;
  readonly claims: readonly { readonly lhs: string; readonly where: string; readonly rule: string }[];
}

/** x, then z (perhaps in layers) made of x and of z of the layer before, then E; undefined where that is no network. */
export function randomFamily(draw: Random): RandomFamily | undefined {
  const layered = draw() < 0.5;
  const own = ['i', 'j'].slice(0, draw() < 0.5 ? 1 : 2);
  const xs = ['i', 'j'].slice(0, draw() < 0.5 ? 1 : 2);
  const wide = (names: readonly string[]): string =>
    names.map((name) => `${name} in 0-5-2*p..8+3*p`).join(', ');
  const where = own
    .map((name, n) => {
      const to = n === 1 && draw() < 0.3 ? 'i' : pick(draw, ['p', '3', 'p+1']);
      return `${name} in ${pick(draw, ['0', '1', '2'])}..${to}`;
    })
    .join(', ');
  const mention = (scope: readonly string[], before: boolean): string =>
    before && draw() < 0.6
      ? `z[${['l-1', ...own.map(() => indexOver(draw, scope))].join(',')}]`
      : `x[${xs.map(() => indexOver(draw, scope)).join(',')}]`;
  const termOver = (scope: readonly string[], depth: number, before: boolean): string => {
    const kind = draw();
    const one = (): string => mention(scope, before);
    if (depth < 2 && kind < 0.4) {
      const name = ['k', 'q'][depth] as string;
      const range = `${pick(draw, ['1', '0', '2', pick(draw, scope)])}..${pick(draw, ['2', 'p', '3', '1'])}`;
      return `sum(${name} in ${range}, ${termOver([...scope, name], depth + 1, before)})`;
    }
    if (kind < 0.55) return `${one()}*${one()}`;
    if (kind < 0.7) return `${one()}^2`;
    if (kind < 0.85) return `(${one()}+${one()})`;
    return one();
  };
  const z = (layer: string, indices: readonly string[]): string =>
    `z[${[...(layered ? [layer] : []), ...indices].join(',')}]`;
  const all = where.split(', ');
  const cost = `G(${z(pick(draw, ['2', '1']), own)})*${z('2', own)}`;
  const equations: (readonly [string, string, string?])[] = [
    [
      z('l', own),
      [0, 1].map((n) => termOver(own, n, layered)).join(' + '),
      `${layered ? 'l in 1..2, ' : ''}${where}`,
    ],
    ...(layered ? [[z('0', own), termOver(own, 1, false), where] as const] : []),
    ['E', all.reduceRight((body, range) => `sum(${range}, ${body})`, cost)],
  ];
  const between = (names: readonly string[]): string[] =>
    names.map(
      (name) =>
        `${name} in ${pick(draw, ['0', '1', '2', '3', '0-1'])}..${pick(draw, ['p', '3', '2', '5', '4'])}`,
    );
  const layer = pick(draw, ['1', '2', '0', 'l']);
  const layers = layered && layer === 'l' ? [`l in ${pick(draw, ['0..1', '0..2', '1..2', '1..1'])}`] : [];
  const x = `x[${['u', 'v'].slice(0, xs.length).join(',')}]`;
  const from = z(layer, ['u', 'v'].slice(0, own.length));
  const to = z(
    pick(draw, ['1', '2', '0', layer]),
    ['f', 'g'].slice(0, own.length).map((name) => pick(draw, [name, name, 'u', 'u+1'])),
  );
  const four = [...layers, ...between(['u', 'v', 'f', 'g'])].join(', ');
  const by = [x, from].flatMap((each) => [
    { lhs: `d(E, ${each})`, rule: 'chain.edges' },
    { lhs: `d(${to}, ${each})`, rule: 'chain.edges' },
    { lhs: `d(${to}, ${each})`, rule: 'diff.self' },
    { lhs: `d(${to}, ${each} | *)`, rule: 'diff.self' },
    { lhs: `d(${to}, ${each})`, rule: 'diff.independent' },
    { lhs: `d(${to}, ${each} | *)`, rule: 'diff.independent' },
    { lhs: `d(${to}, ${each} | *)`, rule: 'hold.drop' },
    { lhs: `d(${to}, ${each} | *)`, rule: 'definition.unfold' },
  ]);
  try {
    const network = family('random', {
      inputs: { [`x[${xs.join(',')}]`]: wide(xs) },
      defined: { [z('l', own)]: `${layered ? 'l in 0..2, ' : ''}${wide(own)}`, E: '' },
      equations,
      sizes: ['p'],
      opaque: { G: 1 },
    });
    return { network, claims: by.map((each) => ({ ...each, where: four })) };
  } catch {
    return undefined;
  }
}

const names = ['i', 'j', 'k'];

/** A term of x[i], v[i,j], sums, brackets and ∂s; the free indices are among i, j, k. */
export function randomTerm(draw: Random, depth: number, slopes = true): string {
  const kind = draw();
  const inner = (): string => randomTerm(draw, depth - 1, slopes);
  const atom = (): string =>
    draw() < 0.5 ? `x[${indexOver(draw, names)}]` : `v[${indexOver(draw, names)},${indexOver(draw, names)}]`;
  const bracket = (): string =>
    `[${indexOver(draw, names)} ${pick(draw, ['=', '=', '=', '<='])} ${indexOver(draw, names)}]`;
  if (depth === 0 || kind < 0.15) return pick(draw, [atom, atom, atom, bracket, () => 'c', () => '2'])();
  if (kind < 0.5) {
    const from = pick(draw, ['1', '0', '2', pick(draw, names)]);
    const to = pick(draw, ['2', 'p', '3', '1', pick(draw, names)]);
    return `sum(${pick(draw, names)} in ${from}..${to}, ${inner()})`;
  }
  if (kind < 0.75) return `${[bracket, inner, inner][Math.floor(draw() * 3)]?.()}*${inner()}*${atom()}`;
  if (kind < 0.9) return `(${inner()} + ${inner()})`;
  if (!slopes) return `(${inner()})^2`;
  return `d(${randomTerm(draw, depth - 1, false)}, ${pick(draw, ['x', 'v'])}[${indexOver(draw, names)}])`.replace(
    /v\[([^\],]*)\]\)$/,
    'v[$1,1])',
  );
}

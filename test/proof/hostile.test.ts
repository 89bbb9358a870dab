// Files that somebody tampered with are read and judged, or refused as no derivation; nothing else is ever thrown.
import { describe, expect, test } from 'vitest';
import { IndexedDeriver } from '../../src/derive/index.ts';
import type { Network } from '../../src/network/index.ts';
import { NetworkError } from '../../src/network/index.ts';
import { check, FormatError, readDerivation, writeDerivation } from '../../src/proof/index.ts';
import * as nets from '../networks/families.ts';

type Json = unknown[] | Record<string, unknown>;

const SEED = 20_251;
const FILES = 600;

/** Every place in a file: what holds it, and where. */
function placesIn(root: Json): readonly (readonly [Record<string, unknown>, string])[] {
  const found: (readonly [Record<string, unknown>, string])[] = [];
  const open: Json[] = [root];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    for (const [key, value] of Object.entries(each)) {
      found.push([each as Record<string, unknown>, key]);
      if (typeof value === 'object' && value !== null) open.push(value as Json);
    }
  }
  return found;
}

const changes: readonly ((old: unknown, other: unknown) => unknown)[] = [
  (_, other) => structuredClone(other),
  (old) => (typeof old === 'number' ? old + 1 : typeof old === 'string' ? '*' : null),
  (old) => (typeof old === 'number' ? -old : typeof old === 'string' ? 'l' : []),
  (old) => (typeof old === 'number' ? 1e18 : typeof old === 'string' ? '' : {}),
  () => [1, [1, '*']],
  () => undefined,
];

function derivationOf(network: Network): string {
  const deriver = new IndexedDeriver(network);
  for (const { quantity, role } of network.symbols)
    if (role === 'parameter' && network.loss !== undefined) deriver.derive(network.loss, quantity);
  return JSON.stringify(writeDerivation(deriver.derivation));
}

describe(`${FILES} changes of each, seed ${SEED}`, () => {
  test.each(
    [nets.opaqueNet, nets.softmaxNet, nets.recurrentNet, nets.convolutionNet].map(
      (network) => [network.name, network] as const,
    ),
  )('%s', (_, network) => {
    const draw = nets.random(SEED);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;
    const text = derivationOf(network);
    const strange: string[] = [];
    let refused = 0;
    for (let count = 0; count < FILES; count++) {
      const file = JSON.parse(text) as Json;
      const places = placesIn(file);
      const [[holder, key], [other, there]] = [pick(places), pick(places)];
      const was = JSON.stringify(holder[key]);
      holder[key] = pick(changes)(holder[key], other[there]);
      try {
        const verdicts = check(readDerivation(JSON.parse(JSON.stringify(file))));
        if (verdicts.some(({ accepted }) => !accepted)) refused++;
      } catch (error) {
        refused++;
        if (!(error instanceof FormatError || error instanceof NetworkError))
          strange.push(`${key} ${was} → ${JSON.stringify(holder[key])}: ${error}`);
      }
    }
    expect(strange).toEqual([]);
    expect(refused).toBeGreaterThan(FILES / 3);
  });
});

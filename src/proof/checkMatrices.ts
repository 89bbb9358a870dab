/** Equations of matrices held against the theorems of their derivation: those that rest on an accepted one are judged by entries. */
import { Canonical } from './ac.ts';
import type { Derivation } from './derivation.ts';
import { checkEntries, type Declared, type EntriesVerdict, type MatrixTheorem } from './entries.ts';
import { rangesOfName } from './instances.ts';
import type { Verdict } from './kernel.ts';

export type MatrixVerdict = EntriesVerdict;

/** Judges equations of matrices; `verdicts` are the kernel's on the derivation's theorems. It never throws. */
export function checkMatrices(
  { network, theorems }: Derivation,
  verdicts: readonly Verdict[],
  matrices: readonly MatrixTheorem[],
): readonly MatrixVerdict[] {
  const names = new Map(
    theorems.flatMap(({ name, given }, id) =>
      name !== undefined && verdicts[id]?.accepted === true
        ? [[name.name, rangesOfName(name, given)] as const]
        : [],
    ),
  );
  const declared: Declared = {
    ranges: (family) =>
      network.symbols.find(({ quantity: q }) => q.name === family)?.ranges ?? names.get(family),
    sizes: new Set(network.sizes),
  };
  const canonical = new Canonical();
  return matrices.map((each) => {
    const entries = theorems[each.entries];
    if (entries === undefined || verdicts[each.entries]?.accepted !== true)
      return { accepted: false, reason: 'the theorem about its entries is not accepted' };
    return checkEntries(each, entries, declared, canonical);
  });
}

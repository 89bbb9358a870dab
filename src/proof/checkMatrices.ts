/** Equations of matrices held against the theorems of their derivation: those that rest on an accepted one are judged by entries. */
import type { Range } from '../network/index.ts';
import { Canonical } from './ac.ts';
import type { Derivation, Theorem } from './derivation.ts';
import { checkEntries, type Declared, type EntriesVerdict, type MatrixTheorem } from './entries.ts';
import type { Verdict } from './kernel.ts';

export type MatrixVerdict = EntriesVerdict;

/** Judges equations of matrices; `verdicts` are the kernel's on the derivation's theorems. It never throws. */
export function checkMatrices(
  { network, theorems }: Derivation,
  verdicts: readonly Verdict[],
  matrices: readonly MatrixTheorem[],
): readonly MatrixVerdict[] {
  const accepted = theorems.filter((_, id) => verdicts[id]?.accepted === true);
  const declared: Declared = {
    ranges: (family) =>
      network.symbols.find(({ quantity: q }) => q.name === family)?.ranges ?? rangesOfName(accepted, family),
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

/** Where the indices of a theorem's name run; undefined unless each is a variable with a range. */
function rangesOfName(theorems: readonly Theorem[], wanted: string): readonly Range[] | undefined {
  const found = theorems.find(({ name }) => name?.name === wanted);
  const indices = found?.name?.indices ?? [];
  const ranges = indices.flatMap(({ key }) =>
    (found?.given ?? []).flatMap((each) => (each.kind === 'range' && each.index === key ? [each] : [])),
  );
  return found === undefined || ranges.length < indices.length ? undefined : ranges;
}

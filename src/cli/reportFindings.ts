/** The table that `verify` prints, a line a gradient, and what it comes to. */
import { type ExitCode, exitCodes } from './failure.ts';
import { colour, writeOut } from './output.ts';
import { table } from './table.ts';

/** `confirmed`: proof and numbers agree. `wrong`: one of them says no. `open`: none says no, but not all could say yes. */
export interface Finding {
  readonly outcome: 'confirmed' | 'wrong' | 'open';
  readonly result: string;
}

/** Prints rows with their findings and what gave the second opinions; only where all are confirmed is it a success. */
export function reportFindings(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  findings: readonly Finding[],
  opinions: Iterable<string>,
  align: readonly ('left' | 'right')[],
): ExitCode {
  const cells = rows.map((row, i) => [...row, painted(findings[i] as Finding)]);
  const count = (outcome: Finding['outcome']): number =>
    findings.filter((each) => each.outcome === outcome).length;
  const summary = [`${count('confirmed')} of ${rows.length} confirmed`];
  if (count('wrong') > 0) summary.push(`${count('wrong')} wrong`);
  if (count('open') > 0) summary.push(`${count('open')} not confirmed`);
  const asked = [...new Set(opinions)].sort();
  const second = asked.length === 0 ? '' : `; second opinions: ${asked.join(', ')}`;
  writeOut(`${table(head, cells, align)}\n${summary.join(', ')}${second}\n`);
  return count('confirmed') === rows.length ? exitCodes.done : exitCodes.wrong;
}

const tones = { confirmed: '32', wrong: '31', open: '33' } as const;

/** Only the last column is coloured, so that colour never disturbs the alignment. */
const painted = ({ outcome, result }: Finding): string =>
  colour('stdout') ? `\u001b[${tones[outcome]}m${result}\u001b[0m` : result;

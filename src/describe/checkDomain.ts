/** Formulas that have a value, or a slope, nowhere. */
import { type Condition, type Expr, nodes } from '../expr/index.ts';
import { conditionsOf } from '../network/index.ts';
import { Field } from '../proof/algebra.ts';
import { constantOf } from './constantOf.ts';
import type { Written } from './draft.ts';
import { between, type Problems } from './problems.ts';

/** Most formulas have none of these, and to look through them all would cost a tenth of their reading. */
const narrow = /[/^]|log|sqrt/;

/** Reports a formula that asks for what algebra shows to be false. Examples: `x/0`, `x/(y - y)`, `log(-1)`, `0^x` */
export function checkDomain(term: Expr, { text, place }: Written, problems: Problems): void {
  const node = narrow.test(text) ? outside(term) : undefined;
  if (node === undefined) return;
  const whole = place(between(0, text.length));
  if (isReciprocal(node)) problems.error(whole, 'a division by 0', 'this has a value nowhere');
  else {
    const what = node.kind === 'apply' ? node.name : 'a power whose exponent is no whole number';
    problems.error(whole, `${what} of what is not above 0`, 'this has a slope nowhere');
  }
}

const isReciprocal = ({ kind, args: [, exponent] }: Expr): boolean =>
  kind === 'power' && exponent?.kind === 'number' && exponent.value.s < 0n;

/** A node of which a condition cannot hold. Where a function has a kink it has a value, and is left in peace. */
function outside(term: Expr): Expr | undefined {
  const field = new Field();
  const fails = (condition: Condition, { kind }: Expr): boolean => {
    if (condition.kind !== 'positive' && (condition.kind !== 'nonzero' || kind !== 'power')) return false;
    const value = constantOf(condition.term, field);
    return value !== undefined && (value.n === 0n || (condition.kind === 'positive' && value.s < 0n));
  };
  return nodes(term).find((node) => conditionsOf(node).some((condition) => fails(condition, node)));
}

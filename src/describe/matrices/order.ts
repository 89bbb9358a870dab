/** Formulas in an order in which each comes after those of what it mentions. */
import { isName } from '../../formula/index.ts';
import type { Statement } from '../draft.ts';

/** The order, and, if some are defined through themselves, one circle of them. */
export function inOrder(statements: readonly Statement[]): {
  readonly order: readonly Statement[];
  readonly circle: readonly Statement[];
} {
  const byName = new Map(statements.map((each) => [each.name, each]));
  const order: Statement[] = [];
  const state = new Map<Statement, 'open' | 'done'>();
  let circle: readonly Statement[] = [];
  for (const root of statements) {
    const path: { readonly at: Statement; readonly next: Statement[] }[] = [];
    const enter = (at: Statement): void => {
      const known = state.get(at);
      if (known === 'done') return;
      if (known === 'open') {
        const start = path.findIndex((each) => each.at === at);
        if (circle.length === 0) circle = path.slice(start).map((each) => each.at);
        return;
      }
      state.set(at, 'open');
      path.push({ at, next: mentioned(at, byName) });
    };
    enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.next.pop();
      if (next !== undefined) enter(next);
      else {
        path.pop();
        state.set(top.at, 'done');
        order.push(top.at);
      }
    }
  }
  const inCircle = new Set(circle);
  return { order: order.filter((each) => !inCircle.has(each)), circle };
}

/** The statements whose names a formula contains. */
function mentioned({ formula }: Statement, byName: ReadonlyMap<string, Statement>): Statement[] {
  const words = new Set(formula?.text.match(/[\p{L}_][\p{L}\p{Mn}\p{Nd}_]*/gu) ?? []);
  return [...words].filter(isName).flatMap((word) => byName.get(word) ?? []);
}

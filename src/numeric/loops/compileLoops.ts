/** A network with families at concrete sizes, compiled to loops over arrays without being written out in scalars. */
import { index, indexVariable, type Relation } from '../../expr/index.ts';
import type { Definition } from '../../network/index.ts';
import type { Writer } from '../../network/writing.ts';
import { EquationCompiler } from './equation.ts';
import type { LoopCode, Register } from './instructions.ts';
import { type Open, openBlock, openCount, openGuard } from './nest.ts';
import { ranged } from './ranged.ts';
import { Region } from './region.ts';
import { type Member, type Plan, schedule } from './schedule.ts';
import { StableTerms } from './stableTerms.ts';
import type { Store } from './store.ts';

/** An equation inside a loop over a coordinate. */
interface Turn {
  readonly member: Member;
  readonly sign: number;
  readonly variable: Register;
  readonly region: Region;
}

/** What all equations of a network are compiled with. */
interface Compiling {
  readonly store: Store;
  readonly stable: StableTerms;
}

/** Name of a coordinate that is the same number for a whole equation, such as L in a[L,j]. */
const FIXED = '%fixed';

/** Compiles. Throws: InstanceError, MissingFunction, NotANumber, UndecidedError. */
export function compileLoops(store: Store, writer: Writer): LoopCode {
  const { network, sizes, integers } = store;
  const top = new Region();
  const turns = new Map<Definition, readonly Turn[]>();
  const stable = new StableTerms(network);
  const place = (plans: readonly Plan[], here: Region): void => {
    for (const plan of plans) {
      if (plan.kind === 'equation') {
        compileEquation(plan.definition, turns.get(plan.definition) ?? [], here, { store, stable });
        continue;
      }
      const ends = [[integers.constant(plan.from, here)], [integers.constant(plan.to, here)]] as const;
      const loop = openCount(undefined, ends, here, integers, true);
      const { variable, region } = loop;
      for (const member of plan.members) {
        const turn = { member, sign: plan.sign, variable, region };
        turns.set(member.definition, [...(turns.get(member.definition) ?? []), turn]);
      }
      place(plan.body, region);
      loop.close();
    }
  };
  place(schedule(network, writer, sizes), top);
  const { numbers, lists, arrays, calls, implementations } = store;
  return {
    body: top.body,
    integers: integers.count,
    tables: integers.tables,
    numbers,
    lists,
    arrays,
    calls,
    implementations,
  };
}

function compileEquation(
  definition: Definition,
  turns: readonly Turn[],
  here: Region,
  { store, stable }: Compiling,
): void {
  const { ranges = [] } = definition;
  const equation = ranged(definition, stable.of(definition), store);
  const opened = turns.length === 0 ? [openBlock(here)] : openTurns(turns, here, store);
  const inner = opened.at(-1)?.region as Region;
  const looped = ranges.filter((range) => inner.variable(range.index) === undefined);
  new EquationCompiler(store, equation).compile(looped, inner);
  for (const each of opened.reverse()) each.close();
}

/** Gives an equation its coordinates, and skips the turns that are before its beginning or after its end. */
function openTurns(turns: readonly Turn[], here: Region, { integers }: Store): Open[] {
  const opened: Open[] = [];
  for (const { member, sign, variable, region } of turns) {
    const { coordinate, shift, from, to } = member;
    const [only] = coordinate.terms;
    const name = only !== undefined && coordinate.key === only.atom.name ? coordinate.key : FIXED;
    const register = integers.shifted(variable, sign, shift, region);
    const block = openBlock(opened.at(-1)?.region ?? here, { name, register });
    const inside: readonly Relation[] = [
      { kind: 'atMost', left: index(from), right: indexVariable(name) },
      { kind: 'atMost', left: indexVariable(name), right: index(to) },
    ];
    opened.push(block, openGuard(inside, block.region, integers));
  }
  return opened;
}

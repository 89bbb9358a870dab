/**
 * What two terms ask of their domains, taken for granted: where both are defined, log(xy) and log x + log y prove x > 0 and
 * y > 0. The circuit is built anew from the bottom, so that what rests on a sign is written with it.
 */
import type { Budget } from './budget.ts';
import { Circuit } from './circuit.ts';
import type { Requirement } from './lowering.ts';
import { ABOVE_ZERO, ANY, isPositive } from './range.ts';

interface Parts {
  readonly circuit: Circuit;
  readonly pair: readonly [number, number];
  readonly requirements: readonly Requirement[];
}

/** The same with every requirement a fact; undefined where that says nothing new about a sign. Throws: Beyond. */
export function assuming({ circuit, pair, requirements }: Parts, work: Budget): Parts | undefined {
  const isNews = ({ kind, id }: Requirement): boolean =>
    kind === 'positive' && !isPositive(circuit.range(id));
  if (!requirements.some(isNews)) return undefined;
  const copy = new Circuit(work);
  const made = new Map<number, number>();
  const put = (root: number): number => {
    for (const id of made.has(root) ? [] : circuit.below([root])) {
      if (made.has(id)) continue;
      const node = circuit.node(id);
      const own = copy.make(
        node,
        node.args.map((each) => made.get(each) as number),
      );
      copy.restrict(own, circuit.range(id));
      made.set(id, own);
    }
    return made.get(root) as number;
  };
  const facts = new Map<Requirement, number>();
  // What asks least comes first: the signs of what is inside are known when what is around it is built.
  for (const each of [...requirements].sort((a, b) => a.id - b.id)) {
    const id = put(each.id);
    copy.restrict(id, each.kind === 'positive' ? ABOVE_ZERO : { ...ANY, nonzero: true });
    facts.set(each, id);
  }
  return {
    circuit: copy,
    pair: [put(pair[0]), put(pair[1])],
    requirements: requirements.map((each) => ({ ...each, id: facts.get(each) as number, fact: true })),
  };
}

/** What is given positive, without a choice, and about nothing but what the pair is about. */
export function factsAbout({ circuit, pair, requirements }: Parts): readonly number[] {
  const facts = requirements.flatMap(({ kind, id, fact }) => (fact && kind === 'positive' ? [id] : []));
  if (facts.length === 0) return facts;
  const here = new Set(circuit.below(pair));
  const usable = new Set<number>();
  for (const id of circuit.below(facts)) {
    const { op, args } = circuit.node(id);
    const known = op === 'variable' ? here.has(id) : op !== 'cases' && args.every((each) => usable.has(each));
    if (known) usable.add(id);
  }
  return facts.filter((each) => usable.has(each));
}

/** Networks: see `network.ts`. */
export type { Children } from './children.ts';
export { conditionRanges } from './conditionRanges.ts';
export type { Definition, Range } from './definition.ts';
export { conditionsOf, domain, factorsNotZero } from './domain.ts';
export { missingMember, type RangesOf } from './existence.ts';
export { Graph } from './graph.ts';
export { type Instance, InstanceError, instantiate, type Sizes } from './instance.ts';
export { EVERY, type Mention, mentionsApart, mentionsIn } from './mentions.ts';
export {
  makeNetwork,
  type Network,
  NetworkError,
  type NetworkParts,
  type NetworkSymbol,
  type Role,
} from './network.ts';
export { IndexFacts, type Inequality } from './ranges.ts';
export { type SizeIndices, sizeIndices, strangeIndex, strangeInRange } from './strangeIndex.ts';
export { type Surroundings, surroundsTooMany } from './surroundings.ts';
export { type Question, UndecidedError } from './undecided.ts';

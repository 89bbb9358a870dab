/** Network files: see `readNetwork.ts`. */

export { networkSchema } from './networkSchema.ts';
export { type Member, MemberError, partsFor, readMember } from './readMember.ts';
export { type ReadNetwork, type ReadOptions, readNetwork } from './readNetwork.ts';

/** Finding proofs: see `worked.ts`. */

export { axesOf } from './axes.ts';
export { type BackwardPass, backwardPass } from './backwardPass.ts';
export { type EntryProof, type EntryQuestion, entryProof } from './entryProof.ts';
export { type GradientNetwork, gradientNetwork } from './gradientNetwork.ts';
export { IndexedDeriver, type IndexedWorked } from './indexed.ts';
export { UnsoundError } from './ledger.ts';
export { deriveSlope } from './lemma.ts';
export { type FormRequest, matrixForm } from './matrixForm.ts';
export { MatrixForms } from './matrixForms.ts';
export {
  declaredIn,
  type Ground,
  type LeftSide,
  matrixTheorem,
} from './matrixTheorem.ts';
export { scaledTheorem } from './scaledTheorem.ts';
export { Deriver, type Worked } from './worked.ts';

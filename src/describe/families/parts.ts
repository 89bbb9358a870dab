/** What a network with families is put together from, once its formulas are read. */
import type { Condition } from '../../expr/index.ts';
import type { Definition } from '../../network/index.ts';
import type { FamilyDraft } from '../draft.ts';
import type { Heads } from './heads.ts';
import type { FamilyNames } from './namesOf.ts';

/** What formulas turned out to use. */
export interface Used {
  /** Opaque functions. */
  readonly applied: ReadonlySet<string>;
  /** Sizes that stand in formulas as numbers, 1/m. */
  readonly numbers: ReadonlySet<string>;
}

/** What a network with families is made from. */
export interface FamilyParts {
  readonly draft: Omit<FamilyDraft, 'families' | 'sizes'>;
  readonly heads: Heads;
  readonly names: FamilyNames;
  readonly used: Used;
  readonly equations: readonly Definition[];
  readonly given: readonly Condition[];
}

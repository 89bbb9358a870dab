/** What `backproof derive` is told. */
import type { FormatName } from '../document/index.ts';
import type { HouseName } from '../latex/index.ts';

export interface DeriveOptions {
  readonly wrt?: readonly string[];
  readonly of?: string;
  /** Default: scalars for a network whose units have names of their own, otherwise components and matrices. */
  readonly notation?: 'scalar' | 'index' | 'matrix';
  readonly recursion?: boolean;
  /** What the differentiated quantity is a multiple of, such as the sum over samples. */
  readonly through?: string;
  readonly detail: 'brief' | 'standard' | 'full';
  readonly format: FormatName | 'json';
  readonly locale: 'zh' | 'en';
  readonly digits: number;
  readonly house?: HouseName;
  readonly output?: string;
}

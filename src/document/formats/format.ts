/** What a format of documents is. */
import type { Root } from 'mdast';
import type { LocaleName } from '../locale.ts';

/** What a page says of itself besides its text. */
export interface About {
  readonly locale: LocaleName;
  /** Default: the text of the first heading. */
  readonly title?: string;
}

/** A way of writing documents. */
export interface DocumentFormat {
  /** What files end in, without the dot. */
  readonly ending: string;
  readonly write: (root: Root, about: About) => Promise<string>;
}

/** `::forward{numbers=yes}`: every equation in the order of computation, with values inserted where numbers are wanted. */
import { optional, yesOrNo } from '../attributes.ts';
import { defineDirective } from '../directive.ts';

export const forward = defineDirective({
  name: 'forward',
  form: 'leaf',
  attributes: { numbers: optional(yesOrNo) },
  prepare: ({ numbers }, lesson) => {
    // What has no value is named now, not while writing.
    if (numbers === true) lesson.values();
    return () => lesson.writer({ numbers }).forward();
  },
});

import { readNetwork } from '../../src/describe/index.ts';
import { InputError, lineAndColumn } from '../../src/source/index.ts';

/** What is wrong with a file, each as `line:column message | hint | also at line:column …`. */
export function errorsOf(text: string): string[] {
  try {
    readNetwork(text, { name: 'net.yaml' });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.diagnostics.map(({ source, span, message, hint, also = [] }) => {
      const place = ({ offset }: { readonly offset: number }): string => {
        const { line, column } = lineAndColumn(source, offset);
        return `${line}:${column}`;
      };
      const more = also.length === 0 ? [] : [`also at ${also.map(place).join(' ')}`];
      return [`${place(span)} ${message}`, ...(hint === undefined ? [] : [hint]), ...more].join(' | ');
    });
  }
  return [];
}

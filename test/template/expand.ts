// Expands templates that are written in the tests themselves.
import { writeMarkdown } from '../../src/document/index.ts';
import { formatDiagnostic, InputError } from '../../src/source/index.ts';
import { type Expanded, expandTemplate } from '../../src/template/index.ts';

/** A small network with numbers: one hidden unit, two outputs. */
const network = `name: fork
inputs: { x: 0.5 }
targets: { y1: 0, y2: 1 }
parameters: { v: 0.8, w1: 0.4, w2: -0.6, b: 0.1 }
equations:
  net_h: v*x + b
  out_h: sigmoid(net_h)
  net_1: w1*out_h
  net_2: w2*out_h
  out_1: sigmoid(net_1)
  out_2: sigmoid(net_2)
  E: 1/2*(out_1 - y1)^2 + 1/2*(out_2 - y2)^2
loss: E
learning_rate: 0.5
`;

/** The same without values. */
const bare = `inputs: [x]
targets: [y]
parameters: [w]
equations: { z: w*x, a: tanh(z), C: (a - y)^2 }
loss: C
`;

const files = new Map([
  ['fork.yaml', network],
  ['bare.yaml', bare],
  ['broken.yaml', bare.replace('w*x', 'w*xx')],
]);

export function expand(text: string, locale?: 'en' | 'zh'): Expanded {
  const load = (path: string) => {
    const found = files.get(path);
    return found === undefined ? undefined : { name: path, text: found };
  };
  return expandTemplate({ name: 'lesson.md', text }, { locale, load });
}

/** A template about the network with numbers, in English unless `head` says otherwise. */
export const lesson = (body: string, head = 'locale: en'): string =>
  `---\ntitle: T\nnetwork: fork.yaml\n${head}\n---\n${body}`;

/** The document of a template's body as Markdown, without its title. */
export const markdown = (body: string, head?: string): string =>
  writeMarkdown(expand(lesson(body, head)).root)
    .replace('# T\n', '')
    .trim();

/** What is wrong with a template: the lines `file:line:column message`. */
export function mistakes(text: string, locale?: 'en' | 'zh'): readonly string[] {
  try {
    expand(text, locale);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.diagnostics.map((each) => formatDiagnostic(each).split('\n')[0] ?? '');
  }
}

/** What to do about it, for each mistake. */
export function hints(text: string): readonly (string | undefined)[] {
  try {
    expand(text);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.diagnostics.map(({ hint }) => hint);
  }
}

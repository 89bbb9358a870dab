/** The formats that documents are written in, one row each; what writes one is loaded when it is asked for. */
import type { DocumentFormat } from './format.ts';

/** Every format by name. */
export const formats = {
  md: {
    ending: 'md',
    write: async (root) => (await import('./markdown.ts')).writeMarkdown(root),
  },
  html: {
    ending: 'html',
    write: async (root, about) => (await import('./html.ts')).writeHtml(root, about),
  },
  tex: {
    ending: 'tex',
    write: async (root, about) => (await import('./tex.ts')).writeTex(root, about),
  },
} as const satisfies { readonly [name: string]: DocumentFormat };

/** A format that documents are written in. */
export type FormatName = keyof typeof formats;

export const formatNames = Object.keys(formats) as readonly FormatName[];

/** Derivations as documents: see `DocumentWriter.ts`. */
export type { CheckRow } from './checkTable.ts';
export { DocumentWriter } from './DocumentWriter.ts';
export type { About, DocumentFormat } from './formats/format.ts';
export { type FormatName, formatNames, formats } from './formats/index.ts';
export { type MarkdownOptions, writeMarkdown } from './formats/markdown.ts';
export type { GradientOptions } from './gradient.ts';
export type { At, MatrixView } from './instance.ts';
export { Locale, type LocaleName, locales } from './locale.ts';
export type { Conclusion } from './messages.ts';
export type { Detail, DocumentOptions } from './page.ts';
export { pageStyle } from './pageStyle.ts';
export type { SameWayOptions } from './sameWay.ts';
export { DocumentState, type Found, labelOf, type Reference } from './state.ts';
export type { TheoremOptions } from './theorem.ts';
export type { Recursion } from './theoremInduction.ts';
export type { UpdateRow } from './updateTable.ts';

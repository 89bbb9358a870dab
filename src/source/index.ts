/** Places in what a user wrote, and messages about them: see `source.ts` and `diagnostic.ts`. */
export { type Diagnostic, formatDiagnostic, InputError } from './diagnostic.ts';
export { didYouMean } from './didYouMean.ts';
export { lineAndColumn, type Source, type Span } from './source.ts';
export { printable, widthOf } from './terminal.ts';

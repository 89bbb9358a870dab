/** Templates: see `expandTemplate.ts`; the directives are `directives/`. */
export {
  type BuildTemplatesOptions,
  type Built,
  buildTemplates,
  type Written,
} from './buildTemplates.ts';
export { directives } from './directives/index.ts';
export { type Expanded, type ExpandOptions, expandTemplate } from './expandTemplate.ts';

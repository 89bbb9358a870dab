// The opaque functions that some equations use, declared as they are used.
import { type Expr, nodes } from '../../src/expr/index.ts';
import { functionNamed } from '../../src/functions/index.ts';

/** Every function in some terms that no record knows, with its number of arguments. */
export const opaqueIn = (...terms: readonly Expr[]): ReadonlyMap<string, number> =>
  new Map(
    terms.flatMap((term) =>
      nodes(term).flatMap((node) =>
        node.kind === 'apply' && functionNamed(node.name) === undefined
          ? [[node.name, node.args.length]]
          : [],
      ),
    ),
  );

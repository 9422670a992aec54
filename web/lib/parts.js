import { find } from './find.js';

/** @typedef {Record<string, new () => Element>} PartTypes the elements that change, by their `data-part` */
/** @template {PartTypes} Types @typedef {{ [Name in keyof Types]: InstanceType<Types[Name]> }} PartsOf */

/**
 * The elements below `root` that change, by their `data-part`, each of the type that is expected.
 * @template {PartTypes} Types
 * @param {ParentNode} root @param {Types} types
 * @returns {PartsOf<Types>}
 */
export function findParts(root, types) {
  const parts = Object.entries(types).map(([name, type]) => [
    name,
    find(root, `[data-part="${name}"]`, type),
  ]);
  return Object.fromEntries(parts);
}

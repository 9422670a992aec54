/**
 * The first element below `parent` that the selector names. It must be there: the code and its page belong together.
 * @template {Element} E
 * @param {ParentNode} parent
 * @param {string} selector
 * @param {new () => E} type such as HTMLInputElement
 * @returns {E}
 */
export function find(parent, selector, type) {
  const found = parent.querySelector(selector);
  if (found instanceof type) return found;
  throw new TypeError(`no ${type.name} ${selector} on this page`);
}

import { element } from '../lib/element.js';

/** @import { Cell, RecordLink } from './tables-api.js' */

/** Links of one cell that are shown at most; a cell can hold 500. */
const mostLinks = 20;

/** One cell: text, or links to records of the other table. @param {string} label @param {Cell} content */
export function recordCell(label, content) {
  const td = element('td');
  td.dataset.label = label;
  if (typeof content === 'string') {
    td.textContent = content;
  } else if (content.length > 0) {
    td.append(linkList(content));
  }
  td.classList.toggle('blank', content.length === 0);
  return td;
}

/** @param {readonly RecordLink[]} links */
function linkList(links) {
  const list = element('ul', 'links');
  for (const link of links.slice(0, mostLinks)) list.append(item(anchor(link)));
  if (links.length > mostLinks) list.append(item(`等 ${links.length} 条`));
  return list;
}

/** @param {Node | string} content */
function item(content) {
  const li = element('li');
  li.append(content);
  return li;
}

/** @param {RecordLink} link */
function anchor({ recordId, text, label }) {
  const link = element('a', '', label || recordId);
  link.href = `#${recordId}`;
  link.title = text;
  link.dataset.text = text;
  return link;
}

import { element } from '../../lib/element.js';
import { toneClass } from './tone.js';

/** @import { CardHeader, TextTag } from './card-json.d.ts' */

/** Feishu shows three of the tags beside the title at most. */
const mostTags = 3;

/** The coloured head of a card: title, tags, subtitle. @param {CardHeader} header */
export function cardHeader({ title, subtitle, template = 'default', text_tag_list: tags = [] }) {
  const head = element('div', `card-head ${toneClass(template)}`);
  const line = element('div', 'card-title');
  line.append(element('strong', '', title?.content));
  line.append(...tags.slice(0, mostTags).map(textTag));
  head.append(line);
  if (subtitle?.content) head.append(element('div', 'card-subtitle', subtitle.content));
  return head;
}

/** @param {TextTag} tag */
function textTag({ text, color = 'blue' }) {
  return element('span', `text-tag ${toneClass(color)}`, text?.content);
}

import { element } from '../../lib/element.js';
import { fileSize } from '../../lib/file-size.js';
import { renderCard } from '../card/render-card.js';
import { fileAddress } from './chat-api.js';

/** @import { CardContext } from '../card/card-json.d.ts' */
/** @import { Content } from './chat-api.js' */

/**
 * What a message holds.
 * @param {Content} content @param {CardContext} context
 * @returns {HTMLElement}
 */
export function messageContent(content, context) {
  switch (content.kind) {
    case 'text':
      return element('p', 'message-text', content.text);
    case 'post':
      return post(content.title, content.text);
    case 'file':
      return download(content, extensionOf(content.fileName));
    case 'picture':
      return download(content, '图片');
    case 'folder':
      return attachment('目录', content.name);
    case 'sticker':
      return sticker();
    case 'card':
      return renderCard(content.card, context);
  }
}

/** @param {string} title @param {string} text */
function post(title, text) {
  const drawn = element('div');
  if (title !== '') drawn.append(element('p', 'post-title', title));
  drawn.append(element('p', 'message-text', text));
  return drawn;
}

function sticker() {
  const drawn = element('span', 'sticker', '^_^');
  drawn.setAttribute('role', 'img');
  drawn.setAttribute('aria-label', '表情包');
  return drawn;
}

/** @param {string} kind @param {string} name @param {number} [size] bytes */
function attachment(kind, name, size) {
  const drawn = element('span', 'file');
  const icon = element('span', 'file-icon', kind);
  icon.setAttribute('aria-hidden', 'true');
  const words = element('span', 'file-words');
  words.append(element('span', 'file-name', name));
  if (size !== undefined) words.append(element('span', 'file-size', fileSize(size)));
  drawn.append(icon, words);
  return drawn;
}

/** @param {{ fileKey: string, fileName: string, size: number }} file @param {string} kind */
function download({ fileKey, fileName, size }, kind) {
  const link = element('a', 'file-link');
  link.href = fileAddress(fileKey);
  link.download = fileName;
  link.append(attachment(kind, fileName, size));
  return link;
}

/** @param {string} name */
function extensionOf(name) {
  return /\.([A-Za-z0-9]{1,4})$/.exec(name)?.[1]?.toUpperCase() ?? '文件';
}

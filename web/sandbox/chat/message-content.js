import { renderCard } from '../card/render-card.js';
import { element } from '../element.js';
import { fileAddress } from './chat-api.js';
import { fileSize } from './file-size.js';

const drawers = {
  text: ({ text }) => element('p', 'message-text', text),
  file: fileLink,
  card: ({ card }, context) => renderCard(card, context),
};

/** What a message holds: a text, a file or a card. */
export function messageContent(content, context) {
  return drawers[content.kind](content, context);
}

function fileLink({ fileKey, fileName, size }) {
  const link = element('a', 'file');
  link.href = fileAddress(fileKey);
  link.download = fileName;
  const icon = element('span', 'file-icon', extensionOf(fileName));
  icon.setAttribute('aria-hidden', 'true');
  const words = element('span', 'file-words');
  words.append(element('span', 'file-name', fileName), element('span', 'file-size', fileSize(size)));
  link.append(icon, words);
  return link;
}

function extensionOf(name) {
  return /\.([A-Za-z0-9]{1,4})$/.exec(name)?.[1].toUpperCase() ?? '文件';
}

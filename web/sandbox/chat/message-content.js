import { renderCard } from '../card/render-card.js';
import { element } from '../element.js';
import { fileAddress } from './chat-api.js';
import { fileSize } from './file-size.js';

const drawers = {
  text: ({ text }) => element('p', 'message-text', text),
  post: ({ title, text }) => post(title, text),
  file: ({ fileKey, fileName, size }) =>
    download(fileKey, fileName, attachment(extensionOf(fileName), fileName, size)),
  picture: ({ fileKey, fileName, size }) => download(fileKey, fileName, attachment('图片', fileName, size)),
  folder: ({ name }) => attachment('目录', name),
  sticker: () => sticker(),
  card: ({ card }, context) => renderCard(card, context),
};

/** What a message holds. */
export function messageContent(content, context) {
  return drawers[content.kind](content, context);
}

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

function download(fileKey, fileName, drawn) {
  const link = element('a', 'file-link');
  link.href = fileAddress(fileKey);
  link.download = fileName;
  link.append(drawn);
  return link;
}

function extensionOf(name) {
  return /\.([A-Za-z0-9]{1,4})$/.exec(name)?.[1].toUpperCase() ?? '文件';
}

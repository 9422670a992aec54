import { find } from '../../lib/find.js';
import { createPopMenu } from './pop-menu.js';
import { readFile } from './read-file.js';

/** @import { SentContent } from './chat-api.js' */

const menu = find(document, '#more-menu', HTMLDetailsElement);
const picker = find(menu, 'input[type=file]', HTMLInputElement);

/**
 * What else people send.
 * @param {{ onContent: (contentOf: () => SentContent | Promise<SentContent>) => void, takeText: () => string }} chat
 *   `onContent` gets a function that gives the content, to be called when it is sent; `takeText` takes what has been
 *   written
 */
export function createMoreMenu({ onContent, takeText }) {
  /** @type {Record<string, () => void>} */
  const contents = {
    picture: () => picker.click(),
    folder: () => onContent(() => ({ folder: { name: '课程资料' } })),
    sticker: () => onContent(() => ({ sticker: true })),
    post: () => {
      const text = takeText();
      onContent(() => ({ post: { title: '富文本消息', text: text === '' ? '这是一条富文本消息。' : text } }));
    },
  };
  createPopMenu(menu, (key) => contents[key]?.());
  picker.addEventListener('change', () => {
    const [file] = picker.files ?? [];
    if (file !== undefined) onContent(async () => ({ picture: await readFile(file) }));
    picker.value = '';
  });
}

import { createPopMenu } from './pop-menu.js';
import { readFile } from './read-file.js';

const menu = document.querySelector('#more-menu');
const picker = menu.querySelector('input[type=file]');

/**
 * What else people send: `onContent` hears a function that gives the content, to be asked when it is sent. `takeText`
 * takes what has been written.
 */
export function createMoreMenu({ onContent, takeText }) {
  const contents = {
    picture: () => picker.click(),
    folder: () => onContent(() => ({ folder: { name: '课程资料' } })),
    sticker: () => onContent(() => ({ sticker: true })),
    post: () => {
      const text = takeText();
      onContent(() => ({ post: { title: '富文本消息', text: text === '' ? '这是一条富文本消息。' : text } }));
    },
  };
  createPopMenu(menu, (key) => contents[key]());
  picker.addEventListener('change', () => {
    const [file] = picker.files;
    onContent(async () => ({ picture: await readFile(file) }));
    picker.value = '';
  });
}

import { copyText } from '../lib/copy-text.js';

const button = document.querySelector('#copy-open-id');
if (button instanceof HTMLButtonElement) button.addEventListener('click', () => copyFrom(button));

/** @param {HTMLButtonElement} button */
async function copyFrom(button) {
  button.textContent = (await copyText(button.dataset.openId ?? '')) ? '已复制' : '没能复制';
}

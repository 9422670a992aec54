import { carriesFiles, droppedFiles } from '../lib/dragged-files.js';

/** What answers a press itself. */
const pressable = 'a, button, summary, label, input, ol';

/**
 * Hands over the files a person chooses by pressing the button or the place around it, or drops anywhere on the page.
 * @param {{ button: HTMLButtonElement, input: HTMLInputElement, zone: HTMLElement, veil: HTMLElement }} elements `zone`: the
 *   place where the button stands; `veil` shows while dragging
 * @param {(files: File[]) => void} onFiles
 */
export function listenForFiles({ button, input, zone, veil }, onFiles) {
  button.addEventListener('click', () => input.click());
  zone.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest(pressable) === null) input.click();
  });
  input.addEventListener('change', () => {
    onFiles([...(input.files ?? [])]);
    // Otherwise choosing the same file again, after correcting it, would be no change.
    input.value = '';
  });
  listenForDrops(veil, onFiles);
}

/** @param {HTMLElement} veil @param {(files: File[]) => void} onFiles */
function listenForDrops(veil, onFiles) {
  window.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    veil.hidden = false;
  });
  window.addEventListener('dragleave', (event) => {
    // Without a related target the pointer has left the window, not just passed between two elements.
    if (event.relatedTarget === null) veil.hidden = true;
  });
  window.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    veil.hidden = true;
    onFiles(droppedFiles(event));
  });
}

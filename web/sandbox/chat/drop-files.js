import { carriesFiles, droppedFiles } from '../../lib/dragged-files.js';

/**
 * Takes files dropped on `area`, which is marked `dropping` while they hang over it.
 * @param {HTMLElement} area @param {(files: File[]) => void} onFiles
 */
export function acceptDrops(area, onFiles) {
  area.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    area.classList.add('dropping');
  });
  area.addEventListener('dragleave', (event) => {
    const isInside = event.relatedTarget instanceof Node && area.contains(event.relatedTarget);
    if (!isInside) area.classList.remove('dropping');
  });
  area.addEventListener('drop', (event) => {
    area.classList.remove('dropping');
    if (!carriesFiles(event)) return;
    event.preventDefault();
    onFiles(droppedFiles(event));
  });
  // Beside the chat, a file must not replace the page.
  for (const type of /** @type {const} */ (['dragover', 'drop'])) window.addEventListener(type, keepPage);
}

/** @param {DragEvent} event */
function keepPage(event) {
  if (carriesFiles(event)) event.preventDefault();
}

/**
 * Hands over the files a person chooses by the button or drops anywhere on the page.
 * @param {{ button: HTMLButtonElement, input: HTMLInputElement, veil: HTMLElement }} elements `veil` shows while dragging
 * @param {(files: File[]) => void} onFiles
 */
export function listenForFiles({ button, input, veil }, onFiles) {
  button.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    onFiles([...input.files]);
    // Otherwise choosing the same file again, after mending it, would be no change.
    input.value = '';
  });
  listenForDrops(veil, onFiles);
}

function listenForDrops(veil, onFiles) {
  const whenFiles = (handle) => (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    handle(event);
  };
  window.addEventListener(
    'dragover',
    whenFiles((event) => {
      event.dataTransfer.dropEffect = 'copy';
      veil.hidden = false;
    }),
  );
  window.addEventListener('dragleave', (event) => {
    // Without a related target the pointer has left the window, not just passed between two elements.
    if (event.relatedTarget === null) veil.hidden = true;
  });
  window.addEventListener(
    'drop',
    whenFiles((event) => {
      veil.hidden = true;
      onFiles([...event.dataTransfer.files]);
    }),
  );
}

/** Takes files dropped on `area`, which is marked `dropping` while they hang over it. */
export function acceptDrops(area, onFiles) {
  const hasFiles = (event) => event.dataTransfer.types.includes('Files');
  area.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    area.classList.add('dropping');
  });
  area.addEventListener('dragleave', (event) => {
    if (!area.contains(event.relatedTarget)) area.classList.remove('dropping');
  });
  area.addEventListener('drop', (event) => {
    area.classList.remove('dropping');
    if (!hasFiles(event)) return;
    event.preventDefault();
    onFiles([...event.dataTransfer.files]);
  });
  // Beside the chat, a file must not replace the page.
  for (const type of ['dragover', 'drop']) window.addEventListener(type, keepPage);
}

function keepPage(event) {
  if (event.dataTransfer.types.includes('Files')) event.preventDefault();
}

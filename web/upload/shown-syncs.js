import { amendAddress, readAddress, visitAddress } from './page-address.js';
import { createSyncView } from './sync-view.js';
import { createUploadLine } from './upload-line.js';

/**
 * The cards on the page, and the address that names them.
 * @param {{ container: HTMLElement, template: HTMLTemplateElement, nothingYet: HTMLElement }} elements
 * @param {{ announce: (text: string) => void, isKeyboardFree: () => boolean, maxFileBytes: () => number,
 *   onFinal: () => void }} page
 */
export function createShownSyncs({ container, template, nothingYet }, page) {
  const line = createUploadLine();
  let views = [];

  const createView = () =>
    createSyncView(template, { ...page, addUpload: line.add, onIdentified: nameInAddress });

  function nameInAddress() {
    amendAddress(views.map((view) => view.shownId()).filter((id) => id !== null));
  }

  function keepOnly(wanted) {
    for (const view of views) if (!wanted(view)) view.close();
    views = views.filter(wanted);
  }

  /** What is finished makes room; it stays in the list of recent syncs. A file that is on its way is not taken twice. */
  function upload(files, dryRun) {
    if (files.length === 0) return;
    keepOnly((view) => view.isActive());
    const kept = views.length;
    for (const file of files) {
      if (views.some((view) => isSameFile(view.file(), file))) continue;
      const view = createView();
      views.push(view);
      container.append(view.root);
      view.startUpload(file, dryRun);
    }
    showWhetherEmpty();
    views[kept]?.root.scrollIntoView({ block: 'nearest' });
  }

  /** Shows the syncs that the address names, before what else is under way. */
  function showAddressed() {
    const ids = readAddress();
    keepOnly((view) => view.isActive() || ids.includes(view.shownId()));
    const missing = ids.filter((id) => views.every((view) => view.shownId() !== id));
    const added = missing.map(createView);
    views.unshift(...added);
    container.prepend(...added.map((view) => view.root));
    for (const [index, view] of added.entries()) view.follow(missing[index]);
    nameInAddress();
    showWhetherEmpty();
  }

  function showWhetherEmpty() {
    nothingYet.hidden = views.length > 0;
  }

  /** Shows one sync and brings it before the reader's eyes. */
  function show(id) {
    visitAddress([id]);
    showAddressed();
    views.find((view) => view.shownId() === id)?.root.focus();
  }

  return { upload, show, showAddressed, isUploading: line.isBusy };
}

function isSameFile(one, other) {
  return one?.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}

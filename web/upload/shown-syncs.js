import { amendAddress, readAddress, visitAddress } from './page-address.js';
import { createSyncView } from './sync-view.js';
import { createUploadQueue } from './upload-queue.js';

/** @import { SyncView } from './sync-view.js' */

/**
 * The cards on the page, and the address that names them.
 * @param {{ container: HTMLElement, template: HTMLTemplateElement }} elements
 * @param {{ announce: (text: string) => void, isKeyboardFree: () => boolean, maxFileBytes: () => number,
 *   onFinal: () => void, onChange: (views: readonly SyncView[]) => void }} page `onChange`: cards have come or gone, or one
 *   shows something else
 */
export function createShownSyncs({ container, template }, page) {
  const queue = createUploadQueue();
  /** @type {SyncView[]} */
  let views = [];

  const createView = () =>
    createSyncView(template, { ...page, addUpload: queue.add, onIdentified: nameInAddress, onChange: tell });

  function tell() {
    page.onChange(views);
  }

  function nameInAddress() {
    amendAddress(views.flatMap((view) => view.shownId() ?? []));
  }

  /** @param {(view: SyncView) => boolean} wanted */
  function keepOnly(wanted) {
    for (const view of views) if (!wanted(view)) view.close();
    views = views.filter(wanted);
  }

  /**
   * What is finished makes room; it stays in the list of recent syncs. A file that is on its way is not taken twice.
   * @param {readonly File[]} files @param {boolean} dryRun
   */
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
    tell();
    views[kept]?.root.scrollIntoView({ block: 'nearest' });
  }

  /** Shows the syncs that the address names, before what else is under way. */
  function showAddressed() {
    const ids = readAddress();
    keepOnly((view) => view.isActive() || ids.some((id) => view.shownId() === id));
    const missing = ids.filter((id) => views.every((view) => view.shownId() !== id));
    const added = missing.map((id) => ({ id, view: createView() }));
    views.unshift(...added.map(({ view }) => view));
    container.prepend(...added.map(({ view }) => view.root));
    for (const { id, view } of added) view.follow(id);
    nameInAddress();
    tell();
  }

  /** Shows syncs and brings the first before the reader's eyes. @param {string[]} ids */
  function show(ids) {
    visitAddress(ids);
    showAddressed();
    views.find((view) => view.shownId() === ids[0])?.root.focus();
  }

  return { upload, show, showAddressed, isUploading: queue.isBusy };
}

/** @param {File | null} one @param {File} other */
function isSameFile(one, other) {
  return one?.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}

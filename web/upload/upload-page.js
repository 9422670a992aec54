import { find } from '../lib/find.js';
import { listSyncs } from '../lib/sync-api.js';
import { listenForCheck } from './check-connection.js';
import { listenForFiles } from './choose-files.js';
import { createFilesTable } from './files-table.js';
import { createFirstView } from './first-view.js';
import { showNotices } from './notices.js';
import { createShownSyncs } from './shown-syncs.js';
import { tabTitle } from './tab-title.js';

/** @param {string} id */
const byId = (id) => find(document, `#${id}`, HTMLElement);
const chooseFiles = find(document, '#choose-files', HTMLButtonElement);
const dryRun = find(document, '#dry-run', HTMLInputElement);

/** What the server takes; until it has said so, it decides alone. */
let maxFileBytes = Number.POSITIVE_INFINITY;

/** @import { SyncList } from '../lib/sync-api.js' */
/** @import { SyncView } from './sync-view.js' */

const firstView = createFirstView(
  {
    section: byId('latest'),
    waiting: find(document, '#waiting-line', HTMLButtonElement),
    list: byId('latest-list'),
    state: byId('latest-state'),
  },
  { onChosen: (ids) => shown.show(ids) },
);

/** This is no reason to trouble anybody; an upload says what is wrong. */
function readLatest() {
  listSyncs().then(showService, () => {});
}

/** @param {SyncList} list */
function showService({ syncs, ...about }) {
  maxFileBytes = about.maxFileBytes;
  showNotices(
    { top: byId('notice'), bottom: byId('bot-notice'), logout: byId('logout'), who: byId('logged-in-as') },
    about,
  );
  firstView.show(syncs);
}

const filesTable = createFilesTable(byId('files'));

/** @param {readonly SyncView[]} views */
function showTogether(views) {
  byId('drop-zone').classList.toggle('has-cards', views.length > 0);
  firstView.setShown(views.length === 0);
  filesTable.update(views);
  document.title = tabTitle(views.map((view) => view.shown()));
  // One solid button: what comes next.
  chooseFiles.classList.toggle('button-quiet', filesTable.hasNext() || views.some((view) => view.hasNext()));
}

const shown = createShownSyncs(
  { container: byId('cards'), template: find(document, '#sync-card', HTMLTemplateElement) },
  {
    announce: (text) => {
      byId('announcement').textContent = text;
    },
    // Nobody is in the middle of something else.
    isKeyboardFree: () => document.activeElement === document.body || document.activeElement === chooseFiles,
    maxFileBytes: () => maxFileBytes,
    onFinal: readLatest,
    onChange: showTogether,
  },
);

listenForFiles(
  {
    button: chooseFiles,
    input: find(document, '#file-input', HTMLInputElement),
    zone: byId('drop-zone'),
    veil: byId('drop-veil'),
  },
  (files) => shown.upload(files, dryRun.checked),
);

dryRun.addEventListener('change', () => {
  chooseFiles.textContent = dryRun.checked ? '预览CSV文件…' : '上传CSV文件';
});

listenForCheck({
  button: find(document, '#check-connection', HTMLButtonElement),
  result: byId('check-result'),
});

window.addEventListener('hashchange', shown.showAddressed);
window.addEventListener('beforeunload', (event) => {
  if (!shown.isUploading()) return;
  event.preventDefault();
  // Chromium before 119 asks only for this: https://developer.mozilla.org/docs/Web/API/BeforeUnloadEvent/returnValue
  event.returnValue = true;
});

shown.showAddressed();
readLatest();

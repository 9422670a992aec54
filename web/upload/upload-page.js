import { find } from '../lib/find.js';
import { listSyncs } from '../lib/sync-api.js';
import { listenForCheck } from './check-connection.js';
import { listenForFiles } from './choose-files.js';
import { showNotices } from './notices.js';
import { createRecentSyncs } from './recent-syncs.js';
import { createShownSyncs } from './shown-syncs.js';

/** @param {string} id */
const byId = (id) => find(document, `#${id}`, HTMLElement);
const chooseFiles = find(document, '#choose-files', HTMLButtonElement);
const dryRun = find(document, '#dry-run', HTMLInputElement);

/** What the server takes; until it has said so, it decides alone. */
let maxFileBytes = Number.POSITIVE_INFINITY;

async function readRecent() {
  const { syncs, ...about } = await listSyncs();
  maxFileBytes = about.maxFileBytes;
  showNotices(
    { top: byId('notice'), bottom: byId('bot-notice'), logout: byId('logout'), who: byId('logged-in-as') },
    about,
  );
  return syncs;
}

const shown = createShownSyncs(
  {
    container: byId('cards'),
    template: find(document, '#sync-card', HTMLTemplateElement),
    nothingYet: byId('nothing-yet'),
  },
  {
    announce: (text) => {
      byId('announcement').textContent = text;
    },
    // Nobody is in the middle of something else.
    isKeyboardFree: () => document.activeElement === document.body || document.activeElement === chooseFiles,
    maxFileBytes: () => maxFileBytes,
    onFinal: () => recent.refresh(),
  },
);

const recent = createRecentSyncs(
  {
    fold: find(document, '#recent', HTMLDetailsElement),
    state: byId('recent-state'),
    list: byId('recent-list'),
  },
  { read: readRecent, onChosen: shown.show },
);

listenForFiles(
  {
    button: chooseFiles,
    input: find(document, '#file-input', HTMLInputElement),
    veil: byId('drop-veil'),
  },
  (files) => shown.upload(files, dryRun.checked),
);

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
// The notices are no reason to trouble anybody; an upload says what is wrong.
readRecent().catch(() => {});

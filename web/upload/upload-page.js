import { listenForFiles } from './choose-files.js';
import { showNotices } from './notices.js';
import { createRecentSyncs } from './recent-syncs.js';
import { createShownSyncs } from './shown-syncs.js';
import { listSyncs } from './upload-api.js';

const byId = (id) => document.getElementById(id);

/** What the server takes; until it has said so, it decides alone. */
let maxFileBytes = Number.POSITIVE_INFINITY;

async function readRecent() {
  const { syncs, ...about } = await listSyncs();
  maxFileBytes = about.maxFileBytes;
  const [top, bottom, logout, who] = ['notice', 'bot-notice', 'logout', 'logged-in-as'].map(byId);
  showNotices({ top, bottom, logout, who }, about);
  return syncs;
}

const shown = createShownSyncs(
  { container: byId('cards'), template: byId('sync-card'), nothingYet: byId('nothing-yet') },
  {
    announce: (text) => {
      byId('announcement').textContent = text;
    },
    // Nobody is in the middle of something else.
    isKeyboardFree: () => [document.body, byId('choose-files')].includes(document.activeElement),
    maxFileBytes: () => maxFileBytes,
    onFinal: () => recent.refresh(),
  },
);

const recent = createRecentSyncs(
  { fold: byId('recent'), state: byId('recent-state'), list: byId('recent-list') },
  { read: readRecent, onChosen: shown.show },
);

listenForFiles(
  { button: byId('choose-files'), input: byId('file-input'), veil: byId('drop-veil') },
  (files) => shown.upload(files, byId('dry-run').checked),
);

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

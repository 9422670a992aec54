import { find } from '../lib/find.js';
import { followSync } from '../lib/follow-sync.js';
import { listenForInput, showNeeds } from '../lib/needs-form.js';
import { showTrouble } from '../lib/show-trouble.js';
import { giveInput } from '../lib/sync-api.js';
import { listenForActions } from './actions.js';
import { showButtons } from './buttons.js';
import { pageParts } from './parts.js';
import { createRowSections } from './row-sections.js';
import { showHead } from './show-head.js';

/** @import { RequestProblem } from '../lib/request-problem.js' */
/** @import { Sync } from '../lib/sync-api.js' */

/** The page of one sync, under its number: what is known of it, row by row, and what can be done with it. */
const parts = pageParts();
const rows = createRowSections(parts);
const id = find(document, 'main', HTMLElement).dataset.sync ?? '';
/** @type {Sync | null} */
let shown = null;

/** @param {Sync} sync */
function show(sync) {
  shown = sync;
  showHead(parts, sync);
  showNeeds({ parts }, sync);
  showButtons(parts, sync);
  rows.show(sync);
}

/** @param {RequestProblem} problem */
function showProblem(problem) {
  showTrouble(parts.trouble, problem.text, problem);
}

const follow = () => followSync(id, { onSync: show, onProblem: showProblem });

listenForInput({ root: parts.card, parts }, async (input) => {
  await giveInput(id, input);
  stop();
  stop = follow();
});
listenForActions(parts, { id, shownSync: () => shown, showProblem });
let stop = follow();

import { createChangesView } from '../lib/changes-view.js';
import { courseItem } from '../lib/course-item.js';
import { element } from '../lib/element.js';
import { hasPlan } from '../lib/has-plan.js';
import { seenText } from '../lib/seen-text.js';
import { showText } from '../lib/show-text.js';

/** @import { SyncCard } from './sync-card.js' */
/** @import { Changes, Sync } from '../lib/sync-api.js' */

/**
 * The folded part of a card that shows what a sync does to each row. It is read when it is unfolded, and again when the sync
 * has come to another state.
 * @param {SyncCard} card
 */
export function createChangesFold({ root, parts }) {
  const courses = element('ul', 'changed-courses');
  const seen = element('p', 'quiet');
  const view = createChangesView({ onRead: drawFile });
  parts.changes.append(courses, view.root, seen);
  /** @type {Sync | null} */
  let sync = null;
  /** The state whose rows are shown. */
  let shown = '';

  /** @param {Sync} newSync */
  function show(newSync) {
    const isNews = keyOf(sync) !== keyOf(newSync);
    sync = newSync;
    const isThere = hasPlan(newSync);
    parts.changes.hidden = !isThere;
    if (!isNews) return;
    // Whoever has to decide wants to see it; among several cards it would push those below out of sight.
    const decides = newSync.writes !== null || newSync.needs !== null;
    parts.changes.open = isThere && decides && root.parentElement?.childElementCount === 1;
    if (isThere && parts.changes.open) read();
  }

  function read() {
    if (sync === null) return;
    shown = keyOf(sync);
    view.show(sync.id);
  }

  /** @param {Changes} changes */
  function drawFile({ file, courses: changed }) {
    courses.replaceChildren(...changed.map(courseItem));
    showText(seen, seenText(file));
  }

  parts.changes.addEventListener('toggle', () => {
    if (parts.changes.open && shown !== keyOf(sync)) read();
  });

  return { show };
}

/** Another state of a sync may have another plan. @param {Sync | null} sync */
const keyOf = (sync) => (sync === null ? '-' : `${sync.id} ${sync.status}`);

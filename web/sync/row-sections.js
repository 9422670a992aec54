import { createChangesView } from '../lib/changes-view.js';
import { courseItem } from '../lib/course-item.js';
import { isFinal } from '../lib/follow-sync.js';
import { hasPlan } from '../lib/has-plan.js';
import { createFailureSection } from './failure-section.js';
import { createFileSection } from './file-section.js';
import { remarkGroup } from './remark-group.js';

/** @import { Changes, Sync } from '../lib/sync-api.js' */
/** @import { PageParts } from './parts.js' */

/**
 * What is known row by row; read and drawn anew when the sync has come to another state.
 * @param {PageParts} parts
 * @returns {{ show: (sync: Sync) => void }}
 */
export function createRowSections(parts) {
  const view = createChangesView({ onRead: showCourses });
  parts.changesView.append(view.root);
  const failures = createFailureSection(parts);
  const file = createFileSection(parts);
  let shown = '';

  /** @param {Changes} changes */
  function showCourses({ courses, file: seen }) {
    parts.changedCourses.replaceChildren(...courses.map(courseItem));
    file.showSeen(seen);
  }

  /** @param {Sync} sync */
  function show(sync) {
    const state = `${sync.status} ${sync.isUndone}`;
    if (state === shown) return;
    shown = state;
    failures.show(sync);
    showWarnings(parts, sync);
    showUndone(parts, sync);
    parts.changes.hidden = !hasPlan(sync);
    if (hasPlan(sync)) view.show(sync.id);
    const isAtRest = isFinal(sync) || sync.needs !== null;
    if (isAtRest && sync.kind === 'sync') file.show(sync);
  }

  return { show };
}

/** By what they are about; what is known from the last sync of the course comes last. @param {PageParts} parts @param {Sync} sync */
function showWarnings({ warnings: section, warningsTitle, warningGroups }, { warnings, summary }) {
  section.hidden = warnings.length === 0;
  const total = Math.max(summary.warnings, warnings.length);
  const shown = total > warnings.length ? `，显示前${warnings.length}条` : '';
  warningsTitle.textContent = `提醒（${total}条${shown}）`;
  const news = warnings.filter(({ asBefore }) => !asBefore);
  const known = warnings.filter(({ asBefore }) => asBefore);
  const topics = [...new Set(news.map(({ topic }) => topic))];
  warningGroups.replaceChildren(
    ...topics.map((topic) =>
      remarkGroup(
        topic,
        news.filter((warning) => warning.topic === topic),
      ),
    ),
    ...(known.length === 0 ? [] : [remarkGroup('和上次一样', known)]),
  );
}

/** What an undo has left, by why. @param {PageParts} parts @param {Sync} sync */
function showUndone({ undone, undoneGroups }, { undo }) {
  const left = (undo?.rows ?? []).filter(({ outcome }) => outcome !== 'undone');
  undone.hidden = left.length === 0;
  const remarks = left.map(({ sentence, ...row }) => ({ ...row, reason: sentence }));
  undoneGroups.replaceChildren(...(left.length === 0 ? [] : [remarkGroup('没有动的内容', remarks)]));
}

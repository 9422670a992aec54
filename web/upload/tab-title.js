import { isFinal } from '../lib/follow-sync.js';

/** @import { Sync } from '../lib/sync-api.js' */
/**
 * What one card shows; `sync`: null before it is one; `next`: its solid button; `isActive`: something may still happen by itself.
 * @typedef {{ fileName: string, headline: string, status: string, statusText: string, sync: Sync | null, next: string, isActive: boolean }} Shown
 */

const own = 'NVC 学员同步';

/** What the tab of the browser says, the news first: of a tab one sees only the beginning. @param {readonly Shown[]} shown */
export function tabTitle(shown) {
  const [only, ...more] = shown;
  if (only === undefined) return own;
  if (more.length === 0)
    return only.sync === null ? `${only.headline} · ${only.fileName}` : titleOf(only.sync);
  const waiting = shown.filter(({ sync }) => sync?.status === 'needs_input').length;
  const done = shown.filter(({ isActive }) => !isActive).length;
  // What waits for a person is active, too: it may be answered elsewhere.
  if (done < shown.length - waiting) return `正在处理 ${done}/${shown.length} 份`;
  return waiting > 0 ? `${waiting}份等您补充` : `${shown.length}份处理完毕`;
}

/** @param {Sync} sync */
function titleOf(sync) {
  const { status, statusText, progress, news, fileName } = sync;
  if (status === 'running' && progress.total > 0) return `${statusText} ${progress.done}/${progress.total}`;
  if (!isFinal(sync)) return news.title;
  return `${news.tone === 'nothing_written' ? statusText : resultOf(news)} · ${fileName}`;
}

/** The news without what they are about, such as 新增8条. @param {Sync['news']} news */
const resultOf = ({ title }) => title.split(' · ').pop() ?? title;

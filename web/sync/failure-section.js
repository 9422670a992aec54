import { canFill, fillForm } from '../lib/fill-form.js';
import { groupedNumber } from '../lib/grouped-number.js';
import { createSearchField } from '../lib/search-field.js';
import { goOnWith } from './actions.js';
import { failureGroup } from './failure-group.js';

/** @import { Sync } from '../lib/sync-api.js' */
/** @import { PageParts } from './parts.js' */

/** From so many rows on, one wants to search. */
const searchFrom = 20;

/**
 * The rows that were not written, by reason. What is shown can be searched here; the file has all of them.
 * @param {PageParts} parts
 * @returns {{ show: (sync: Sync) => void }}
 */
export function createFailureSection({
  failures,
  failuresTitle,
  failuresHint,
  failuresSearch,
  failuresNote,
  failuresFill,
  failureGroups,
}) {
  const search = createSearchField('在没有写入的行里搜索', '搜索：行号、学员或内容', filter);
  failuresSearch.append(search.root);
  let note = '';

  /** @param {Sync} sync */
  function show(sync) {
    const { failures: rows, failuresTotal, failureGroups: groups, dryRun } = sync;
    failures.hidden = rows.length === 0 || sync.isUndone;
    failuresTitle.textContent = `${dryRun ? '不能写入的行' : '没有写入的行'}（${groupedNumber(failuresTotal)}）`;
    failuresHint.textContent = dryRun
      ? '可以下载这些行，改好后直接上传它。'
      : '可以下载失败明细，改好后直接上传它；已经写入的不会重复。';
    search.clear();
    search.root.hidden = rows.length < searchFrom;
    note = failuresTotal > rows.length ? `这里显示前${rows.length}行，全部在失败明细里。` : '';
    failuresNote.textContent = note;
    const known = rows.filter(({ asBefore }) => asBefore);
    failuresFill.replaceChildren(...(canFill(sync) ? [fillForm(sync, goOnWith)] : []));
    failureGroups.replaceChildren(
      ...groups.map((group) =>
        failureGroup(
          group,
          rows.filter(({ code, asBefore }) => code === group.code && !asBefore),
        ),
      ),
      ...(known.length === 0 ? [] : [failureGroup(asBefore(known.length), known)]),
    );
  }

  /** Hides the rows without the text, and groups without such rows. @param {string} typed */
  function filter(typed) {
    const sought = typed.toLowerCase();
    let found = 0;
    for (const group of failureGroups.querySelectorAll('details')) {
      const rows = [...group.querySelectorAll('tbody tr')];
      const matching = rows.filter(({ textContent }) => textContent?.toLowerCase().includes(sought));
      for (const row of rows) row.toggleAttribute('hidden', !matching.includes(row));
      group.hidden = matching.length === 0;
      if (sought !== '' && matching.length > 0) group.open = true;
      found += matching.length;
    }
    failuresNote.textContent = sought === '' ? note : `找到${found}行。${note}`;
  }

  return { show };
}

/** @param {number} count @returns {Pick<Sync['failureGroups'][number], 'reason' | 'hint' | 'count'>} */
const asBefore = (count) => ({ reason: '和上次一样', hint: '这些行上一次同步时也没有写入', count });

import { find } from '../lib/find.js';
import { RequestProblem } from '../lib/request-problem.js';
import { createSearchField } from '../lib/search-field.js';
import { showText } from '../lib/show-text.js';
import { showTrouble } from '../lib/show-trouble.js';
import { listSyncs } from '../lib/sync-api.js';
import { syncItem } from '../lib/sync-item.js';
import { createStateButtons } from './state-buttons.js';

/** @import { SyncsQuery } from '../lib/sync-api.js' */

/** The list of all syncs: narrowed down by a text and a state, and read page by page. The server searches. */
const list = find(document, '#list', HTMLElement);
const state = find(document, '#state', HTMLElement);
const more = find(document, '#more', HTMLButtonElement);
const narrow = find(document, '#narrow', HTMLElement);

/** @type {SyncsQuery} */
let wanted = { sought: '', state: null, before: null };

const search = createSearchField('搜索同步记录', '搜索：文件名、课程、编号或上传的人', (sought) =>
  read({ ...wanted, sought, before: null }),
);
const states = createStateButtons((chosen) => read({ ...wanted, state: chosen, before: null }));
narrow.append(search.root, states);

/** @param {SyncsQuery} query its first page replaces what is shown, the others are added */
async function read(query) {
  wanted = query;
  try {
    const { syncs, nextBefore, notice } = await listSyncs(query);
    // Another one may have been asked for meanwhile.
    if (wanted !== query) return;
    showText(find(document, '#notice', HTMLElement), notice ?? '');
    const items = syncs.map((sync) => syncItem(sync, `/syncs/${sync.number}`).item);
    if (query.before === null) list.replaceChildren(...items);
    else list.append(...items);
    showText(state, list.childElementCount === 0 ? nothingText(query) : '');
    more.hidden = nextBefore === null;
    more.onclick = () => readOn(nextBefore);
  } catch (problem) {
    if (!(problem instanceof RequestProblem)) throw problem;
    if (wanted === query) showTrouble(state, problem.text, problem);
  }
}

/** The keyboard goes on at the first sync that is added. @param {number | null} before */
async function readOn(before) {
  const known = list.childElementCount;
  await read({ ...wanted, before });
  list.children[known]?.querySelector('a')?.focus();
}

/** @param {SyncsQuery} query */
function nothingText({ sought, state: chosen }) {
  if (sought === '' && chosen === null) return '还没有同步过。';
  if (sought === '') return '没有找到这样的记录。';
  return '没有找到这样的记录。这里可以搜索文件名、课程、编号和在网页上登录的人；找一位学员，请打开那次同步，在“每一行的变化”里搜索。';
}

read(wanted);

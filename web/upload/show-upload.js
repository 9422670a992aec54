import { fileSize } from '../lib/file-size.js';
import { showText } from '../lib/show-text.js';
import { showTrouble } from '../lib/show-trouble.js';
import { showAbout, showButtons, showLines, showProgress } from './sync-card.js';

/** @import { RequestProblem } from '../lib/request-problem.js' */
/** @import { Line } from '../lib/result-text.js' */
/** @import { ButtonName, SyncCard } from './sync-card.js' */

/** A file that waits for its turn. @param {SyncCard} card @param {{ file: File, dryRun: boolean }} upload */
export function showUploadWaiting(card, { file, dryRun }) {
  showAbout(card, file.name);
  card.parts.dryRun.hidden = !dryRun;
  setStatus(card, 'uploading', '等待上传');
  showLines(card, [{ text: '等待上传…' }]);
  showProgress(card, 0);
  showButtons(card, ['cancel']);
  card.parts.meta.textContent = fileSize(file.size);
}

/** @param {SyncCard} card @param {number} portion 0 to 1 */
export function showUploadPortion(card, portion) {
  setStatus(card, 'uploading', '上传中');
  const percent = Math.floor(portion * 100);
  showLines(card, [{ text: percent < 100 ? `正在上传… ${percent}%` : '已上传，等待服务器确认…' }]);
  showProgress(card, percent < 100 ? portion : null);
  showButtons(card, ['cancel']);
}

/** @param {SyncCard} card @param {RequestProblem} problem that is expected to pass */
export function showUploadPaused(card, problem) {
  const { parts } = card;
  parts.status.textContent = '等待上传';
  showLines(card, [{ text: '等待继续上传…' }]);
  showProgress(card, 0);
  const text = problem.needsLogin
    ? `${problem.text}会自动继续上传，请不要关闭这个页面。`
    : `${problem.message}正在重试，恢复后自动上传。请不要关闭页面。`;
  showTrouble(parts.trouble, text, problem);
  showButtons(card, ['cancel', ...forAdministrator(problem)]);
}

/** Nothing more happens by itself. @param {SyncCard} card @param {RequestProblem} problem */
export function showUploadProblem(card, problem) {
  showEnd(card, '没有上传', problem);
  /** @type {ButtonName[]} */
  const again = problem.needsOtherFile ? [] : ['retry'];
  showButtons(card, [...again, ...forAdministrator(problem)]);
}

/** A sync of which nothing can be shown. @param {SyncCard} card @param {RequestProblem} problem */
export function showSyncProblem(card, problem) {
  showEnd(card, '无法显示', problem);
  card.parts.about.hidden = true;
  showButtons(card, forAdministrator(problem));
}

/** A problem with a code is one that the service or something before it has found. @param {RequestProblem} problem @returns {ButtonName[]} */
const forAdministrator = ({ code }) => (code === '' ? [] : ['copyForAdministrator']);

/** @param {SyncCard} card @param {string} word @param {RequestProblem} problem */
function showEnd(card, word, { message, hint }) {
  setStatus(card, 'failed', word);
  /** @type {Line[]} */
  const lines = [
    { text: message, kind: 'problem' },
    { text: hint, kind: 'hint' },
  ];
  showLines(
    card,
    lines.filter(({ text }) => text !== ''),
  );
  card.parts.progress.hidden = true;
}

/** @param {SyncCard} card @param {string} status @param {string} word */
function setStatus({ root, parts }, status, word) {
  root.dataset.status = status;
  parts.status.textContent = word;
  showText(parts.trouble, '');
}

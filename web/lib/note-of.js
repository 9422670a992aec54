import { localTime } from './words.js';

/**
 * What an administrator needs to know, ready to be sent to one.
 * @param {string} subject what it is about @param {string[]} lines @param {string} code empty where there is none @param {Date} at
 */
export function noteOf(subject, lines, code, at) {
  const facts = [...(code === '' ? [] : [`代码：${code}`]), `时间：${localTime(at.toISOString())}`];
  return [`NVC 学员同步 ${subject}`, ...lines, facts.join(' · ')].join('\n');
}

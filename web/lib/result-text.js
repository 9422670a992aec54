/** @import { Sync } from './sync-api.js' */
/** @typedef {{ text: string, kind?: 'problem' | 'hint' }} Line */

/** The server's sentences; the error is among them, or follows, and stands out. @param {Sync} sync @returns {Line[]} */
export function linesOf({ sentences, error }) {
  if (error === null) return sentences.map((text) => ({ text }));
  const { message, hint } = error;
  const unsaid = [message, hint].filter((text) => text !== '' && !sentences.includes(text));
  return [...sentences, ...unsaid].map((text) => {
    if (text === hint) return { text, kind: 'hint' };
    return text === message ? { text, kind: 'problem' } : { text };
  });
}

/** What a reader hears. @param {Sync} sync @returns {string[]} */
export const textOf = (sync) => linesOf(sync).map(({ text }) => text);

/** Course, dates, file and who asked, as far as they are known. @param {Sync} sync */
export function aboutText({ about, fileName, askedBy }) {
  return [about.courses, about.days, fileName, askedBy ?? ''].filter((text) => text !== '').join(' · ');
}

/**
 * What is copied for others: what came of it, and of what. The notice goes along, so that nobody takes a try-out for the real
 * thing.
 * @param {Sync} sync
 */
export function resultText(sync) {
  const about = `${aboutText(sync)} · #${sync.number}`;
  return [...(sync.notice === null ? [] : [sync.notice]), ...textOf(sync), about].join('\n');
}

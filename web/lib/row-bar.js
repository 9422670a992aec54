import { element } from './element.js';
import { groupedNumber } from './grouped-number.js';

/** @import { Sync } from './sync-api.js' */
/** @typedef {Sync['news']['parts'][number]} Part */

const svg = 'http://www.w3.org/2000/svg';
/** Of the drawing, which is stretched to the place it has. */
const [width, height, gap] = [1000, 12, 4];
/** A single row among thousands is still to be seen. */
const narrowest = 12;

/**
 * The rows of a file by what became of them: a bar, and the same in words. Where nothing is new and nothing to be done, the
 * sentence says it all.
 * @param {HTMLElement} figure @param {Sync['news']} news
 */
export function showRowBar(figure, { parts }) {
  figure.hidden = parts.every(({ kind }) => kind === 'existing' || kind === 'repeated');
  figure.replaceChildren(...(figure.hidden ? [] : [bar(parts), legend(parts)]));
}

/** @param {readonly Part[]} parts */
function bar(parts) {
  const drawing = document.createElementNS(svg, 'svg');
  drawing.setAttribute('viewBox', `0 0 ${width} ${height}`);
  drawing.setAttribute('preserveAspectRatio', 'none');
  drawing.setAttribute('aria-hidden', 'true');
  const room = width - gap * (parts.length - 1) - narrowest * parts.length;
  const rows = totalOf(parts);
  let start = 0;
  for (const { kind, count } of parts) {
    const length = narrowest + (room * count) / rows;
    drawing.append(segment(kind, start, length));
    start += length + gap;
  }
  return drawing;
}

/** @param {Part['kind']} kind @param {number} start @param {number} length */
function segment(kind, start, length) {
  const drawn = document.createElementNS(svg, 'rect');
  const place = { x: start, y: 0, width: length, height };
  for (const [name, value] of Object.entries(place)) drawn.setAttribute(name, String(value));
  drawn.dataset.kind = kind;
  return drawn;
}

/** `63行 = 44新增 · 3已有 · 16要改` @param {readonly Part[]} parts */
function legend(parts) {
  const words = element('figcaption');
  words.append(`${groupedNumber(totalOf(parts))}行 = `);
  parts.forEach(({ kind, count, word }, index) => {
    if (index > 0) words.append(' · ');
    const named = element('span', 'row-part', `${groupedNumber(count)}${word}`);
    named.dataset.kind = kind;
    words.append(named);
  });
  return words;
}

/** @param {readonly Part[]} parts */
const totalOf = (parts) => parts.reduce((sum, { count }) => sum + count, 0);

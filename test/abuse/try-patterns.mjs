import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';

/** A pattern that goes over such a text once takes less than a millisecond; one that tries every start with every end, hundreds. */
const length = 20_000;
const slowMs = 25;
/** A busy machine makes single tries slow, and hardly ever all of them. */
const tries = 5;

/** A text of each pair of characters that a pattern could care about, alone and with something behind it that never fits. */
function* hostileTexts(source) {
  const characters = [...new Set([...source, ...' a0."\n\t'])];
  for (const one of characters) {
    for (const other of characters) {
      const text = (one + other).repeat(length / 2);
      yield text;
      yield `${text}\0`;
    }
  }
}

function takes(pattern, text) {
  const before = performance.now();
  text.replace(pattern, '');
  return performance.now() - before;
}

function isSlow(pattern, text) {
  for (let count = 0; count < tries; count += 1) if (takes(pattern, text) < slowMs) return false;
  return true;
}

for (const [index, { source, flags }] of workerData.entries()) {
  parentPort.postMessage({ kind: 'begun', index });
  const everywhere = new RegExp(source, [...new Set(`${flags}g`)].join(''));
  for (const text of hostileTexts(source)) {
    if (!isSlow(everywhere, text)) continue;
    parentPort.postMessage({ kind: 'slow', index });
    break;
  }
}
parentPort.postMessage({ kind: 'begun', index: workerData.length });

import { parentPort, workerData } from 'node:worker_threads';

/** So long that a pattern which tries every start with every end would take seconds for a text. */
const length = 20_000;

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

for (const [index, { source, flags }] of workerData.entries()) {
  parentPort.postMessage(index);
  const everywhere = new RegExp(source, [...new Set(`${flags}g`)].join(''));
  for (const text of hostileTexts(source)) text.replace(everywhere, '');
}
parentPort.postMessage(workerData.length);

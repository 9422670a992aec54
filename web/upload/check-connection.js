import { element } from '../lib/element.js';
import { RequestProblem } from '../lib/request-problem.js';
import { checkConnection } from './upload-api.js';

const asking = '正在检查…';

/**
 * Shows, when the button is pressed, whether Feishu and its tables are as a sync needs them.
 * @param {{ button: HTMLButtonElement, result: HTMLElement }} elements
 */
export function listenForCheck({ button, result }) {
  button.addEventListener('click', async () => {
    button.disabled = true;
    show([asking]);
    show(await linesOrProblem());
    button.disabled = false;
  });

  /** @param {readonly string[]} lines */
  function show(lines) {
    result.replaceChildren(...lines.map((line) => element('p', 'quiet', line)));
  }
}

async function linesOrProblem() {
  try {
    return (await checkConnection()).lines;
  } catch (problem) {
    if (!(problem instanceof RequestProblem)) throw problem;
    return [problem.text];
  }
}

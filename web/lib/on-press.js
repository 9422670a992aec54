import { RequestProblem } from './request-problem.js';

/**
 * While an action runs its button does nothing more, but keeps the focus.
 * @param {HTMLElement} button @param {() => Promise<void> | void} action @param {(problem: RequestProblem) => void} onProblem
 */
export function onPress(button, action, onProblem) {
  let acting = false;
  button.addEventListener('click', async () => {
    if (acting) return;
    acting = true;
    try {
      await action();
    } catch (problem) {
      if (!(problem instanceof RequestProblem)) throw problem;
      onProblem(problem);
    } finally {
      acting = false;
    }
  });
}

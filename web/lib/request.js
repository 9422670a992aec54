import { readAnswer, unreachable } from './request-problem.js';

const answerWithinMs = 20_000;

/**
 * Asks the service and reads its answer.
 * @param {'GET' | 'POST'} method @param {string} path @param {object} [body] sent as JSON
 * @returns {Promise<any>} rejects with a RequestProblem
 */
export async function request(method, path, body) {
  const json = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  // Not `AbortSignal.timeout`, which browsers inside chat apps may be too old for.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), answerWithinMs);
  let response;
  let text;
  try {
    response = await fetch(path, { method, signal: patience.signal, cache: 'no-store', ...json });
    text = await response.text();
  } catch {
    throw unreachable();
  } finally {
    clearTimeout(timer);
  }
  return readAnswer(response.status, text);
}

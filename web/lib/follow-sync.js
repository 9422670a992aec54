import { RequestProblem } from './request-problem.js';
import { eventsPath, getSync } from './sync-api.js';

/** @import { Sync } from './sync-api.js' */

/** The stream tells at once; asking is for where a proxy cuts or holds it back. */
const askAfterMs = { soon: 1000, later: 5000 };

/**
 * A person who is asked takes time, so does Feishu where a sync waits for it, and so does a long queue, of which fifty
 * files ask at once.
 * @param {Sync} sync
 */
const pauseOf = ({ status, queuedBefore, waiting }) =>
  status === 'needs_input' || waiting !== null
    ? askAfterMs.later
    : Math.min(askAfterMs.soon * (queuedBefore || 1), askAfterMs.later);

/** A stream over a network that is gone stays open and silent for long; asking tells at once. */
const askWhen = ['online', 'offline', 'focus'];

const finalStatuses = ['succeeded', 'partial', 'failed', 'canceled'];

/** Whether nothing more will happen to the sync. @param {Sync} sync */
export const isFinal = ({ status }) => finalStatuses.includes(status);

/**
 * Running or next. Only then a stream: a browser opens six connections to an HTTP/1.1 server, and each stream is one.
 * @param {Sync} sync
 */
const isAtWork = ({ status, queuedBefore, waiting }) =>
  status === 'running' || (status === 'queued' && queuedBefore === 0 && waiting === null);

/**
 * Tells every state of a sync until it is final, through lost connections too.
 * @param {string} id
 * @param {{ onSync: (sync: Sync) => void, onProblem: (problem: RequestProblem) => void }} listeners a problem that is
 *   not `temporary` ends the following
 * @returns {() => void} stops
 */
export function followSync(id, { onSync, onProblem }) {
  let stopped = false;
  let statesReceived = 0;
  /** @type {number | undefined} */
  let timer;
  /** @type {EventSource | null} */
  let stream = null;
  let streamWorks = false;
  let pauseMs = askAfterMs.soon;

  /** @param {Sync} sync */
  function receive(sync) {
    if (stopped) return;
    statesReceived += 1;
    pauseMs = pauseOf(sync);
    if (isFinal(sync)) stop();
    else if (isAtWork(sync)) openStream();
    else closeStream();
    onSync(sync);
    askLater();
  }

  async function ask() {
    const receivedBefore = statesReceived;
    try {
      const sync = await getSync(id);
      // What the stream told meanwhile is newer than this answer.
      if (statesReceived === receivedBefore) receive(sync);
    } catch (problem) {
      if (!(problem instanceof RequestProblem)) throw problem;
      if (stopped) return;
      if (!problem.temporary) stop();
      onProblem(problem);
      askLater();
    }
  }

  function askLater() {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(ask, streamWorks ? askAfterMs.later : pauseMs);
  }

  function openStream() {
    if (stream !== null) return;
    const opened = new EventSource(eventsPath(id));
    opened.onmessage = (message) => {
      streamWorks = true;
      receive(JSON.parse(message.data));
    };
    opened.onerror = () => {
      streamWorks = false;
      // After a refusal, as during a restart, the browser does not try again by itself.
      if (opened.readyState === EventSource.CLOSED) closeStream();
      askLater();
    };
    stream = opened;
  }

  function closeStream() {
    stream?.close();
    stream = null;
    streamWorks = false;
  }

  function stop() {
    stopped = true;
    clearTimeout(timer);
    closeStream();
    for (const event of askWhen) window.removeEventListener(event, ask);
  }

  for (const event of askWhen) window.addEventListener(event, ask);
  ask();
  return stop;
}

import { RequestProblem } from './request-problem.js';
import { eventsPath, getSync } from './upload-api.js';

/** The stream tells at once; asking is for where a proxy cuts or holds it back. */
const askAfterMs = { soon: 1000, later: 5000 };

/** A person who is asked takes time, and so does a long queue, of which fifty files ask at once. */
const pauseOf = ({ status, queuedBefore }) =>
  status === 'needs_input'
    ? askAfterMs.later
    : Math.min(askAfterMs.soon * (queuedBefore || 1), askAfterMs.later);

/** A stream over a network that is gone stays open and silent for long; asking tells at once. */
const askWhen = ['online', 'offline', 'focus'];

const finalStatuses = ['succeeded', 'partial', 'failed', 'canceled'];

/** Whether nothing more will happen to the sync. */
export const isFinal = (sync) => finalStatuses.includes(sync.status);

/** Running or next. Only then a stream: a browser opens six connections to an HTTP/1.1 server, and each stream is one. */
const isAtWork = ({ status, queuedBefore }) =>
  status === 'running' || (status === 'queued' && queuedBefore === 0);

/**
 * Tells every state of a sync until it is final, through lost connections too.
 * @param {string} id
 * @param {{ onSync: (sync: import('./upload-api.js').Sync) => void,
 *   onProblem: (problem: RequestProblem) => void }} listeners a problem that is not `temporary` ends the following
 * @returns {() => void} stops
 */
export function followSync(id, { onSync, onProblem }) {
  let stopped = false;
  let heard = 0;
  let timer;
  let stream = null;
  let streamSpeaks = false;
  let pauseMs = askAfterMs.soon;

  function hear(sync) {
    if (stopped) return;
    heard += 1;
    pauseMs = pauseOf(sync);
    if (isFinal(sync)) stop();
    else if (isAtWork(sync)) openStream();
    else closeStream();
    onSync(sync);
    askLater();
  }

  async function ask() {
    const heardBefore = heard;
    try {
      const sync = await getSync(id);
      // What the stream told meanwhile is newer than this answer.
      if (heard === heardBefore) hear(sync);
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
    timer = setTimeout(ask, streamSpeaks ? askAfterMs.later : pauseMs);
  }

  function openStream() {
    if (stream !== null) return;
    stream = new EventSource(eventsPath(id));
    stream.onmessage = (message) => {
      streamSpeaks = true;
      hear(JSON.parse(message.data));
    };
    stream.onerror = () => {
      streamSpeaks = false;
      // After a refusal, as during a restart, the browser does not try again by itself.
      if (stream.readyState === EventSource.CLOSED) closeStream();
      askLater();
    };
  }

  function closeStream() {
    stream?.close();
    stream = null;
    streamSpeaks = false;
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

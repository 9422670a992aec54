import { type DestinationStream, type LogFn, type Logger, pino } from 'pino';
import { loggable } from './loggable.ts';

export type { Logger };

/**
 * The service's log: one JSON object a line on standard error, so that standard output stays free for results.
 * Messages are literals; only named facts stand beside them, so that personal data and secrets cannot get in.
 * @param level a pino level, `info` by default (`LOG_LEVEL`)
 * @param destination standard error if not given
 */
export function createLog(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      ...{ level, base: null, formatters: { log: (object) => loggable(object) } },
      hooks: { logMethod: sayLiterally },
    },
    destination,
  );
}

/** Without a message pino prints that of the error, and into one it pastes whatever else it is given: neither here. */
function sayLiterally(this: Logger, [given, message]: unknown[], log: LogFn): void {
  if (typeof given === 'object' && given !== null)
    log.call(this, given, typeof message === 'string' ? message : '');
  else log.call(this, typeof given === 'string' ? given : '');
}

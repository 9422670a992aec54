import { type Logger, pino } from 'pino';

export type { Logger };

/** Paths whose values never reach a log: secrets, and what may hold personal data. */
const redacted = [
  '*.appSecret',
  '*.authorization',
  '*.password',
  '*.headers',
  '*.body',
  '*.config',
  '*.request',
];

/**
 * The service's log: one JSON object a line on standard error, so that standard output stays free for results.
 * @param level a pino level, `info` by default (`LOG_LEVEL`)
 */
export function createLog(level: string): Logger {
  return pino({ level, redact: { paths: redacted, censor: '[redacted]' }, base: null }, pino.destination(2));
}

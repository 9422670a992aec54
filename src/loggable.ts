/**
 * Names of facts that may stand in a log. No field of a learner, an enrollment, a file, a message or a person has one of
 * them, so that whatever is handed to the log by mistake shows as `[redacted]`.
 */
const facts: ReadonlySet<string> = new Set([
  ...['sync', 'number', 'count', 'lines', 'tries', 'canceled', 'deleted', 'migrations', 'task'],
  ...['method', 'route', 'status', 'ms', 'eventId'],
  ...['call', 'feishuCode', 'logId', 'scopes', 'reason', 'outcome', 'why', 'tables', 'problems'],
  ...['kind', 'table', 'field', 'acceptedTypes', 'actualType', 'linkedTable', 'developerConsole'],
  ...['domain', 'grantAt', 'tablesFound', 'version'],
  ...['err', 'type', 'code', 'details', 'stack', 'cause'],
]);

/** What a sync has done, in figures; anything but a number in their place is a mistake. */
const figures: ReadonlySet<string> = new Set([
  ...['rows', 'rowsNotEnrolled', 'rowsFailed', 'rowsInDoubt', 'recordsOfOthers', 'warnings', 'starts'],
  ...['learnersCreated', 'learnersUpdated', 'learnersUnchanged', 'baseCalls', 'durationMs'],
  ...['enrollmentsCreated', 'enrollmentsSkipped', 'enrollmentsRepeated', 'enrollmentsOtherDate'],
  ...['enrollmentsLinked', 'enrollmentsUpdated'],
]);

/** Facts that are made of other facts. Text in their place is what somebody has thrown instead of an error. */
const compound: ReadonlySet<string> = new Set(['err', 'cause', 'details']);

const redacted = '[redacted]';
const deepest = 6;

/** How our code names things. Keys made of data, such as the 用户ID of a learner, look different. */
const ownName = /^[a-z][A-Za-z]{0,30}$/;

/**
 * What a log may show of an object: the facts above, at any depth. Of an error everything but its message: messages
 * quote what they complain about, as those of JSON.parse do, and the code and the place say enough.
 */
export function loggable(object: object, depth = 0): Record<string, unknown> {
  const shown = object instanceof Error ? errorFacts(object) : object;
  return Object.fromEntries(
    Object.entries(shown).map(([name, value]) =>
      facts.has(name) || (figures.has(name) && typeof value === 'number')
        ? [name, plain(name, value, depth)]
        : [ownName.test(name) ? name : redacted, redacted],
    ),
  );
}

function plain(name: string, value: unknown, depth: number): unknown {
  if (depth === deepest) return redacted;
  if (typeof value === 'string' && compound.has(name)) return redacted;
  if (Array.isArray(value)) return value.map((item) => plain(name, item, depth + 1));
  if (typeof value === 'object' && value !== null) return loggable(value, depth + 1);
  return value;
}

function errorFacts(error: Error & { code?: unknown; details?: unknown }): object {
  const { name: type, code, details, cause } = error;
  const isCode = typeof code === 'number' || (typeof code === 'string' && /^\w{1,60}$/.test(code));
  return {
    type,
    ...(isCode ? { code } : {}),
    ...(typeof details === 'object' && details !== null ? { details } : {}),
    stack: placesOf(error),
    ...(cause instanceof Error ? { cause } : {}),
  };
}

/** The lines of the stack without the message in front of them, which may have several lines too. */
function placesOf({ stack = '', message }: Error): string[] {
  return stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .filter((line) => /^ +at /.test(line))
    .map((line) => line.trim());
}

import { parseArgs } from 'node:util';
import { type CourseAndDay, parseOperatorInput } from '../../sync/queue/operator-input.ts';
import * as say from '../../wording/cli-sentences.ts';
import { explainOperatorField } from '../../wording/explain-operator-field.ts';

/** What the command line asks for. */
export interface CliCommand {
  file: string;
  said: CourseAndDay;
  /** Names of sheets, `*` for all; none: not said. */
  sheets: string[];
  dryRun: boolean;
  json: boolean;
  /** Doubts are settled beforehand. */
  yes: boolean;
  /** How long to wait with a sync that waits for Feishu. */
  waitMinutes: number;
}

export type CliReading =
  | { kind: 'command'; command: CliCommand }
  | { kind: 'help' }
  | { kind: 'refused'; problem: string };

const defaultWaitMinutes = 15;

/**
 * Reads `FILE [--course C] [--date D] [--sheet NAME]… [--dry-run] [--yes] [--json] [--wait MINUTES]`.
 * @param now what "two years ahead" counts from
 */
export function readArguments(args: readonly string[], now: Date): CliReading {
  const parsed = parse(args);
  if (parsed === null) return { kind: 'refused', problem: say.unknownArguments };
  const { values, positionals } = parsed;
  const [file, ...others] = positionals;
  if (values.help) return { kind: 'help' };
  if (file === undefined || others.length > 0) return { kind: 'refused', problem: say.oneFile };
  const reading = parseOperatorInput({ course: values.course ?? null, day: values.date ?? null }, now);
  if (reading.kind === 'refused') {
    const { message, hint } = explainOperatorField(reading.field);
    return { kind: 'refused', problem: message + hint };
  }
  if (!/^\d{1,5}$/.test(values.wait ?? '0')) return { kind: 'refused', problem: say.invalidWait };
  return {
    kind: 'command',
    command: {
      file,
      said: reading.said,
      sheets: values.sheet ?? [],
      dryRun: values['dry-run'] ?? false,
      json: values.json ?? false,
      yes: values.yes ?? false,
      waitMinutes: Number(values.wait ?? defaultWaitMinutes),
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        course: { type: 'string' },
        date: { type: 'string' },
        sheet: { type: 'string', multiple: true },
        'dry-run': { type: 'boolean' },
        json: { type: 'boolean' },
        yes: { type: 'boolean' },
        wait: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch {
    // parseArgs throws for whatever it does not know: https://nodejs.org/api/util.html#utilparseargsconfig
    return null;
  }
}

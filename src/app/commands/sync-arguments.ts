import { parseArgs } from 'node:util';
import { isCalendarDay } from '../../roster/calendar-day.ts';
import type { CalendarDay } from '../../roster/roster.ts';
import * as say from '../../wording/cli-sentences.ts';

/** What the command line asks for. */
export interface CliCommand {
  file: string;
  course: string | null;
  day: CalendarDay | null;
  dryRun: boolean;
  json: boolean;
}

export type CliReading =
  | { kind: 'command'; command: CliCommand }
  | { kind: 'help' }
  | { kind: 'refused'; problem: string };

/** Reads `FILE [--course C] [--date D] [--dry-run] [--json]`. */
export function readArguments(args: readonly string[]): CliReading {
  const parsed = parse(args);
  if (parsed === null) return { kind: 'refused', problem: say.unknownArguments };
  const { values, positionals } = parsed;
  const [file, ...others] = positionals;
  if (values.help) return { kind: 'help' };
  if (file === undefined || others.length > 0) return { kind: 'refused', problem: say.oneFile };
  const day = values.date ?? null;
  if (day !== null && !isCalendarDay(day)) return { kind: 'refused', problem: say.invalidDate };
  const course = values.course?.trim() || null;
  return {
    kind: 'command',
    command: { file, course, day, dryRun: values['dry-run'] ?? false, json: values.json ?? false },
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
        'dry-run': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch {
    // parseArgs throws for whatever it does not know: https://nodejs.org/api/util.html#utilparseargsconfig
    return null;
  }
}

import { parseArgs } from 'node:util';
import { type CourseAndDay, parseOperatorInput } from '../../sync/queue/operator-input.ts';
import * as say from '../../wording/cli-sentences.ts';
import { explainOperatorField } from '../../wording/explain-operator-field.ts';
import { flagProblem } from './flag-problem.ts';

/** How the command goes on with its sync. */
export interface CliFollowing {
  json: boolean;
  /** Doubts are settled beforehand. */
  yes: boolean;
  /** Title of the column that is the 用户ID, if that should be asked; null: not said. */
  idColumn: string | null;
  /** How long to wait with a sync that waits for Feishu. */
  waitMinutes: number;
}

/** A file that is to be synced. */
export interface CliCommand extends CliFollowing {
  file: string;
  said: CourseAndDay;
  /** Names of sheets, `*` for all; none: not said. */
  sheets: string[];
  dryRun: boolean;
}

export type CliReading =
  | { kind: 'command'; command: CliCommand }
  /** What the preview of this number has shown is to be written. */
  | { kind: 'write'; number: number; following: CliFollowing }
  | { kind: 'refused'; problem: string };

const defaultWaitMinutes = 15;

const options = {
  course: { type: 'string' },
  date: { type: 'string' },
  sheet: { type: 'string', multiple: true },
  column: { type: 'string' },
  'dry-run': { type: 'boolean' },
  write: { type: 'string' },
  json: { type: 'boolean' },
  yes: { type: 'boolean' },
  wait: { type: 'string' },
} as const;

/**
 * Reads `--write NUMBER`, or `FILE [--course C] [--date D] [--sheet NAME]… [--column TITLE] [--dry-run] [--yes] [--json] [--wait MINUTES]`.
 * @param now what "two years ahead" counts from
 */
export function readArguments(args: readonly string[], now: Date): CliReading {
  const problem = flagProblem(args, options);
  if (problem !== null) return { kind: 'refused', problem };
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [file, ...others] = positionals;
  if (!/^\d{1,5}$/.test(values.wait ?? '0')) return { kind: 'refused', problem: say.invalidWait };
  const following: CliFollowing = {
    json: values.json ?? false,
    yes: values.yes ?? false,
    idColumn: values.column ?? null,
    waitMinutes: Number(values.wait ?? defaultWaitMinutes),
  };
  if (values.write !== undefined) return readWriting(values.write, positionals, following);
  if (file === undefined || others.length > 0) return { kind: 'refused', problem: say.oneFile };
  const reading = parseOperatorInput({ course: values.course ?? null, day: values.date ?? null }, now);
  if (reading.kind === 'refused') {
    const { message, hint } = explainOperatorField(reading.field);
    return { kind: 'refused', problem: message + hint };
  }
  return {
    kind: 'command',
    command: {
      file,
      said: reading.said,
      sheets: values.sheet ?? [],
      dryRun: values['dry-run'] ?? false,
      ...following,
    },
  };
}

/** A preview has its file and what was said about it already. */
function readWriting(typed: string, files: readonly string[], following: CliFollowing): CliReading {
  const number = /^#?([1-9]\d{0,8})$/.exec(typed)?.[1];
  if (number === undefined || files.length > 0) return { kind: 'refused', problem: say.invalidWrite };
  return { kind: 'write', number: Number(number), following };
}

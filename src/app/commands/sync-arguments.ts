import { parseArgs } from 'node:util';
import { type CourseAndDay, parseOperatorInput } from '../../sync/queue/operator-input.ts';
import * as say from '../../wording/cli-sentences.ts';
import { explainOperatorField } from '../../wording/explain-operator-field.ts';
import { flagProblem } from './flag-problem.ts';

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

export type CliReading = { kind: 'command'; command: CliCommand } | { kind: 'refused'; problem: string };

const defaultWaitMinutes = 15;

const options = {
  course: { type: 'string' },
  date: { type: 'string' },
  sheet: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  yes: { type: 'boolean' },
  wait: { type: 'string' },
} as const;

/**
 * Reads `FILE [--course C] [--date D] [--sheet NAME]… [--dry-run] [--yes] [--json] [--wait MINUTES]`.
 * @param now what "two years ahead" counts from
 */
export function readArguments(args: readonly string[], now: Date): CliReading {
  const problem = flagProblem(args, options);
  if (problem !== null) return { kind: 'refused', problem };
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [file, ...others] = positionals;
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

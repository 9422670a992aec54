import type { Accident } from './accident.ts';
import { damagedFiles } from './damaged-files.ts';
import { wrongAnswers } from './wrong-answers.ts';
import { wrongFiles } from './wrong-files.ts';

/** Each comes after the year, on the day behind its last Monday. All but the file that is sent twice under `append`. */
export const accidents: readonly Accident[] = [...damagedFiles, ...wrongAnswers, ...wrongFiles];

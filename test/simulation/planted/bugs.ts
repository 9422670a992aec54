import { doubtBugs } from './doubt-bugs.ts';
import { journalBugs } from './journal-bugs.ts';
import type { PlantedBug } from './planted-bug.ts';
import { readingBugs } from './reading-bugs.ts';
import { reportBugs } from './report-bugs.ts';
import { ruleBugs } from './rule-bugs.ts';
import { undoBugs } from './undo-bugs.ts';
import { writingBugs } from './writing-bugs.ts';

/** Every one must be caught within 2,000 seeds, or the simulation is too weak. */
export const plantedBugs: readonly PlantedBug[] = [
  ...doubtBugs,
  ...journalBugs,
  ...readingBugs,
  ...reportBugs,
  ...ruleBugs,
  ...undoBugs,
  ...writingBugs,
];

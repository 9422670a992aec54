import type { History } from '../history.ts';
import {
  everyCellFromItsFile,
  extraCellsAsWanted,
  noCorrectionTurnedBack,
  noEditLost,
  noNewerValueTurnedBack,
  previewsWriteNothing,
} from './cells.ts';
import { countsAddUp, countsAreTrue } from './counts.ts';
import type { Invariant } from './invariant.ts';
import { everyLinkToItsLearner, noLinkTakenAway } from './links.ts';
import { appendedOncePerUpload, noEnrollmentTwice } from './no-enrollment-twice.ts';
import { noLearnerTwice } from './no-learner-twice.ts';
import { noRowMissing } from './no-row-missing.ts';
import {
  allWellInTheEnd,
  everySyncEnds,
  noFalseDoubt,
  noFaultOfOurs,
  noRowRefusedWithoutCause,
  reportsStay,
} from './syncs.ts';
import {
  laterRostersKept,
  noEnrollmentOrphaned,
  onlyOwnDeleted,
  onlyOwnTakenBack,
  undoneAsBefore,
} from './undo.ts';

const invariants: readonly Invariant[] = [
  noLearnerTwice,
  noEnrollmentTwice,
  appendedOncePerUpload,
  everyLinkToItsLearner,
  noLinkTakenAway,
  noRowMissing,
  countsAddUp,
  countsAreTrue,
  everyCellFromItsFile,
  extraCellsAsWanted,
  noCorrectionTurnedBack,
  noEditLost,
  noNewerValueTurnedBack,
  onlyOwnDeleted,
  onlyOwnTakenBack,
  noEnrollmentOrphaned,
  laterRostersKept,
  undoneAsBefore,
  previewsWriteNothing,
  everySyncEnds,
  allWellInTheEnd,
  noFaultOfOurs,
  noRowRefusedWithoutCause,
  reportsStay,
  noFalseDoubt,
];

/** Which invariant does not hold, and how. */
export interface Violation {
  invariant: string;
  problem: string;
}

export function violationsIn(history: History): Violation[] {
  return invariants.flatMap(({ name, check }) =>
    check(history).map((problem) => ({ invariant: name, problem })),
  );
}

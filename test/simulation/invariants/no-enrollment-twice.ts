import { longestBlindnessMs } from './blindness.ts';
import { type Enrollment, enrollmentOf, keyOf } from './enrollment-of.ts';
import type { Invariant } from './invariant.ts';
import { replay } from './table-states.ts';
import { policyOf, rowsOf, uploadOf } from './uploads.ts';

export const noEnrollmentTwice: Invariant = {
  name: 'no enrollment twice',
  reason: 'a repeated upload must add nothing: staff count enrollments, and pay teachers by them',
  check(history) {
    const wrong: string[] = [];
    replay(history.events, 'enrollments', ({ before, after, cause, at }, live) => {
      if (before !== null || after === null || cause.kind !== 'service') return;
      if (policyOf(history, cause.syncId) !== 'skip-existing') return;
      const key = keyOf(enrollmentOf(after, cause.timeZone));
      for (const { cells, created } of live.values()) {
        if (keyOf(enrollmentOf(cells, created.cause.timeZone)) !== key) continue;
        const seenInTime = created.at < cause.since - longestBlindnessMs(history.world);
        if (created.cause.kind === 'service' || seenInTime)
          wrong.push(`${key} was created at ${at}, and is there since ${created.at}`);
      }
    });
    return wrong;
  },
};

export const appendedOncePerUpload: Invariant = {
  name: 'appended once per upload',
  reason: 'under append every row of an upload is one record, however often it is interrupted or rerun',
  check(history) {
    const appended = new Map<string, { of: Appended; created: number; removed: number }>();
    replay(history.events, 'enrollments', ({ before, after, cause, recordId }, live) => {
      const maker = live.get(recordId)?.created.cause ?? cause;
      if (maker.kind !== 'service' || policyOf(history, maker.syncId) !== 'append') return;
      const enrollment = enrollmentOf(after ?? before ?? {}, maker.timeZone);
      const of = { uploadId: uploadOf(history, maker.syncId), ...enrollment };
      const key = `${of.uploadId} ${keyOf(of)}`;
      const counts = appended.get(key) ?? { of, created: 0, removed: 0 };
      if (before === null) counts.created += 1;
      if (after === null) counts.removed += 1;
      appended.set(key, counts);
    });
    return [...appended.values()].flatMap(({ of, created, removed }) => {
      const rows = rowsOf(history, of.uploadId, of);
      return created > rows + removed ? [`${keyOf(of)}: ${created} records for ${rows} rows`] : [];
    });
  },
};

type Appended = Enrollment & { uploadId: string };

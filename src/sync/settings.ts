/** The rules staff chose for every sync (`ENROLLMENT_POLICY`, `LEARNER_FIELDS`, `LEARNER_UPDATES`). */
export interface SyncSettings {
  policy: EnrollmentPolicy;
  /** Opt-in static columns of 学员总表. */
  learnerFields: readonly LearnerFieldSetting[];
  learnerUpdates: LearnerUpdates;
}

/**
 * `skip-existing`: one record per 用户ID, 课程 and day, however often it is uploaded.
 * `append`: every valid row of every upload becomes a record.
 */
export type EnrollmentPolicy = 'skip-existing' | 'append';

/** `overwrite`: newer non-empty values win. `fill-empty`: only empty cells of Base are filled. */
export type LearnerUpdates = 'overwrite' | 'fill-empty';

export interface LearnerFieldSetting {
  name: string;
  fillOnlyIfEmpty: boolean;
}

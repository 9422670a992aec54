/** The rules staff chose for every sync (`ENROLLMENT_POLICY`, `LEARNER_FIELDS`, `LEARNER_UPDATES`, `ENROLLMENT_FIELDS`). */
export interface SyncSettings {
  policy: EnrollmentPolicy;
  /** Opt-in static columns of 学员总表. */
  learnerFields: readonly LearnerFieldSetting[];
  learnerUpdates: LearnerUpdates;
  /** Opt-in columns of 学习记录表. */
  enrollmentFields: readonly EnrollmentFieldSetting[];
}

/**
 * `skip-existing`: one record per 用户ID, 课程 and day, however often it is uploaded.
 * `append`: every valid row of every upload becomes a record.
 */
export type EnrollmentPolicy = 'skip-existing' | 'append';

/**
 * `changed`: what is new in a roster wins; what has only been changed in Base stays. `overwrite`: the roster always wins.
 * `fill-empty`: only empty cells of Base are filled.
 */
export type LearnerUpdates = 'changed' | 'overwrite' | 'fill-empty';

export interface LearnerFieldSetting {
  name: string;
  fillOnlyIfEmpty: boolean;
}

export interface EnrollmentFieldSetting {
  name: string;
  /** On existing enrollments too, not only when they are created. */
  keepUpToDate: boolean;
}

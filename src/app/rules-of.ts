import type { UploadRules } from '../sync/upload-rules.ts';
import type { Settings } from './config.ts';

/** The rules that uploads take now. */
export function rulesOf({
  policy,
  learnerUpdates,
  learnerFields,
  enrollmentFields,
  extraAliases,
}: Settings): UploadRules {
  return { policies: { policy, learnerUpdates }, columns: { learnerFields, enrollmentFields, extraAliases } };
}

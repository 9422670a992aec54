import type { SyncTarget } from './sync-record.ts';

/** Refunded enrollments that stand in Base, of which people were told. Kept by `store/` so that nobody can read whose they are. */
export interface ToldRefunds {
  /** Record ids of those that another sync has told of. */
  refundsTold(
    target: SyncTarget,
    syncId: string,
    refunds: readonly RefundedInBase[],
  ): Promise<ReadonlySet<string>>;
  /** This sync tells of them; what an earlier one has told stays its own. */
  noteRefundsTold(target: SyncTarget, syncId: string, refunds: readonly RefundedInBase[]): Promise<void>;
}

export interface RefundedInBase {
  userId: string;
  /** Records of the enrollment. */
  recordIds: readonly string[];
}

import { VendorError } from '../platform/vendor-error.ts';

/** Counts what goes to one person, into one group or to one card. */
export interface RecentSends {
  /** @throws VendorError 230020 for the sixth within a second */
  count(target: string): void;
}

const perSecond = 5;

/**
 * Five messages a second for each person and each group, five updates for each message
 * (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create).
 * @param now epoch milliseconds
 */
export function createRecentSends(now: () => number): RecentSends {
  const times = new Map<string, readonly number[]>();
  return {
    count(target) {
      const at = now();
      const recent = (times.get(target) ?? []).filter((sent) => at - sent < 1000);
      if (recent.length >= perSecond) throw new VendorError('MessageFrequencyLimit');
      times.set(target, [...recent, at]);
    },
  };
}

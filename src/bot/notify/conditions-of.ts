import { administratorErrorCodes, type ErrorCode, type ErrorDetails } from '../../errors.ts';
import type { Figures } from '../../sync/operation-figures.ts';
import type { Condition } from '../notice.ts';

/** What keeps the service from using Feishu, by the last check; null if nothing does, or that is not known. */
export type FeishuObstacle = { code: ErrorCode; details: ErrorDetails } | null;

const onlyAdministrators: ReadonlySet<ErrorCode> = new Set(administratorErrorCodes);
/** What is in doubt is usually settled within a minute, and after 22 minutes in any case that settles by itself. */
const inDoubtMs = 60 * 60_000;

/**
 * What administrators should know of the service as a whole. That Feishu is away passes by itself.
 * @param now epoch ms
 */
export function conditionsOf(
  obstacle: FeishuObstacle,
  { inDoubt }: Pick<Figures, 'inDoubt'>,
  now: number,
): Condition[] {
  const conditions: Condition[] = [];
  if (obstacle !== null && onlyAdministrators.has(obstacle.code))
    conditions.push({ key: 'feishu_refuses', ...obstacle });
  const since = inDoubt.oldestAt?.getTime() ?? now;
  if (now - since >= inDoubtMs) conditions.push({ key: 'in_doubt', since, syncs: inDoubt.syncs });
  return conditions;
}

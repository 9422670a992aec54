/**
 * When Feishu last delivered something, as epoch ms under `at`; null if nobody knows. What is asked of the bot is among the
 * keys, files that were sent to it among the syncs; what the service itself has told is a key too.
 */
export const lastEventSql = `
  select max(at) as at from (
    select max(seen_at) as at from seen_keys where key not like 'alerted:%'
    union all
    select max(created_at) as at from syncs where source = 'bot'
  ) as delivered`;

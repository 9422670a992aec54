import { phoneKey } from '../../roster/phone.ts';
import type { AskedReason } from '../asked-reason.ts';
import type { LearnerPlan } from '../plan/plan-learners.ts';
import type { LearnerChange } from '../ports.ts';
import { examplesOf } from './examples.ts';
import { thresholds } from './thresholds.ts';

const { known: fewestKnown, share, learners: fewest } = thresholds.manyUpdates;

/** Many learners whom Base knows would get another nickname or phone: the mark of a column that slipped by a row. */
export function doubtUpdates({
  update,
  unchanged,
}: Pick<LearnerPlan, 'update' | 'unchanged'>): AskedReason | null {
  const known = update.length + unchanged.length;
  const changed = update.filter((change) => isReplaced(change, 'nickname') || isReplaced(change, 'phone'));
  if (known < fewestKnown || changed.length < fewest || changed.length < known * share) return null;
  const nicknames = changed.filter((change) => isReplaced(change, 'nickname'));
  const phones = changed.filter((change) => isReplaced(change, 'phone'));
  return {
    code: 'many_updates',
    figures: { known, learners: changed.length, nicknames: nicknames.length, phones: phones.length },
    examples: examplesOf(changed, exampleOf),
  };
}

type Field = 'nickname' | 'phone';

/** Whether a value that was there is replaced by one that is another to people, too. */
function isReplaced({ before, set }: LearnerChange, field: Field): boolean {
  const { [field]: old = '' } = before;
  const { [field]: next } = set;
  if (field === 'nickname' && madeUp.test(old)) return false;
  return old !== '' && next !== undefined && essence[field](old) !== essence[field](next);
}

/** What 小鹅通 calls those who were imported by their number, until they log in; many may do so in one week. */
const madeUp = /^手机尾号\d{4}用户$/;

/** What two spellings of one value have in common. */
const essence: Readonly<Record<Field, (value: string) => string>> = {
  nickname: (name) => name.normalize('NFKC').replace(meaningless, ''),
  phone: (phone) => phoneKey(phone.normalize('NFKC')),
};

/** Blanks, emoji and what they are put together from, and other characters that nobody sees. */
const meaningless =
  /\s|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\p{Cf}|\u20e3|[\ufe00-\ufe0f]/gu;

function exampleOf(change: LearnerChange): string {
  const field = isReplaced(change, 'nickname') ? 'nickname' : 'phone';
  return `${change.before[field] ?? ''} → ${change.set[field] ?? ''}`;
}

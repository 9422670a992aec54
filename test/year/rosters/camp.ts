import type { PersonNumber } from '../people.ts';
import { numbersFrom, rowOf, type YearRoster, type YearRow } from '../roster.ts';
import { dayOf, isHoliday, type Week } from '../school-calendar.ts';

const weeksOfClass = 4;
const firstClass = 31;
const ordersOfClass = 18;

interface Order {
  person: PersonNumber;
  course: string;
  ordered: Week;
  /** What became of it, from which week on; the last that has come counts. */
  states: readonly { since: Week; status: string }[];
}

/**
 * All orders of a year's 21-day camps, a class every four weeks. Some are refunded weeks after they were seen, some of those are
 * bought again, some are paid late or never.
 */
export function campRoster(week: Week, sent: Week): YearRoster {
  const classes = numbersFrom(0, Math.floor(week / weeksOfClass) + 1);
  return {
    fileName: `训练营订单_${dayOf(sent)}.xlsx`,
    format: 'xlsx',
    columns: ['用户ID', '昵称', '手机号', '商品名称', '订购时间', '订单状态'],
    hidesPhones: false,
    operator: { course: null, day: null },
    rows: classes
      .flatMap(ordersOf)
      .filter(({ ordered }) => ordered <= week)
      .map((order) => orderRow(order, week))
      .reverse(),
  };
}

function orderRow({ person, course, ordered, states }: Order, week: Week): YearRow {
  const status = states.filter(({ since }) => since <= week).at(-1)?.status ?? '';
  return rowOf(person, week, { course, day: `${dayOf(ordered, -2)} 20:15:30`, status });
}

function ordersOf(index: number): Order[] {
  const course = `共情倾听 21 天练习营（第${firstClass + index}期）`;
  const start = index * weeksOfClass;
  return participants(index).flatMap((person, place) => {
    const ordered = workingWeek(start + (place % 3));
    const paid = { since: ordered, status: '交易成功' };
    const order = (states: Order['states'], at = ordered) => ({ person, course, ordered: at, states });
    switch (place) {
      case 0: // A second place, for somebody else, on the same account.
        return [order([paid]), order([{ since: ordered + 2, status: '交易成功' }], ordered + 2)];
      case 3: // Refunded, and bought again.
        return [
          order([paid, { since: ordered + 1, status: '已退款' }]),
          order([{ since: ordered + 3, status: '已支付' }], ordered + 3),
        ];
      case 4: // Refunded for good.
        return [order([paid, { since: ordered + 2, status: '退款成功' }])];
      case 7:
        return [
          order([
            { since: ordered, status: '待支付' },
            { since: ordered + 1, status: '已支付' },
          ]),
        ];
      case 11:
        return [order([{ since: ordered, status: '已取消' }])];
      default:
        return [order([paid])];
    }
  });
}

/** A third of them come from other courses. */
function participants(index: number): PersonNumber[] {
  const known = numbersFrom(0, 6).map((place) => 100 + ((index * 11 + place * 7) % 200));
  return [...known, ...numbersFrom(700 + index * ordersOfClass, ordersOfClass - known.length)];
}

function workingWeek(week: Week): Week {
  return isHoliday(week) ? workingWeek(week + 1) : week;
}

/** A row of a roster with course and date columns. */
export type RosterRow = readonly [
  userId: string,
  nickname: string,
  phone: string,
  course: string,
  day: string,
];

/**
 * With 乙 and one enrollment of hers in the tables, as `typeByHand` puts them there: creates, updates, links, skips,
 * repeats, and has a row that is refused. The first row is line 2.
 */
export const scenarioRows: readonly RosterRow[] = [
  ['u_1', '甲', '19900000001', '入门', '2026-05-01'],
  ['u_2', '乙新', '19900000002', '入门', '2026-05-01'],
  ['u_2', '乙新', '19900000002', '深化', '2026-05-08'],
  ['', '无号', '', '入门', '2026-05-01'],
  ['u_3', '丙', '', '入门', '2026-05-01'],
  ['u_3', '丙', '', '入门', '2026-05-01'],
];

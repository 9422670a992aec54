import fc from 'fast-check';
import type { UploadPolicies } from '../../../src/sync/upload-rules.ts';
import type { PlatformWays, WantedColumns } from './world.ts';

export const policies: fc.Arbitrary<UploadPolicies> = fc.record({
  policy: fc.oneof(
    { weight: 3, arbitrary: fc.constant('skip-existing' as const) },
    { weight: 1, arbitrary: fc.constant('append' as const) },
  ),
  learnerUpdates: fc.constantFrom(
    'changed' as const,
    'changed' as const,
    'overwrite' as const,
    'fill-empty' as const,
  ),
});

export const columns: fc.Arbitrary<WantedColumns> = fc.record({
  city: fc.constantFrom('unwanted' as const, 'kept' as const, 'fill_empty' as const),
  teacher: fc.constantFrom('unwanted' as const, 'once' as const, 'kept' as const),
});

/** `searchLagMs` of decision 0007 is 15 s; a Base that knows tokens again may be much slower. */
const shortLags = fc.constantFrom<number[]>([0], [0], [2_000], [0, 8_000], [14_000], [14_000, 0, 3_000]);
const longLags = fc.constantFrom<number[]>([40_000, 0], [300_000], [0, 600_000]);
/** `absenceProofMs` is a minute. */
const idLags = fc.constantFrom<number[]>(
  ...[
    [0],
    [0],
    [0],
    [0, 1_500],
    [4_000],
    [4_000, 0],
    [20_000],
    [20_000, 0, 0],
    [20_000, 20_000, 0],
    [50_000, 0],
  ],
);

const mostlyShown = fc.oneof(
  { weight: 6, arbitrary: fc.constant('shown' as const) },
  { weight: 1, arbitrary: fc.constant('missing' as const) },
);

const others = fc.record({
  idLagMs: idLags,
  lagCovers: fc.constantFrom('new_records' as const, 'all_changes' as const),
  maxBatch: fc.constantFrom(1, 2, 4, 1_000),
  emptyLink: fc.constantFrom('object' as const, 'null_list' as const),
  unknownLink: fc.constantFrom('refused' as const, 'not_found' as const),
  echoOrder: fc.constantFrom('request' as const, 'reversed' as const),
  refusedText: fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom('小鹿', '《入门》', '19900000002') },
  ),
  filterConditions: fc.constantFrom(50, 50, 25, 0),
  textFilter: fc.constantFrom('documented' as const, 'contains_whole' as const, 'finds_nothing' as const),
  dateHeader: mostlyShown,
  createdTime: mostlyShown,
  total: fc.constantFrom('matching' as const, 'table' as const, 'missing' as const),
});

/** A Base that knows client tokens again may lag for minutes; one that forgets them no longer than the design allows for. */
export const platforms: fc.Arbitrary<PlatformWays> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .tuple(others, shortLags)
      .map(([ways, searchLagMs]) => ({ ...ways, searchLagMs, replay: 'forgotten' as const })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        others,
        fc.oneof({ weight: 3, arbitrary: shortLags }, { weight: 1, arbitrary: longLags }),
        fc.constantFrom('replay' as const, 'conflict' as const, 'resubmitted' as const),
      )
      .map(([ways, searchLagMs, replay]) => ({ ...ways, searchLagMs, replay })),
  },
);

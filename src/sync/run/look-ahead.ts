import type { Run } from './run.ts';

/** What goes out to Base while the file is still being read. */
export interface LookAhead {
  /** May be called more than once. */
  begin(): void;
  /** Nothing of it is on its way any more. */
  end(): Promise<void>;
}

/** What is wrong with these calls is told by whoever needs their answers; a file that is refused needs none. */
export function createLookAhead(run: Pick<Run, 'base' | 'journal' | 'target' | 'settings'>): LookAhead {
  let begun: Promise<void> | null = null;
  const begin = async () => {
    const open = await run.journal.open(run.target);
    const isClear = open.length === 0;
    await run.base.lookAhead({ learners: isClear, enrollments: isClear && run.settings.policy !== 'append' });
  };
  return {
    begin() {
      begun ??= begin().catch(() => {});
    },
    end: async () => begun ?? undefined,
  };
}

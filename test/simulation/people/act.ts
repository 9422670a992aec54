import { runMaintenance } from '../../../src/sync/queue/maintenance.ts';
import { type CourseAndDay, parseOperatorInput } from '../../../src/sync/queue/operator-input.ts';
import { giveInput, rerunSync, submitUpload } from '../../../src/sync/queue/submit-sync.ts';
import { undoSync } from '../../../src/sync/queue/undo-sync.ts';
import { writePreview } from '../../../src/sync/queue/write-preview.ts';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import type { Scene } from '../scene.ts';
import { courseOf, dayOf } from '../world/names.ts';
import { rosterFile } from '../world/roster-file.ts';
import type { Act, Said } from '../world/world.ts';
import { cannotBeTold, hidesWhatIsLookedFor } from './cannot-be-told.ts';
import { changeBase, editBase } from './edit-base.ts';

const retentionDays = 30;
const anybody = { kind: 'anybody' } as const;
const settled = { sheets: null, isIdColumn: null, confirm: 'all', useSimilar: false, who: anybody } as const;
const nobody = { key: null, origin: null, askedBy: null, source: 'web' } as const;

/** Somebody does something, through the process that answers people or in the Base. */
export async function act(scene: Scene, what: Act): Promise<void> {
  const { history, clock, late, platform } = scene;
  history.trace.push(`${clock.trueTime()} ${JSON.stringify(what)}`);
  const cause = scene.cause;
  scene.late.runDue(clock.trueTime());
  scene.cause = { kind: 'person', timeZone: platform.context.settings().timeZone };
  try {
    switch (what.kind) {
      case 'upload':
        return await upload(scene, what);
      case 'rerun': {
        const of = await pickSync(scene, what.of);
        if (of !== null) await rerun(scene, of, what.addUnderNewDate);
        return;
      }
      case 'write_preview': {
        const preview = await pickSync(scene, what.of);
        if (preview !== null) await writePreview(scene.requests, { preview, ...nobody });
        return;
      }
      case 'answer': {
        const sync = await pickSync(scene, what.of);
        if (sync !== null) await answer(scene, sync, what.said);
        return;
      }
      case 'cancel': {
        const sync = await pickSync(scene, what.of);
        if (sync !== null) await scene.store.syncs.requestCancel(sync.id, scene.requests.now());
        return;
      }
      case 'undo': {
        const of = await pickSync(scene, what.of);
        if (of !== null)
          await undoSync(scene.requests, { of, ...nobody, who: anybody, confirmed: what.confirmed });
        return;
      }
      case 'wait':
        clock.advance(what.ms);
        late.runDue(clock.trueTime());
        return;
      case 'jump':
        // A machine that has nothing else to go by must be right.
        if (platform.context.settings().dateHeader === 'shown') clock.jump(what.ms);
        return;
      case 'settings':
        scene.policies = what.policies;
        await scene.worker?.end();
        scene.worker = null;
        return;
      case 'maintenance':
        await runMaintenance(scene.store.syncs, clock, retentionDays);
        return;
      case 'zone':
        if (!scene.zoneKnown || late.isWaiting()) return;
        changeBase(platform, what);
        scene.zoneKnown = false;
        return;
      case 'hidden':
        if (!hidesWhatIsLookedFor(scene)) changeBase(platform, what);
        return;
      case 'permission':
      case 'field_renamed':
      case 'mended':
        changeBase(platform, what);
        return;
      default:
        if (!(await cannotBeTold(scene, what, cause.kind === 'service'))) editBase(platform, what);
    }
  } finally {
    scene.cause = cause;
  }
}

async function upload(
  scene: Scene,
  { roster, dryRun, said }: Extract<Act, { kind: 'upload' }>,
): Promise<void> {
  const sync = await submitUpload(scene.requests, {
    ...nobody,
    ...rosterFile(roster),
    dryRun,
    said: saying(scene, said),
  });
  scene.history.uploads.set(sync.uploadId, { roster, policies: scene.policies });
}

export async function rerun(scene: Scene, of: SyncRecord, addUnderNewDate: boolean): Promise<void> {
  await rerunSync(scene.requests, { of, ...nobody, addUnderNewDate });
}

/** Answers whatever is asked. Whoever sees that records are hidden does not say that the table is empty. */
export async function answer(scene: Scene, sync: SyncRecord, said: Said): Promise<void> {
  const isHidden = scene.platform.context.settings().isAdvanced;
  if (isHidden && sync.needs?.confirm.some(({ code }) => code === 'empty_learner_table') === true) {
    await scene.store.syncs.requestCancel(sync.id, scene.requests.now());
    return;
  }
  const asked = {
    course: sync.needs?.course === true ? said.course : null,
    day: sync.needs?.day === true ? said.day : null,
  };
  await giveInput(scene.requests, sync, { said: saying(scene, asked), ...settled });
}

function saying(scene: Scene, { course, day }: Said): CourseAndDay {
  const typed = {
    course: course === null ? null : courseOf(course),
    day: day === null ? null : dayOf(day),
  };
  const reading = parseOperatorInput(typed, new Date(scene.clock.trueTime()));
  if (reading.kind === 'refused') throw new Error(`a ${reading.field} that no operator can say`);
  return reading.said;
}

async function pickSync({ store }: Scene, of: number): Promise<SyncRecord | null> {
  const syncs = await store.syncs.list(1_000);
  return syncs[of % Math.max(syncs.length, 1)] ?? null;
}

import { json } from 'node:stream/consumers';
import Router from '@koa/router';
import type Koa from 'koa';
import { koaBody } from 'koa-body';
import { z } from 'zod';
import { createZone } from '../base/zone.ts';
import type { Host } from '../host.ts';
import type { CallLog } from '../platform/call-log.ts';
import { Fault, type Faults } from '../platform/faults.ts';
import { Settings } from '../platform/settings.ts';
import { seedBase } from '../state/seed-base.ts';
import { answerControlErrors } from './answer-control-errors.ts';
import { addChatRoutes } from './chat-routes.ts';
import { addEventRoutes, type EventControls } from './event-routes.ts';
import {
  AddedRows,
  addRows,
  DeletedRows,
  deleteRows,
  EditedRows,
  editField,
  editRows,
  editTable,
  FieldEdit,
  TableEdit,
  tableNamed,
} from './manual-edits.ts';
import { readableTable } from './readable-tables.ts';

/** What the control API works with. */
export interface Controls extends EventControls {
  putSettings(settings: Settings): void;
  faults: Faults;
  callLog: CallLog;
  /** null: the stand-in runs by itself. */
  host: () => Host | null;
}

const Reset = z.strictObject({ seed: z.enum(['example', 'empty']) });
const Excerpt = z.strictObject({
  search: z.string().default(''),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(0).max(1000).default(200),
  order: z.enum(['created', 'changed']).default('created'),
});

/** The control API under `/sandbox/api`: for the page, and for tests. */
export function controlApi(controls: Controls): Router {
  const router = new Router({ prefix: '/sandbox/api' });
  router.use(answerControlErrors, jsonOnly, readJson, (_ctx, next) => {
    controls.deliveries.retryDue();
    return next();
  });
  addTableRoutes(router, controls);
  addManualEditRoutes(router, controls);
  addSettingRoutes(router, controls);
  addChatRoutes(router, controls);
  addEventRoutes(router, controls);
  return router;
}

function addTableRoutes(router: Router, { context, host }: Controls): void {
  const { store, settings } = context;
  const zone = () => createZone(settings().timeZone);
  router.get('/tables', (ctx) => {
    const { base } = store.state;
    ctx.status = 200;
    ctx.set('cache-control', 'no-cache');
    ctx.etag = `${base.revision} ${settings().timeZone}`;
    if (ctx.fresh) {
      ctx.status = 304;
      return;
    }
    const excerpt = Excerpt.parse(ctx.query);
    const tables = [...base.tables.values()].map((table) => readableTable(base, table, excerpt, zone()));
    const { name, revision } = base;
    const uploadPage = host()?.uploadPage ?? null;
    ctx.body = { name, revision, timeZone: settings().timeZone, uploadPage, tables };
  });
  router.get('/tables/:table', (ctx) => {
    const table = tableNamed(context, ctx.params.table ?? '');
    ctx.body = readableTable(store.state.base, table, Excerpt.parse(ctx.query), zone());
  });
  router.post('/reset', async (ctx) => {
    const { seed } = Reset.parse(ctx.request.body);
    const reset = () => {
      store.commit(seedBase(seed, store.state.base));
      store.blobs.clear();
    };
    const service = host();
    if (service === null) reset();
    else await service.aroundReset(reset);
    ctx.body = {};
  });
}

function addManualEditRoutes(router: Router, { context }: Controls): void {
  router.post('/records', (ctx) => {
    ctx.body = { recordIds: addRows(context, AddedRows.parse(ctx.request.body)) };
  });
  router.patch('/records', (ctx) => {
    editRows(context, EditedRows.parse(ctx.request.body));
    ctx.body = {};
  });
  router.delete('/records', async (ctx) => {
    deleteRows(context, DeletedRows.parse(await json(ctx.req)));
    ctx.body = {};
  });
  router.post('/tables', (ctx) => {
    editTable(context, TableEdit.parse(ctx.request.body));
    ctx.body = {};
  });
  router.post('/fields', (ctx) => {
    editField(context, FieldEdit.parse(ctx.request.body));
    ctx.body = {};
  });
}

function addSettingRoutes(router: Router, { context, putSettings, faults, callLog }: Controls): void {
  router.get('/settings', (ctx) => {
    ctx.body = context.settings();
  });
  // PUT replaces the whole: a setting that is not named gets its default.
  router.put('/settings', (ctx) => {
    putSettings(Settings.parse(ctx.request.body));
    ctx.body = context.settings();
  });
  router.patch('/settings', (ctx) => {
    const changes = z.record(z.string(), z.unknown()).parse(ctx.request.body);
    putSettings(Settings.parse({ ...context.settings(), ...changes }));
    ctx.body = context.settings();
  });
  router.get('/faults', (ctx) => {
    ctx.body = { faults: faults.list() };
  });
  router.post('/faults', (ctx) => {
    faults.add(Fault.parse(ctx.request.body));
    ctx.body = {};
  });
  router.delete('/faults', (ctx) => {
    faults.clear();
    ctx.body = {};
  });
  router.get('/calls', (ctx) => {
    ctx.body = callLog.list();
  });
  router.delete('/calls', (ctx) => {
    callLog.clear();
    ctx.body = {};
  });
}

const readJson = koaBody({
  jsonLimit: '64mb',
  multipart: false,
  urlencoded: false,
  text: false,
  onError: (_error, ctx) => ctx.throw(400, '请求体不是有效的 JSON'),
});

/** A page of another origin cannot send JSON without being asked first, so it cannot change anything here. */
const jsonOnly: Koa.Middleware = (ctx, next) => {
  if (['POST', 'PUT', 'PATCH'].includes(ctx.method) && !ctx.is('json')) ctx.throw(415, '请以 JSON 发送');
  return next();
};

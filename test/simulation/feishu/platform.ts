import { checkToken } from '../../../src/sandbox/auth/access-tokens.ts';
import { createCardTokens } from '../../../src/sandbox/cards/card-tokens.ts';
import type { SandboxContext } from '../../../src/sandbox/context.ts';
import { bearerToken } from '../../../src/sandbox/platform/bearer-token.ts';
import { createReplicas } from '../../../src/sandbox/platform/replicas.ts';
import { holdSettings, Settings, type SettingsInput } from '../../../src/sandbox/platform/settings.ts';
import { errorBody, VendorError } from '../../../src/sandbox/platform/vendor-error.ts';
import type { VendorRoute } from '../../../src/sandbox/platform/vendor-route.ts';
import type { Change } from '../../../src/sandbox/state/change.ts';
import { seedBase, seedIds } from '../../../src/sandbox/state/seed-base.ts';
import { openStore } from '../../../src/sandbox/state/store.ts';
import { vendorRoutes } from '../../../src/sandbox/vendor-routes.ts';
import type { Random } from '../random.ts';

export interface PlatformRequest {
  method: string;
  path: string;
  query: Readonly<Record<string, string>>;
  body: unknown;
  authorization: string;
}

export interface PlatformAnswer {
  status: number;
  /** JSON as an object; a page as a string. */
  body: unknown;
  headers: Readonly<Record<string, string>>;
}

/** The stand-in Feishu without its server: the same routes over the same state, called as functions. */
export interface Platform {
  context: SandboxContext;
  /** The same for people in the client: they see everything at once, and may type anything. */
  client: SandboxContext;
  /** Changes some settings; the others stay. */
  set(settings: SettingsInput): void;
  /** Carries a call out and answers it, at the time `now` tells. */
  handle(request: PlatformRequest): PlatformAnswer;
}

interface PlatformOptions {
  settings: SettingsInput;
  /** Epoch ms, by Feishu's clock. */
  now: () => number;
  random: Random;
  /** Told every change of the tables just before it is made. */
  onCommit: (changes: readonly Change[]) => void;
}

export function createPlatform({ settings: initial, now, random, onCommit }: PlatformOptions): Platform {
  const settings = holdSettings(Settings.parse(initial));
  const store = openStore(null, () => seedBase('empty', null).map(withTeacher));
  const watched: SandboxContext['store'] = {
    ...store,
    commit(changes) {
      onCommit(changes);
      store.commit(changes);
    },
  };
  const context: SandboxContext = {
    store: watched,
    settings: settings.current,
    now,
    newId: random.id,
    replicas: createReplicas(settings.current),
    cardTokens: createCardTokens(now, random.id),
  };
  const routes = vendorRoutes(context).map((route) => ({ route, pattern: patternOf(route.path) }));
  return {
    context,
    client: {
      ...context,
      settings: () => ({ ...settings.current(), refusedText: null }),
      replicas: { searchLagMs: () => 0, idLagMs: () => 0 },
    },
    set: (changed) => settings.put(Settings.parse({ ...settings.current(), ...changed })),
    handle(request) {
      const headers = { 'x-tt-logid': random.id('log', 12) };
      for (const { route, pattern } of routes) {
        const params = route.method === request.method ? pattern.exec(request.path) : null;
        if (params !== null) return { ...answer(context, route, request, params.groups ?? {}), headers };
      }
      return { status: 404, body: '404 page not found', headers };
    },
  };
}

/** Enrollments have a field that no roster has to fill. */
function withTeacher(change: Change): Change {
  if (change.kind !== 'put_table' || change.tableId !== seedIds.enrollmentTable) return change;
  const property = { kind: 'plain', value: null } as const;
  const teacher = { id: 'fldEnrollTeacher', name: '讲师', type: 1, uiType: 'Text', property };
  return { ...change, fields: [...change.fields, teacher] };
}

function answer(
  context: SandboxContext,
  route: VendorRoute,
  { query, body, authorization }: PlatformRequest,
  params: Readonly<Record<string, string>>,
): Omit<PlatformAnswer, 'headers'> {
  try {
    if (route.scopes !== null) checkToken(context.store, context.now, authorization);
    const call = {
      param: (name: string) => params[name] ?? '',
      query,
      body,
      bearer: bearerToken(authorization),
    };
    return { status: 200, body: route.run(call) };
  } catch (thrown) {
    if (!(thrown instanceof VendorError)) throw thrown;
    const status = route.statusOf?.(thrown.refusal.code) ?? thrown.refusal.status;
    return { status, body: errorBody(thrown, 'log') };
  }
}

const patterns = new Map<string, RegExp>();

function patternOf(path: string): RegExp {
  const known = patterns.get(path) ?? new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
  patterns.set(path, known);
  return known;
}

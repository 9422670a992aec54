import { type AxiosAdapter, AxiosError, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import type { Effect } from '../world/world.ts';
import type { FaultAnswer } from './fault-answers.ts';
import type { PlatformAnswer, PlatformRequest } from './platform.ts';

/** What is to become of one call. `null` answers it as Feishu does. */
export interface CallFate {
  answer: FaultAnswer | null;
  effect: Effect;
}

export interface TransportDeps {
  /** Comes before the call; never resolves if the process dies before it. */
  begin(request: PlatformRequest): Promise<CallFate>;
  /** Comes after its effect and before its answer; never resolves if the process dies in it. */
  end(request: PlatformRequest, outcome: string): Promise<void>;
  handle(request: PlatformRequest): PlatformAnswer;
  /** Carries the call out in `ms` milliseconds. */
  handleLater(request: PlatformRequest, ms: number): void;
  sleep(ms: number): Promise<void>;
  /** As the `Date` of an answer. */
  date(): string;
}

/** Carries the requests of the real adapter to the stand-in, as the network would, and lets faults happen to them. */
export function createTransport(deps: TransportDeps): AxiosAdapter {
  return async (config) => {
    const request = requestOf(config);
    const { answer, effect } = await deps.begin(request);
    const own = carryOut(deps, request, effect);
    const seen = answer === null ? own : answer;
    if (seen !== null && 'kind' in seen && seen.kind === 'lost') await deps.sleep(seen.afterMs);
    await deps.end(request, outcomeOf(seen));
    return settle(config, seen, deps.date());
  };
}

function carryOut(deps: TransportDeps, request: PlatformRequest, effect: Effect): PlatformAnswer | null {
  switch (effect.kind) {
    case 'never':
      return null;
    case 'done':
      return deps.handle(request);
    case 'late':
      deps.handleLater(request, effect.ms);
      return null;
  }
}

function requestOf({ method, url, params, data, headers }: InternalAxiosRequestConfig): PlatformRequest {
  const given = Object.entries((params ?? {}) as Record<string, unknown>);
  const query = given.filter(([, value]) => value !== undefined);
  return {
    method: (method ?? 'get').toUpperCase(),
    path: new URL(url ?? '').pathname,
    query: Object.fromEntries(query.map(([name, value]) => [name, String(value)])),
    body: typeof data === 'string' && data !== '' ? JSON.parse(data) : (data ?? {}),
    authorization: String(headers.get('authorization') ?? ''),
  };
}

function outcomeOf(seen: PlatformAnswer | FaultAnswer | null): string {
  if (seen === null) return 'nothing';
  if ('kind' in seen && seen.kind !== 'answer') return seen.kind === 'lost' ? seen.code : seen.kind;
  const { body, status } = seen;
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : '';
  return `${status} ${String(code)}`;
}

function settle(
  config: InternalAxiosRequestConfig,
  seen: PlatformAnswer | FaultAnswer | null,
  date: string,
): AxiosResponse {
  if (seen === null) throw new AxiosError('lost', 'ECONNRESET', config);
  if ('kind' in seen && seen.kind === 'lost') throw new AxiosError('lost', seen.code, config);
  if ('kind' in seen && seen.kind === 'cut') throw new AxiosError('aborted', 'ECONNABORTED', config);
  const headers = { date, ...seen.headers };
  const data = typeof seen.body === 'string' ? seen.body : JSON.stringify(seen.body);
  const response = { data, status: seen.status, statusText: '', headers, config } as AxiosResponse;
  if (seen.status < 300) return response;
  throw new AxiosError('refused', AxiosError.ERR_BAD_REQUEST, config, undefined, response);
}

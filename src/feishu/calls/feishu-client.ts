import type { HttpInstance } from '@larksuiteoapi/node-sdk';
import type { AxiosAdapter, AxiosResponse } from 'axios';
import { AxiosError, axios, Client, isAxiosError } from './sdk.ts';

export interface FeishuClientOptions {
  appId: string;
  appSecret: string;
  /** Origin of the platform, such as `https://open.feishu.cn`. */
  domain: string;
  /** A call that takes longer is given up, whatever it is waiting for. */
  callTimeoutMs: number;
  /** Told the `Date` header of every answer, well or badly. */
  onDate?: (date: unknown) => void;
  /** What carries the requests; absent: the network. */
  adapter?: AxiosAdapter;
}

/**
 * The official SDK with its traps fixed: every call has a time limit, every refusal is an error, nothing is logged,
 * and the tenant token is the caller's affair (the SDK's own is shared by the whole process and never renewed early).
 */
export function createFeishuClient(options: FeishuClientOptions): Client {
  return new Client({
    appId: options.appId,
    appSecret: options.appSecret,
    domain: options.domain.replace(/\/+$/, ''),
    httpInstance: createHttp(options),
    disableTokenCache: true,
    logger: silentLogger,
  });
}

/**
 * The SDK logs request bodies and, where a token request fails, the app secret. Every failure reaches its caller,
 * who logs what is safe to log.
 */
export const silentLogger = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  trace: () => {},
};

function createHttp({ domain, callTimeoutMs, onDate, adapter }: FeishuClientOptions): HttpInstance {
  const http = axios.create({
    // Redirects would carry the token elsewhere.
    maxRedirects: 0,
    ...(isLoopback(domain) ? { proxy: false } : {}),
    ...(adapter === undefined ? {} : { adapter }),
  });
  // The `timeout` of axios starts anew with every byte; a signal bounds the call as a whole.
  http.interceptors.request.use((config) => ({ ...config, signal: AbortSignal.timeout(callTimeoutMs) }));
  if (onDate) http.interceptors.response.use(...tellDate(onDate));
  http.interceptors.response.use(unwrapBody);
  // The type of axios cannot say that its interceptors return bodies.
  return http as HttpInstance;
}

/** Answers of HTTP 4xx and 5xx come as errors; they have a date too. */
function tellDate(onDate: (date: unknown) => void) {
  return [
    (response: AxiosResponse) => {
      onDate(response.headers.date);
      return response;
    },
    (error: unknown) => {
      if (isAxiosError(error) && error.response !== undefined) onDate(error.response.headers.date);
      throw error;
    },
  ] as const;
}

/**
 * The SDK expects bodies, not responses. A refusal comes with HTTP 200 or 4xx; some SDK functions overlook the former,
 * so both become the same error here, which also keeps the headers: https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/get-
 */
function unwrapBody(response: AxiosResponse) {
  if (isRefusal(response.data)) {
    throw new AxiosError('refused', AxiosError.ERR_BAD_RESPONSE, response.config, response.request, response);
  }
  // Downloads ask for headers beside the body in this way, which the types of axios do not know.
  return '$return_headers' in response.config
    ? { data: response.data, headers: response.headers }
    : response.data;
}

function isRefusal(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'code' in body && body.code !== 0;
}

function isLoopback(domain: string): boolean {
  return /^https?:\/\/(?:127\.|localhost|\[::1\])/.test(domain);
}

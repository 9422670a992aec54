import { createRequire } from 'node:module';

/**
 * The official SDK and the HTTP client that it uses, loaded as the CommonJS that they are. An `import` would look through
 * 6 MB of text for names first and get an HTTP client of its own, which takes 0.2 s and 30 MB in each thread.
 */
const require = createRequire(import.meta.url);
const sdk: typeof import('@larksuiteoapi/node-sdk') = require('@larksuiteoapi/node-sdk');
const http: typeof import('axios') = require('axios');

export const { AESCipher, Client, EventDispatcher, WSClient, withTenantToken, withUserAccessToken } = sdk;
export const { AxiosError, AxiosHeaders, default: axios, isAxiosError } = http;

// Of the classes that are named as types too.
export type Client = InstanceType<typeof Client>;
export type EventDispatcher = InstanceType<typeof EventDispatcher>;

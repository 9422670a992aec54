import protobuf from 'protobufjs';
import { z } from 'zod';

/** One message of a long connection. */
export interface Frame {
  method: 'control' | 'data';
  headers: Readonly<Record<string, string>>;
  /** JSON; '' where there is none. */
  payload: string;
}

/** As the official SDKs have it; no page documents it (https://github.com/larksuite/node-sdk/tree/main/ws-client). */
const definition = `
  syntax = "proto2";
  message Header {
    required string key = 1;
    required string value = 2;
  }
  message Frame {
    required uint64 SeqID = 1;
    required uint64 LogID = 2;
    required int32 service = 3;
    required int32 method = 4;
    repeated Header headers = 5;
    optional string payload_encoding = 6;
    optional string payload_type = 7;
    optional bytes payload = 8;
    optional string LogIDNew = 9;
  }
`;
/**
 * Made ready at once, not at the first frame: by then the official SDK may have been loaded, which takes the class for 64-bit
 * numbers from everybody in its process (`$protobuf.util.Long = undefined`).
 */
const FrameType = protobuf.parse(definition, { keepCase: true }).root.lookupType('Frame').setup();

/** By their numbers on the wire. */
const methods = ['control', 'data'] as const;
/** Which of the platform's services a connection talks to; this one has one. */
export const serviceId = 1;

const Decoded = z.object({
  method: z.int().transform((number) => methods[number]),
  headers: z
    .array(z.object({ key: z.string(), value: z.string() }))
    .default([])
    .transform((headers) => Object.fromEntries(headers.map(({ key, value }) => [key, value]))),
  payload: z
    .instanceof(Uint8Array)
    .default(new Uint8Array())
    .transform((bytes) => new TextDecoder().decode(bytes)),
});

/** The frame as it goes over the wire. */
export function encodeFrame({ method, headers, payload }: Frame): Uint8Array {
  return FrameType.encode({
    SeqID: 0,
    LogID: 0,
    service: serviceId,
    method: methods.indexOf(method),
    headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
    payload: new TextEncoder().encode(payload),
  }).finish();
}

/** null for bytes that are no frame, and for frames of an unknown method. */
export function decodeFrame(bytes: Uint8Array): Frame | null {
  try {
    const { method, headers, payload } = Decoded.parse(FrameType.toObject(FrameType.decode(bytes)));
    return method === undefined ? null : { method, headers, payload };
  } catch {
    return null;
  }
}

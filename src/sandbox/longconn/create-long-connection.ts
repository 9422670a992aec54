import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type Router from '@koa/router';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Credentials } from '../auth/credentials.ts';
import type { LongConnectionSink } from '../events/app-channel.ts';
import { unanswered } from '../events/event-sink.ts';
import type { NewId } from '../platform/ids.ts';
import { isOwnName } from '../platform/own-names-only.ts';
import { type ClientConnection, connectClient } from './client-connection.ts';
import { createConnectionAddresses } from './connection-addresses.ts';
import { endpointRoute } from './endpoint-route.ts';

export interface LongConnectionOptions {
  credentials: Credentials;
  newId: NewId;
  /** From 0 to below 1; says which of several connections gets an event. */
  random: () => number;
  /** How long the app may take for an event, in milliseconds. */
  answerWithinMs: () => number;
  /** How many connections may be open. */
  mostConnections: () => number;
}

/** The way to the app without a public address: the app connects, events come over its connections. */
export interface LongConnection extends LongConnectionSink {
  /** Answers `POST /callback/ws/endpoint`. */
  endpoint: Router;
  /** Lets connections in at this server. */
  attach(server: Server): void;
  /** Ends all connections and lets none in; a server with open ones does not close. */
  close(): void;
}

/** The platform's side of long connections. Every event goes to one of them, whichever. */
export function createLongConnection({
  credentials,
  newId,
  random,
  answerWithinMs,
  mostConnections,
}: LongConnectionOptions): LongConnection {
  const sockets = new WebSocketServer({ noServer: true });
  const connections = new Map<WebSocket, ClientConnection>();
  const addresses = createConnectionAddresses(newId);
  const isFull = () => connections.size >= mostConnections();
  return {
    endpoint: endpointRoute({ credentials, isFull, newAddress: addresses.next }),
    attach(server) {
      server.on('upgrade', (request, socket, head) => {
        if (!isOwnName(request.headers.host ?? '')) return forbid(socket);
        if (!addresses.accept(request.url ?? '')) return forbid(socket);
        sockets.handleUpgrade(request, socket, head, (opened) => {
          connections.set(opened, connectClient(opened, newId, answerWithinMs));
          opened.on('close', () => connections.delete(opened));
        });
      });
    },
    isOpen: () => connections.size > 0,
    async deliver(envelope) {
      const chosen = [...connections.values()][Math.floor(random() * connections.size)];
      return chosen?.deliver(envelope) ?? unanswered('not_connected');
    },
    close() {
      sockets.close();
      for (const socket of connections.keys()) socket.terminate();
    },
  };
}

function forbid(socket: Duplex): void {
  // A client that leaves at this moment is no fault of ours.
  socket.on('error', () => socket.destroy());
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
}

import { silentLogger } from '../calls/feishu-client.ts';
import { WSClient } from '../calls/sdk.ts';
import { createDispatcher, type EventDeps } from './create-dispatcher.ts';

export interface LongConnectionOptions extends EventDeps {
  appId: string;
  appSecret: string;
  /** Origin of the platform, such as `https://open.feishu.cn`. */
  domain: string;
}

export interface LongConnection {
  /** Whether events can arrive at this moment. */
  isOpen(): boolean;
  close(): void;
}

/** After a refusal the SDK gives up; the bot must come back by itself once the cause is fixed. */
const startAgainMs = 60_000;
const handshakeTimeoutMs = 15_000;
/** Without it, a connection that died silently would go unnoticed for a quarter of an hour. */
const pongTimeoutSeconds = 30;

/**
 * Receives the same events without a public address, over a connection that the SDK opens and keeps. Nothing is signed
 * here: the connection itself is made with the app's secret.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/uYDNxYjL2QTM24iN0EjN/event-subscription-configure-/request-url-configuration-case
 */
export function startLongConnection(options: LongConnectionOptions): LongConnection {
  const { appId, appSecret, domain, clock, log } = options;
  const eventDispatcher = createDispatcher(options);
  let closed = false;
  const client = new WSClient({
    appId,
    appSecret,
    domain,
    logger: silentLogger,
    handshakeTimeoutMs,
    wsConfig: { pingTimeout: pongTimeoutSeconds },
    onReady: () => log.info('connected to Feishu for events'),
    onReconnecting: () => log.warn('the connection for events broke, connecting again'),
    onReconnected: () => log.info('connected to Feishu for events again'),
    onError(error) {
      // The SDK words it as code and message of the refusal; neither secret nor content is in it.
      log.error({ reason: error.message }, 'no connection for events, trying again in a minute');
      void clock.sleep(startAgainMs).then(start);
    },
  });

  function start(): void {
    if (closed) return;
    void client.start({ eventDispatcher });
    // The SDK refuses ids of another form without telling anybody.
    if (client.getConnectionStatus().state === 'idle') log.error('FEISHU_APP_ID is not the id of an app');
  }

  start();
  return {
    isOpen: () => client.getConnectionStatus().state === 'connected',
    close() {
      closed = true;
      client.close({ force: true });
    },
  };
}

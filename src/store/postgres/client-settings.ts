import pg, { type ClientConfig } from 'pg';

/** Instants are epoch milliseconds and counts are small: a JavaScript number holds every int8 of this schema. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

const connectionTimeoutMillis = 10_000;

/** How every connection of this service is opened. */
export function clientSettings(databaseUrl: string): ClientConfig {
  return {
    connectionString: databaseUrl,
    application_name: 'nvc-learner-sync',
    connectionTimeoutMillis,
    keepAlive: true,
    types,
  };
}

import { describe, expect, it } from 'vitest';
import { refuseOutdated, sqliteVersion } from '../../../src/store/sqlite/supported-version.ts';

describe('versions of SQLite', () => {
  it.each(['3.51.3', '3.51.10', '3.52.0', '3.53.4', '3.100.0', '4.0.0'])('%s is taken', (version) => {
    expect(() => refuseOutdated(version)).not.toThrow();
  });

  it.each(['3.45.1', '3.50.9', '3.51.2', '3.9.0', '2.99.99', '', 'unknown'])('"%s" is refused', (version) => {
    expect(() => refuseOutdated(version)).toThrow(
      expect.objectContaining({ code: 'sqlite_outdated', details: { version } }),
    );
  });

  it('the one that is installed is taken', () => {
    expect(sqliteVersion()).toMatch(/^3\.\d+\.\d+$/);
    expect(() => refuseOutdated(sqliteVersion())).not.toThrow();
  });
});

import { describe, expect, it } from 'vitest';
import { countedAddress } from '../../../src/http/access/counted-address.ts';

describe('clients are counted', () => {
  it.each([
    ['203.0.113.5', '203.0.113.5'],
    ['::ffff:203.0.113.5', '203.0.113.5'],
    ['', ''],
    ['unknown', 'unknown'],
  ])('by address: %s', (address, counted) => {
    expect(countedAddress(address)).toBe(counted);
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('by network, of which one line has all: %s', (address, counted) => {
    expect(countedAddress(address)).toBe(counted);
  });
});

import type { NewId } from '../platform/ids.ts';
import { serviceId } from './frame.ts';

const path = '/callback/ws/connection';

/** The addresses handed out; each lets one connection in. */
export interface ConnectionAddresses {
  /** Path and query of a new one. */
  next(): string;
  /** True the first time it is asked about one that was handed out. */
  accept(address: string): boolean;
}

/** Starts with none handed out. */
export function createConnectionAddresses(newId: NewId): ConnectionAddresses {
  const handedOut = new Set<string>();
  return {
    next() {
      // The SDK takes the whole address for a query, so the first parameter is lost to it.
      const query = `aid=1&device_id=${newId('', 19)}&service_id=${serviceId}&ticket=${newId('', 32)}`;
      handedOut.add(`${path}?${query}`);
      return `${path}?${query}`;
    },
    accept: (address) => handedOut.delete(address),
  };
}

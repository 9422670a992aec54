import { type CallMoment, isOfSync, isWrite } from '../support/gateway.ts';
import type { CallPoint, Mishap } from './mishaps.ts';
import type { Disturbance } from './shared-sync.ts';

/** A point, with the name of its call for people. */
export interface NamedPoint extends CallPoint {
  name: string;
}

/** Every call of a sync, however far it gets. */
export function pointsOf(calls: readonly string[]): NamedPoint[] {
  return calls.filter(isOfSync).flatMap((name, number, all) => {
    const nth = all.slice(0, number + 1).filter((other) => other === name).length;
    const moments: CallMoment[] = isWrite(name) ? ['unsent', 'held', 'unread'] : ['unsent', 'unread'];
    return moments.map((moment) => ({ name, nth, moment, isMeant: (called: string) => called === name }));
  });
}

/** At every point the instance that works is killed; at every fourth something else happens to it too. */
export function everyDisturbance(points: readonly NamedPoint[]): (NamedPoint & Disturbance)[] {
  const others = ['frozen', 'cut_off', 'database_restarted'] as const;
  const mishapsAt = (index: number): Mishap[] => {
    const other = index % 4 === 0 ? others[(index / 4) % others.length] : undefined;
    return other === undefined ? ['killed'] : ['killed', other];
  };
  return points.flatMap((point, index) => mishapsAt(index).map((mishap) => ({ ...point, mishap })));
}

/** For people: `killed in POST records/batch_create 2, unread`. */
export function titleOf({ mishap, name, nth, moment }: NamedPoint & Disturbance): string {
  return `${mishap} in ${name} ${nth}, ${moment}`;
}

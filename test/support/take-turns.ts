/** Shares things that one test at a time can use, and that take long to make. @returns what waits for one that is free */
export function takeTurns<Thing>(things: readonly Thing[]) {
  const free = [...things];
  const waiting: ((thing: Thing) => void)[] = [];
  const giveBack = (thing: Thing) => {
    const next = waiting.shift();
    if (next === undefined) free.push(thing);
    else next(thing);
  };
  return async <Result>(use: (thing: Thing) => Promise<Result>): Promise<Result> => {
    const thing = free.pop() ?? (await new Promise<Thing>((resolve) => waiting.push(resolve)));
    return use(thing).finally(() => giveBack(thing));
  };
}

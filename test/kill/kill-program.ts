/**
 * Services reduced to one sync each, for being killed. Every line that comes in is the life of one: it is put together
 * from the real parts, asks for the sync of a file in chat (the same sync however often it asks), works until nothing
 * is left to do, and says in a line what came of it. One that is killed takes the process along, as any service does.
 */
import { createInterface } from 'node:readline';
import { watchCommits } from './commits.ts';
import { type Life, live } from './run-service.ts';

const commits = watchCommits();
for await (const line of createInterface({ input: process.stdin })) {
  const life = JSON.parse(line) as Life;
  const committed = commits.begin(life.killAt);
  const account = await live(life);
  process.stdout.write(`${JSON.stringify({ account, commits: committed })}\n`);
}

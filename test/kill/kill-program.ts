/**
 * Services reduced to one sync each, for being killed. Every line of standard input starts one: it is assembled from
 * the real parts, submits the sync of a file in chat (the same sync however often it is submitted), works until nothing
 * is left to do, and prints the outcome as a line. Killing it ends the process, as with any service.
 */
import { createInterface } from 'node:readline';
import { watchCommits } from './commits.ts';
import { runService, type ServiceRun } from './run-service.ts';

const commits = watchCommits();
for await (const line of createInterface({ input: process.stdin })) {
  const run = JSON.parse(line) as ServiceRun;
  const committed = commits.begin(run.killAt);
  const outcome = await runService(run);
  process.stdout.write(`${JSON.stringify({ outcome, commits: committed })}\n`);
}

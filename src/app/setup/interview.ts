import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** A conversation with whoever runs a command. */
export interface Interview {
  say(text: string): void;
  /** @returns what was typed, without blanks around it; null if nobody is there any more */
  ask(question: string): Promise<string | null>;
  /** The same without showing what is typed. */
  askSecretly(question: string): Promise<string | null>;
  close(): void;
}

/** On the terminal, or with answers from a pipe, a line each. */
export function startInterview(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Interview {
  let hidden = false;
  const shown = new Writable({
    write(chunk, _encoding, done) {
      if (!hidden) output.write(chunk);
      done();
    },
  });
  const terminal = input.isTTY === true;
  const lines = createInterface({ input, output: shown, terminal });
  const answers = lines[Symbol.asyncIterator]();
  const read = async (question: string) => {
    // Only so does the terminal know where the question ends, when what is typed is corrected.
    lines.setPrompt(question);
    if (terminal && !hidden) lines.prompt();
    else output.write(question);
    const { value, done } = await answers.next();
    if (done === true) output.write('\n');
    return done === true ? null : value.trim();
  };
  return {
    say: (text) => void output.write(`${text}\n`),
    ask: read,
    async askSecretly(question) {
      hidden = true;
      const answer = await read(question);
      hidden = false;
      if (terminal) output.write('\n');
      return answer;
    },
    close: () => lines.close(),
  };
}

/** Whether an answer agrees. */
export function isYes(answer: string): boolean {
  return /^(?:y|yes|是|好|同意)$/i.test(answer);
}

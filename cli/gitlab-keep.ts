import { createWriteStream } from 'node:fs';
import { type KeeperReply, keepJob } from '../src/refresh/keeper.ts';
import { reportRenewal } from './messages.ts';
import { ownCommand } from './own-command.ts';

/** The keeper's end of the pipe on which it answers. */
const REPLY = 3;

/** Runs this process as a job's keeper. */
export async function keep(
  directory: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const reply = createWriteStream('', { fd: REPLY });
  reply.on('error', () => undefined);
  const { pid, stdin } = process;
  await keepJob(
    { directory, masker: ownCommand('gitlab', 'mask', directory) },
    { environment, signals: process, pid, input: stdin, onRenewalFailure: reportRenewal },
    (answer: KeeperReply) => {
      return new Promise((resolve) => reply.end(`${JSON.stringify(answer)}\n`, () => resolve()));
    },
  );
}

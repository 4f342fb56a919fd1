import { closeSync, constants, openSync } from 'node:fs';

/** The named pipe that takes the job's output, as the keeper holds it. */
export interface OutputPipe {
  /** For maskers to read from. It stays open between one that was killed and the next, so that no write fails. */
  readonly reader: number;
  /** Lets the pipe end once the job has opened it: until then, no writer would mean that it is over already. */
  letEnd(): void;
  close(): void;
}

/** @param path of a named pipe that exists and that nobody writes to yet */
export function openOutputPipe(path: string): OutputPipe {
  // A plain open waits for the other side, so the first one must not, and the others then need not.
  const opener = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  let writer: number | undefined = openSync(path, constants.O_WRONLY);
  const reader = openSync(path, constants.O_RDONLY);
  closeSync(opener);
  const letEnd = () => {
    if (writer !== undefined) closeSync(writer);
    writer = undefined;
  };
  return {
    reader,
    letEnd,
    close: () => {
      letEnd();
      closeSync(reader);
    },
  };
}

import { closeSync, constants, openSync } from 'node:fs';

/** The named pipe that takes the job's output, as the keeper holds it. */
export interface OutputPipe {
  /** The end that maskers read from. It stays open between a killed masker and the next, so that no write fails. */
  readonly reader: number;
  /** Lets the pipe end once the job has opened it. Before that, the absence of a writer would mean that it has ended. */
  letEnd(): void;
  close(): void;
}

/** @param path an existing named pipe that nobody writes to yet */
export function openOutputPipe(path: string): OutputPipe {
  // A blocking open waits for the other side, so the first open must be non-blocking. The others then do not wait.
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

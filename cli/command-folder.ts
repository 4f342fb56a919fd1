import { makePrivateFolder, removeFolder } from '../src/private-folder.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/**
 * Works with a private folder that is removed when the work ends, or when a signal ends this process.
 *
 * @param work gets the folder's path; undefined where there is no temporary folder that can be written to
 */
export async function withCommandFolder<Result>(
  work: (folder: string | undefined) => Promise<Result>,
): Promise<Result> {
  const folder = makeFolder();
  if (folder === undefined) return work(undefined);
  const end = (signal: NodeJS.Signals) => {
    // Another listener, such as the one that passes signals to a command, lets the process live.
    if (process.listenerCount(signal) > 1) return;
    folder.remove();
    process.off(signal, end).kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  try {
    return await work(folder.path);
  } finally {
    await removeFolder(folder.path);
    for (const signal of SIGNALS) process.off(signal, end);
  }
}

function makeFolder() {
  try {
    return makePrivateFolder();
  } catch {
    return undefined;
  }
}

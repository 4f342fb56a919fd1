import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** A server in a thread of its own, because the measuring thread blocks while it waits for processes. */
export interface ServerThread {
  readonly endpoint: string;
  close(): Promise<void>;
}

interface Work {
  readonly url: string;
  readonly delayMs: number;
}

/**
 * @param file a module of this folder that calls {@link serveAsThread}
 * @param delayMs milliseconds before each answer
 */
export async function startServerThread(
  file: './answerer.ts' | './sink.ts',
  delayMs = 0,
): Promise<ServerThread> {
  const url = new URL(file, import.meta.url).href;
  const worker = new Worker(new URL(url), { workerData: { url, delayMs } satisfies Work });
  const [endpoint] = (await once(worker, 'message')) as [string];
  return {
    endpoint,
    close: async () => {
      await worker.terminate();
    },
  };
}

/** Starts the server of a module if the thread was started for it. */
export function serveAsThread(url: string, start: (delayMs: number) => Promise<string>): void {
  if (isMainThread) return;
  const work = workerData as Work | null;
  if (work?.url === url) void start(work.delayMs).then((endpoint) => parentPort?.postMessage(endpoint));
}

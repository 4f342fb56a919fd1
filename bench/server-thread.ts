import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** A server in a thread of its own, because the measuring thread blocks while it waits for processes. */
export interface ServerThread {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** @param file a module of this folder that calls {@link serveAsThread} */
export async function startServerThread(file: './answerer.ts' | './sink.ts'): Promise<ServerThread> {
  const url = new URL(file, import.meta.url).href;
  const worker = new Worker(new URL(url), { workerData: url });
  const [endpoint] = (await once(worker, 'message')) as [string];
  return {
    endpoint,
    close: async () => {
      await worker.terminate();
    },
  };
}

/** Starts the server of a module if the thread was started for it. */
export function serveAsThread(url: string, start: () => Promise<string>): void {
  if (!isMainThread && workerData === url) void start().then((endpoint) => parentPort?.postMessage(endpoint));
}

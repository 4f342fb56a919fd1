import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Handover, unpackHandover } from '../src/agent/handover.ts';
import { type Command, packError, type SentError } from '../src/agent/message.ts';
import { isAlive, type WatchedProcess } from '../src/agent/watched-process.ts';
import {
  type FailureOutlook,
  type FreshCredentials,
  type Session,
  sessionSecrets,
  startFreshCredentials,
} from '../src/index.ts';
import { MaskingProcess } from './masking-process.ts';
import { type OutputPipe, openOutputPipe } from './output-pipe.ts';

/** What a keeper is told on its standard input, as one line of JSON. */
export interface KeeperOrder {
  /** The job's private folder, with the named pipe `output` in it. Removed at the end. */
  readonly directory: string;
  /** The job's shell. */
  readonly shell: WatchedProcess;
  /** Runs the masker. */
  readonly masker: Command;
  readonly handover: Handover;
  readonly refresh: boolean;
}

/** What it answers. */
export type KeeperReply =
  | {
      readonly ready: {
        readonly pid: number;
        readonly session: Session;
        /** Of the loopback endpoint, when the session is renewed. */
        readonly endpoint?: Pick<FreshCredentials['endpoint'], 'url' | 'token'>;
      };
    }
  | { readonly failure: SentError };

/** What a keeper takes from its process. */
export interface KeeperSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signals: Pick<NodeJS.EventEmitter, 'on'>;
  readonly pid: number;
  readonly onRenewalFailure: (error: unknown, outlook: FailureOutlook) => void;
}

/** Milliseconds between two looks at whether the job's shell is there. */
const LOOK_MS = 500;
/** Milliseconds that a process in the background, which still holds the job's output, is waited for. */
const LINGER_MS = 2_000;

/**
 * Stands behind one job: obtains its session and keeps it fresh, keeps a masker between the job and its log, and
 * removes all of it when the job's script is over.
 *
 * @param reply called once, when the session is there and would be masked, or when neither will be
 */
export async function keepJob(
  order: KeeperOrder,
  surroundings: KeeperSurroundings,
  reply: (reply: KeeperReply) => Promise<void>,
): Promise<void> {
  const end = watchForEnd(order, surroundings.signals);
  const pipe = openOutputPipe(join(order.directory, 'output'));
  const masker = new MaskingProcess(order.masker, pipe.reader, () => pipe.letEnd());
  const credentials = await obtainMasked(order, surroundings, masker).catch(async (error: unknown) => {
    masker.kill();
    await reply({ failure: packError(error) });
  });
  if (credentials === undefined) return;
  const { session, fresh } = credentials;
  writeFileSync(join(order.directory, 'keeper'), `${surroundings.pid}\n`, { mode: 0o600 });
  await reply({
    ready: { pid: surroundings.pid, session, ...(fresh === undefined ? {} : { endpoint: fresh.endpoint }) },
  });
  // Plain credentials need nobody once there is no more output to mask.
  await (fresh === undefined ? Promise.race([end, masker.ended.catch(() => undefined)]) : end);
  await fresh?.stop();
  await letOutputEnd(pipe, masker);
  rmSync(order.directory, { recursive: true, force: true });
}

interface Credentials {
  readonly session: Session;
  readonly fresh?: FreshCredentials;
}

async function obtainMasked(
  { handover, refresh }: KeeperOrder,
  { environment, onRenewalFailure }: KeeperSurroundings,
  masker: MaskingProcess,
): Promise<Credentials> {
  await masker.learn([handover.secretKey]);
  const obtain = unpackHandover(handover, environment);
  if (!refresh) {
    const session = await obtain(new AbortController().signal);
    await masker.learn(sessionSecrets(session));
    return { session };
  }
  const fresh = await startFreshCredentials({
    obtain,
    onObtained: (session) => masker.learn(sessionSecrets(session)),
    onFailure: onRenewalFailure,
  });
  await masker.learn([fresh.endpoint.token]);
  return { session: fresh.first, fresh };
}

/**
 * Waits for the end of the job's script: the template says so with the file `end` and a signal, or its shell is gone.
 * A signal alone is not enough, since scripts end their own servers with such as `pkill node`.
 */
function watchForEnd(
  { directory, shell }: KeeperOrder,
  signals: KeeperSurroundings['signals'],
): Promise<void> {
  return new Promise((resolve) => {
    const isOver = () => existsSync(join(directory, 'end')) || !isAlive(shell);
    const look = () => {
      if (isOver()) resolve();
    };
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) signals.on(signal, look);
    setInterval(look, LOOK_MS).unref();
  });
}

async function letOutputEnd(pipe: OutputPipe, masker: MaskingProcess): Promise<void> {
  pipe.letEnd();
  const lingering = new AbortController();
  const late = sleep(LINGER_MS, 'late', { signal: lingering.signal }).catch(() => 'ended');
  const first = await Promise.race([masker.ended.catch(() => undefined), late]);
  lingering.abort();
  if (first === 'late') await masker.finish();
  pipe.close();
}

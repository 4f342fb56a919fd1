import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '../credentials/session.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import type { SessionSource } from '../credentials/session-source.ts';
import { type Command, MaskingProcess } from '../masking/masking-process.ts';
import { type OutputPipe, openOutputPipe } from '../masking/output-pipe.ts';
import { AgentFailure } from './agent/failure.ts';
import { identifyProcess, isAlive, type WatchedProcess } from './agent/watched-process.ts';
import type { FreshCredentials } from './fresh-credentials.ts';
import type { FailureOutlook } from './renewal.ts';

/** A job, as its keeper needs to know it. */
export interface KeeperJob {
  readonly source: SessionSource;
  readonly request: SessionRequest;
  /** Certificates in PEM. */
  readonly caBundle: string | undefined;
  readonly refresh: boolean;
  /** The job's variables that are needed to reach the server. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What the job's script gets. */
export interface Kept {
  readonly session: Session;
  /** The loopback endpoint, if the session is renewed. */
  readonly endpoint?: FreshCredentials['endpoint'];
}

export interface KeeperContext {
  readonly signals: Pick<NodeJS.EventEmitter, 'on'>;
  readonly pid: number;
  readonly onRenewalFailure: (error: unknown, outlook: FailureOutlook) => void;
}

export interface KeeperPlace {
  /** The job's private folder, with the named pipe `output` in it. Removed at the end. */
  readonly directory: string;
  /** The process ID of the job's shell. */
  readonly shellPid: number;
  /** Runs the masker. */
  readonly masker: Command;
}

/** Milliseconds between two checks that the job's shell still exists. */
const LOOK_MS = 500;
/** Milliseconds to wait for a background process that still holds the job's output. */
const LINGER_MS = 2_000;

/**
 * Runs behind a job: obtains its session and keeps it fresh, keeps a masker between the job and its log, and removes
 * everything when the job's script has ended.
 *
 * @param readJob returns the job. It runs while the masker starts.
 * @param deliver called once, when there is a session and it would be masked
 * @throws ExchangeFailure if there is no session, and whatever `readJob` throws
 * @throws AgentFailure if there is no such shell. Nothing is left running.
 */
export async function keepJob<Job extends KeeperJob>(
  { directory, shellPid, masker: command }: KeeperPlace,
  { signals, pid, onRenewalFailure }: KeeperContext,
  readJob: () => Promise<Job>,
  deliver: (job: Job, kept: Kept) => Promise<void>,
): Promise<void> {
  const end = new JobEnd(shellOf(shellPid), signals);
  const pipe = openOutputPipe(join(directory, 'output'));
  const masker = new MaskingProcess(command, pipe.reader, () => pipe.letEnd());
  try {
    const [job, { session, fresh }] = await end.orReached(async (stop) => {
      const job = await readJob();
      return [job, await obtainMasked(job, { directory, onRenewalFailure }, masker, stop)];
    });
    writeFileSync(join(directory, 'keeper'), `${pid}\n`, { mode: 0o600 });
    await deliver(job, fresh === undefined ? { session } : { session, endpoint: fresh.endpoint });
    // Plain credentials need no keeper once there is no output to mask.
    await (fresh === undefined
      ? Promise.race([end.reached, masker.ended.catch(() => undefined)])
      : end.reached);
    await fresh?.stop();
    await letOutputEnd(pipe, masker);
  } catch (error) {
    masker.kill();
    throw error;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function shellOf(pid: number): WatchedProcess {
  const shell = identifyProcess(pid);
  if (shell !== undefined) return shell;
  throw new AgentFailure('start', `Process ${pid} does not exist. It should be the job's shell.`);
}

interface Credentials {
  readonly session: Session;
  readonly fresh?: FreshCredentials;
}

async function obtainMasked(
  { source, request, caBundle, refresh, environment }: KeeperJob,
  { directory, onRenewalFailure }: Pick<KeeperPlace, 'directory'> & Pick<KeeperContext, 'onRenewalFailure'>,
  masker: MaskingProcess,
  stop: AbortSignal,
): Promise<Credentials> {
  const learned = masker.learn(source.secrets);
  // The promise may reject before it is awaited.
  learned.catch(() => undefined);
  // Compiled while the masker starts.
  const { obtainer, sessionSecrets, startFreshCredentials } = await import(
    /* webpackMode: "eager" */ './keeper-exchange.ts'
  );
  const mask = async (secrets: readonly string[]) => {
    await learned;
    await masker.learn(secrets);
  };
  const ask = obtainer(source, request, { environment, caBundle, onSecrets: mask });
  const obtain = (signal: AbortSignal) => ask(AbortSignal.any([signal, stop]));
  const learn = (session: Session) => mask(sessionSecrets(session));
  if (!refresh) {
    const session = await obtain(stop);
    await learn(session);
    return { session };
  }
  const options = { obtain, onObtained: learn, onFailure: onRenewalFailure };
  const fresh = await startFreshCredentials(options, join(directory, 'token'));
  await masker.learn([fresh.endpoint.token]);
  return { session: fresh.first, fresh };
}

/** The end of the job's script. */
class JobEnd {
  readonly reached: Promise<void>;

  /** Reached when the template sends SIGUSR2, which no `pkill node` of the script sends, or when the shell has ended. */
  constructor(shell: WatchedProcess, signals: KeeperContext['signals']) {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) signals.on(signal, () => undefined);
    this.reached = new Promise((resolve) => {
      signals.on('SIGUSR2', () => resolve());
      setInterval(() => {
        if (!isAlive(shell)) resolve();
      }, LOOK_MS).unref();
    });
  }

  /** Runs work that is aborted when the job ends. */
  async orReached<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const cut = new AbortController();
    let done = false;
    const late = this.reached.then(() => {
      const error = new Error('The job ended before it had a session.');
      // Afterwards the renewals continue with the same signal.
      if (!done) cut.abort(error);
      throw error;
    });
    try {
      return await Promise.race([work(cut.signal), late]);
    } finally {
      done = true;
    }
  }
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

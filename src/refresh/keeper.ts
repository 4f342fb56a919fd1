import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '../credentials/session.ts';
import { MaskingProcess } from '../masking/masking-process.ts';
import { type OutputPipe, openOutputPipe } from '../masking/output-pipe.ts';
import type { Handover } from './agent/handover.ts';
import { parseJson, readLine } from './agent/line.ts';
import { type Command, packError, type SentError } from './agent/message.ts';
import { isAlive, type WatchedProcess } from './agent/watched-process.ts';
import type { FreshCredentials } from './fresh-credentials.ts';
import type { FailureOutlook } from './renewal.ts';

/** What a keeper is told on its standard input, as one line of JSON. */
export interface KeeperOrder {
  /** The job's shell. */
  readonly shell: WatchedProcess;
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
export interface KeeperContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signals: Pick<NodeJS.EventEmitter, 'on'>;
  readonly pid: number;
  /** Brings the order, and ends with whoever waits for the answer. */
  readonly input: NodeJS.ReadStream;
  readonly onRenewalFailure: (error: unknown, outlook: FailureOutlook) => void;
}

/** Where a keeper works. */
export interface KeeperPlace {
  /** The job's private folder, with the named pipe `output` in it. Removed at the end. */
  readonly directory: string;
  /** Runs the masker. */
  readonly masker: Command;
}

/** Bytes. An order has a few hundred, and a bundle of certificates may be in it. */
const LARGEST_ORDER = 1024 * 1024;
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
  { directory, masker: command }: KeeperPlace,
  context: KeeperContext,
  reply: (reply: KeeperReply) => Promise<void>,
): Promise<void> {
  const pipe = openOutputPipe(join(directory, 'output'));
  // The masker starts while the order is on its way, and while the session is.
  const masker = new MaskingProcess(command, pipe.reader, () => pipe.letEnd());
  try {
    const order = parseJson(await readLine(context.input, LARGEST_ORDER)) as KeeperOrder;
    const end = new JobEnd(order.shell, context.signals);
    const { session, fresh } = await end.orGone(context.input, (signal) =>
      obtainMasked(order, context, masker, signal),
    );
    writeFileSync(join(directory, 'keeper'), `${context.pid}\n`, { mode: 0o600 });
    await reply({
      ready: { pid: context.pid, session, ...(fresh === undefined ? {} : { endpoint: fresh.endpoint }) },
    });
    // Plain credentials need nobody once there is no more output to mask.
    await (fresh === undefined
      ? Promise.race([end.reached, masker.ended.catch(() => undefined)])
      : end.reached);
    await fresh?.stop();
    await letOutputEnd(pipe, masker);
  } catch (error) {
    masker.kill();
    await reply({ failure: packError(error) });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Credentials {
  readonly session: Session;
  readonly fresh?: FreshCredentials;
}

async function obtainMasked(
  { handover, refresh }: KeeperOrder,
  { environment, onRenewalFailure }: KeeperContext,
  masker: MaskingProcess,
  stop: AbortSignal,
): Promise<Credentials> {
  const learned = masker.learn(handover.secrets);
  // It may fail before anybody waits for it.
  learned.catch(() => undefined);
  // Compiled while the masker starts.
  const { sessionSecrets, startFreshCredentials, obtainHandedOver } = await import(
    /* webpackMode: "eager" */ './keeper-exchange.ts'
  );
  const mask = async (secrets: readonly string[]) => {
    await learned;
    await masker.learn(secrets);
  };
  const ask = obtainHandedOver(handover, environment, mask);
  const obtain = (signal: AbortSignal) => ask(AbortSignal.any([signal, stop]));
  const learn = (session: Session) => mask(sessionSecrets(session));
  if (!refresh) {
    const session = await obtain(stop);
    await learn(session);
    return { session };
  }
  const fresh = await startFreshCredentials({ obtain, onObtained: learn, onFailure: onRenewalFailure });
  await masker.learn([fresh.endpoint.token]);
  return { session: fresh.first, fresh };
}

/** The end of the job's script. */
class JobEnd {
  readonly reached: Promise<void>;

  /** The template says so with a signal of its own, which no `pkill node` of the script's sends, or its shell is gone. */
  constructor(shell: WatchedProcess, signals: KeeperContext['signals']) {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) signals.on(signal, () => undefined);
    this.reached = new Promise((resolve) => {
      signals.on('SIGUSR2', () => resolve());
      setInterval(() => {
        if (!isAlive(shell)) resolve();
      }, LOOK_MS).unref();
    });
  }

  /** Does some work that is cut short when the job ends, or when whoever waits for it is gone. */
  async orGone<Result>(
    caller: NodeJS.ReadStream,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const cut = new AbortController();
    const gone = new Promise<void>((resolve) => {
      caller.once('end', resolve).once('close', resolve).resume();
    });
    let done = false;
    const late = Promise.race([this.reached, gone]).then(() => {
      const error = new Error('The job ended before it had a session.');
      // Afterwards the renewals go on with the same signal.
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

import { closeSync, openSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { describeSeconds, formatTime, type Session } from '../../credentials/session.ts';
import { firstLine } from '../../failure.ts';
import { type CredentialsEndpoint, startCredentialsEndpoint } from '../credentials-endpoint.ts';
import { type FailureOutlook, type Obtain, Renewal } from '../renewal.ts';
import { type Control, openControl } from './control.ts';
import { type AgentPlaces, agentPlaces, makePrivateDirectory, removeAgentFiles } from './directory.ts';
import { End, type Signals } from './end.ts';
import { parseJson, readLine } from './line.ts';
import { AgentLog } from './log.ts';
import { type AgentReady, packError, type Reply, type StartMessage } from './message.ts';
import type { AgentStatus } from './status.ts';

/** Bytes. A start message has a few hundred, but it may contain a bundle of certificates. */
const LARGEST_MESSAGE = 1024 * 1024;

/** Makes the function that obtains sessions from the starter's handover. */
type CreateObtain = (handover: unknown) => Obtain | Promise<Obtain>;

export interface ServeAgentOptions {
  readonly createObtain: CreateObtain;
  readonly input: Readable;
  readonly output: Writable;
  readonly signals: Signals;
  /** Called once the starter knows that the agent serves. In a real process it is {@link settle}. */
  readonly detach: () => void;
}

/**
 * The agent's program. It reads its start message from `input`, obtains the first session, opens the endpoint, answers with one
 * line on `output`, and serves until there is a reason to end.
 *
 * @returns the exit code: 0 if it served, 1 if it could not start
 */
export async function serveAgent(options: ServeAgentOptions): Promise<number> {
  const { input, output } = options;
  output.on('error', () => undefined);
  try {
    await serve(parseJson(await readLine(input, LARGEST_MESSAGE)) as StartMessage, options);
    return 0;
  } catch (error) {
    await write(output, { failure: packError(error) }).catch(() => undefined);
    return 1;
  }
}

async function serve(message: StartMessage, options: ServeAgentOptions): Promise<void> {
  const { input, output, signals, detach, createObtain } = options;
  const agent = new Agent(message, signals);
  let isAwaited = true;
  const stopWatching = watchStarter(input, () => {
    isAwaited = false;
    agent.end.now('its starter has ended');
  });
  try {
    const ready = await agent.start(createObtain);
    stopWatching();
    // If this fails, nobody has the token, so there is no reason to serve.
    await write(output, { ready });
  } catch (error) {
    await agent.close(`could not start: ${firstLine(error)}`);
    // Otherwise the starter does it.
    if (!isAwaited) await agent.removeFiles();
    throw error;
  }
  detach();
  await agent.close(await agent.end.reason);
}

/** A starter that a job's cancellation has ended waits no longer, and nobody else would stop the agent. */
function watchStarter(input: Readable, onEnd: () => void): () => void {
  input.on('end', onEnd).on('close', onEnd).resume();
  return () => void input.off('end', onEnd).off('close', onEnd);
}

function write(output: Writable, reply: Reply): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(`${JSON.stringify(reply)}\n`, (error) => (error ? reject(error) : resolve()));
  });
}

/**
 * Saves memory at the cost of speed that an agent does not need: 55 MiB at rest instead of 57, and 57 instead of 60 after
 * rounds of 100 connections. Compiled code alone took 16 MiB after 30,000 requests (measured). The agent still serves a
 * few thousand requests a second. Call it before the first exchange, because the compilers' own code would stay in
 * memory. Node's command-line options would do the same, but with them Node rejects its prepared modules and starts 13 ms
 * later.
 */
export function saveMemory(): void {
  for (const compiler of ['opt', 'maglev', 'sparkplug']) setFlagsFromString(`--no-${compiler}`);
  // Collects the garbage of closed connections at 6 MB instead of 12.
  setFlagsFromString('--optimize-for-size');
}

/**
 * Moves this process into the background by replacing the three standard streams with the null device. A runner waits for
 * every process that holds its pipes. If the streams were only closed, sockets would get their descriptors, and a crash
 * would write into them.
 */
export function settle(): void {
  process.stdin.destroy();
  if (process.platform === 'win32') return;
  for (const descriptor of [0, 1, 2]) {
    closeSync(descriptor);
    openSync('/dev/null', descriptor === 0 ? 'r' : 'w');
  }
}

class Agent {
  readonly end: End;
  readonly #message: StartMessage;
  readonly #places: AgentPlaces;
  #startedAt = Date.now();
  #control: Control | undefined;
  #log: AgentLog | undefined;
  #renewal: Renewal | undefined;
  #endpoint: CredentialsEndpoint | undefined;

  constructor(message: StartMessage, signals: Signals) {
    this.#message = message;
    this.#places = agentPlaces(message.directory);
    const { lifetimeSeconds, watched } = message;
    this.end = new End({ lifetimeSeconds, watched, signals });
  }

  async start(createObtain: CreateObtain): Promise<AgentReady> {
    makePrivateDirectory(this.#places.directory);
    this.#control = await openControl(this.#places, (question) => {
      if (question === 'stop') this.end.now('it was stopped');
      return this.#status();
    });
    this.#log = new AgentLog(this.#places.log);
    this.#log.write(`agent ${process.pid} started, ${this.#limits()}`);
    const session = await this.#startRenewal(await createObtain(this.#message.handover));
    this.#endpoint = await startCredentialsEndpoint({
      renewal: this.#renewal as Renewal,
      port: this.#message.port,
      tokenFile: this.#places.token,
    });
    const { url, token, tokenFile } = this.#endpoint;
    this.#log.write(`serving at ${url}`);
    this.end.beginLifetime();
    this.#startedAt = Date.now();
    return { pid: process.pid, url, token, tokenFile, session, log: this.#places.log };
  }

  async close(reason: string): Promise<void> {
    this.end.close();
    this.#renewal?.stop();
    await this.#endpoint?.close();
    this.#log?.write(`agent ${process.pid} ended: ${reason}`);
    this.#log?.close();
    await this.#control?.close();
  }

  /** Only of a directory that is this agent's. */
  async removeFiles(): Promise<void> {
    if (this.#control !== undefined) await removeAgentFiles(this.#places.directory);
  }

  #startRenewal(obtain: Obtain): Promise<Session> {
    const renewal = new Renewal({
      obtain,
      onObtained: ({ expiration }) =>
        this.#log?.write(`session obtained, expires at ${formatTime(expiration)}`),
      onFailure: (error, outlook) => this.#log?.write(describeFailure(error, outlook)),
    });
    this.#renewal = renewal;
    void this.end.reason.then(() => renewal.stop());
    return renewal.start();
  }

  #limits(): string {
    const { lifetimeSeconds, watched } = this.#message;
    const limit = `for ${describeSeconds(lifetimeSeconds)} at most`;
    return watched === undefined ? limit : `${limit}, while process ${watched.pid} is running`;
  }

  #status(): AgentStatus {
    const { lifetimeSeconds, watched } = this.#message;
    const renewal = this.#renewal?.status();
    return {
      pid: process.pid,
      url: this.#endpoint?.url,
      log: this.#places.log,
      startedAt: time(this.#startedAt),
      endsAt: time(this.#startedAt + lifetimeSeconds * 1000),
      watchedPid: watched?.pid,
      state: renewal?.state ?? 'starting',
      renewals: renewal?.renewals ?? 0,
      failures: renewal?.failures ?? 0,
      lastError: renewal?.lastError,
      expiresAt: renewal?.expiresAt && formatTime(renewal.expiresAt),
      nextRenewalAt: renewal?.nextRenewalAt && formatTime(renewal.nextRenewalAt),
    };
  }
}

function time(milliseconds: number): string {
  return formatTime(new Date(milliseconds));
}

function describeFailure(error: unknown, { refused, nextTryInMs, servingUntil }: FailureOutlook): string {
  const what = refused ? 'renewal refused' : 'renewal failed';
  const until =
    servingUntil === undefined ? 'no valid session left' : `serving until ${formatTime(servingUntil)}`;
  return `${what}: ${firstLine(error)} (${until}; next try in ${(nextTryInMs / 1000).toFixed(1)} s)`;
}

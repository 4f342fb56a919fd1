/**
 * Runs the built actions as GitHub's runner does, and imitates what act does not: it masks secrets in the
 * runner's eleven encodings, cancels a step in stages, refuses NODE_OPTIONS and a summary over 1 MiB, and
 * ends what a job leaves running. Source: github.com/actions/runner 2.336.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanEnvironment, killIfRunning, projectFolder } from './command.ts';

type Variables = Record<string, string>;
type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Milliseconds between the stages of a cancellation. */
const TO_SIGTERM_MS = 7_500;
const TO_SIGKILL_MS = 2_500;
/** How long the runner waits for a process that holds the output of a step that has ended, in milliseconds. */
const TO_CLOSE_MS = 5_000;
const LARGEST_SUMMARY = 1024 * 1024;

interface StepOptions {
  /** Cancels the step as soon as this resolves. */
  readonly cancelWhen?: Promise<unknown>;
  /** Or as soon as its masked log contains this. */
  readonly cancelAt?: string;
  /** What the step's summary contains from the start. */
  readonly summary?: string;
}

export interface StepEnd {
  readonly code: number | null;
  /** The last signal that the runner had to send, if it cancelled the step. */
  readonly cancelledBy?: NodeJS.Signals;
  readonly summary: string;
}

export class GithubJob {
  readonly folder = mkdtempSync(join(tmpdir(), 'otter-job-'));
  readonly #temporary = join(this.folder, 'tmp');
  readonly #trackingId = `github_${randomUUID()}`;
  readonly #masks = new Set<string>();
  #state: Variables = {};
  #env: Variables = {};
  #steps = 0;
  /** As GitHub shows it. */
  log = '';

  constructor() {
    for (const name of ['tmp', 'runner-temp']) mkdirSync(join(this.folder, name));
  }

  /** What earlier steps have exported. */
  get variables(): Readonly<Variables> {
    return this.#env;
  }

  /** An entry of the actions: `main`, `post`, `upload` or `download`. The state of `main` is kept for `post`. */
  async action(entry: string, inputs: Readonly<Variables> = {}, options: StepOptions = {}): Promise<StepEnd> {
    const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
    const state = Object.entries(this.#state).map(([name, value]) => [`STATE_${name}`, value]);
    const command = [process.execPath, join(projectFolder, 'dist', entry, 'index.js')];
    return await this.#step(command, { ...Object.fromEntries([...given, ...state]) }, options);
  }

  /** A `run` step of the workflow. */
  script(text: string, options: StepOptions = {}): Promise<StepEnd> {
    return this.#step(['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', text], {}, options);
  }

  /**
   * Ends the job. @returns the command lines of the processes that it had to end, and the files in the
   * temporary folder
   */
  end(): { processes: string[]; files: string[] } {
    const left = this.#processes();
    for (const pid of left.keys()) killIfRunning(Number(pid), 'SIGKILL');
    const files = existsSync(this.folder)
      ? readdirSync(this.#temporary, { recursive: true }).map(String)
      : [];
    rmSync(this.folder, { recursive: true, force: true });
    return { processes: [...left.values()], files };
  }

  /** Waits for processes that end by themselves. */
  async untilQuiet(): Promise<void> {
    while (this.#processes().size > 0) await sleep(50);
  }

  #processes(): Map<string, string> {
    const ours = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && this.#isOurs(name));
    return new Map(ours.map((pid) => [pid, readProcess(pid, 'cmdline').replaceAll('\0', ' ').trim()]));
  }

  #isOurs(pid: string): boolean {
    if (/\) [ZX] /.test(readProcess(pid, 'stat'))) return false;
    return readProcess(pid, 'environ').split('\0').includes(`RUNNER_TRACKING_ID=${this.#trackingId}`);
  }

  async #step(command: readonly string[], env: Variables, options: StepOptions): Promise<StepEnd> {
    this.#steps += 1;
    const files = this.#makeFiles(options.summary ?? '');
    const [program = '', ...args] = command;
    const child = spawn(program, args, {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...cleanEnvironment(this.folder),
        ...this.#env,
        ...env,
        ...files,
        TMPDIR: this.#temporary,
        RUNNER_TEMP: join(this.folder, 'runner-temp'),
        RUNNER_TRACKING_ID: this.#trackingId,
        GITHUB_ACTIONS: 'true',
        GITHUB_RUN_ID: '17',
        GITHUB_REPOSITORY: 'octo/app',
        GITHUB_WORKSPACE: this.folder,
      },
    });
    const seen = this.#read(child, options.cancelAt);
    const asked = [options.cancelWhen, options.cancelAt && seen].filter((wish) => wish instanceof Promise);
    const ended = once(child, 'exit');
    const isCancelled = await Promise.race([
      ended.then(() => false),
      ...asked.map((wish) => wish.then(() => true)),
    ]);
    const cancelledBy = isCancelled ? await cancel(child, ended) : undefined;
    const [code] = (await ended) as [number | null];
    await Promise.race([closed(child), sleep(TO_CLOSE_MS, undefined, { ref: false })]);
    const summary = this.#takeFiles(files);
    return { code, ...(cancelledBy === undefined ? {} : { cancelledBy }), summary };
  }

  #makeFiles(summary: string): Variables {
    const names = ['ENV', 'OUTPUT', 'STATE', 'PATH', 'STEP_SUMMARY'];
    const entries = names.map(
      (name) => [`GITHUB_${name}`, join(this.folder, `${this.#steps}-${name}`)] as const,
    );
    for (const [name, path] of entries) writeFileSync(path, name === 'GITHUB_STEP_SUMMARY' ? summary : '');
    return Object.fromEntries(entries);
  }

  /** Takes over what the step has written for the job. @returns its summary */
  #takeFiles({ GITHUB_ENV = '', GITHUB_STATE = '', GITHUB_STEP_SUMMARY = '' }: Variables): string {
    const env = readFileCommands(GITHUB_ENV);
    if ('NODE_OPTIONS' in env)
      throw new Error("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
    this.#env = { ...this.#env, ...env };
    this.#state = { ...this.#state, ...readFileCommands(GITHUB_STATE) };
    const { size } = statSync(GITHUB_STEP_SUMMARY);
    if (size > LARGEST_SUMMARY) throw new Error(`$GITHUB_STEP_SUMMARY upload aborted: it has ${size} bytes.`);
    return readFileSync(GITHUB_STEP_SUMMARY, 'utf8');
  }

  /** Reads commands, and masks lines as they come. @returns once the log contains the text */
  #read(child: Child, text = ''): Promise<void> {
    return new Promise((resolve) => {
      let stopped: string | undefined;
      const take = (line: string) => {
        const [, name, data = ''] = /^::([\w-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
        if (stopped !== undefined) {
          if (line === `::${stopped}::`) stopped = undefined;
        } else if (name === 'stop-commands') stopped = data;
        else if (name === 'add-mask') return this.#addMask(decodeData(data));
        this.log += `${this.#mask(line)}\n`;
        if (text !== '' && this.log.includes(text)) resolve();
      };
      for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', take);
    });
  }

  #addMask(value: string): void {
    for (const part of [value, ...value.split(/\r?\n/)]) {
      if (part.trim() === '') continue;
      for (const encode of VALUE_ENCODERS) this.#masks.add(encode(part));
    }
  }

  #mask(line: string): string {
    const found = [...this.#masks].flatMap((mask) => placesOf(mask, line));
    let text = '';
    let at = 0;
    for (const [start, end] of found.sort(([one], [other]) => one - other)) {
      if (start > at || text === '') text += `${line.slice(at, Math.max(start, at))}***`;
      at = Math.max(at, end);
    }
    return text + line.slice(at);
  }
}

function placesOf(mask: string, line: string): [number, number][] {
  const places: [number, number][] = [];
  for (let at = line.indexOf(mask); at >= 0 && mask !== ''; at = line.indexOf(mask, at + 1)) {
    places.push([at, at + mask.length]);
  }
  return places;
}

/** The runner's own encoders, except two for values with an ampersand, which no key has. */
const VALUE_ENCODERS: readonly ((value: string) => string)[] = [
  (value) => value,
  ...[0, 1, 2].map((shift) => (value: string) => Buffer.from(value).subarray(shift).toString('base64')),
  (value) => value.replaceAll('"', '\\"'),
  (value) => value.replaceAll("'", "''"),
  (value) => JSON.stringify(value).slice(1, -1),
  encodeURIComponent,
  (value) =>
    value.replace(
      /[<>&'"]/g,
      (one) => `&${{ '<': 'lt', '>': 'gt', '&': 'amp', "'": 'apos', '"': 'quot' }[one]};`,
    ),
  (value) => value.replace(/^"(.*)"$/s, '$1'),
];

/** The data of a command, as the runner reads it (ActionCommand.UnescapeData). */
export function decodeData(data: string): string {
  return data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

async function cancel(child: Child, ended: Promise<unknown>): Promise<NodeJS.Signals> {
  const stages = [
    ['SIGINT', TO_SIGTERM_MS],
    ['SIGTERM', TO_SIGKILL_MS],
  ] as const;
  for (const [signal, waitMs] of stages) {
    child.kill(signal);
    const timer = new AbortController();
    const late = sleep(waitMs, true, timer).catch(() => false);
    const isLate = await Promise.race([ended.then(() => false), late]);
    timer.abort();
    if (!isLate) return signal;
  }
  child.kill('SIGKILL');
  return 'SIGKILL';
}

async function closed(child: Child): Promise<void> {
  await Promise.all(
    [child.stdout, child.stderr].map((stream) => (stream.closed ? undefined : once(stream, 'close'))),
  );
}

/** `NAME=VALUE`, or `NAME<<DELIMITER`, the value's lines, and the delimiter. */
/** What a step has written to GITHUB_ENV, GITHUB_OUTPUT or GITHUB_STATE. */
export function readFileCommands(file: string): Variables {
  const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  const entries = text.matchAll(/^([^=\n]+?)(?:<<(.+)\n([\s\S]*?)\n\2|=(.*))$/gm);
  return Object.fromEntries(
    [...entries].map(([, name = '', , lines, value]) => [name, lines ?? value ?? '']),
  );
}

function readProcess(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}

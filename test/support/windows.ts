/** Windows, as far as Wine is it: the built programs under Node for Windows, on a drive C: that is a folder here. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Sandbox, SandboxBucket } from '../../sandbox/index.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { killIfRunning, projectFolder } from './command.ts';
import { readFileCommands } from './github-runner.ts';
import { programPath } from './requirements.ts';

type Variables = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly env?: Variables;
  /** Where it starts, on this machine. Default: the folder of the tests. */
  readonly folder?: string;
  readonly input?: string;
}

const TIMEOUT_MS = 300_000;

class Windows {
  readonly #drive = dirname(dirname(programPath('windows-node', 'prefix/drive_c/node/node.exe')));
  /** The folder of the tests on this machine. Its name has what Windows' users have in theirs. */
  readonly folder = mkdtempSync(join(this.#drive, 'Jürgen & Søn '));
  #runs = 0;

  constructor() {
    cpSync(join(projectFolder, 'dist'), join(this.folder, 'dist'), { recursive: true });
  }

  /** The path on this machine of a file in the folder of the tests. */
  at(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  /** What Windows calls a path of this machine. */
  path(path: string): string {
    return `C:\\${relative(this.#drive, path).replaceAll('/', '\\')}`;
  }

  /** The path on this machine of what Windows names. */
  here(path: string): string {
    return join(this.#drive, path.slice('C:\\'.length).replaceAll('\\', '/'));
  }

  write(name: string, content: string | Uint8Array): string {
    const path = this.at(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  /** One of the built programs: `cli`, `main`, `post` and so on. */
  program(entry: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Ended> {
    return this.node([this.path(this.at('dist', entry, 'index.js')), ...args], options);
  }

  node(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
    return this.#wine('wine64', ['C:\\node\\node.exe', ...args], options);
  }

  async close(): Promise<void> {
    await this.#wine('wineserver64', ['-k'], {});
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Standard streams are files: Node for Windows does not know what Wine makes of a pipe from outside. */
  async #wine(program: string, args: readonly string[], options: RunOptions): Promise<Ended> {
    this.#runs += 1;
    const streams = ['in', 'out', 'err'].map((name) => this.at(`${this.#runs}.${name}`));
    const [input = '', output = '', error = ''] = streams;
    for (const path of streams) writeFileSync(path, path === input ? (options.input ?? '') : '');
    const files = [openSync(input, 'r'), openSync(output, 'a'), openSync(error, 'a')];
    const folder = relative(this.#drive, options.folder ?? this.folder);
    const script = join(projectFolder, 'test/setup/wine.sh');
    const tree = join(dirname(programPath('wine', 'wine64')), '../../..');
    const child = spawn('bash', [script, tree, dirname(this.#drive), folder, program, ...args], {
      stdio: files as [number, number, number],
      detached: true,
      env: { PATH: process.env.PATH, HOME: '/prefix', WINEPATH: 'C:\\node', ...options.env },
    });
    const timer = setTimeout(() => killIfRunning(-(child.pid ?? 0), 'SIGKILL'), TIMEOUT_MS);
    const [code] = (await once(child, 'exit')) as [number | null];
    clearTimeout(timer);
    for (const file of files) closeSync(file);
    return { code, stdout: readFileSync(output, 'utf8'), stderr: readFileSync(error, 'utf8') };
  }
}

/** A job of GitHub's runner on Windows, as far as the files of its commands go. */
export class WindowsJob {
  readonly #windows: Windows;
  readonly #folder: string;
  #state: Variables = {};
  #steps = 0;
  /** What earlier steps have exported. */
  variables: Variables = {};
  outputs: Variables = {};
  summary = '';

  constructor(windows: Windows) {
    this.#windows = windows;
    this.#folder = mkdtempSync(windows.at('Läufer '));
    mkdirSync(this.temporary);
  }

  get temporary(): string {
    return join(this.#folder, '_temp');
  }

  async action(entry: string, inputs: Variables = {}, options: RunOptions = {}): Promise<Ended> {
    this.#steps += 1;
    const file = (name: string) => join(this.#folder, `${this.#steps}-${name}`);
    const names = ['ENV', 'OUTPUT', 'STATE', 'PATH', 'STEP_SUMMARY'];
    for (const name of names) writeFileSync(file(name), '');
    const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
    const state = Object.entries(this.#state).map(([name, value]) => [`STATE_${name}`, value]);
    const files = names.map((name) => [`GITHUB_${name}`, this.#windows.path(file(name))]);
    const env = {
      ...this.variables,
      ...Object.fromEntries([...given, ...state, ...files]),
      RUNNER_TEMP: this.#windows.path(this.temporary),
      GITHUB_ACTIONS: 'true',
      GITHUB_RUN_ID: '17',
      GITHUB_REPOSITORY: 'octo/app',
      ...options.env,
    };
    const ended = await this.#windows.program(entry, [], { ...options, env });
    this.variables = { ...this.variables, ...readFileCommands(file('ENV')) };
    this.outputs = readFileCommands(file('OUTPUT'));
    this.#state = { ...this.#state, ...readFileCommands(file('STATE')) };
    this.summary = readFileSync(file('STEP_SUMMARY'), 'utf8');
    return ended;
  }
}

interface Fixture {
  readonly windows: Windows;
  readonly sandbox: Sandbox;
  readonly bucket: SandboxBucket;
  /** The variables of the service credential. */
  readonly variables: Variables;
  /** The same as inputs of an action. */
  readonly inputs: Variables;
}

/** Windows and a sandbox for the tests of a file. */
export function useWindows(): Fixture {
  let windows: Windows;
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0 });
    windows = new Windows();
    // What Wine says when its services start is not in the output of a test.
    const { code, stdout, stderr } = await windows.node(['-p', 'process.platform']);
    if (stdout.trim() !== 'win32') throw new Error(`Node under Wine ended with ${code}: ${stdout}${stderr}`);
  });
  afterAll(async () => {
    await windows.close();
    await sandbox.close();
  });
  return {
    get windows() {
      return windows;
    },
    get sandbox() {
      return sandbox;
    },
    get bucket() {
      return sandbox.buckets[0] as SandboxBucket;
    },
    get variables() {
      const { bucket, roleArn, serviceAccessKey, serviceSecretKey } = this.bucket;
      return {
        OTTER_SERVICE_ACCESS_KEY: serviceAccessKey,
        OTTER_SERVICE_SECRET_KEY: serviceSecretKey,
        OTTER_ROLE_ARN: roleArn,
        OTTER_BUCKET: bucket,
        OTTER_ENDPOINT: sandbox.endpoint,
      };
    },
    get inputs() {
      const { bucket, roleArn, serviceAccessKey, serviceSecretKey } = this.bucket;
      return {
        'service-access-key': serviceAccessKey,
        'service-secret-key': serviceSecretKey,
        'role-arn': roleArn,
        bucket,
        endpoint: sandbox.endpoint,
        cleanup: 'true',
        summary: 'true',
      };
    },
  };
}

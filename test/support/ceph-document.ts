/** Runs the commands of `docs/ceph.md` unchanged, as a reader whose Ceph does not have STS enabled yet. */
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { type CephVersion, findRelease } from './ceph/release.ts';
import { type Ceph, startCeph } from './ceph.ts';
import { awsCli } from './clients.ts';
import { type CommandResult, projectFolder, run } from './command.ts';

/** Which reader a block is for. */
export const GROUPS = ['settings', 'provision', 'by-hand', 'account', 'keyless'] as const;
export type Group = (typeof GROUPS)[number];

/** Milliseconds, for a page of commands, each a separate process, on a machine that is busy with other suites. */
export const RUN_MS = 540_000;

const ENDPOINT = 'https://rgw.example.com';

export function readDocument(path = 'docs/ceph.md'): Promise<string> {
  return readFile(join(projectFolder, path), 'utf8');
}

interface Block {
  readonly groups: readonly string[];
  readonly text: string;
}

/** The blocks for shells, each with its groups if it has any. */
export function shellBlocks(document: string): Block[] {
  const blocks = document.matchAll(/(?:<!-- run: ([^>]*) -->\n\n)?```(?:sh|bash)\n(.*?)```/gs);
  return [...blocks].map(([, groups = '', text = '']) => ({ groups: groups.split(' '), text }));
}

/** A reader with a separate cluster. */
export class Reader {
  readonly ceph: Ceph;
  /** Replaces an address of the document. */
  readonly addresses: Map<string, string>;
  /** Variables that the reader has set before. */
  readonly environment: Record<string, string> = {};
  readonly #folder: string;
  readonly #document: string;

  private constructor(ceph: Ceph, folder: string, document: string) {
    this.ceph = ceph;
    this.addresses = new Map([[ENDPOINT, ceph.endpoint]]);
    this.#folder = folder;
    this.#document = document;
  }

  /** @param more a page that continues from docs/ceph.md */
  static async start(version: CephVersion, more?: string): Promise<Reader> {
    const ceph = await startCeph({ version });
    const folder = await mkdtemp(join(tmpdir(), 'otter-ceph-document-'));
    const pages = [await readDocument(), ...(more === undefined ? [] : [await readDocument(more)])];
    const reader = new Reader(ceph, folder, pages.join('\n'));
    await reader.#makePrograms(version);
    await reader.#forgetSettings();
    return reader;
  }

  async close(): Promise<void> {
    await this.ceph.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Runs the blocks of one or more groups, one after the other in one shell. */
  run(...wanted: readonly Group[]): Promise<CommandResult> {
    const blocks = shellBlocks(this.#document).filter(({ groups }) =>
      wanted.some((group) => groups.includes(group)),
    );
    const written = blocks.map(({ text }) => text).join('\n');
    const input = [...this.addresses].reduce((text, [from, to]) => text.replaceAll(from, to), written);
    const PATH = [join(this.#folder, 'bin'), join(projectFolder, 'node_modules/.bin'), process.env.PATH].join(
      delimiter,
    );
    const options = {
      cwd: this.#folder,
      env: { PATH, ...this.environment },
      input: `set -euo pipefail\n${input}`,
      timeout: RUN_MS,
    };
    return run('bash', [], options);
  }

  /** What was passed to `gh`, each line with its kind: secret or variable. */
  stored(): Promise<string> {
    return readFile(join(this.#folder, 'stored'), 'utf8');
  }

  get #configuration(): string {
    return join(dirname(this.ceph.caBundle), 'ceph.conf');
  }

  async #makePrograms(version: CephVersion): Promise<void> {
    const bin = join(this.#folder, 'bin');
    await mkdir(bin);
    const configuration = ['-c', this.#configuration, '-n', 'client.admin'];
    for (const program of ['ceph', 'radosgw-admin']) {
      const { command, args, env } = findRelease(version).invoke(program, configuration);
      const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
      await writeProgram(join(bin, program), ['env', ...variables, command, ...args]);
    }
    await writeProgram(join(bin, 'aws'), [awsCli()]);
    await writeProgram(join(bin, 'otter-sts'), ['node', join(projectFolder, 'cli/main.ts')]);
    // The only program that needs a service on the Internet. Its input is recorded instead.
    await writeFile(
      join(bin, 'gh'),
      `#!/bin/sh\nset -eu\n[ "$2 $3 $4" = "set --env-file -" ]\nsed "s/^/$1 /" >> '${join(this.#folder, 'stored')}'\n`,
    );
    await chmod(join(bin, 'gh'), 0o755);
  }

  /** Removes the gateway's STS settings from the file, where they would override those of `ceph config set`. */
  async #forgetSettings(): Promise<void> {
    const settings = await readFile(this.#configuration, 'utf8');
    const kept = settings.split('\n').filter((line) => !/^rgw_(s3_auth_use_sts|sts_)/.test(line));
    await writeFile(this.#configuration, kept.join('\n'));
    await this.ceph.restartGateway();
  }
}

async function writeProgram(path: string, words: readonly string[]): Promise<void> {
  const quoted = words.map((word) => `'${word}'`).join(' ');
  await writeFile(path, `#!/bin/sh\nexec ${quoted} "$@"\n`);
  await chmod(path, 0o755);
}

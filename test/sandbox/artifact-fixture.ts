/** Artifacts in a sandbox, and a store whose answers a test may change. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, onTestFinished } from 'vitest';
import { ObjectStore } from '../../src/s3/object-store.ts';
import type { GetOptions, OpenObject } from '../../src/s3/store-types.ts';
import { ArtifactFailure } from '../../src/transfer/artifact/failure.ts';
import { formatManifest, type Manifest, type ManifestFile } from '../../src/transfer/artifact/manifest.ts';
import { type DownloadOptions, download } from '../../src/transfer/download/download.ts';
import { bytesBody, keysOf } from '../support/object-store/fixture.ts';
import { assumeRole, type Target } from './fixture.ts';

export const MTIME = '2024-02-29T12:00:00.123Z';

/** Answers instead of the server, or changes something before it does. */
export type Meddle = (
  key: string,
  options: GetOptions,
  get: () => Promise<OpenObject>,
) => Promise<OpenObject>;

export class MeddledStore extends ObjectStore {
  meddle: Meddle = (_key, _options, get) => get();
  readonly asked: string[] = [];

  override async getObject(key: string, options: GetOptions = {}): Promise<OpenObject> {
    this.asked.push(key);
    return await this.meddle(key, options, () => super.getObject(key, options));
  }
}

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'download-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

export const entry = (
  path: string,
  content: string | Buffer,
  more: Partial<ManifestFile> = {},
): ManifestFile => ({
  path,
  size: Buffer.byteLength(content),
  sha256: sha256(content),
  mode: 0o644,
  mtime: MTIME,
  ...more,
});

export interface Given {
  readonly store: MeddledStore;
  readonly prefix: string;
  readonly manifest: Manifest;
  readonly text: string;
  fetch(more?: Partial<DownloadOptions>): ReturnType<typeof download>;
}

/** @param target a sandbox whose first bucket takes them */
export function useArtifacts(target: Target) {
  let keys: ReturnType<typeof keysOf>;
  let artifacts = 0;
  beforeAll(async () => {
    const { accessKey: accessKeyId, secretKey: secretAccessKey, sessionToken } = await assumeRole(target);
    keys = keysOf({ accessKeyId, secretAccessKey, sessionToken });
  });

  function nextPrefix(): string {
    artifacts += 1;
    return `artifact-${artifacts}/`;
  }

  function openStore(): MeddledStore {
    const { endpoint, region } = target.sandbox;
    const store = new MeddledStore({ endpoint, region, bucket: 'builds', keys, concurrency: 8 });
    onTestFinished(() => store.close());
    return store;
  }

  /** Uploads objects and a manifest of them, which `more` may falsify. */
  async function give(
    contents: Readonly<Record<string, string | Buffer>>,
    more: Partial<Manifest> & { text?: string } = {},
    prefix = nextPrefix(),
  ): Promise<Given> {
    const store = openStore();
    for (const [path, content] of Object.entries(contents)) {
      await store.putObject(prefix + path, bytesBody(Buffer.from(content)));
    }
    const files = Object.entries(contents).map(([path, content]) => entry(path, content));
    const manifest: Manifest = { version: 1, prefix, createdAt: MTIME, files, links: [], ...more };
    const text = more.text ?? formatManifest(manifest);
    await store.putObject(`${prefix}otter-manifest.json`, bytesBody(Buffer.from(text)));
    const directory = makeFolder();
    const fetch = (options: Partial<DownloadOptions> = {}) =>
      download({
        store,
        prefix,
        directory,
        concurrency: 4,
        overwrite: false,
        signal: new AbortController().signal,
        platform: 'linux',
        ...options,
      });
    return { store, prefix, manifest, text, fetch };
  }

  return { openStore, give, nextPrefix };
}

export async function failureOf(work: Promise<unknown>): Promise<ArtifactFailure> {
  const error = await work.then(
    () => new Error('it succeeded'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ArtifactFailure) return error;
  throw error;
}

/** Everything below a folder, including links and hidden files. */
export const listAll = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

/** Bytes that differ everywhere, so that a piece in the wrong place is noticed. */
export function noise(bytes: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(bytes / 32) }, (_, index) =>
    createHash('sha256').update(`${index}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, bytes);
}

export const MIB = 1024 ** 2;

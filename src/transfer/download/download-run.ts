import type { Writable } from 'node:stream';
import { scopeRequest } from '../../credentials/scoped-request.ts';
import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import { MANIFEST_NAME } from '../artifact/key.ts';
import type { LatestPointer } from '../artifact/latest-pointer.ts';
import { openStore } from '../open-store.ts';
import { formatBytes, formatCount, formatFiles } from '../progress/units.ts';
import {
  type InputSource,
  type Reporter,
  reportFirst,
  storeOptionsFor,
  type TransferAccess,
} from '../reporter.ts';
import type { ArtifactPatterns } from './artifact-pattern.ts';
import { findArtifacts, findOrList } from './artifact-search.ts';
import { findArtifact } from './artifact-source.ts';
import type { PlacedArtifact } from './choice.ts';
import {
  type ArtifactResult,
  type DownloadOptions,
  type DownloadResult,
  restoreArtifacts,
} from './download.ts';
import { checkDownloadInputs, type DownloadSettings } from './download-inputs.ts';
import { formatLinks } from './entry.ts';
import { readLatest } from './small-object.ts';
import { streamFile } from './streamed-file.ts';
import { warningOf } from './unverified-artifact.ts';

export interface DownloadJob {
  readonly settings: DownloadSettings;
  readonly access: TransferAccess;
}

/** @throws InputError if an input is invalid */
export function prepareDownload({ textsOf, factsFor, accessFor, now, cwd }: InputSource): DownloadJob {
  const texts = textsOf('download');
  const facts = factsFor([texts.prefix, texts.latest, texts.manifestKey]);
  const settings = checkDownloadInputs(texts, facts, new Date(now()), cwd);
  return { settings, access: accessFor({ access: 'read', prefix: settings.prefix }) };
}

/**
 * @param output where the one file that is chosen is written, in the place of a folder
 * @throws as {@link fetchArtifact}
 */
export async function runDownload(
  { settings, access }: DownloadJob,
  reporter: Reporter,
  { signal, platform, output }: Pick<DownloadOptions, 'signal' | 'platform'> & { readonly output?: Writable },
): Promise<DownloadResult> {
  reportFirst(access, reporter);
  const options = { ...storeOptionsFor(access, reporter, signal), concurrency: settings.concurrency };
  const open = (scope: string) =>
    openStore({ ...options, request: scopeRequest(access.request, 'read', scope) });
  const { onEvent, warn } = reporter;
  return await fetchArtifact(settings, open, { onEvent, warn, signal, platform, output });
}

export function describeDownload(result: DownloadResult): string {
  const { files, links, bytes, downloaded, skipped, artifacts } = result;
  const of = artifacts.length === 1 ? '' : ` of ${formatCount(artifacts.length)} artifacts`;
  const there = skipped === 0 ? '' : `, ${formatCount(skipped)} there already`;
  const linked = links === 0 ? '' : `; ${formatLinks(links)}`;
  return `${formatFiles(files)}${of}, ${formatBytes(bytes)}: ${formatCount(downloaded)} downloaded${there}${linked}`;
}

/** Such as `builds/linux/: 3 files, 1.5 MiB`. */
export function describeArtifact({ prefix, files, bytes, unverified }: ArtifactResult): string {
  const doubt = unverified ? ', not verified by a manifest' : '';
  return `${printable(prefix)}: ${formatFiles(files)}, ${formatBytes(bytes)}${doubt}`;
}

/** The artifacts of a result, with the names of outputs. */
export function listArtifacts({ artifacts }: DownloadResult) {
  return artifacts.map(({ prefix, directory, files, bytes, manifestKey, manifestSha256, unverified }) => ({
    prefix,
    ...(directory === '' ? {} : { directory }),
    files,
    bytes,
    'manifest-key': manifestKey,
    'manifest-sha256': manifestSha256,
    ...(unverified ? { unverified } : {}),
  }));
}

/** Opens a store whose sessions can read keys with this prefix. */
export type OpenScope = (scope: string) => Promise<ObjectStore>;

/**
 * Downloads what the settings name. Each session is as narrow as possible: for the prefix, if there is one. Otherwise one
 * for the latest pointer alone, and then one for the folder of the manifest, which is nearly always that of the files.
 *
 * @throws InputError if the artifact is not below the prefix
 * @throws as `download`
 */
export async function fetchArtifact(
  settings: DownloadSettings,
  open: OpenScope,
  { output, warn, ...context }: FetchContext,
): Promise<DownloadResult> {
  const reach = new Reach(settings, open);
  try {
    const { artifacts, store } = await find(settings, reach, context.signal);
    for (const artifact of artifacts) if (artifact.etags !== undefined) warn(warningOf(artifact));
    const { include } = settings;
    if (output !== undefined) return await streamFile(artifacts, { include, ...context, store, output });
    return await restoreArtifacts(artifacts, { ...settings, ...context, store });
  } finally {
    await reach.close();
  }
}

interface FetchContext extends Pick<DownloadOptions, 'onEvent' | 'signal' | 'platform'> {
  readonly warn: Reporter['warn'];
  /** Where the one file that is chosen is written, in the place of a folder. */
  readonly output?: Writable | undefined;
}

/** The artifacts that the settings name, and a store that can read their files. */
interface Found {
  readonly artifacts: readonly PlacedArtifact[];
  readonly store: ObjectStore;
}

async function find(settings: DownloadSettings, reach: Reach, signal: AbortSignal): Promise<Found> {
  const { prefix, patterns } = settings;
  return patterns === undefined
    ? await findOne(settings, reach, signal)
    : await findSeveral({ ...settings, patterns }, await reach.storeFor(prefix), signal);
}

async function findOne(settings: DownloadSettings, reach: Reach, signal: AbortSignal): Promise<Found> {
  if (settings.unverified) {
    const store = await reach.storeFor(settings.prefix);
    return { artifacts: [{ ...(await findOrList(store, settings.prefix, signal)), folder: '' }], store };
  }
  const pointer = await followLatest(settings, reach, signal);
  const key = pointer?.manifestKey ?? settings.manifestKey ?? settings.prefix + MANIFEST_NAME;
  const folder = key.slice(0, key.lastIndexOf('/') + 1);
  const artifact = await findArtifact(await reach.storeFor(folder), { ...settings, pointer }, signal);
  return { artifacts: [{ ...artifact, folder: '' }], store: await reach.storeFor(artifact.prefix) };
}

async function findSeveral(
  { prefix, patterns, mergeMultiple, unverified }: DownloadSettings & { readonly patterns: ArtifactPatterns },
  store: ObjectStore,
  signal: AbortSignal,
): Promise<Found> {
  const found = await findArtifacts(store, prefix, patterns, { mayLackManifest: unverified, signal });
  const artifacts = found.map(({ name, ...artifact }) => ({
    ...artifact,
    folder: mergeMultiple ? '' : `${name}/`,
  }));
  return { artifacts, store };
}

async function followLatest(
  { latest }: DownloadSettings,
  reach: Reach,
  signal: AbortSignal,
): Promise<LatestPointer | undefined> {
  return latest === undefined ? undefined : await readLatest(await reach.storeFor(latest), latest, signal);
}

/** The stores of one download, one after the other. */
class Reach {
  readonly #settings: DownloadSettings;
  readonly #open: OpenScope;
  #current: { readonly scope: string; readonly store: ObjectStore } | undefined;

  constructor(settings: DownloadSettings, open: OpenScope) {
    this.#settings = settings;
    this.#open = open;
  }

  /**
   * A store for keys with this prefix. A store for another prefix is closed first.
   *
   * @throws InputError if the key is outside the user's prefix. The server's refusal would not say so.
   */
  async storeFor(beginning: string): Promise<ObjectStore> {
    const { prefix } = this.#settings;
    if (!beginning.startsWith(prefix)) throw elsewhere(this.#settings, beginning);
    if (this.#current !== undefined && beginning.startsWith(this.#current.scope)) return this.#current.store;
    await this.close();
    const scope = prefix || beginning;
    this.#current = { scope, store: await this.#open(scope) };
    return this.#current.store;
  }

  async close(): Promise<void> {
    const { store } = this.#current ?? {};
    this.#current = undefined;
    await store?.close();
  }
}

function elsewhere({ prefix, latest }: DownloadSettings, beginning: string): InputError {
  const leader = latest === undefined ? 'manifest-key' : 'latest';
  const place = beginning === '' ? 'the top of the bucket' : `'${printable(beginning)}'`;
  return new InputError(
    'prefix',
    `is '${printable(prefix)}', and ${leader} leads to ${place}, which is not below it: leave out prefix, because ${leader} alone leads to the artifact.`,
  );
}

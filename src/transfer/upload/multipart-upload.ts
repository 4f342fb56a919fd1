import { printable } from '../../printable.ts';
import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { etagOfParts } from './etag.ts';
import { acceptExisting } from './existing-object.ts';
import { isDamage } from './file-body.ts';
import { FilePartSource } from './file-part-source.ts';
import type { FileUpload, UploadedFile } from './file-upload.ts';
import type { PartSource, SourcePart, WholeContent } from './part-source.ts';
import { Placeholder } from './placeholder.ts';
import { isKeyTaken } from './put-if-absent.ts';
import { type BegunUpload, findEarlier, StrayUploads } from './unfinished-uploads.ts';
import { withGrace } from './with-grace.ts';

/** How often a file's upload is started at most. It is started again if another run aborted it. */
const MOST_BEGINNINGS = 3;

interface SentPart {
  readonly number: number;
  readonly etag: string;
}

interface SentParts {
  readonly parts: readonly SentPart[];
  readonly content: WholeContent;
}

/**
 * Uploads a file in parts, and continues the upload of an interrupted run. The upload is completed or aborted, never left
 * behind.
 */
export async function uploadInParts(upload: FileUpload): Promise<UploadedFile> {
  const { content: _, ...uploaded } = await withTraces(upload, async (traces) => {
    const source = await FilePartSource.open(upload);
    try {
      return await persist(upload, source, traces);
    } finally {
      await source.close();
    }
  });
  return uploaded;
}

/** Uploads parts that can be read only once, in the same way. */
export async function uploadStreamedParts(upload: FileUpload, source: PartSource): Promise<UploadedParts> {
  return await withTraces(upload, async (traces) => {
    try {
      return await new Attempt(upload, source, traces).run(undefined);
    } catch (error) {
      upload.signal.throwIfAborted();
      throw isVanished(error) ? vanishedFailure(upload, 1, error) : error;
    }
  });
}

/** What was uploaded, with its size. */
export interface UploadedParts extends UploadedFile {
  readonly content: WholeContent;
}

async function withTraces<T>(upload: FileUpload, work: (traces: Traces) => Promise<T>): Promise<T> {
  const placeholder = new Placeholder(upload);
  const strays = new StrayUploads(upload);
  try {
    return await work({ placeholder, strays });
  } finally {
    await placeholder.takeBack();
    await strays.abort();
  }
}

/** The state that all attempts of one file's upload share. */
interface Traces {
  readonly placeholder: Placeholder;
  readonly strays: StrayUploads;
}

async function persist(upload: FileUpload, source: PartSource, traces: Traces): Promise<UploadedParts> {
  let earlier = await findEarlier(upload);
  for (let beginning = 1; ; beginning += 1) {
    try {
      return await new Attempt(upload, source, traces).run(earlier);
    } catch (error) {
      upload.signal.throwIfAborted();
      if (!isVanished(error)) throw error;
      if (beginning === MOST_BEGINNINGS) throw vanishedFailure(upload, beginning, error);
      earlier = undefined;
    }
  }
}

/** The multipart upload is gone, or the completed object is not this file: another run works on the same key. */
class UploadVanished extends Error {}

/** A changed part, like an upload that is gone, is the work of another run. */
function isVanished(error: unknown): boolean {
  if (error instanceof UploadVanished) return true;
  return error instanceof StoreFailure && (error.kind === 'no-upload' || error.code === 'InvalidPart');
}

function vanishedFailure({ key }: FileUpload, times: number, cause: unknown): ArtifactFailure {
  return new ArtifactFailure(
    'failed',
    `Uploading '${printable(key)}' failed: its multipart upload disappeared${times === 1 ? '' : ` ${times} times`}. Another run writes to the same key or aborts unfinished uploads: give each run its own prefix.`,
    { cause },
  );
}

/** One multipart upload, until it is completed or aborted. */
class Attempt {
  readonly #upload: FileUpload;
  readonly #source: PartSource;
  readonly #placeholder: Placeholder;
  readonly #strays: StrayUploads;
  #sentBytes = 0;

  constructor(upload: FileUpload, source: PartSource, { placeholder, strays }: Traces) {
    this.#upload = upload;
    this.#source = source;
    this.#placeholder = placeholder;
    this.#strays = strays;
  }

  async run(earlier: BegunUpload | undefined): Promise<UploadedParts> {
    const { stores, signal } = this.#upload;
    const store = await stores.write();
    signal.throwIfAborted();
    const uploadId = earlier?.uploadId ?? (await this.#begin(store));
    try {
      signal.throwIfAborted();
      const sent = await this.#sendParts(store, uploadId, earlier);
      await this.#source.assertUnchanged();
      const outcome = await this.#complete(store, uploadId, sent);
      const { sha256, parts } = sent.content;
      return { sha256, ...(parts && { parts }), outcome, content: sent.content };
    } catch (error) {
      await this.#abort(store, uploadId);
      this.#upload.onSent(-this.#sentBytes);
      throw error;
    }
  }

  /** Not aborted at once: an upload whose ID never arrived cannot be aborted, only searched for. */
  async #begin(store: ObjectStore): Promise<string> {
    const { key, headers, signal } = this.#upload;
    const onUnclear = () => this.#strays.suspect();
    try {
      return await withGrace(signal, (grace) => store.createUpload(key, headers, grace, onUnclear));
    } catch (error) {
      if (signal.aborted) onUnclear();
      throw error;
    }
  }

  /** Hashes ahead of sending, by as many parts as are in flight. */
  async #sendParts(
    store: ObjectStore,
    uploadId: string,
    earlier: BegunUpload | undefined,
  ): Promise<SentParts> {
    const stop = new AbortController();
    const signal = AbortSignal.any([this.#upload.signal, stop.signal]);
    const parts: SentPart[] = [];
    const underWay = new Set<Promise<void>>();
    const send = async (part: SourcePart) => {
      const there = earlier?.parts.get(part.number);
      if (there !== undefined) this.#count(part.body.bytes);
      const etag = there?.etag ?? (await this.#sendPart(store, uploadId, part, signal));
      parts.push({ number: part.number, etag });
    };
    // The first failure is reported, because the others only follow from it. It is recorded before the part counts as
    // ended: nobody may be waiting for that part, and without the record the file would be assembled with a gap.
    const attempt = (part: SourcePart) => send(part).catch((error: unknown) => stop.abort(error));
    try {
      for await (const part of this.#source.read(signal)) {
        const sending = attempt(part).finally(() => {
          underWay.delete(sending);
          part.release?.();
        });
        underWay.add(sending);
        while (underWay.size > this.#source.mostAhead(part)) await Promise.race(underWay);
      }
    } catch (error) {
      stop.abort(error);
    }
    await Promise.all(underWay);
    this.#upload.signal.throwIfAborted();
    if (stop.signal.aborted) throw stop.signal.reason;
    parts.sort((one, other) => one.number - other.number);
    return { parts, content: await this.#source.finish() };
  }

  async #sendPart(
    store: ObjectStore,
    uploadId: string,
    { number, body }: SourcePart,
    signal: AbortSignal,
  ): Promise<string> {
    const options = { onSent: (bytes: number) => this.#count(bytes), signal };
    const send = () => store.uploadPart(this.#upload.key, uploadId, number, body, options);
    const { etag } = await send().catch(async (error: unknown) => {
      if (!isDamage(error)) throw error;
      await this.#source.assertUnchanged();
      return send();
    });
    return etag;
  }

  #count(bytes: number): void {
    this.#sentBytes += bytes;
    this.#upload.onSent(bytes);
  }

  async #complete(
    store: ObjectStore,
    uploadId: string,
    { parts, content: { sha256, size } }: SentParts,
  ): Promise<UploadedFile['outcome']> {
    const { key, signal, choices } = this.#upload;
    const giveWay = async ({ outcome }: UploadedFile) => {
      await store.abortUpload(key, uploadId, signal);
      return outcome;
    };
    if (!choices.overwrite) {
      const loser = await this.#placeholder.place(store, sha256);
      if (loser !== undefined) return await giveWay(loser);
    }
    try {
      await this.#completeOnce(store, uploadId, parts, size);
    } catch (error) {
      if (!isKeyTaken(error)) throw error;
      return await giveWay(await acceptExisting(this.#upload, error));
    }
    if (!choices.overwrite) await this.#placeholder.release(sha256);
    return 'uploaded';
  }

  /**
   * For an upload that is gone, an RGW reports success if any object has its key. An answer can also be lost. So the object
   * is checked, if the session allows it.
   */
  async #completeOnce(
    store: ObjectStore,
    uploadId: string,
    parts: readonly SentPart[],
    size: number,
  ): Promise<void> {
    const { key, listing, signal, choices } = this.#upload;
    const onlyIfAbsent = !choices.overwrite;
    const digests = parts.map(({ etag }) => Buffer.from(etag, 'hex'));
    const expected = digests.every(({ length }) => length === 16) ? etagOfParts(digests) : undefined;
    let failure: unknown;
    // Not aborted at once: it takes only a moment, and its outcome would be unknown.
    const complete = (grace: AbortSignal) =>
      store.completeUpload(key, uploadId, parts, { onlyIfAbsent, signal: grace });
    await withGrace(signal, complete).catch((error: unknown) => {
      failure = error;
    });
    const stored = await listing.objectNow(key);
    const isOurs =
      stored !== undefined &&
      stored !== 'unknown' &&
      stored.size === size &&
      (expected === undefined || stored.etag === expected);
    if (isOurs || (stored === 'unknown' && failure === undefined)) return;
    throw failure ?? new UploadVanished();
  }

  /** With its own time limit, because a canceled upload must leave nothing behind. */
  async #abort(store: ObjectStore, uploadId: string): Promise<void> {
    const { key, cleanUp } = this.#upload;
    await store.abortUpload(key, uploadId, cleanUp).catch(() => undefined);
  }
}

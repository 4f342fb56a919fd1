import type { FileHandle } from 'node:fs/promises';
import type { Digest } from '../hashing.ts';
import { planParts } from '../part-plan.ts';
import { hashParts } from './file-body.ts';
import type { FileUpload } from './file-upload.ts';
import type { PartSource, SourcePart, WholeContent } from './part-source.ts';
import { assertUnchanged, openSource } from './source-reader.ts';

/** How many parts of one file are sent at the same time. These fill the bandwidth and leave room for other files. */
const MOST_PARTS_AT_ONCE = 8;

/** The parts of a file, which can be read again. */
export class FilePartSource implements PartSource {
  readonly #upload: FileUpload;
  readonly #handle: FileHandle;
  #whole: Digest;
  #digests: string[] = [];

  private constructor(upload: FileUpload, handle: FileHandle) {
    this.#upload = upload;
    this.#handle = handle;
    this.#whole = upload.hashing.begin();
  }

  /** @throws ArtifactFailure when the file cannot be read, or is not as it was listed */
  static async open(upload: FileUpload): Promise<FilePartSource> {
    return new FilePartSource(upload, await openSource(upload.file));
  }

  async *read(signal: AbortSignal): AsyncGenerator<SourcePart> {
    const { file, partSize, hashing } = this.#upload;
    this.#whole = hashing.begin();
    this.#digests = [];
    const digests = { hashing, whole: this.#whole };
    const planned = planParts(file.size, partSize);
    for await (const part of hashParts(file, this.#handle, planned, digests, signal)) {
      this.#digests.push(part.body.sha256);
      yield part;
    }
  }

  mostAhead(): number {
    return MOST_PARTS_AT_ONCE - 1;
  }

  async assertUnchanged(): Promise<void> {
    await assertUnchanged(this.#handle, this.#upload.file);
  }

  async finish(): Promise<WholeContent> {
    const { file, partSize, hashing } = this.#upload;
    const sha256 = await hashing.finish(this.#whole);
    return { size: file.size, sha256, parts: { size: partSize, sha256: this.#digests } };
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { StoreFailure } from '../../../src/s3/failure.ts';
import { Hashing } from '../../../src/transfer/hashing.ts';
import type { FileUpload } from '../../../src/transfer/upload/file-upload.ts';
import { uploadInParts } from '../../../src/transfer/upload/multipart-upload.ts';
import { checkUploadInputs } from '../../../src/transfer/upload/upload-inputs.ts';

const PART = 5 * 1024 ** 2;
const PARTS = 8;
const folder = mkdtempSync(join(tmpdir(), 'otter-parts-'));
const hashing = new Hashing();
afterAll(async () => {
  await hashing.close();
  rmSync(folder, { recursive: true });
});

const refused = new StoreFailure({ kind: 'refused', tried: 'PUT', cameBack: '403', remedy: 'Ask.' });

/**
 * A store that answers all parts together, once the last one was requested. The answer to part 2 is a
 * refusal.
 */
function answeringAtOnce() {
  const calls: string[] = [];
  const answers: (() => void)[] = [];
  const giveAll = () => {
    for (const give of answers) give();
  };
  const store = {
    createUpload: async () => 'id',
    uploadPart: (_key: string, _id: string, number: number) => {
      const answer = new Promise<{ etag: string }>((resolve, reject) => {
        answers.push(() => (number === 2 ? reject(refused) : resolve({ etag: 'e'.repeat(32) })));
      });
      if (answers.length === PARTS) setImmediate(giveAll);
      return answer;
    },
    completeUpload: async () => void calls.push('complete'),
    abortUpload: async () => void calls.push('abort'),
  };
  return { store, calls };
}

function uploadOf(size: number, store: object, listing: object): FileUpload {
  const absolute = join(folder, `${size}.bin`);
  writeFileSync(absolute, '');
  truncateSync(absolute, size);
  const { mode, mtimeMs } = statSync(absolute);
  return {
    file: { absolute, path: 'big.bin', size, mode, mtimeMs },
    key: 'big.bin',
    partSize: PART,
    stores: { write: async () => store },
    hashing,
    listing: { uploads: async () => [], objectNow: async () => 'unknown', ...listing },
    choices: checkUploadInputs({ overwrite: 'true' }),
    onSent: () => undefined,
    signal: new AbortController().signal,
  } as unknown as FileUpload;
}

test('the upload is not completed if a part fails at the same moment as another one ends', async () => {
  const { store, calls } = answeringAtOnce();
  const upload = uploadOf(PARTS * PART, store, {});
  await expect(uploadInParts(upload)).rejects.toBe(refused);
  expect(calls).toEqual(['abort']);
});

test('an upload whose ID was lost with the answer is aborted, but not an earlier one', async () => {
  const aborted: string[] = [];
  const store = {
    createUpload: async (_key: string, _headers: object, _signal: AbortSignal, onUnclear: () => void) => {
      onUnclear();
      return 'second';
    },
    uploadPart: async () => ({ etag: 'e'.repeat(32) }),
    completeUpload: async () => undefined,
    abortUpload: async (_key: string, id: string) => void aborted.push(id),
    listParts: async function* () {},
  };
  const before = { key: 'big.bin', uploadId: 'before' };
  const upload = uploadOf(PART + 1, store, {
    uploads: async () => [before],
    uploadsNow: async () => [before, { key: 'big.bin', uploadId: 'first' }],
  });
  Object.assign(upload.stores, { look: async () => undefined });
  await uploadInParts(upload);
  expect(aborted).toEqual(['first']);
});

/** What the object store does, both on the sandbox and on a real RGW. */
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ObjectStore } from '../../../src/s3/object-store.ts';
import { bytesBody, collect, failureOf, MIB, streamBody } from './fixture.ts';

/** Keys that something between the test and the disk could misinterpret. */
export const ODD_KEYS = [
  'plain.txt',
  'with space/and more',
  'per%cent/%2e%2e/%41',
  'hash#frag?query=1&x=y',
  'plus+sign',
  'ünïcode/日本語/🦦',
  '.hidden/.also',
  'a//b',
  './dot',
  'up/../down',
  '../out',
  'trailing/',
  'quotes\'"(paren)*!',
  '<xml>&amp;',
  'back\\slash',
  'tab\tand\nbreak',
  '~-_.tilde',
  `${'long/'.repeat(100)}${'ü'.repeat(260)}`,
];

/** @param store a store of a bucket that only these cases use */
export function describeObjectStore(store: () => ObjectStore): void {
  const keysBelow = async (prefix: string) =>
    (await collect(store().listObjects(prefix))).map(({ key }) => key);
  const read = async (...args: Parameters<ObjectStore['getObject']>) =>
    Buffer.concat(await collect((await store().getObject(...args)).body));

  describe('an object', () => {
    test.each(ODD_KEYS)('with the key %j is put, listed, read, linked to and deleted', async (key) => {
      const data = randomBytes(1_000);
      const name = `odd/${key}`;
      const { etag } = await store().putObject(name, bytesBody(data));
      expect(await collect(store().listObjects(name))).toEqual([
        { key: name, size: 1_000, etag, lastModified: expect.stringMatching(/^\d{4}-/) },
      ]);
      expect(await read(name)).toEqual(data);
      const { url } = await store().presignGet(name, 60);
      // The URL class removes dots between slashes, as browsers do.
      if (!/(^|\/)\.{1,2}(\/|$)/.test(name)) {
        expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(data);
      }
      expect(await store().deleteObjects([name])).toEqual([]);
      expect(await store().headObject(name)).toBeUndefined();
    });

    test('is complete, whether it is sent as bytes or as a stream, in one piece or many', async () => {
      for (const size of [0, 1, 64 * 1024, 64 * 1024 + 1, 3 * MIB + 7]) {
        const data = randomBytes(size);
        let sent = 0;
        const onSent = (bytes: number) => {
          sent += bytes;
        };
        await store().putObject('whole/bytes', bytesBody(data), { onSent });
        expect(sent).toBe(size);
        await store().putObject('whole/stream', streamBody(data), {});
        expect(await read('whole/bytes')).toEqual(data);
        expect(await read('whole/stream')).toEqual(data);
      }
    });

    test('keeps its headers, and can be read in part', async () => {
      const data = randomBytes(10_000);
      const headers = {
        'content-type': 'text/x-odd; charset=utf-8',
        'cache-control': 'max-age=60',
        'x-amz-meta-build': '7   and  blanks',
      };
      const { etag } = await store().putObject('headers', bytesBody(data), { headers });
      const head = await store().headObject('headers');
      expect(head).toMatchObject({ size: 10_000, etag });
      expect(head?.headers).toMatchObject({
        'content-type': 'text/x-odd; charset=utf-8',
        'cache-control': 'max-age=60',
      });
      const part = await store().getObject('headers', { range: [10, 19], ifMatch: etag });
      expect(part).toMatchObject({ size: 10, etag });
      expect(Buffer.concat(await collect(part.body))).toEqual(data.subarray(10, 20));
    });

    test('is not read in another version than requested', async () => {
      await store().putObject('versions', bytesBody(Buffer.from('two')));
      const failure = await failureOf(store().getObject('versions', { ifMatch: '0'.repeat(32) }));
      expect(failure).toMatchObject({ kind: 'integrity', httpStatus: 412 });
    });

    test('is not replaced if only a new one was allowed', async () => {
      await store().putObject('once', bytesBody(Buffer.from('first')), { onlyIfAbsent: true });
      const again = store().putObject('once', streamBody(randomBytes(MIB)), { onlyIfAbsent: true });
      expect(await failureOf(again)).toMatchObject({ kind: 'exists', httpStatus: 412 });
      expect(await read('once')).toEqual(Buffer.from('first'));
    });

    test('is refused if its bytes do not match the announced digest', async () => {
      const body = { ...bytesBody(Buffer.from('this')), open: () => Buffer.from('that') };
      expect(await failureOf(store().putObject('wrong', body))).toMatchObject({ kind: 'integrity' });
      expect(await keysBelow('wrong')).toEqual([]);
    });

    test('that does not exist is reported as such', async () => {
      expect(await store().headObject('nowhere')).toBeUndefined();
      expect(await failureOf(store().getObject('nowhere'))).toMatchObject({ kind: 'not-found' });
    });

    test('gets valid tags only', async () => {
      await store().putObject('tagged', bytesBody(Buffer.from('x')));
      await store().tagObject('tagged', { 'retention-days': '7', team: 'a b+c' });
      const tooMany = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`tag-${index}`, 'x']));
      expect(await failureOf(store().tagObject('tagged', tooMany))).toMatchObject({ kind: 'invalid' });
    });
  });

  test('a listing of several pages is complete', async () => {
    const keys = Array.from({ length: 1_203 }, (_, index) => `pages/${String(index).padStart(5, '0')} +%`);
    await Promise.all(keys.map((key) => store().putObject(key, bytesBody(Buffer.from('x')))));
    expect(await keysBelow('pages/')).toEqual(keys);
    expect(await store().deleteObjects(keys)).toEqual([]);
    expect(await keysBelow('pages/')).toEqual([]);
  });

  describe('a multipart upload', () => {
    test('is listed with its parts while it is unfinished, and assembled in order', async () => {
      const key = 'multi/ü %+%41/<&>\t\n/file';
      const parts = [randomBytes(5 * MIB), randomBytes(5 * MIB), randomBytes(5)];
      const id = await store().createUpload(key, { 'content-type': 'application/x-big' });
      const done = await Promise.all(
        parts.map(async (part, index) => ({
          number: index + 1,
          ...(await store().uploadPart(key, id, index + 1, streamBody(part))),
        })),
      );
      expect(await collect(store().listUploads('multi/'))).toEqual([
        { key, uploadId: id, initiated: expect.stringMatching(/^\d{4}-/) },
      ]);
      expect(await collect(store().listParts(key, id))).toEqual(
        done.map((part, index) => ({ ...part, size: parts[index]?.length })),
      );
      await store().completeUpload(key, id, done);
      expect(await read(key)).toEqual(Buffer.concat(parts));
      expect(await collect(store().listUploads('multi/'))).toEqual([]);
    });

    test('is gone after it was aborted, and can be aborted again', async () => {
      const id = await store().createUpload('aborted', {});
      await store().uploadPart('aborted', id, 1, bytesBody(randomBytes(1_000)));
      await store().abortUpload('aborted', id);
      await store().abortUpload('aborted', id);
      expect(await collect(store().listUploads('aborted'))).toEqual([]);
      const parts = [{ number: 1, etag: '0'.repeat(32) }];
      expect(await failureOf(store().completeUpload('aborted', id, parts))).toMatchObject({
        kind: 'no-upload',
      });
    });

    test('that is gone is reported as such, even to a large part', async () => {
      const id = await store().createUpload('gone', {});
      await store().abortUpload('gone', id);
      const part = streamBody(randomBytes(16 * MIB));
      expect(await failureOf(store().uploadPart('gone', id, 1, part))).toMatchObject({ kind: 'no-upload' });
      expect(part.ended).toBe(part.opened);
    });
  });

  test('a link expires when it says, and names the file', async () => {
    await store().putObject('linked', bytesBody(Buffer.from('hello')));
    const before = Date.now();
    const { url, endsAt } = await store().presignGet('linked', 120, { filename: 'bericht "ü".txt' });
    expect(endsAt.getTime() - before).toBeLessThanOrEqual(121_000);
    const response = await fetch(url);
    expect(await response.text()).toBe('hello');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="bericht ___.txt"; filename*=UTF-8''bericht%20%22%C3%BC%22.txt`,
    );
  });
}

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { projectFolder, start } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { sharedCeph } from '../support/shared-ceph.ts';
import {
  lookAsOwner,
  makeFolder,
  startTransfer,
  transferEnvironment,
  writeFiles,
} from '../support/transfers/command.ts';
import { AnswerProxy, type Asked, type Treat, type Treatment } from './answer-proxy.ts';

const MEBI = 1024 ** 2;
const OPTIONS = ['--prefix', 'p', '--part-size', '5MiB'];

/** A bucket behind a proxy, and a folder of files to upload, in bytes by name. */
async function setUp(sizes: Readonly<Record<string, number>>, treat: Treat) {
  const ceph = sharedCeph();
  const grant = await ceph.createBucketWithRole();
  const proxy = await AnswerProxy.start(ceph.endpoint, treat);
  onTestFinished(() => proxy.close());
  const source = makeFolder();
  writeFiles(source, sizes);
  const environment = transferEnvironment(grant, proxy.url);
  const owner = new S3Client({
    endpoint: ceph.endpoint,
    region: 'eu-mad',
    forcePathStyle: true,
    credentials: { accessKeyId: grant.ownerAccessKey, secretAccessKey: grant.ownerSecretKey },
  });
  onTestFinished(() => owner.destroy());
  return {
    bucket: grant.bucket,
    owner,
    environment,
    upload: ({ env = environment }: { env?: Record<string, string> }, ...options: string[]) =>
      startTransfer(['upload', source, ...OPTIONS, ...options], env),
    /** An upload of other files to the same place. */
    uploadOf: (others: Readonly<Record<string, number>>) => {
      const folder = makeFolder();
      writeFiles(folder, others);
      return startTransfer(['upload', folder, ...OPTIONS], environment);
    },
    /** The action's step, as a runner starts it. */
    step: (more: Readonly<Record<string, string>>) => {
      const inputs = {
        PATH: source,
        PREFIX: 'p/',
        'SERVICE-ACCESS-KEY': grant.serviceAccessKey,
        'SERVICE-SECRET-KEY': grant.serviceSecretKey,
        'ROLE-ARN': grant.roleArn,
        BUCKET: grant.bucket,
        ENDPOINT: proxy.url,
        ...more,
      };
      const env = Object.entries(inputs).map(([name, value]) => [`INPUT_${name}`, value]);
      return start('node', [join(projectFolder, 'action/upload.ts')], { env: Object.fromEntries(env) });
    },
    look: () => lookAsOwner(ceph.endpoint, grant.bucket, grant),
  };
}

const isExchange = ({ method, path }: Asked) => method === 'POST' && path === '/';
const isBegun = ({ method, query }: Asked) => method === 'POST' && query.has('uploads');
const isCompleted = ({ method, query }: Asked) => method === 'POST' && query.has('uploadId');
const isPlaceholder = ({ method, path }: Asked) => method === 'PUT' && path.includes('/p/.otter-claims/');
const isPart = ({ method, query }: Asked) => method === 'PUT' && query.has('partNumber');
const isPut = ({ method, path, query }: Asked, name: string) =>
  method === 'PUT' && query.size === 0 && path.endsWith(`/p/${name}`);

/** True only for the first one. */
function first(is: (asked: Asked) => boolean): (asked: Asked) => boolean {
  let seen = false;
  return (asked) => {
    if (seen || !is(asked)) return false;
    seen = true;
    return true;
  };
}

/** The variables of a session from an earlier step. */
async function exportSession(environment: Readonly<Record<string, string>>, access: string) {
  const { stdout } = await startTransfer(['env', '--format', 'json', '--access', access], environment).result;
  const { OTTER_BUCKET = '', OTTER_ENDPOINT = '' } = environment;
  return { ...(JSON.parse(stdout) as Record<string, string>), OTTER_BUCKET, OTTER_ENDPOINT };
}

describeWith('ceph', 'an upload whose answers are late or lost', () => {
  test.each([
    ['begun', isBegun, 'late'],
    ['put together', isCompleted, 'ignore'],
  ] as const)('leaves nothing when it is canceled while a file is being %s', async (_, is, treatment) => {
    const run = await setUp({ big: 11 * MEBI }, (asked) => {
      if (!is(asked)) return 'pass';
      upload.kill('SIGINT');
      return treatment;
    });
    const upload = run.upload({});
    expect(await upload.result).toMatchObject({ code: 130 });
    expect(await run.look()).toEqual({ sizes: new Map(), unfinished: [] });
  });

  test('leaves nothing of a failed file while others keep the connections busy for longer than a cancellation waits', async () => {
    const run = await setUp({ 'a-bad': 11 * MEBI, b: 11 * MEBI, c: 11 * MEBI }, async (asked) => {
      if (!isPart(asked)) return 'pass';
      if (asked.path.endsWith('a-bad')) return 'refuse';
      await sleep(6_000);
      return 'pass';
    });
    const { code, stderr } = await run.upload({}, '--concurrency', '2').result;
    expect(code, stderr).toBe(4);
    const { sizes, unfinished } = await run.look();
    expect([...sizes.keys()]).toEqual(['p/b', 'p/c']);
    expect(unfinished).toEqual([]);
  });

  test.each([
    ['before', 'ignore', ['p/.otter-claims/']],
    ['right after', 'lose', ['p/.otter-claims/', 'p/big']],
  ] as const)(
    'leaves only a complete file under its name when it is killed %s the completion, and the next run leaves no trace',
    async (_, treatment, left) => {
      let isKilled = false;
      const run = await setUp({ big: 11 * MEBI }, (asked) => {
        if (isKilled || !isCompleted(asked)) return 'pass';
        isKilled = true;
        killed.kill('SIGKILL');
        return treatment;
      });
      const killed = run.upload({});
      await killed.result;
      expect(isKilled).toBe(true);
      const { sizes } = await run.look();
      expect([...sizes.keys()].map((key) => key.replace(/[0-9a-f]{32}$/, '')).sort()).toEqual(left);
      expect(sizes.get('p/big') ?? 11 * MEBI).toBe(11 * MEBI);
      const { code, stderr } = await run.upload({}).result;
      expect(code, stderr).toBe(0);
      const after = await run.look();
      expect([...after.sizes.keys()].sort()).toEqual(['p/big', 'p/otter-manifest.json']);
      expect(after.unfinished).toEqual([]);
    },
  );

  test('exactly one of several that complete their file at the same moment wins', async () => {
    // An RGW before 20.2.1 would let each of them replace the previous one.
    const run = await setUp({ big: 6 * MEBI }, async (asked): Promise<Treatment> => {
      if (isCompleted(asked)) await sleep(1_500);
      return 'pass';
    });
    const sizes = [6, 7, 8, 9].map((mebi) => mebi * MEBI);
    const results = await Promise.all(sizes.map((bytes) => run.uploadOf({ big: bytes }).result));
    const winners = results.flatMap(({ code }, index) => (code === 0 ? [sizes[index]] : []));
    expect(winners, results.map(({ stderr }) => stderr).join('\n')).toHaveLength(1);
    expect(results.map(({ code }) => code).sort()).toEqual([0, 5, 5, 5]);
    const after = await run.look();
    expect([...after.sizes.keys()].sort()).toEqual(['p/big', 'p/otter-manifest.json']);
    expect(after.sizes.get('p/big')).toBe(winners[0]);
    expect(after.unfinished).toEqual([]);
  });

  test('replaces nothing with a write-only session, whatever the size', async () => {
    const run = await setUp({ big: 11 * MEBI }, () => 'pass');
    const session = await exportSession(run.environment, 'write');
    await run.owner.send(new PutObjectCommand({ Bucket: run.bucket, Key: 'p/big', Body: 'another' }));
    const { code, stderr } = await run.upload({ env: session }).result;
    expect(code, stderr).toBe(5);
    expect(await run.look()).toEqual({ sizes: new Map([['p/big', 7]]), unfinished: [] });
  });

  test('leaves nothing when the answer to its placeholder is lost and the file fails', async () => {
    const isFirst = first(isPlaceholder);
    const run = await setUp({ big: 11 * MEBI }, (asked) => {
      if (isCompleted(asked)) return 'refuse';
      return isFirst(asked) ? 'lose' : 'pass';
    });
    const { code, stderr } = await run.upload({}).result;
    expect(code, stderr).toBe(1);
    expect(await run.look()).toEqual({ sizes: new Map(), unfinished: [] });
  });

  test.each([
    ['small', 10_000],
    ['medium', MEBI],
    ['large', 11 * MEBI],
  ])('recognizes its own %s file and manifest with a write-only session', async (name, bytes) => {
    const isFirst = first((asked) => isPut(asked, name));
    const isManifest = first((asked) => isPut(asked, 'otter-manifest.json'));
    let lost = 0;
    const run = await setUp({ [name]: bytes }, (asked) => {
      if (!isFirst(asked) && !isManifest(asked)) return 'pass';
      lost += 1;
      return 'lose';
    });
    const session = await exportSession(run.environment, 'write');
    const { code, stderr } = await run.upload({ env: session }).result;
    expect(code, stderr).toBe(0);
    expect(lost).toBe(2);
    expect((await run.look()).sizes.get(`p/${name}`)).toBe(bytes);
  });

  test("does not take another's file for its own with a write-only session", async () => {
    const isFirst = first((asked) => isPut(asked, 'a'));
    const run = await setUp({ a: 10_000 }, async (asked): Promise<Treatment> => {
      if (!isFirst(asked)) return 'pass';
      await run.owner.send(new PutObjectCommand({ Bucket: run.bucket, Key: 'p/a', Body: 'another' }));
      return 'lose';
    });
    const session = await exportSession(run.environment, 'write');
    const { code, stderr } = await run.upload({ env: session }).result;
    expect(code, stderr).toBe(5);
    expect((await run.look()).sizes.get('p/a')).toBe('another'.length);
  });

  test('reports its result even if no session for its links can be obtained', async () => {
    let isDone = false;
    const run = await setUp({ a: 10 }, (asked) => {
      if (isPut(asked, 'otter-manifest.json')) isDone = true;
      return isDone && isExchange(asked) ? 'refuse' : 'pass';
    });
    const { code, stdout, stderr } = await run.upload({}, '--presign', '15m', '--json').result;
    expect(code, stderr).toBe(1);
    expect(stderr).toContain('All files are uploaded, but creating the links failed.');
    expect(JSON.parse(stdout)).toMatchObject({
      files: 1,
      'manifest-sha256': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    isDone = false;
    const step = await run.step({ PRESIGN: '15m', OVERWRITE: 'true' }).result;
    expect(step.code, step.stdout).toBe(1);
    expect(step.stdout).toMatch(/::error [^\n]*::All files are uploaded, but creating the links failed\./);
    expect(step.stdout).toMatch(/::set-output name=manifest-sha256::[0-9a-f]{64}/);
  });

  test('can be canceled while it waits for the session for its links', async () => {
    const run = await setUp({ a: 10 }, (asked) => {
      if (!isExchange(asked)) return 'pass';
      step.child.kill('SIGINT');
      return 'ignore';
    });
    const step = run.step({ PRESIGN: '15m' });
    const { code, stdout } = await step.result;
    expect(code, stdout).toBe(130);
    expect(stdout).toContain('::error::Cancelled by SIGINT');
    expect((await run.look()).sizes.size).toBe(0);
  });

  test('continues when an earlier upload of the file ends between the listing and the check', async () => {
    const isFirst = first(({ method, query }) => method === 'GET' && query.has('uploadId'));
    const run = await setUp({ big: 11 * MEBI }, async (asked): Promise<Treatment> => {
      if (!isFirst(asked)) return 'pass';
      const UploadId = asked.query.get('uploadId') ?? '';
      await run.owner.send(new AbortMultipartUploadCommand({ Bucket: run.bucket, Key: 'p/big', UploadId }));
      return 'pass';
    });
    await run.owner.send(new CreateMultipartUploadCommand({ Bucket: run.bucket, Key: 'p/big' }));
    const { code, stderr } = await run.upload({}, '--overwrite').result;
    expect(code, stderr).toBe(0);
    expect((await run.look()).unfinished).toEqual([]);
  });
});

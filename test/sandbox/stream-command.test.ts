/** `otter-sts upload -` and `download --stdout`, as people run them. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { start } from '../support/command.ts';
import { otterInShell } from '../support/otter-program.ts';
import { useTransfers } from '../support/transfer-run.ts';

const fixture = useTransfers();
const MIB = 1024 * 1024;
/** Of three parts. */
const LARGE = Buffer.from('otter '.repeat(2 * MIB));
const IN_PARTS = ['--part-size', '5MiB'];

async function bytesOf(key: string): Promise<Buffer> {
  const { Body } = await fixture.client.send(new GetObjectCommand({ Bucket: 'my-bucket', Key: key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

async function manifestOf(prefix: string) {
  return JSON.parse((await bytesOf(`${prefix}otter-manifest.json`)).toString());
}

async function keysBelow(prefix: string): Promise<string[]> {
  return (await fixture.keys()).filter((key) => key.startsWith(prefix));
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

async function expectNothingBelow(prefix: string): Promise<void> {
  expect(await keysBelow(prefix)).toEqual([]);
  expect(await fixture.unfinished()).toEqual([]);
}

async function uploadStream(input: string | Buffer, ...args: string[]) {
  return await fixture.otter(['upload', '-', ...args], { input });
}

/** Runs a line of bash, in which `otter` is the program. */
function bash(line: string) {
  const script = `otter() { ${otterInShell} "$@"; }\n${line}`;
  return start('bash', ['-c', script], { env: fixture.service });
}

describe('standard input', () => {
  test('becomes one object with its manifest if it is short', async () => {
    const { code, stdout, stderr } = await uploadStream(
      'dump',
      '--name',
      'a/b.sql',
      '--prefix',
      'short',
      '--json',
    );
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ files: 1, bytes: 4, uploaded: 1, prefix: 'short/' });
    expect(stderr.split('\n')[0]).toBe('{"event":"planned","files":1}');
    expect(await keysBelow('short/')).toEqual(['short/a/b.sql', 'short/otter-manifest.json']);
    const { files } = await manifestOf('short/');
    expect(files).toEqual([
      { path: 'a/b.sql', size: 4, sha256: sha256('dump'), mode: 0o644, mtime: expect.any(String) },
    ]);
  });

  test('is sent in parts if it is longer, with the headers, tags and pointer of a file', async () => {
    const { code, stderr } = await uploadStream(
      LARGE,
      ...['--name', 'dump.txt', '--prefix', 'long/', ...IN_PARTS, '--latest', 'latest.json'],
      ...['--retention-days', '7', '--metadata', 'host=db1', '--cache-control', 'no-store'],
    );
    expect(code, stderr).toBe(0);
    expect((await bytesOf('long/dump.txt')).equals(LARGE)).toBe(true);
    const { files } = await manifestOf('long/');
    const parts = [0, 5, 10].map((at) => sha256(LARGE.subarray(at * MIB, (at + 5) * MIB)));
    expect(files).toMatchObject([
      { size: LARGE.length, sha256: sha256(LARGE), parts: { size: 5 * MIB, sha256: parts } },
    ]);
    const object = { Bucket: 'my-bucket', Key: 'long/dump.txt' };
    const head = await fixture.client.send(new HeadObjectCommand(object));
    expect(head).toMatchObject({
      ...{ CacheControl: 'no-store', ContentType: 'text/plain; charset=utf-8', Metadata: { host: 'db1' } },
      ETag: expect.stringMatching(/-3"$/),
    });
    const { TagSet } = await fixture.client.send(new GetObjectTaggingCommand(object));
    expect(TagSet).toEqual([{ Key: 'retention-days', Value: '7' }]);
    expect(JSON.parse((await bytesOf('latest.json')).toString())).toMatchObject({ prefix: 'long/' });
    expect(await fixture.unfinished()).toEqual([]);
    expect(await keysBelow('long/')).toEqual(['long/dump.txt', 'long/otter-manifest.json']);
  });

  test('of exactly one part is sent in one request', async () => {
    const { code } = await uploadStream(
      LARGE.subarray(0, 5 * MIB),
      '--name',
      'x',
      '--prefix',
      'exact/',
      ...IN_PARTS,
    );
    expect(code).toBe(0);
    expect((await manifestOf('exact/')).files[0].parts).toBeUndefined();
  });

  test('does not replace an existing object, and its producer is not even started', async () => {
    const args = ['--name', 'a.txt', '--prefix', 'there/'];
    await fixture.client.send(new PutObjectCommand({ Bucket: 'my-bucket', Key: 'there/a.txt', Body: 'old' }));
    const cwd = fixture.folder();
    const refused = await fixture.otter(['upload', '-', ...args, '--', 'touch', 'started'], { cwd });
    expect(refused.stderr).toContain("'there/a.txt' already exists. Choose another prefix, or set overwrite");
    expect(refused.code).toBe(5);
    expect(existsSync(join(cwd, 'started'))).toBe(false);
    expect((await uploadStream('new', ...args, '--overwrite')).code).toBe(0);
    expect((await bytesOf('there/a.txt')).toString()).toBe('new');
    expect((await uploadStream('newer', ...args)).code).toBe(5);
    expect((await bytesOf('there/a.txt')).toString()).toBe('new');
  });

  test('outlives the sessions with which it started', async () => {
    const slow = 'for i in 1 2 3 4 5; do head -c 3000000 /dev/zero; sleep 1; done';
    const args = ['--name', 'slow', '--prefix', 'slow/', ...IN_PARTS, '--duration', '2s', '--verbose'];
    const { code, stderr } = await fixture.otter(['upload', '-', ...args, '--', 'sh', '-c', slow]);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('the session was renewed');
    expect((await bytesOf('slow/slow')).equals(Buffer.alloc(15_000_000))).toBe(true);
  });

  test('fails when it is empty, unless that is accepted', async () => {
    const args = ['--name', 'a.txt', '--prefix', 'empty/'];
    const failed = await uploadStream('', ...args);
    expect(failed.stderr).toContain('Nothing was uploaded: standard input is empty.');
    expect(failed.code).toBe(3);
    const warned = await uploadStream('', ...args, '--if-no-files-found', 'warn');
    expect(warned.stderr).toBe('otter-sts: warning: standard input is empty. Nothing was uploaded.\n');
    expect(warned.code).toBe(0);
    const ignored = await uploadStream('', ...args, '--if-no-files-found', 'ignore');
    expect(ignored).toMatchObject({ code: 0, stderr: '' });
    await expectNothingBelow('empty/');
  });

  test.each([
    ['short', 'half a dump\n'],
    ['in parts', LARGE],
  ])('without the expected end leaves nothing: %s', async (_name, input) => {
    const args = ['--name', 'dump.sql', '--prefix', 'end/', ...IN_PARTS, '--expect-end', 'dump complete'];
    const { code, stderr } = await uploadStream(input, ...args);
    expect(stderr).toContain('its last 1,024 bytes do not contain the text of expect-end');
    expect(code).toBe(6);
    await expectNothingBelow('end/');
  });

  test('with the expected end is uploaded, whatever comments follow it', async () => {
    const end = '--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict x\n\n';
    const args = ['--name', 'dump.sql', '--prefix', 'whole/', ...IN_PARTS, '--expect-end', 'dump complete'];
    const { code, stderr } = await uploadStream(Buffer.concat([LARGE, Buffer.from(end)]), ...args);
    expect(code, stderr).toBe(0);
  });

  test.each<[name: string, args: string[], says: string]>([
    ['no name', [], '--name is missing'],
    ['a name that leads out', ['--name', '../a'], "--name is '../a', which has the segment '..'"],
    ['a folder as a name', ['--name', 'a/'], "--name is 'a/', which ends with a slash"],
    ['the name of the manifest', ['--name', 'otter-manifest.json'], 'otter-manifest.json'],
    ['files beside it', ['a.txt', '--name', 'a'], 'has - among other paths'],
    ['a command without --', ['ls', '--name', 'a'], 'has - among other paths'],
    ['a dry run', ['--name', 'a', '--dry-run'], 'cannot be used with standard input'],
    ['skip-unchanged', ['--name', 'a', '--skip-unchanged'], 'cannot be used with standard input'],
    ['parts that do not fit into memory', ['--name', 'a', '--part-size', '2GiB'], ') is larger than 1GiB'],
    ['a long expected end', ['--name', 'a', '--expect-end', 'x'.repeat(1025)], ') is longer than 1,024'],
  ])('is refused with one sentence, and nothing is sent: %s', async (_name, args, says) => {
    const { code, stderr, stdout } = await uploadStream('text', '--prefix', 'wrong/', ...args);
    expect(stderr).toContain(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    await expectNothingBelow('wrong/');
  });

  test('has options that do not exist for files', async () => {
    const cwd = fixture.folder({ 'a.txt': 'a' });
    const { code, stderr } = await fixture.otter(['upload', 'a.txt', '--name', 'b'], { cwd });
    expect(stderr).toContain('--name is only for standard input');
    expect(code).toBe(2);
  });
});

describe('the output of a command', () => {
  test('is uploaded if the command succeeds, which gets no credentials, and whose messages pass through', async () => {
    const script = 'echo "problem" >&2; env; echo text >/dev/stdout';
    const args = ['--name', 'out.txt', '--prefix', 'command/', '--', 'sh', '-c', script];
    const { code, stderr } = await fixture.otter(['upload', '-', ...args]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'problem\n' });
    const text = (await bytesOf('command/out.txt')).toString();
    expect(text).toContain('OTTER_BUCKET=my-bucket\n');
    expect(text).toMatch(/\ntext\n$/);
    expect(text).not.toContain('OTTER_SERVICE');
    expect(text).not.toContain(fixture.bucket.serviceSecretKey);
  });

  test.each<[name: string, script: string, says: string]>([
    [
      'exit code 3',
      'head -c 12000000 /dev/zero; exit 3',
      "'sh' ended with exit code 3, so nothing was uploaded.",
    ],
    ['a short output', 'echo half; exit 1', "'sh' ended with exit code 1, so nothing was uploaded."],
    ['no output', 'exit 1', "'sh' ended with exit code 1, so nothing was uploaded."],
    ['killed', 'head -c 12000000 /dev/zero; kill -9 $$', "'sh' was ended by SIGKILL (137)"],
  ])('leaves nothing when the command fails: %s', async (_name, script, says) => {
    const args = ['--name', 'out.txt', '--prefix', 'fails/', ...IN_PARTS, '--', 'sh', '-c', script];
    const { code, stderr } = await fixture.otter(['upload', '-', ...args]);
    expect(stderr).toContain(says);
    expect(code).toBe(1);
    await expectNothingBelow('fails/');
  });

  test('leaves nothing if there is no such command', async () => {
    const { code, stderr } = await fixture.otter([
      'upload',
      '-',
      '--name',
      'a',
      '--prefix',
      'none/',
      '--',
      'otter-no-such-command',
    ]);
    expect(stderr).toContain("'otter-no-such-command' does not exist");
    expect(code).toBe(1);
    await expectNothingBelow('none/');
  });
});

describe('SIGTERM', () => {
  const slow = 'head -c 12000000 /dev/zero; echo $$ >&2; exec sleep 60';

  test.each([
    ['standard input', `< <(${slow})`],
    ['a command', `-- sh -c '${slow}'`],
  ])('leaves neither an upload nor a command: %s', async (name, source) => {
    const prefix = 'term/';
    const args = ['upload', '-', '--name', 'a', '--prefix', prefix, ...IN_PARTS];
    const line = `exec ${otterInShell} ${args.join(' ')} ${source}`;
    const running = start('bash', ['-c', line], { env: fixture.service });
    while ((await fixture.unfinished()).length === 0) await sleep(50);
    running.child.kill('SIGTERM');
    await new Promise((resolve) => running.child.once('exit', resolve));
    expect(running.child.exitCode).toBe(143);
    await expectNothingBelow(prefix);
    const [, writer = ''] = /^(\d+)$/m.exec(running.output()) ?? [];
    if (name === 'a command') expect(() => process.kill(Number(writer), 0)).toThrow('ESRCH');
    running.kill('SIGKILL');
    await running.result;
  });
});

describe('download --stdout', () => {
  async function give(prefix: string): Promise<void> {
    const cwd = fixture.folder({ 'large.txt': LARGE, 'small.txt': 'alpha', empty: '' });
    const { code, stderr } = await fixture.otter(['upload', '.', '--prefix', prefix, ...IN_PARTS], { cwd });
    expect(code, stderr).toBe(0);
  }

  test('writes one file, and the result to standard error', async () => {
    await give('out/');
    const args = ['download', '--prefix', 'out/', '--stdout', '--include'];
    const large = await fixture.otter([...args, 'large.txt']);
    expect(large.code, large.stderr).toBe(0);
    expect(sha256(large.stdout)).toBe(sha256(LARGE));
    expect(large.stderr).toContain('1 file, 12.0 MiB: 1 downloaded\n');
    const small = await fixture.otter([...args, 'small.txt', '--json']);
    expect(small).toMatchObject({ code: 0, stdout: 'alpha' });
    expect(JSON.parse(small.stderr.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ files: 1, bytes: 5 });
    expect(await fixture.otter([...args, 'empty', '--quiet'])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  test('refuses more than one file, and a folder', async () => {
    await give('several/');
    const args = ['download', '--prefix', 'several/', '--stdout'];
    const several = await fixture.otter([...args, '--include', '*.txt']);
    expect(several.stderr).toContain('writes one file, and 2 files are chosen');
    expect(several).toMatchObject({ code: 2, stdout: '' });
    const folder = await fixture.otter([...args, '--directory', 'x']);
    expect(folder.stderr).toContain('writes to no folder');
    expect(folder.code).toBe(2);
  });

  test('writes no part that does not match the manifest', async () => {
    await give('wrong/');
    const wrong = Buffer.from(LARGE);
    wrong[7 * MIB] = 0;
    await fixture.client.send(
      new PutObjectCommand({ Bucket: 'my-bucket', Key: 'wrong/large.txt', Body: wrong }),
    );
    const { code, stdout, stderr } = await fixture.otter([
      'download',
      '--prefix',
      'wrong/',
      '--stdout',
      '--include',
      'large.txt',
    ]);
    expect(code).toBe(6);
    expect(stdout).toBe(LARGE.toString('utf8', 0, 5 * MIB));
    expect(stderr).toContain('5.0 MiB were already written to standard output: discard them.');
  });

  test('ends like other programs when its reader is gone', async () => {
    await give('gone/');
    const line =
      'otter download --prefix gone/ --stdout --include large.txt | head -c 5 >/dev/null; echo $PIPESTATUS';
    const { stdout, stderr } = await bash(line).result;
    expect({ stdout, stderr }).toEqual({ stdout: '141\n', stderr: '' });
  });

  test('returns what came through a pipe, byte for byte', async () => {
    const line = `set -o pipefail
      head -c 13000000 /dev/urandom >$HOME/data
      otter upload - --name data --prefix pipe/ --part-size 5MiB --quiet <$HOME/data >/dev/null &&
      otter download --prefix pipe/ --stdout --quiet | cmp - $HOME/data`;
    expect(await bash(line).result).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });
});

/** `bundle` as the address of a folder with the files of a release, of which a job takes what its image can run. */
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildExecutable } from '../../gitlab/build-executable.ts';
import { checksumsOf } from '../../release/checksums.ts';
import { run } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { bundle, type JobOptions, type JobRun, NOTE, runJob, type Shell } from '../support/gitlab-job.ts';
import { bucket, expectNoLeak, expectNothingLeft } from '../support/gitlab-pitfalls.ts';
import { ORDINARY_USER } from '../support/ordinary-user.ts';
import { linkProgramsWithoutNode } from '../support/path-without-node.ts';
import { programPath } from '../support/requirements.ts';

const RAN = 'ran with [***]\n';
const EXECUTABLE = 'otter-sts-linux-x64';

/** What a job without Node asks for. */
const FETCHED = ['SHA256SUMS', `${EXECUTABLE}.gz`];

/** Of BusyBox. */
const TOOLS =
  'cat cp cut chmod env find grep gzip head id ls mkdir mkfifo mv printf rm sed setsid sh sha256sum sleep touch tr uname wget';

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

let folder: string;
/** A release with a stand-in for the executable: a small program that ends at once, to see which one a job takes. */
let release: string;
let noNode: string;
let digest: string;
let server: Server;
let address: string;
let asked: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'otter-base-'));
  release = join(folder, 'release');
  noNode = join(folder, 'bin');
  for (const path of [release, noNode]) mkdirSync(path);
  linkProgramsWithoutNode(noNode);
  fillRelease(release, readFileSync('/bin/true'));
  digest = sha256(readFileSync('/bin/true'));
  server = createServer((request, response) => {
    const file = join(folder, request.url ?? '');
    asked.push(basename(file));
    const found = existsSync(file);
    response.writeHead(found ? 200 : 404).end(found ? readFileSync(file) : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/release/`;
});
beforeEach(() => {
  asked = [];
});
afterAll(() => {
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

function fillRelease(place: string, executable: Buffer): void {
  writeFileSync(join(place, EXECUTABLE), executable);
  writeFileSync(join(place, `${EXECUTABLE}.gz`), gzipSync(executable, { level: 1 }));
  copyFileSync(bundle, join(place, 'otter-sts.cjs'));
  writeFileSync(join(place, 'SHA256SUMS'), checksumsOf(place));
}

/** The checksum of the list, which a job has to know. */
const pin = (place = release) => sha256(readFileSync(join(place, 'SHA256SUMS')));

interface BaseJob extends Partial<JobOptions> {
  /** Programs to put before the PATH, which has no Node. */
  readonly programs?: Readonly<Record<string, string>>;
  readonly without?: readonly string[];
}

function job({ programs = {}, without = [], ...options }: BaseJob = {}): Promise<JobRun> {
  return runJob(bucket, {
    shell: 'dash',
    script: [NOTE, 'echo "ran with [$AWS_SECRET_ACCESS_KEY]"'],
    path: makePath(programs, without),
    ...options,
    variables: { OTTER_STS_BUNDLE: address, OTTER_STS_SHA256: pin(), ...options.variables },
  });
}

function makePath(programs: Readonly<Record<string, string>>, without: readonly string[]): string {
  const extra = mkdtempSync(join(folder, 'programs-'));
  for (const [name, target] of Object.entries(programs)) symlinkSync(target, join(extra, name));
  if (without.length === 0) return `${extra}:${noNode}`;
  const rest = mkdtempSync(join(folder, 'rest-'));
  linkProgramsWithoutNode(rest);
  for (const name of without) rmSync(join(rest, name), { force: true });
  return `${extra}:${rest}`;
}

function script(text: string): string {
  const file = join(mkdtempSync(join(folder, 'script-')), 'script');
  writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return file;
}

function expectRan(run: JobRun): void {
  expect(run.log).toContain(RAN);
  expect(run.code).toBe(0);
  expectNoLeak(run);
  expectNothingLeft(run);
}

/** The stand-in was started, and is not otter-sts. */
function expectStarted(run: JobRun): void {
  expectRefused(run, /otter-sts-linux-x64 ended without a session: it is not otter-sts/);
}

function expectRefused(run: JobRun, message: string | RegExp): void {
  expect(run.log).toMatch(message);
  expect(run.code).toBe(1);
  expect(run.notes).toBe('');
  expectNothingLeft(run);
}

/** Changes a file of the release for one test. */
async function withFile(name: string, content: string | Buffer, task: () => Promise<void>): Promise<void> {
  const file = join(release, name);
  const before = existsSync(file) ? readFileSync(file) : undefined;
  writeFileSync(file, content);
  try {
    await task();
  } finally {
    if (before === undefined) rmSync(file);
    else writeFileSync(file, before);
  }
}

describeWith('shells', 'a job whose bundle is the address of a folder', () => {
  test('takes the bundle if its image has Node', async () => {
    expectRan(await job({ programs: { node: process.execPath } }));
    expect(asked).toEqual(['SHA256SUMS', 'otter-sts.cjs']);
  });

  test('takes the packed executable if its Node is too old', async () => {
    expectStarted(await job({ programs: { node: script('echo v18.20.4') } }));
    expect(asked).toEqual(FETCHED);
  });

  test('takes the executable as it is if the image has no gzip', async () => {
    expectStarted(await job({ without: ['gzip'] }));
    expect(asked).toEqual(['SHA256SUMS', EXECUTABLE]);
  });

  test.each([
    ['wget', ['curl', 'python3']],
    ['Python', ['curl', 'wget']],
  ])('downloads with %s', async (_, without) => {
    expectStarted(await job({ without }));
  });

  test('is told that nothing can download', async () => {
    const refused = await job({ without: ['curl', 'wget', 'python3'] });
    expectRefused(
      refused,
      'this image has neither curl, wget, Python nor Node to download with: install curl.',
    );
  });

  test('may have the folder itself, for which a checksum is optional', async () => {
    expectStarted(await job({ variables: { OTTER_STS_BUNDLE: `${release}/`, OTTER_STS_SHA256: undefined } }));
    const wrong = { OTTER_STS_BUNDLE: `${release}/`, OTTER_STS_SHA256: 'f'.repeat(64) };
    expectRefused(
      await job({ variables: wrong }),
      /the SHA-256 of .*\/SHA256SUMS is not f{64}\. It was not run\./,
    );
    const none = { OTTER_STS_BUNDLE: '/none/', OTTER_STS_SHA256: undefined };
    expectRefused(await job({ variables: none }), 'downloading /none/SHA256SUMS failed.');
  });

  test('has to know the checksum of the list, which is otherwise not even downloaded', async () => {
    const refused = await job({ variables: { OTTER_STS_SHA256: undefined } });
    expectRefused(
      refused,
      /cannot be downloaded without a checksum: .* the SHA-256 of the file SHA256SUMS there\./,
    );
    expect(asked).toEqual([]);
    expectRefused(
      await job({ variables: { OTTER_STS_SHA256: digest } }),
      /the SHA-256 of .*\/SHA256SUMS is not/,
    );
    expect(asked).toEqual(['SHA256SUMS']);
  });

  test.each([
    ['is cut off', (gz: Buffer) => gz.subarray(0, gz.length / 2)],
    ['was changed', (gz: Buffer) => Buffer.concat([gz, Buffer.from('x')])],
  ])('does not unpack a file that %s', async (_, change) => {
    const name = `${EXECUTABLE}.gz`;
    await withFile(name, change(readFileSync(join(release, name))), async () => {
      expectRefused(
        await job(),
        /the SHA-256 of .*\/otter-sts-linux-x64\.gz is not \w{64}\. It was not run\./,
      );
    });
  });

  test('does not run what was packed if it is not what the list says', async () => {
    const name = `${EXECUTABLE}.gz`;
    await withFile(name, gzipSync('#!/bin/sh\ntouch "$TMPDIR/hacked"\n'), async () => {
      await withFile('SHA256SUMS', checksumsOf(release), async () => {
        expectRefused(
          await job(),
          `the SHA-256 of ${address}${EXECUTABLE} is not ${digest}. It was not run.`,
        );
      });
    });
  });

  test.each([
    ['nothing', ''],
    ['a name that only looks alike', `${'0'.repeat(64)}  otter-sts-linuxxx64\n`],
    ['lines that are none', `\n  \n* ? [a]\n${EXECUTABLE}\n`],
  ])('is told if the list has %s', async (_, list) => {
    await withFile('SHA256SUMS', list, async () => {
      expectRefused(
        await job(),
        `${address}SHA256SUMS has no line for ${EXECUTABLE}, which this image needs.`,
      );
    });
  });

  test('does not leave its folder, whatever a list that nobody has checked says', async () => {
    const target = join(folder, 'untouched');
    writeFileSync(target, '');
    utimesSync(target, 0, 0);
    const cache = join(folder, 'cache-of-a-hostile-list');
    mkdirSync(join(cache, 'otter-sts'), { recursive: true, mode: 0o700 });
    const place = join(folder, 'hostile');
    mkdirSync(place);
    writeFileSync(join(place, 'SHA256SUMS'), `../../untouched  ${EXECUTABLE}\n`);
    writeFileSync(join(place, EXECUTABLE), '');
    const variables = { OTTER_STS_BUNDLE: `${place}/`, OTTER_STS_SHA256: undefined, OTTER_STS_CACHE: cache };
    expectRefused(await job({ variables }), 'It was not run.');
    expect(statSync(target).mtimeMs).toBe(0);
  });

  test.each([
    ['Linux x86_64', EXECUTABLE],
    ['Linux amd64', EXECUTABLE],
    ['Linux aarch64', 'otter-sts-linux-arm64'],
    ['Linux arm64', 'otter-sts-linux-arm64'],
  ])('takes the executable for its processor: %s', async (machine, name) => {
    await withFile('SHA256SUMS', `${'0'.repeat(64)}  ${name}\n`, async () => {
      await job({ programs: { uname: script(`echo ${machine}`) } });
      expect(asked).toEqual(['SHA256SUMS', name]);
    });
  });

  test.each([
    ['Linux riscv64', 'Linux riscv64'],
    ['Darwin arm64', 'Darwin arm64'],
    ['Linux x86_64/../../evil', 'Linux x86_64....evil'],
    [`Linux $(touch hacked)\`id\`\\033]0;x\\007`, 'Linux touch hackedid0330x007'],
    ['', ''],
  ])('names a machine that has no executable, and nothing that it could hide: %s', async (machine, named) => {
    const uname = script(`printf '%s\\n' '${machine}'`);
    const refused = await job({ programs: { uname } });
    expectRefused(refused, 'this job has no Node, and there is no executable for its machine');
    expect(refused.log).toContain(`its machine (${named})`);
  });
});

describeWith('shells', 'the executables that a runner keeps', () => {
  let cache: string;
  const kept = () => join(cache, 'otter-sts');
  const runKeeping = (options: BaseJob = {}) =>
    job({ ...options, variables: { OTTER_STS_CACHE: cache, ...options.variables } });

  beforeEach(() => {
    cache = mkdtempSync(join(folder, 'cache-'));
  });

  async function fill(): Promise<void> {
    expectStarted(await runKeeping());
    asked = [];
  }

  test('are not downloaded again, whether packed or not, and only their user can read them', async () => {
    await fill();
    expect(readdirSync(kept())).toEqual([digest]);
    expect(statSync(kept()).mode & 0o777).toBe(0o700);
    expect(statSync(join(kept(), digest)).mode & 0o077).toBe(0);
    expectStarted(await runKeeping());
    expect(asked).toEqual(['SHA256SUMS']);
    const whole = { OTTER_STS_BUNDLE: address + EXECUTABLE, OTTER_STS_SHA256: digest };
    expectStarted(await runKeeping({ variables: whole }));
    expect(asked).toEqual(['SHA256SUMS']);
  });

  test('are in the cache of the user, if no other is named', async () => {
    const home = mkdtempSync(join(folder, 'home-'));
    expectStarted(await job({ variables: { HOME: home } }));
    expect(readdirSync(join(home, '.cache/otter-sts'))).toEqual([digest]);
  });

  test('do not include the bundle, which is small', async () => {
    expectRan(await runKeeping({ programs: { node: process.execPath } }));
    expect(existsSync(kept())).toBe(false);
  });

  test('are removed when no job has used them for 30 days, and nothing else is', async () => {
    mkdirSync(join(kept(), 'ab'), { recursive: true, mode: 0o700 });
    const files = { abc: 31, def: 29, 'notes.txt': 99, 'ab/cdef': 99 };
    for (const [name, days] of Object.entries(files)) {
      writeFileSync(join(kept(), name), '');
      const time = Date.now() / 1000 - days * 24 * 3600;
      utimesSync(join(kept(), name), time, time);
    }
    await fill();
    expect(readdirSync(kept()).sort()).toEqual([digest, 'ab', 'def', 'notes.txt'].sort());
    expect(readdirSync(join(kept(), 'ab'))).toEqual(['cdef']);
  });

  test.each([
    ['was changed', (file: string) => writeFileSync(file, '#!/bin/sh\necho hacked\n')],
    ['was cut off', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 4096))],
    [
      'became a link',
      (file: string) => {
        rmSync(file);
        symlinkSync('/dev/zero', file);
      },
    ],
  ])('are downloaded again if one %s, and then replaced', async (_, change) => {
    await fill();
    change(join(kept(), digest));
    const again = await runKeeping();
    expectStarted(again);
    expect(again.log).not.toContain('hacked');
    expect(asked).toEqual(FETCHED);
    expect(sha256(readFileSync(join(kept(), digest)))).toBe(digest);
  });

  test.each<[string, (place: string) => void]>([
    ['is a link', (place) => symlinkSync(mkdtempSync(join(folder, 'elsewhere-')), place)],
    ['is a link to nothing', (place) => symlinkSync(join(folder, 'nothing'), place)],
    ['can be read by others', (place) => mkdirSync(place, { mode: 0o755 })],
    [
      'can be written by others',
      (place) => {
        mkdirSync(place);
        chmodSync(place, 0o777);
      },
    ],
    ['is a file', (place) => writeFileSync(place, '')],
  ])('are not kept in a folder that %s', async (_, prepare) => {
    prepare(kept());
    const ran = await runKeeping();
    expectStarted(ran);
    expect(ran.log.match(/is not used as a cache, because/g)).toHaveLength(1);
    expect(asked).toEqual(FETCHED);
    if (existsSync(kept()) && statSync(kept()).isDirectory()) expect(readdirSync(kept())).toEqual([]);
    expect(existsSync(join(folder, 'nothing'))).toBe(false);
  });

  test.runIf(process.getuid?.() === 0)('are not taken from the folder of another user', async () => {
    await fill();
    chownSync(kept(), ORDINARY_USER, ORDINARY_USER);
    const ran = await runKeeping();
    expectStarted(ran);
    expect(ran.log).toContain('is not used as a cache, because');
    expect(asked).toEqual(FETCHED);
  });

  test('are not kept where there is no place for them', async () => {
    expectStarted(await runKeeping({ variables: { OTTER_STS_CACHE: '/proc/none' } }));
    expectStarted(await runKeeping({ variables: { OTTER_STS_CACHE: '/dev/null' } }));
  });
});

/** A small file system, which only root can mount. @returns why it cannot be mounted, if so */
async function withFileSystem(options: string, task: (place: string) => Promise<void>): Promise<string> {
  const place = mkdtempSync(join(folder, 'mounted-'));
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place]);
  if (mounted.code !== 0) return mounted.stderr;
  try {
    await task(place);
  } finally {
    await run('umount', [place]);
  }
  return '';
}

describeWith('shells', 'a temporary folder', () => {
  const large = (rest: Buffer) => Buffer.concat([readFileSync('/bin/true'), rest]);

  test.each([
    [
      'in which an executable has no space',
      large(randomBytes(3_000_000)),
      'size=1m',
      /downloading .*\.gz failed\. If it exists, check that .* has space for it/,
    ],
    [
      'in which it has none unpacked',
      large(Buffer.alloc(3_000_000)),
      'size=1m',
      /unpacking .*\.gz failed: check that .* has 200 MB of space/,
    ],
    [
      'in which nothing can be started',
      readFileSync('/bin/true'),
      'noexec',
      /does not start \(exit code 126: .*\)\. No secret was used\. If .* \(noexec\), set TMPDIR/,
    ],
  ])('%s', async (_, executable, options, message) => {
    const place = join(folder, 'large');
    mkdirSync(place, { recursive: true });
    fillRelease(place, executable);
    const variables = { OTTER_STS_BUNDLE: address.replace('release', 'large'), OTTER_STS_SHA256: pin(place) };
    const reason = await withFileSystem(options, async (temporary) => {
      expectRefused(await job({ before: [`export TMPDIR=${temporary}`], variables }), message);
      expect(readdirSync(temporary)).toEqual([]);
    });
    if (reason !== '') throw new Error(`Mounting a file system needs root: ${reason}`);
  });
});

describeWith('shells', 'the executable itself', () => {
  let variables: Record<string, string>;

  beforeAll(() => {
    const place = join(folder, 'real');
    mkdirSync(place);
    fillRelease(place, readFileSync(buildExecutable('linux-x64')));
    const cache = mkdtempSync(join(folder, 'cache-'));
    variables = {
      OTTER_STS_BUNDLE: address.replace('release', 'real'),
      OTTER_STS_SHA256: pin(place),
      OTTER_STS_CACHE: cache,
    };
  });

  test('runs where there is no more than BusyBox', async () => {
    const only = mkdtempSync(join(folder, 'busybox-'));
    for (const name of TOOLS.split(' ')) symlinkSync(programPath('shells', 'busybox'), join(only, name));
    expectRan(await job({ shell: 'busybox', path: only, variables }));
    expect(asked).toEqual(FETCHED);
  });

  test.each<Shell>(['bash', 'zsh'])('then runs in %s without being downloaded again', async (shell) => {
    expectRan(await job({ shell, variables }));
    expect(asked).toEqual(['SHA256SUMS']);
  });
});

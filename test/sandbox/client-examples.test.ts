/** The examples with restic and pyarrow. test/clients-more/ has those with OpenTofu and DVC. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { onGitHub, onGitLab, runUnderExec } from '../support/client-examples.ts';
import { python, restic } from '../support/clients.ts';
import { describeWith } from '../support/describe-with.ts';
import { snippetToRun } from '../support/documents.ts';

const backup = {
  github: () => onGitHub(snippetToRun('docs/clients.md', 'restic')),
  gitlab: () => onGitLab('restic-backup', 'backup'),
};
const report = {
  github: () => onGitHub(snippetToRun('docs/clients.md', 'pyarrow')),
  gitlab: () => onGitLab('pyarrow-report', 'report'),
};

describeWith(['clients', 'restic'], 'the examples of S3 clients, on the sandbox', () => {
  let sandbox: Sandbox;
  let folder: string;

  beforeAll(async () => {
    sandbox = await startSandbox({ buckets: ['my-bucket'], port: 0 });
    folder = mkdtempSync(join(tmpdir(), 'otter-examples-'));
    mkdirSync(join(folder, 'data'));
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'data/file'), 'content');
    symlinkSync(restic(), join(folder, 'bin/restic'));
    writeFileSync(join(folder, 'bin/python'), `#!/bin/sh\nexec ${python()} "$@"\n`, { mode: 0o755 });
  });

  afterAll(async () => {
    await sandbox?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const env = { RESTIC_PASSWORD: 'secret' };

  test('a backup with restic: the first run creates the repository, and the second uses it', async () => {
    const first = await runUnderExec(backup.github(), sandbox, { folder, env });
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout).toMatch(/created restic repository[\s\S]*snapshot [0-9a-f]+ saved/);
    const second = await runUnderExec(backup.gitlab(), sandbox, { folder, env });
    expect(second.code, second.stderr).toBe(0);
    expect(second.stdout).toMatch(/using parent snapshot/);
    expect(second.stdout).not.toContain('created restic repository');
  });

  test.each(['github', 'gitlab'] as const)('a Python job with pyarrow, %s', async (system) => {
    const { code, stdout, stderr } = await runUnderExec(report[system](), sandbox, { folder, env });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("{'passed': [41, 42], 'failed': [1, 0]}");
  });
});

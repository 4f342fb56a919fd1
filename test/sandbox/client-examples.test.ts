/** The examples of docs/clients.md and gitlab/examples/ that use a client: their scripts, under `otter-sts exec`. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { python, restic } from '../support/clients.ts';
import { projectFolder, run } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { snippetToRun } from '../support/documents.ts';
import { loadCiFile } from '../support/gitlab-template.ts';

interface Script {
  readonly text: string;
  readonly shell: readonly string[];
  readonly prefix: string;
}

function onGitHub(snippet: string): Script {
  const [step] = load(snippet) as { with: { run: string; prefix?: string; shell?: string } }[];
  if (step === undefined) throw new Error('The snippet has no step.');
  const { run: text, prefix = '', shell } = step.with;
  return { text, prefix, shell: shell === 'python' ? ['python', '-c'] : ['bash', '-eo', 'pipefail', '-c'] };
}

function onGitLab(name: string, job: string): Script {
  const [document] = loadCiFile(`gitlab/examples/${name}.yml`) as Record<string, { script: string[] }>[];
  const [included] = (document as unknown as { include: { inputs: { prefix?: string } }[] }).include;
  const text = document?.[job]?.script.join('\n') ?? '';
  const prefix = included?.inputs.prefix ?? '';
  return { text, prefix, shell: ['bash', '-eo', 'pipefail', '-c'] };
}

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
  });

  afterAll(async () => {
    await sandbox?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function runUnderExec({ text, shell, prefix }: Script, password: string) {
    const [bucket] = sandbox.buckets;
    const path = [join(folder, 'bin'), dirname(python()), dirname(process.execPath), process.env.PATH];
    const env = {
      PATH: path.join(':'),
      OTTER_SERVICE_ACCESS_KEY: bucket?.serviceAccessKey ?? '',
      OTTER_SERVICE_SECRET_KEY: bucket?.serviceSecretKey ?? '',
      OTTER_ROLE_ARN: bucket?.roleArn ?? '',
      OTTER_BUCKET: 'my-bucket',
      OTTER_ENDPOINT: sandbox.endpoint,
      OTTER_PREFIX: prefix,
      RESTIC_PASSWORD: password,
    };
    const exec = [join(projectFolder, 'cli/main.ts'), 'exec', '--', ...shell, text];
    return run(process.execPath, exec, { env, cwd: folder });
  }

  test('a backup with restic: the first run makes the repository, the second one uses it', async () => {
    const first = await runUnderExec(backup.github(), 'secret');
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout).toMatch(/created restic repository[\s\S]*snapshot [0-9a-f]+ saved/);
    const second = await runUnderExec(backup.gitlab(), 'secret');
    expect(second.code, second.stderr).toBe(0);
    expect(second.stdout).toMatch(/using parent snapshot/);
    expect(second.stdout).not.toContain('created restic repository');
  });

  test.each(['github', 'gitlab'] as const)('a Python job with pyarrow, %s', async (system) => {
    const { code, stdout, stderr } = await runUnderExec(report[system](), '');
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("{'passed': [41, 42], 'failed': [1, 0]}");
  });
});

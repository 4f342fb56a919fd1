/** The examples with OpenTofu and DVC: their scripts, on a sandbox. */
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { onGitHub, onGitLab, runUnderExec } from '../support/client-examples.ts';
import { runOrThrow } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { snippetToRun } from '../support/documents.ts';
import { programPath } from '../support/requirements.ts';

const SCRIPTS = {
  tofu: {
    github: () => onGitHub(snippetToRun('docs/clients.md', 'opentofu')),
    gitlab: () => onGitLab('opentofu-state', 'apply'),
  },
  dvc: {
    github: () => onGitHub(snippetToRun('docs/clients.md', 'dvc')),
    gitlab: () => onGitLab('dvc-pipeline', 'pipeline'),
  },
};

const PIPELINE = `stages:
  report:
    cmd: wc -l < data.csv > report.txt
    deps: [data.csv]
    outs: [report.txt]
`;

describeWith(['opentofu', 'dvc'], 'the examples with OpenTofu and DVC, on the sandbox', () => {
  let sandbox: Sandbox;
  let folder: string;

  beforeAll(async () => {
    sandbox = await startSandbox({ buckets: ['my-bucket'], port: 0 });
    folder = mkdtempSync(join(tmpdir(), 'otter-examples-'));
    mkdirSync(join(folder, 'bin'));
    symlinkSync(programPath('opentofu', 'tofu'), join(folder, 'bin/tofu'));
    symlinkSync(programPath('dvc', 'bin/dvc'), join(folder, 'bin/dvc'));
  });

  afterAll(async () => {
    await sandbox?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A job's checkout of its own. */
  function makeCheckout(name: string): string {
    const checkout = join(folder, name);
    mkdirSync(checkout);
    cpSync(join(folder, 'bin'), join(checkout, 'bin'), { recursive: true });
    return checkout;
  }

  test('the state of OpenTofu outlives the job, on either system', async () => {
    const apply = async (system: 'github' | 'gitlab') => {
      const checkout = makeCheckout(`tofu-${system}`);
      writeFileSync(join(checkout, 'backend.tf'), snippetToRun('docs/clients.md', 'opentofu backend'));
      appendFileSync(join(checkout, 'main.tf'), 'resource "terraform_data" "one" {\n  input = "1"\n}\n');
      return runUnderExec(SCRIPTS.tofu[system](), sandbox, { folder: checkout, env: {} });
    };
    const first = await apply('github');
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout).toContain('Resources: 1 added');
    const second = await apply('gitlab');
    expect(second.code, second.stderr).toBe(0);
    expect(second.stdout).toContain('No changes');
  });

  test('a DVC pipeline is not run again where its results are in the bucket, on either system', async () => {
    const env = { DVC_NO_ANALYTICS: '1', DVC_SITE_CACHE_DIR: join(folder, 'site') };
    const reproduce = async (system: 'github' | 'gitlab') => {
      const checkout = makeCheckout(`dvc-${system}`);
      writeFileSync(join(checkout, 'dvc.yaml'), PIPELINE);
      writeFileSync(join(checkout, 'data.csv'), 'a\nb\n');
      const shell = snippetToRun('docs/clients.md', 'dvc remote');
      await runOrThrow('git', ['init', '--quiet'], { cwd: checkout });
      await runOrThrow('sh', ['-euc', `PATH="$PWD/bin:$PATH"; dvc init --quiet; ${shell}`], {
        cwd: checkout,
        env,
      });
      return runUnderExec(SCRIPTS.dvc[system](), sandbox, { folder: checkout, env });
    };
    const first = await reproduce('github');
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout).toContain("Running stage 'report'");
    const second = await reproduce('gitlab');
    expect(second.code, second.stderr).toBe(0);
    expect(second.stdout).not.toContain("Running stage 'report'");
  });
});

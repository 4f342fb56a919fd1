/** The release workflow, started by its tag, with stand-ins for the registries and for GitHub's own actions. */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sectionOf } from '../../release/changelog.ts';
import { compareVersions } from '../../release/version.ts';
import { runWorkflow } from '../support/act.ts';
import { projectFolder, runOrThrow } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { type RunnerEndpoint, startRunnerEndpoint } from '../support/identity/runner-endpoint.ts';
import { copyProject, git } from '../support/release/project-copy.ts';
import { type Registry, startRegistry } from '../support/release/registry.ts';

const STAND_INS = join(projectFolder, 'test/support/release/stand-ins');
const WORKFLOW = readFileSync(join(projectFolder, '.github/workflows/release.yml'), 'utf8');
const { name, version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
const tag = `v${version}`;

/** Builds what is committed here. That a compiler does so too is for the suite `checks`, and takes a minute. */
const BUILD = `import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
if (process.argv[2] === 'library') {
  mkdirSync('dist/lib', { recursive: true });
  writeFileSync('dist/lib/index.js', '');
} else cpSync(${JSON.stringify(join(projectFolder, 'dist'))}, process.env.OTTER_BUILD_DIR, { recursive: true });\n`;

const SUITES_END = '1 passed, 0 failed, 0 skipped\n';

/** The first npm version that publishes without a token. */
const TRUSTED_PUBLISHING = '11.5.1';

function canPublishWithoutToken(): boolean {
  const [release = ''] = execFileSync('npm', ['--version'], { encoding: 'utf8' }).trim().split('-');
  return compareVersions(release, TRUSTED_PUBLISHING) >= 0;
}

/** The workflow, without what is unavailable here. */
function adapt(registry: Registry): string {
  const replacements: [string, string][] = [
    // Without Docker, so there is no image that could lack something.
    ['    container: debian:12\n', ''],
    [/apt-get update.*/.exec(WORKFLOW)?.[0] ?? '', 'true'],
    ['npm ci\n', 'ln -s "$PACKAGES" node_modules\n'],
    ['https://registry.npmjs.org', registry.url],
    // Sigstore has no stand-in.
    [' --provenance', ''],
  ];
  return replacements.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replaceAll(from, to);
  }, WORKFLOW);
}

/** Stand-ins for GitHub's own actions, by the name and commit in the workflow. */
function standInActions(): Record<string, string> {
  const uses = WORKFLOW.matchAll(/uses: (actions\/([\w-]+)@\w+)/g);
  const all = Array.from(uses, ([, use = '', action = '']) => [use, join(STAND_INS, 'actions', action)]);
  return Object.fromEntries(all.filter(([use]) => !use?.startsWith('actions/checkout@')));
}

describeWith('act', 'the release workflow', () => {
  if (!canPublishWithoutToken())
    return test.skip(`needs npm ${TRUSTED_PUBLISHING} or newer`, () => undefined);

  let registry: Registry;
  let runner: RunnerEndpoint;
  /** What the stand-ins record. */
  let kept: string;
  const read = (path: string) => readFileSync(join(kept, path), 'utf8');

  beforeAll(async () => {
    runner = await startRunnerEndpoint((audience) => `identity.token.${audience}`);
    registry = await startRegistry(name, (token) => token === 'identity.token.npm:127.0.0.1');
    kept = mkdtempSync(join(tmpdir(), 'otter-published-'));
    for (const folder of ['artifacts', 'releases']) mkdirSync(join(kept, folder));
  });

  afterAll(async () => {
    await registry?.close();
    await runner?.close();
    rmSync(kept, { recursive: true });
  });

  /** @returns the run, and the commit of `v1` */
  async function release(change: (folder: string) => void = () => undefined) {
    let major = '';
    let commit = '';
    const result = await runWorkflow({
      workflow: adapt(registry),
      tag,
      event: { name: 'push', payload: { ref: `refs/tags/${tag}` } },
      actions: standInActions(),
      secrets: { GITHUB_TOKEN: 'a-token-of-the-job' },
      env: {
        ...runner.environment,
        STAND_INS: kept,
        PACKAGES: join(projectFolder, 'node_modules'),
        PATH: [STAND_INS, join(projectFolder, 'node_modules/.bin'), process.env.PATH].join(delimiter),
      },
      makeFiles: async (folder) => {
        copyProject(folder, { 'build.ts': BUILD, '.ci/run': `printf '${SUITES_END.trim()}\\n'\n` });
        rmSync(join(folder, '.github/workflows'), { recursive: true });
        change(folder);
        symlinkSync(join(folder, '.git'), join(kept, 'repository.git'));
      },
      inspect: async ({ repository }) => {
        rmSync(join(kept, 'repository.git'));
        commit = await git(repository, 'rev-parse', 'HEAD');
        major = await git(
          repository,
          'for-each-ref',
          '--format=%(objectname)',
          `refs/tags/${tag.split('.')[0]}`,
        );
      },
    });
    return { ...result, major, commit };
  }

  test('stops at a byte of dist/ that differs from a fresh build, and names the file', async () => {
    const result = await release((folder) => appendFileSync(join(folder, 'dist/cli/index.js'), '\n'));
    expect(result.code).toBe(1);
    expect(result.step('npm run verify-dist').output, result.log).toContain('dist/cli/index.js differs');
    expect(readdirSync(join(kept, 'releases'))).toEqual([]);
    expect(registry.published.size).toBe(0);
    expect(result.major).toBe('');
  });

  describe('for a tag', () => {
    let result: Awaited<ReturnType<typeof release>>;

    beforeAll(async () => {
      rmSync(join(kept, 'artifacts/release'), { recursive: true, force: true });
      result = await release();
    });

    test('runs all suites, and succeeds', () => {
      expect(result.code, result.log).toBe(0);
      expect(result.step('bash .ci/run').output).toBe(SUITES_END);
    });

    test('publishes the package without a stored token, and npm installs a program from it', async () => {
      expect(registry.published.get(version), result.log).toEqual({ access: 'public' });
      const folder = mkdtempSync(join(kept, 'installed-'));
      const registryOption = `--registry=${registry.url}`;
      await runOrThrow('npm', ['install', '--prefix', folder, registryOption, `${name}@${version}`]);
      const program = join(folder, 'node_modules/.bin/otter-sts');
      expect(await runOrThrow(program, ['version'])).toBe(`${version}\n`);
    });

    test('publishes a release with its notes, all files, their checksums and attestations', async () => {
      const files = join(kept, 'releases', tag, 'files');
      expect(readdirSync(files).sort()).toEqual([
        'SHA256SUMS',
        `otter-sts-credentials-${version}.tgz`,
        'otter-sts-linux-x64',
        'otter-sts-linux-x64.gz',
        'otter-sts.cjs',
        'sbom.cdx.json',
      ]);
      await runOrThrow('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: files });
      expect(read('attested')).toBe(read(`releases/${tag}/files/SHA256SUMS`));
      const changelog = readFileSync(join(projectFolder, 'CHANGELOG.md'), 'utf8');
      expect(read(`releases/${tag}/notes.md`)).toBe(`${sectionOf(changelog, version)}\n`);
    });

    test('moves the tag of the major version', () => {
      expect(result.major).toBe(result.commit);
    });
  });
});

/** The recipes of docs/ci/: valid files, whose scripts do on the sandbox what their page says. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { encodings } from '../../src/masking/index.ts';
import { s5cmd } from '../support/clients.ts';
import { projectFolder, runOrThrow } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { snippetToRun } from '../support/documents.ts';
import { AzureAgent } from '../support/recipes/azure-agent.ts';
import { fillRecipe, type JobRun, runJob } from '../support/recipes/job.ts';
import { schemaErrors } from '../support/recipes/schemas.ts';
import { azure, fillAzureTemplate, READERS, type Step, type Stored } from '../support/recipes/steps.ts';
import { type ReleaseHost, startReleaseHost } from '../support/release/host.ts';

const SHA = '4f9d2c1e8b7a6f5e4d3c2b1a0f9e8d7c6b5a4f3e';

interface Recipe {
  readonly snippet: string;
  readonly reader: keyof typeof READERS;
  readonly schema?: Parameters<typeof schemaErrors>[0];
  /** What the system sets in a job of the branch main. */
  readonly environment: Readonly<Record<string, string>>;
}

const CIRCLE = { CIRCLECI: 'true', CIRCLE_BRANCH: 'main', CIRCLE_SHA1: SHA, CIRCLE_JOB: 'backup' };
const AZURE = { TF_BUILD: 'True', BUILD_SOURCEBRANCH: 'refs/heads/main', BUILD_SOURCEVERSION: SHA };
const JENKINS = { JENKINS_URL: 'https://ci.example.com/', BRANCH_NAME: 'main', GIT_COMMIT: SHA };

const RECIPES: Readonly<Record<string, Recipe>> = {
  Woodpecker: {
    snippet: snippetToRun('docs/ci/drone-woodpecker.md', 'woodpecker'),
    reader: 'woodpecker',
    schema: 'woodpecker-ci',
    environment: { CI: 'woodpecker', CI_COMMIT_REF: 'refs/heads/main', CI_COMMIT_SHA: SHA },
  },
  Drone: {
    snippet: snippetToRun('docs/ci/drone-woodpecker.md', 'drone'),
    reader: 'drone',
    schema: 'drone-ci',
    environment: { DRONE: 'true', DRONE_COMMIT_REF: 'refs/heads/main', DRONE_COMMIT_SHA: SHA },
  },
  'Jenkins, declarative': {
    snippet: snippetToRun('docs/ci/jenkins.md', 'declarative'),
    reader: 'jenkins',
    environment: JENKINS,
  },
  'Jenkins, scripted': {
    snippet: snippetToRun('docs/ci/jenkins.md', 'scripted'),
    reader: 'jenkins',
    environment: JENKINS,
  },
  CircleCI: {
    snippet: snippetToRun('docs/ci/circleci.md', 'circleci'),
    reader: 'circleci',
    schema: 'circle-ci',
    environment: CIRCLE,
  },
  'Azure Pipelines': {
    snippet: snippetToRun('docs/ci/azure-pipelines.md', 'one command'),
    reader: 'azure',
    schema: 'azure-pipelines',
    environment: AZURE,
  },
  'Bitbucket Pipelines': {
    snippet: snippetToRun('docs/ci/bitbucket.md', 'bitbucket'),
    reader: 'bitbucket',
    schema: 'bitbucket-pipelines',
    environment: { BITBUCKET_BUILD_NUMBER: '7', BITBUCKET_BRANCH: 'main', BITBUCKET_COMMIT: SHA },
  },
  TeamCity: {
    snippet: snippetToRun('docs/ci/teamcity.md', 'teamcity'),
    reader: 'teamcity',
    environment: { TEAMCITY_VERSION: '2026.1', BUILD_VCS_NUMBER: SHA },
  },
  'Travis CI': {
    snippet: snippetToRun('docs/ci/travis-appveyor.md', 'travis'),
    reader: 'travis',
    schema: 'travis',
    environment: { TRAVIS: 'true', TRAVIS_PULL_REQUEST: 'false', TRAVIS_BRANCH: 'main', TRAVIS_COMMIT: SHA },
  },
  AppVeyor: {
    snippet: snippetToRun('docs/ci/travis-appveyor.md', 'appveyor'),
    reader: 'appveyor',
    environment: { APPVEYOR: 'true', APPVEYOR_REPO_BRANCH: 'main', APPVEYOR_REPO_COMMIT: SHA },
  },
};

describeWith(['clients', 'shells'], 'docs/ci', () => {
  let sandbox: Sandbox;
  let folder: string;
  let stored: Stored;
  let release: ReleaseHost;

  beforeAll(async () => {
    sandbox = await startSandbox({ buckets: ['my-bucket'] });
    release = await startReleaseHost();
    folder = mkdtempSync(join(tmpdir(), 'otter-recipes-'));
    const { serviceAccessKey, serviceSecretKey, roleArn } = bucket();
    stored = {
      OTTER_SERVICE_ACCESS_KEY: serviceAccessKey,
      OTTER_SERVICE_SECRET_KEY: serviceSecretKey,
      OTTER_ROLE_ARN: roleArn,
      otter_service_access_key: serviceAccessKey,
      otter_service_secret_key: serviceSecretKey,
      'otter-service-access-key': serviceAccessKey,
      'otter-service-secret-key': serviceSecretKey,
      'system.teamcity.build.tempDir': folder,
    };
  });

  afterAll(async () => {
    await sandbox?.close();
    release?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function bucket() {
    const [first] = sandbox.buckets;
    if (first === undefined) throw new Error('the sandbox has no bucket');
    return first;
  }

  const fill = (recipe: string) => fillRecipe(recipe, folder, bucket().roleArn);

  function start(steps: readonly Step[], environment: Recipe['environment'], agent?: AzureAgent) {
    const own = {
      OTTER_ENDPOINT: sandbox.endpoint,
      WORKSPACE_TMP: folder,
      AGENT_TEMPDIRECTORY: folder,
      BASH_ENV: join(folder, 'bash-env'),
    };
    writeFileSync(own.BASH_ENV, '');
    const { curlrc } = release;
    const job = { folder, steps, curlrc, environment: { ...own, ...environment } };
    return runJob(agent === undefined ? job : { ...job, agent });
  }

  /** The keys in the bucket, which is empty afterwards. */
  async function takeKeys(): Promise<string[]> {
    const { accessKey, secretKey } = bucket();
    const env = {
      AWS_ACCESS_KEY_ID: accessKey,
      AWS_SECRET_ACCESS_KEY: secretKey,
      AWS_REGION: sandbox.region,
      S3_ENDPOINT_URL: sandbox.endpoint,
    };
    const listed = await runOrThrow(s5cmd(), ['--json', 'ls', 's3://my-bucket/*'], { env });
    await runOrThrow(s5cmd(), ['rm', 's3://my-bucket/*'], { env });
    const lines = listed.trim().split('\n');
    return lines.map((line) => JSON.parse(line).key.replace('s3://my-bucket/', ''));
  }

  /** The secrets that the job's command found, which its log must not have in any encoding. */
  function secretsSeenIn({ seen }: JobRun): string[] {
    const fetched = seen.matchAll(/"(?:AccessKeyId|SecretAccessKey|Token)":"([^"]+)"/g);
    const variables = seen.matchAll(
      /^AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|CONTAINER_AUTHORIZATION_TOKEN)=(.+)$/gm,
    );
    return [...fetched, ...variables].map(([, secret = '']) => secret);
  }

  const shown = (log: string, secrets: readonly string[]) =>
    secrets.flatMap(encodings).filter((encoding) => log.includes(encoding));

  const published = Object.entries(RECIPES).flatMap(([name, { snippet, schema }]) =>
    schema === undefined ? [] : [{ name, snippet, schema }],
  );

  test.each(published)('$name: the file is valid', ({ snippet, schema }) => {
    expect(schemaErrors(schema, load(snippet))).toEqual([]);
  });

  describe.each(Object.entries(RECIPES))('%s', (_name, { snippet, reader, environment }) => {
    test('the job uploads, backs up in its scope, prints no secret and leaves none behind', async () => {
      const before = release.asked.length;
      const run = await start(READERS[reader](fill(snippet), stored), environment);
      expect(run.code, run.log).toBe(0);
      expect(release.asked.slice(before)).toEqual(['dist/cli/index.js']);
      const [backup, ...uploads] = (await takeKeys()).sort().reverse();
      expect(backup).toBe('nightly/dump.sql');
      const scripted = snippet.startsWith("node('linux')");
      const uploaded = [`builds/main/${SHA}/otter-manifest.json`, `builds/main/${SHA}/app.js`];
      expect(uploads).toEqual(scripted ? [] : uploaded);
      expect(run.log).toContain('refused');
      const secrets = secretsSeenIn(run);
      expect(secrets.length).toBeGreaterThanOrEqual(4);
      expect(shown(run.log, [...secrets, bucket().serviceSecretKey])).toEqual([]);
      expect(run.seen).not.toContain(bucket().serviceSecretKey);
      expect(run.left).toEqual([]);
    });
  });

  test('a program with another checksum is not run', async () => {
    const changed = Object.values(RECIPES).map(async ({ snippet, reader, environment }) => {
      const recipe = fill(snippet).replaceAll(/\b[0-9a-f]{64}\b/g, '0'.repeat(64));
      const run = await start(READERS[reader](recipe, stored), environment);
      expect(run.code, run.log).toBeGreaterThan(0);
      expect(run.log).not.toContain('otter-sts:');
      expect(run.seen).toBe('');
    });
    await Promise.all(changed);
  });

  test.each([
    ['exec', snippetToRun('docs/ci/README.md', 'exec'), /refused/],
    ['agent', snippetToRun('docs/ci/README.md', 'agent'), /the agent is stopped/],
    ['transfers', snippetToRun('docs/ci/README.md', 'transfers'), /1 file/],
  ])('the page of all systems: %s', async (_name, snippet, expected) => {
    const program = `otter-sts() { node ${projectFolder}/dist/cli/index.js "$@"; }`;
    const step = {
      shell: ['bash', '-e'],
      script: `${program}\n${snippet}`,
      environment: stored,
      always: false,
    };
    const own = { ...CIRCLE, OTTER_BUCKET: 'my-bucket' };
    const run = await start([step], own);
    expect(run.code, run.log).toBe(0);
    expect(run.log).toMatch(expected);
  });

  describe('CircleCI, several steps', () => {
    test('find the agent, which the last step stops', async () => {
      const [download] = READERS.circleci(fill(RECIPES.CircleCI?.snippet ?? ''), stored);
      const recipe = fill(snippetToRun('docs/ci/circleci.md', 'several steps'));
      const own = { ...CIRCLE, OTTER_ROLE_ARN: bucket().roleArn, OTTER_BUCKET: 'my-bucket' };
      const run = await start([download as Step, ...READERS.circleci(recipe, stored)], own);
      expect(run.code, run.log).toBe(0);
      expect(await takeKeys()).toContain('nightly/dump.sql');
      expect(run.log).toContain('refused');
      expect(run.log).toMatch(/the agent is stopped/);
    });
  });

  describe('Azure Pipelines, the template', () => {
    const template = snippetToRun('docs/ci/azure-pipelines.md', 'template');
    const use = snippetToRun('docs/ci/azure-pipelines.md', 'use of the template');

    test('is valid, and so is the file that uses it', () => {
      expect(schemaErrors('azure-pipelines', load(use))).toEqual([]);
      // To Azure Pipelines, every value is a text. The schema does not know expressions.
      const file = load(template, { schema: FAILSAFE_SCHEMA }) as { steps: unknown[] };
      const steps = file.steps.filter((item) => typeof item !== 'string');
      expect(steps).toHaveLength(2);
      expect(schemaErrors('azure-pipelines', { ...file, steps })).toEqual([]);
    });

    interface Use {
      readonly steps: readonly [{ readonly parameters: Readonly<Record<string, unknown>> }];
    }

    async function runTemplate(parameters: Readonly<Record<string, unknown>>): Promise<JobRun> {
      const given = (load(fill(use)) as Use).steps[0].parameters;
      const declared = (load(template) as { parameters: { name: string; default?: unknown }[] }).parameters;
      const defaults = declared.map(({ name, default: value }) => [name, value]);
      const all = { ...Object.fromEntries(defaults), ...given, ...parameters };
      const agent = new AzureAgent({ decodesPercents: true });
      agent.addSecret(bucket().serviceSecretKey);
      return start(azure(fillAzureTemplate(fill(template), all), stored), AZURE, agent);
    }

    test('gives later steps a session, masked in every encoding', async () => {
      const run = await runTemplate({ refresh: false });
      expect(run.code, run.log).toBe(0);
      expect(await takeKeys()).toEqual(['nightly/dump.sql']);
      expect(run.log).toContain('refused');
      const secrets = secretsSeenIn(run);
      expect(secrets).toHaveLength(3);
      expect(shown(run.log, [...secrets, bucket().serviceSecretKey])).toEqual([]);
      expect(run.seen).not.toContain(bucket().serviceSecretKey);
    });

    test('with refresh, gives them the agent, which the last step stops after a failure too', async () => {
      const run = await runTemplate({ steps: [{ bash: './backup.sh && exit 3' }] });
      expect(run.code, run.log).toBe(3);
      expect(await takeKeys()).toEqual(['nightly/dump.sql']);
      const token = secretsSeenIn(run).at(-1) ?? '';
      expect(run.seen).toContain(`AWS_CONTAINER_AUTHORIZATION_TOKEN=${token}`);
      expect(shown(run.log, [token, bucket().serviceSecretKey])).toEqual([]);
      expect(run.log).toMatch(/the agent is stopped/);
    });
  });
});

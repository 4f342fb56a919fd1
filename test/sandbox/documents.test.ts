/** The snippets of the documents that need only a sandbox, run unchanged except for endpoint and keys. */
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { variableOf } from '../../src/inputs.ts';
import { awsCli } from '../support/clients.ts';
import { projectFolder, run } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { snippetToRun } from '../support/documents.ts';

interface WebSite {
  jobs: { publish: { steps: { with?: Record<string, unknown> }[] } };
}

const ENDPOINT = 'https://es-mad-1.s3.otterstorage.io';

let folder: string;
let sandbox: Sandbox;
const reports: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otter-documents-'));
  sandbox = await startSandbox({
    buckets: ['my-bucket'],
    consolePort: 0,
    keyless: 'github:acme/app',
    report: (message) => void reports.push(message),
  });
  const program = `#!/bin/sh\nexec node ${projectFolder}/cli/main.ts "$@"\n`;
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'bin/otter-sts'), program, { mode: 0o755 });
});

afterAll(async () => {
  await sandbox?.close();
  await rm(folder, { recursive: true, force: true });
});

function bucket() {
  const [first] = sandbox.buckets;
  if (first === undefined) throw new Error('the sandbox has no bucket');
  return first;
}

/** The variables that a reader has set before. */
function settings(): Record<string, string> {
  const { roleArn, serviceAccessKey, serviceSecretKey } = bucket();
  return {
    OTTER_ENDPOINT: sandbox.endpoint,
    OTTER_ROLE_ARN: roleArn,
    OTTER_BUCKET: 'my-bucket',
    OTTER_SERVICE_ACCESS_KEY: serviceAccessKey,
    OTTER_SERVICE_SECRET_KEY: serviceSecretKey,
  };
}

/** Runs a snippet in a project of the reader: a git repository with a build. */
async function shell(text: string, more: { env?: Record<string, string>; path?: string } = {}) {
  const cwd = await mkdtemp(join(folder, 'project-'));
  for (const name of ['dist', 'build']) {
    await mkdir(join(cwd, name));
    await writeFile(join(cwd, name, 'app.js'), 'app');
    await writeFile(join(cwd, name, 'app.js.map'), 'map');
  }
  await writeFile(
    join(cwd, 'integration-tests.sh'),
    '#!/bin/sh\necho "bucket $OTTER_BUCKET at $OTTER_ENDPOINT"\n',
  );
  await chmod(join(cwd, 'integration-tests.sh'), 0o755);
  const author = ['-c', 'user.name=test', '-c', 'user.email=test@example.invalid'];
  const path = [join(folder, 'bin'), more.path, dirname(process.execPath), process.env.PATH].filter(Boolean);
  const env = { PATH: path.join(':'), ...more.env };
  await run('git', ['init', '--quiet', '--initial-branch', 'main'], { cwd });
  await run('git', [...author, 'commit', '--quiet', '--allow-empty', '--message', 'A build'], { cwd });
  const result = await run('sh', ['-eu'], { cwd, env, input: text });
  return { ...result, cwd };
}

test('docs/transfers.md: an upload, and its download', async () => {
  const { code, stderr, cwd } = await shell(snippetToRun('docs/transfers.md', 'sandbox'), {
    env: settings(),
  });
  expect(code, stderr).toBe(0);
  expect(await readdir(join(cwd, 'back'))).toEqual(['app.js']);
});

test('docs/transfers.md: a web site', async () => {
  const workflow = load(snippetToRun('docs/transfers.md', 'web-site')) as WebSite;
  const inputs = workflow.jobs.publish.steps.at(-1)?.with ?? {};
  const given = Object.entries(inputs).map(([name, value]) => [variableOf(name), String(value)]);
  const env = { ...Object.fromEntries(given), ...settings() };
  const site =
    'mkdir dist/assets; echo hello >dist/index.html; mv dist/app.js* dist/assets\notter-sts upload\n';
  const { code, stderr } = await shell(site, { env });
  expect(code, stderr).toBe(0);
  const cacheOf = async (path: string) => {
    const { headers } = await fetch(`${sandbox.endpoint}/my-bucket/www/${path}`);
    return headers.get('cache-control');
  };
  expect(await cacheOf('index.html')).toBe('no-cache');
  expect(await cacheOf('assets/app.js')).toBe('public, max-age=31536000, immutable');
  expect(await cacheOf('assets/app.js.map')).toBeNull();
});

test('docs/transfers.md: standard input and output', async () => {
  const dump = 'CREATE TABLE a();\\n--\\n-- PostgreSQL database dump complete\\n--\\n';
  const programs = [
    'mkdir logs own && PATH=$PWD/own:$PATH',
    `printf '%s\n' '#!/bin/sh' "printf '${dump}'" >own/pg_dump`,
    `printf '%s\n' '#!/bin/sh' 'cat >restored' >own/psql`,
    'chmod +x own/pg_dump own/psql',
  ];
  const snippets = [
    snippetToRun('docs/transfers.md', 'stream'),
    snippetToRun('docs/transfers.md', 'stream-back'),
  ];
  const text = ["bash -eu <<'END'", ...programs, ...snippets, 'END\n'].join('\n');
  const { code, stderr, cwd } = await shell(text, { env: settings() });
  expect(code, stderr).toBe(0);
  expect(await readFile(join(cwd, 'restored'), 'utf8')).toContain('CREATE TABLE a();');
});

describeWith('clients', 'docs/transfers.md', () => {
  test('what other tools have uploaded', async () => {
    const snippet = snippetToRun('docs/transfers.md', 'unverified');
    const text = `otter-sts exec -- aws s3 cp dist s3://my-bucket/exports/ --recursive >&2\n${snippet}`;
    const { code, stdout, stderr, cwd } = await shell(text, { env: settings(), path: dirname(awsCli()) });
    expect(code, stderr).toBe(0);
    expect((await readdir(join(cwd, 'exports'))).sort()).toEqual(['app.js', 'app.js.map']);
    expect(stdout).toContain('exports/: 2 files, 6 B, not verified by a manifest');
    expect(stderr).toContain("warning: 'exports/' has no manifest");
  });
});

describeWith('clients', 'docs/command-line.md', () => {
  test('the first commands', async () => {
    const text = `${snippetToRun('docs/command-line.md', 'sandbox')}\naws s3 ls s3://my-bucket\n`;
    const path = dirname(awsCli());
    const { code, stdout, stderr } = await shell(text, { env: settings(), path });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('upload: build/app.js to s3://my-bucket/app.js');
    expect(stdout).toMatch(/ 3 app\.js\n/);
  });
});

describeWith('clients', 'docs/clients.md', () => {
  test('a profile for clients that do not refresh', async () => {
    const text = `echo x > x && otter-sts exec -- aws s3 cp x s3://my-bucket/of-a-profile\n${snippetToRun('docs/clients.md', 'profile')}`;
    const { code, stdout, stderr } = await shell(text, { env: settings(), path: dirname(awsCli()) });
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/ 2 of-a-profile\n/);
  });
});

test('docs/library.md: an exchange', async () => {
  const { roleArn, serviceAccessKey, serviceSecretKey } = bucket();
  const given = { accessKey: serviceAccessKey, secretKey: serviceSecretKey, roleArn };
  const snippet = snippetToRun('docs/library.md', 'sandbox')
    .replace("'@otter/sts-credentials'", `'${projectFolder}/src/library.ts'`)
    .replace("bucket: 'my-bucket'", `bucket: 'my-bucket', endpoint: '${sandbox.endpoint}'`);
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module-typescript', '-'], {
    input: `const { accessKey, secretKey, roleArn } = ${JSON.stringify(given)};\n${snippet}\nconsole.log(session.arn, session.expiration instanceof Date);`,
  });
  expect(stdout, stderr).toMatch(/^arn:aws:sts:::assumed-role\/bkr-1\/nightly true\n$/);
});

test('docs/troubleshooting.md: what a wrong secret looks like', async () => {
  const { serviceAccessKey, roleArn } = bucket();
  const { code, stderr } = await run(process.execPath, [join(projectFolder, 'cli/main.ts'), 'env'], {
    env: { ...settings(), OTTER_SERVICE_SECRET_KEY: 'x'.repeat(40) },
  });
  expect(code).toBe(1);
  const shown = snippetToRun('docs/troubleshooting.md', 'a wrong secret')
    .replaceAll(ENDPOINT, sandbox.endpoint)
    .replaceAll('arn:aws:iam::RGW00000000000000001:role/bkr-123', roleArn)
    .replaceAll('4XQ7', serviceAccessKey.slice(-4));
  // The last line is cut there.
  for (const line of shown.trim().split('\n')) expect(stderr).toContain(line.replace(/ …$/, ''));
});

describe('sandbox/README.md', () => {
  /** The sandbox's default ports are free on the reader's machine. A test uses other free ones. */
  const onFreePorts = (text: string) =>
    text.replaceAll(
      /otter-sts sandbox (?:--port 0 )?(?=--)/g,
      'otter-sts sandbox --port 0 --console-port 0 ',
    );

  test('a command inside, and one with the administrator’s key', async () => {
    const { code, stdout, stderr } = await shell(
      onFreePorts(snippetToRun('sandbox/README.md', 'for a command')),
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^bucket my-first-bucket at http:\/\/127\.0\.0\.1:\d+$/m);
    expect(stdout + stderr).toContain('OTTER_SERVICE_SECRET_KEY');
  });

  test('what check says about an unguarded role', async () => {
    const { code, stdout, stderr } = await shell(onFreePorts(snippetToRun('sandbox/README.md', 'unguarded')));
    expect(code, stderr).toBe(1);
    expect(stdout + stderr).toContain('aws:TokenIssueTime');
  });

  test('a command inside, as a GitHub and a GitLab job without a key', async () => {
    const { code, stdout, stderr } = await shell(
      onFreePorts(snippetToRun('sandbox/README.md', 'keyless jobs')),
    );
    expect(code, stderr).toBe(0);
    expect(stdout.match(/^bucket my-first-bucket at http:/gm)).toHaveLength(2);
  });

  test('the token of another job, its refusal, and the reason', async () => {
    const { roleArn = '' } = sandbox.keyless ?? {};
    const snippet = snippetToRun('sandbox/README.md', 'keyless');
    const { code, stdout, stderr } = await shell(`${snippet}\notter-sts env 2>&1 || echo "exit $?"`, {
      env: {
        OTTER_ENDPOINT: sandbox.endpoint,
        OTTER_BUCKET: 'my-bucket',
        OTTER_ROLE_ARN: roleArn,
        OTTER_SANDBOX_CONSOLE: sandbox.console ?? '',
      },
    });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('exit 1');
    const readme = (await readFile(join(projectFolder, 'sandbox/README.md'), 'utf8')).replace(/\s+/g, ' ');
    expect(readme).toContain(`sandbox: ${reports.at(-1)}`);
  });

  test('what scripts do with a running sandbox', async () => {
    const snippet = snippetToRun('sandbox/README.md', 'scripts');
    // The new key replaces the one in the text.
    const text = `${snippet.replace(/OSVC\w+/, '"$OTTER_SERVICE_ACCESS_KEY"')}\necho "$AWS_ACCESS_KEY_ID"\notter-sts env`;
    const { code, stdout, stderr } = await shell(text, {
      env: { OTTER_SANDBOX_CONSOLE: sandbox.console ?? '' },
    });
    expect(stdout).toMatch(/nightly/);
    expect(code, stderr).toBe(1);
    expect(stderr).toContain('was revoked or replaced');
  });
});

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import { encodings } from '../../src/masking/index.ts';
import { runWorkflow } from '../support/act.ts';
import { describeWith } from '../support/describe-with.ts';
import { type SeenProcess, watchProcesses } from '../support/process-watch.ts';

/** Fetches credentials as the job's clients do, across several sessions, and keeps them for the test. */
const FETCH =
  'for i in 1 2 3 4 5 6 7 8 9 10; do ' +
  'curl -sS -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI" >> "$HOME/fetched"; ' +
  'sleep 0.4; done; printf %s "$AWS_CONTAINER_AUTHORIZATION_TOKEN" > "$HOME/token"';

interface Watched {
  serviceSecret: string;
  /** Access keys, secrets and tokens of every session that was fetched. */
  sessionValues: string[];
  token: string;
  processes: SeenProcess[];
  /** Contents, by path, of all files that the run left, without those of this test. */
  files: Map<string, string>;
  log: string;
}

async function watchJob(env: Record<string, string>): Promise<Watched> {
  const sandbox = await startSandbox({ port: 0, minimumDurationSeconds: 1 });
  const [grant] = sandbox.buckets;
  if (grant === undefined) throw new Error('The sandbox has no bucket.');
  const files = new Map<string, string>();
  const stopWatching = watchProcesses();
  const { log, code } = await runWorkflow({
    workflow: 'test/runners/workflows/leaks.yml',
    secrets: {
      OTTER_SERVICE_ACCESS_KEY: grant.serviceAccessKey,
      OTTER_SERVICE_SECRET_KEY: grant.serviceSecretKey,
    },
    env: { ENDPOINT: sandbox.endpoint, ROLE_ARN: grant.roleArn, BUCKET: grant.bucket, ...env },
    inspect: ({ home }) => {
      for (const path of filesBelow(join(home, '..'))) files.set(path, readFileSync(path, 'latin1'));
    },
  });
  const processes = stopWatching();
  await sandbox.close();
  expect(code, log).toBe(0);
  const fetched = take(files, '/home/fetched');
  const token = take(files, '/home/token');
  // act reads the job's secrets from a file, which this project does not write.
  take(files, '/secrets.yml');
  const values = [...fetched.matchAll(/"(?:AccessKeyId|SecretAccessKey|Token)":"([^"]+)"/g)];
  const sessionValues = [...new Set(values.map((match) => match[1] ?? ''))];
  expect(sessionValues.length).toBeGreaterThanOrEqual(6);
  return { serviceSecret: grant.serviceSecretKey, sessionValues, token, processes, files, log };
}

function take(files: Map<string, string>, end: string): string {
  const path = [...files.keys()].find((name) => name.endsWith(end)) ?? '';
  const content = files.get(path) ?? '';
  files.delete(path);
  return content;
}

function filesBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}

function holds(text: string, secrets: readonly string[]): boolean {
  return secrets.flatMap((secret) => encodings(secret)).some((encoding) => text.includes(encoding));
}

function namesOf(processes: readonly SeenProcess[]): string[] {
  const names = processes.map((process) =>
    process.arguments.split('\n').filter(Boolean).slice(0, 2).join(' '),
  );
  return [...new Set(names.map((name) => name.replaceAll(/\S*\//g, '')))];
}

/** This test's own process has the secrets only in its memory. act and the sandbox are not under test. */
function holders(
  processes: readonly SeenProcess[],
  part: keyof SeenProcess,
  secrets: readonly string[],
): string[] {
  return namesOf(processes.filter((process) => holds(process[part], secrets)));
}

describeWith('act', 'no secret is in a place where its mode does not document it', () => {
  test.each([
    ['refresh', { REFRESH: 'true', SCRIPT: '', WORK: FETCH }],
    ['run', { REFRESH: 'false', SCRIPT: FETCH, WORK: 'true' }],
  ])('%s: arguments, environments, files and the log of the whole job', async (_mode, env) => {
    const { serviceSecret, sessionValues, token, processes, files, log } = await watchJob(env);

    // The script of this test passes the token to curl, as a script can.
    const tokenHolders = holders(processes, 'arguments', [token]);
    expect(tokenHolders.filter((name) => !name.startsWith('curl '))).toEqual([]);
    expect(holders(processes, 'arguments', [serviceSecret, ...sessionValues])).toEqual([]);
    // The runner gives the step its inputs as variables. The step erases the secret when it starts, and passes it on to nobody.
    const holding = holders(processes, 'environment', [serviceSecret]);
    expect(holding.filter((name) => name !== 'node index.js')).toEqual([]);
    expect(holders(processes, 'environment', sessionValues)).toEqual([]);

    const leaking = [...files].filter(([, content]) => holds(content, [serviceSecret, ...sessionValues]));
    expect(leaking.map(([path]) => path)).toEqual([]);
    expect(holds(log, [serviceSecret, token, ...sessionValues])).toBe(false);
  });
});

/** How jobs get identity tokens in each CI system, and the programs that print them, as real processes. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idTokensOf } from '../../src/ci/index.ts';
import { printIdToken } from '../../src/credentials/id-token-program.ts';
import { checkRequest } from '../../src/credentials/session-request.ts';
import { readSource } from '../../src/credentials/source-inputs.ts';
import { trustFor } from '../../src/credentials/web-identity-denial.ts';
import type { ExchangeFailure } from '../../src/failure.ts';
import { exchange } from '../../src/sts/exchange.ts';
import { BUILDKITE, CIRCLECI, githubClaims } from '../support/identity/claims.ts';
import { createSigningKey } from '../support/identity/signing-key.ts';
import { writeProgram } from '../support/identity/stand-in.ts';

const TOKEN = createSigningKey('ES256').sign(githubClaims());
const AUDIENCE = 's3.example.org';

let folder: string;
let programs: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'otter-programs-'));
  programs = writeProgram(join(folder, 'bin'), 'buildkite-agent', 'exit 1');
  writeProgram(programs, 'circleci', 'exit 1');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a job of Buildkite', () => {
  const JOB = {
    BUILDKITE: 'true',
    BUILDKITE_JOB_ID: '0184990a-477b-4fa8-9968-496074483cee',
    BUILDKITE_AGENT_ACCESS_TOKEN: 'access-token-of-nobody',
    BUILDKITE_AGENT_JOB_API_SOCKET: '/run/job.sock',
    BUILDKITE_AGENT_JOB_API_TOKEN: 'token-of-the-socket',
  };
  const offered = (more: Record<string, string>) => idTokensOf({ ...JOB, ...more }).idTokenProgram;

  test('has its agent print a token for one audience that lasts for minutes', () => {
    const program = offered({ PATH: `/none:${programs}` });
    expect(program?.path).toBe(join(programs, 'buildkite-agent'));
    expect(program?.argumentsFor(AUDIENCE).join(' ')).toBe(
      `oidc request-token --audience ${AUDIENCE} --lifetime 300`,
    );
    expect(program?.secrets).toEqual(['access-token-of-nobody']);
  });

  test('gives the agent only what it needs for the request', () => {
    const more = {
      HOME: '/home/ci',
      HTTPS_PROXY: 'http://proxy:1',
      OTTER_ROLE_ARN: 'r',
      DATABASE_PASSWORD: 'x',
      BUILDKITE_MESSAGE: 'm',
    };
    const { environment = {} } = offered({ PATH: programs, ...more }) ?? {};
    expect(Object.keys(environment).sort()).toEqual(
      [
        ...[
          'BUILDKITE_AGENT_ACCESS_TOKEN',
          'BUILDKITE_AGENT_JOB_API_SOCKET',
          'BUILDKITE_AGENT_JOB_API_TOKEN',
        ],
        ...['BUILDKITE_JOB_ID', 'HOME', 'HTTPS_PROXY', 'PATH'],
      ].sort(),
    );
  });

  test('requests a token even without the agent’s socket, as in a container: the agent itself refuses then', () => {
    const name = 'BUILDKITE_AGENT_OIDC_REQUEST_TOKEN_SKIP_TOKEN_REDACTION';
    expect(offered({ PATH: programs })?.environment[name]).toBeUndefined();
    const inContainer = offered({ PATH: programs, BUILDKITE_AGENT_JOB_API_SOCKET: '' });
    expect(inContainer?.environment[name]).toBe('true');
  });

  test('uses the agent’s own program, and not another one that comes before it on the PATH', () => {
    const other = writeProgram(join(folder, 'other'), 'buildkite-agent', 'exit 1');
    const program = offered({ PATH: `${other}:${programs}`, BUILDKITE_BIN_PATH: programs });
    expect(program?.path).toBe(join(programs, 'buildkite-agent'));
  });

  test.each<[string, () => Record<string, string>]>([
    ['no program', () => ({ PATH: '/none' })],
    ['no PATH', () => ({})],
    [
      'a program in a relative folder, which may be the repository’s',
      () => ({ PATH: relative('.', programs) }),
    ],
    ['no secret of the job', () => ({ PATH: programs, BUILDKITE_AGENT_ACCESS_TOKEN: '' })],
    [
      'a file that cannot be run',
      () => {
        const plain = join(folder, 'plain');
        writeProgram(plain, 'buildkite-agent', '');
        chmodSync(join(plain, 'buildkite-agent'), 0o644);
        return { PATH: plain };
      },
    ],
  ])('has none with %s', (_, variables) => {
    expect(offered(variables())).toBeUndefined();
  });
});

describe('a job of CircleCI', () => {
  const JOB = {
    CIRCLECI: 'true',
    CIRCLE_JOB: 'build',
    CIRCLE_INTERNAL_CONFIG: '/c',
    CIRCLE_OIDC_TOKEN: 'V1',
    CIRCLE_OIDC_TOKEN_V2: 'V2',
  };

  test('has a program print a token, and gives it CircleCI’s variables without the job’s tokens', () => {
    const program = idTokensOf({ ...JOB, PATH: programs, OTTER_BUCKET: 'b' }).idTokenProgram;
    expect(program?.argumentsFor('a"b')).toEqual(['run', 'oidc', 'get', '--claims', '{"aud":"a\\"b"}']);
    expect(Object.keys(program?.environment ?? {}).sort()).toEqual(
      ['CIRCLECI', 'CIRCLE_INTERNAL_CONFIG', 'CIRCLE_JOB', 'PATH'].sort(),
    );
    expect(program?.secrets).toEqual(['V2', 'V1']);
  });

  test.each([
    ['with its branch', {}, { variable: 'CIRCLE_OIDC_TOKEN_V2', token: 'V2' }],
    ['of the first kind', { CIRCLE_OIDC_TOKEN_V2: '' }, { variable: 'CIRCLE_OIDC_TOKEN', token: 'V1' }],
  ])('uses the token %s if there is no program, and says so', (_, variables, idToken) => {
    const { notice, ...offered } = idTokensOf({ ...JOB, ...variables, PATH: '/none' });
    expect(offered).toEqual({ idToken });
    expect(notice).toMatch(
      /^There is no program circleci on the PATH, so the token in CIRCLE_OIDC_TOKEN\S* is used\. Its audience is the ID of the organization/,
    );
  });

  test('has no token without either', () => {
    expect(idTokensOf({ CIRCLECI: 'true', PATH: '/none' })).toEqual({});
  });
});

describe('a job of GitHub', () => {
  const URL = 'https://runner.example.org/token';
  const JOB = {
    GITHUB_ACTIONS: 'true',
    ACTIONS_ID_TOKEN_REQUEST_URL: URL,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x',
  };

  test.each([
    ['with both variables', JOB, true],
    ['without a token', { ...JOB, ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' }, false],
    ['with something other than a URL', { ...JOB, ACTIONS_ID_TOKEN_REQUEST_URL: 'x' }, false],
    ['without either', { GITHUB_ACTIONS: 'true' }, false],
    ['outside GitHub Actions', { ...JOB, GITHUB_ACTIONS: '' }, false],
  ])('%s can ask for tokens: %o', (_, variables, can) => {
    expect(idTokensOf(variables).idTokenRequest).toEqual(can ? { url: URL, token: 'x' } : undefined);
  });

  test('is warned of an issuer that not every storage knows', () => {
    expect(idTokensOf({ ...JOB, GITHUB_SERVER_URL: 'https://github.com' }).notice).toBeUndefined();
    expect(idTokensOf({ ...JOB, GITHUB_SERVER_URL: 'https://ghe.example.com' }).notice).toMatch(
      /^The identity token is issued by https:\/\/ghe\.example\.com, not by github\.com: the storage needs a provider/,
    );
    expect(idTokensOf({ GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://ghe.example.com' })).toEqual({});
  });
});

describe('a program that prints a token', () => {
  const call = (script: string, secrets: readonly string[] = []) => {
    const name = `program-${Math.random().toString(36).slice(2)}`;
    const path = join(writeProgram(programs, name, script), name);
    return { path, args: ['--audience', AUDIENCE], environment: { PATH: process.env.PATH ?? '' }, secrets };
  };
  const ask = (script: string, secrets?: readonly string[], signal = new AbortController().signal) =>
    printIdToken(call(script, secrets), AUDIENCE, { signal });
  const failureOf = async (asked: Promise<string>): Promise<ExchangeFailure> => {
    const failure = await asked.then(
      (token) => new Error(`printed ${token}`),
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ name: 'ExchangeFailure' });
    expect((failure as Error).message).not.toContain(TOKEN.split('.')[2]);
    return failure as ExchangeFailure;
  };

  test.each([
    ['with an end of line', `echo '${TOKEN}'`],
    ['without one', `printf %s '${TOKEN}'`],
    ['with one of Windows', `printf '%s\\r\\n' '${TOKEN}'`],
    ['among messages', `echo 'a message' >&2; echo '${TOKEN}'; echo more >&2`],
    ['after it has read its input, which is empty', `cat; echo '${TOKEN}'`],
  ])('yields the token %s', async (_, script) => {
    expect(await ask(script)).toBe(TOKEN);
  });

  test.each([
    ['nothing', 'true', /failed: what it printed is not an identity token\.$/m],
    ['something else', 'echo "<html>not a token</html>"', /what it printed is not an identity token\.$/m],
    [
      'a token in two lines',
      `printf '%s\\n%s\\n' '${TOKEN.slice(0, 99)}' '${TOKEN.slice(99)}'`,
      /is not an identity token\.$/m,
    ],
    [
      'a megabyte as a token',
      `head -c 1000000 /dev/zero | tr '\\0' x; echo '.${TOKEN}'`,
      /it printed more than 64 KiB\.$/m,
    ],
    ['bytes', `head -c 3000 /dev/urandom`, /is not an identity token\.$/m],
    ['a token and fails', `echo '${TOKEN}'; exit 3`, /it ended with exit code 3\.$/m],
    [
      'a reason',
      'echo first >&2; echo "fatal: 403 Forbidden." >&2; exit 1',
      /it ended with exit code 1, and said: fatal: 403 Forbidden\.$/m,
    ],
    [
      'a command for the runner',
      'echo "::add-mask::x::" >&2; exit 1',
      /and said: \?:add-mask::x::\.$|and said: :\?add-mask::x::\.$/m,
    ],
  ])('is refused when it prints %s', async (_, script, said) => {
    const failure = await failureOf(ask(script));
    expect(failure.kind).toBe('denied');
    expect(failure.message).toMatch(said);
    expect(failure.message).toMatch(
      /^Having \S+ print the job's identity token \(audience 's3\.example\.org'\) failed: /,
    );
    expect(failure.message).toMatch(
      /^What to do: run it in the job, without showing the token: \S+ --audience s3\.example\.org >\/dev\/null$/m,
    );
  });

  test.each([
    ['the token', `echo 'error: ${TOKEN}' >&2; exit 1`, 'error: …'],
    ['the token in pieces', `echo '${TOKEN}' | fold -w 64 >&2; exit 1`, undefined],
    ['the secret of the job', "echo 'bad token short-secret!' >&2; exit 1", 'bad token ***!'],
  ])('shows nothing of %s on its standard error', async (_, script, said) => {
    const { message } = await failureOf(ask(script, ['short-secret']));
    if (said !== undefined) expect(message).toContain(`and said: ${said}.`);
    for (let start = 0; start + 40 < TOKEN.length; start += 1) {
      expect(message).not.toContain(TOKEN.slice(start, start + 40));
    }
  });

  test('is killed at the time limit', async () => {
    const file = join(folder, 'pid');
    const limit = new AbortController();
    const asked = failureOf(
      ask(`echo $$ >'${file}.part'; mv '${file}.part' '${file}'; exec sleep 600`, [], limit.signal),
    );
    while (!existsSync(file)) await sleep(20);
    limit.abort();
    const failure = await asked;
    expect(failure.kind).toBe('timeout');
    expect(failure.message).toMatch(/failed: it printed nothing in time, and was killed\.$/m);
    const pid = Number(readFileSync(file, 'utf8'));
    while (isAlive(pid)) await sleep(20);
  });

  test('is tried again if it hangs, and the exchange ends within its limits', async () => {
    const program = { ...call('exec sleep 600'), argumentsFor: () => [] };
    const source = readSource({ endpoint: 'http://127.0.0.1:1' }, { idTokenProgram: program });
    const inputs = {
      roleArn: 'arn:aws:iam::RGW1:role/r',
      bucket: 'my-bucket',
      endpoint: 'http://127.0.0.1:1',
    };
    const { request } = checkRequest(inputs, { sessionName: 'job-1', renewed: false });
    const retries: string[] = [];
    const limits = { attemptMs: 200, mostAttempts: 2, random: () => 0 };
    const onRetry = (failure: ExchangeFailure) => void retries.push(failure.kind);
    if (source === undefined) throw new Error('no source');
    await expect(exchange(source, request, { ...limits, onRetry })).rejects.toMatchObject({
      kind: 'timeout',
      message: expect.stringContaining('it printed nothing in time, and was killed.'),
    });
    expect(retries).toEqual(['timeout']);
  });

  test.each([
    ['does not exist', (path: string) => rmSync(path), 'ENOENT'],
    ['cannot be run', (path: string) => chmodSync(path, 0o644), 'EACCES'],
    ['has no interpreter', (path: string) => writeFileSync(path, '#!/none/sh\n'), 'ENOENT'],
  ])('is not tried again if it %s', async (_, spoil, code) => {
    const broken = call('true');
    spoil(broken.path);
    const failure = await failureOf(printIdToken(broken, AUDIENCE, { signal: new AbortController().signal }));
    expect(failure.retryable).toBe(false);
    expect(failure.message).toContain(`failed: it cannot be run (${code}).`);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the trust policy that is advised', () => {
  const subjectOf = (sub: string) => {
    const content = { header: {}, claims: { iss: 'https://issuer.example', sub } };
    const request = { roleArn: 'arn:aws:iam::RGW1:role/r' } as Parameters<typeof trustFor>[1];
    const [statement] = trustFor(content, request, AUDIENCE).Statement;
    return statement?.Condition;
  };

  test.each([
    ['Buildkite: any commit and step', BUILDKITE],
    ['CircleCI: any user, without a star that a branch’s name could fill', CIRCLECI],
  ])('accepts later builds of the branch on %s', (_, { subject, trusted }) => {
    expect(subjectOf(subject)).toEqual({
      StringEquals: { 'issuer.example:aud': AUDIENCE },
      StringLike: { 'issuer.example:sub': trusted },
    });
  });

  test('has other subjects unchanged', () => {
    const sub = String(githubClaims().sub);
    expect(subjectOf(sub)).toEqual({
      StringEquals: { 'issuer.example:aud': AUDIENCE, 'issuer.example:sub': sub },
    });
  });
});

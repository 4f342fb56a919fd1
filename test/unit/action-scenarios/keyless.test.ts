import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ID_TOKEN, RENEWED, REQUEST_TOKEN, recordStep } from '../../support/action/recorded-step.ts';

const ASK_RUNNER = 'ask /idtoken?api-version=2.0&audience=127.0.0.1 with Bearer <REQUEST TOKEN>';
const ASK_STORAGE = 'ask AssumeRoleWithWebIdentity';

const folder = mkdtempSync(join(tmpdir(), 'otter-event-'));
afterAll(() => rmSync(folder, { recursive: true }));

function expectNoToken(output: string): void {
  const unmasked = output.replace(/^::add-mask::.*$/gm, '');
  for (const secret of [ID_TOKEN, ID_TOKEN.split('.')[2] ?? '', REQUEST_TOKEN])
    expect(unmasked).not.toContain(secret);
}

describe('main without a service credential', () => {
  test('requests a token from the runner, masks it, and then sends it to the storage', async () => {
    const { code, effects, output } = await recordStep('main', { keyless: true });
    expect(code, output).toBe(0);
    expectNoToken(output);
    const order = [
      'mask REQUEST TOKEN',
      ASK_RUNNER,
      'mask IDENTITY TOKEN',
      ASK_STORAGE,
      'mask TOKEN',
      '::set-env name=AWS_SESSION_TOKEN::<TOKEN>',
    ].map((line) => effects.indexOf(line));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(effects).toContain("No service credential is given: using the job's identity token.");
  });

  test('requests a token for the given audience', async () => {
    const { requests } = await recordStep('main', { keyless: true, inputs: { audience: 'my-storage' } });
    expect(requests[0]).toContain('&audience=my-storage with');
  });

  test('refresh: only the agent requests a token, not the step itself', async () => {
    const { code, effects, output, requests } = await recordStep('main', {
      keyless: true,
      inputs: { refresh: 'true' },
    });
    expect(code, output).toBe(0);
    expectNoToken(output);
    expect(requests).toHaveLength(2);
    expect(effects).not.toContain('mask IDENTITY TOKEN');
    expect(effects).toContain('::set-env name=AWS_CONTAINER_AUTHORIZATION_TOKEN::<LOOPBACK TOKEN>');
  });

  test('run: each session uses its own token, and the script has no token and no way to request one', async () => {
    const { code, output, requests } = await recordStep('main', {
      keyless: true,
      seconds: 6,
      inputs: {
        run: `env
fetch() { curl -sS -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI"; }
first=$(fetch | cksum)
for attempt in $(seq 300); do
  [ "$(fetch | cksum)" = "$first" ] || break
  sleep 0.1
done`,
      },
    });
    expect(code, output).toBe(0);
    expectNoToken(output);
    expect(output).not.toContain('ACTIONS_ID_TOKEN_REQUEST_TOKEN=');
    for (const secret of Object.values(RENEWED)) expect(output).not.toContain(secret);
    const isForStorage = requests.map((asked) => asked === 'AssumeRoleWithWebIdentity');
    expect(isForStorage.slice(0, 4)).toEqual([false, true, false, true]);
  });

  test('explains a refusal by what the token says', async () => {
    const refusal = { status: 403, code: 'AccessDenied' };
    const { code, output } = await recordStep('main', { keyless: true, refusal });
    expect(code).toBe(1);
    expectNoToken(output);
    expect(output).toContain("does not accept the subject 'repo:octo/app:ref:refs/heads/main'");
    expect(output).toContain('"token.actions.githubusercontent.com:sub"');
    expect(output).toContain('service-access-key and service-secret-key are empty');
  });

  test.each([
    [
      'the permission',
      { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' },
      /^::error title=.*::service-access-key and service-secret-key are empty: name a secret .*; or give the job permissions: id-token: write, to use its identity token instead\.$/m,
    ],
    [
      'secrets, as a fork’s pull request',
      {
        ACTIONS_ID_TOKEN_REQUEST_URL: '',
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: '',
        GITHUB_EVENT_PATH: join(folder, 'fork.json'),
      },
      /^::error title=.*::service-access-key and service-secret-key are empty, because this run comes from a pull request of a fork, and GitHub gives such runs neither secrets nor an identity token: /m,
    ],
  ])('says what is missing without %s, and sends nothing', async (_, env, sentence) => {
    const fork = { pull_request: { head: { repo: { fork: true } } } };
    writeFileSync(join(folder, 'fork.json'), JSON.stringify(fork));
    const { code, output, requests } = await recordStep('main', { keyless: true, env });
    expect(code).toBe(2);
    expect(requests).toEqual([]);
    expect(output).toMatch(sentence);
  });

  test('on GitHub Enterprise, says which issuer the storage must know', async () => {
    const env = { GITHUB_SERVER_URL: 'https://github.example.com' };
    const { effects } = await recordStep('main', { keyless: true, env });
    const said = effects.findIndex((line) =>
      line.startsWith('The identity token is issued by https://github.example.com, not'),
    );
    expect(said).toBeGreaterThanOrEqual(0);
    expect(said).toBeLessThan(effects.indexOf(ASK_RUNNER));
  });

  test('does not request a token if one of the two keys is given', async () => {
    const inputs = { 'service-access-key': 'SERVICEKEY0123456789' };
    const { code, output, requests } = await recordStep('main', { keyless: true, inputs });
    expect(code).toBe(2);
    expect(requests).toEqual([]);
    expect(output).toContain('service-secret-key is empty');
  });
});

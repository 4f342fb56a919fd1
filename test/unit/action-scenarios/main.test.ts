import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemTrustFile } from '../../../src/http/system-trust.ts';
import { RENEWED, recordStep, SERVICE_SECRET, SESSION } from '../../support/action/recorded-step.ts';
import { makeServerCertificate } from '../../support/certificates.ts';

const SESSION_MASKS = ['mask ACCESS KEY', 'mask SECRET KEY', 'mask TOKEN'];
const isMask = (line: string) => line.startsWith('mask ');
const isExport = (line: string) => /^::(set-env|set-output|save-state) /.test(line);

/**
 * What holds in every scenario: a value is masked before the first line that contains it, and no line
 * contains the service secret.
 */
function expectMaskedFirst(effects: readonly string[]): void {
  expect(effects.join('\n')).not.toContain('<SERVICE SECRET>');
  for (const [, name] of effects.join('\n').matchAll(/<([A-Z]+(?: [A-Z]+)?)>/g)) {
    const shown = effects.findIndex((line) => line.includes(`<${name}>`));
    const masked = effects.indexOf(`mask ${name}`);
    expect(masked, `${name} is masked`).toBeGreaterThanOrEqual(0);
    expect(masked, `${name} is masked before it is used`).toBeLessThan(shown);
  }
}

describe('main', () => {
  test('a session: the service secret is masked, then used, and the session is masked, exported and described', async () => {
    const { code, effects, requests } = await recordStep('main');
    expect(code).toBe(0);
    expect(requests).toEqual(['AssumeRole']);
    expectMaskedFirst(effects);
    expect(effects.slice(0, 2)).toEqual(['mask SERVICE SECRET', 'ask AssumeRole']);
    expect(effects.filter(isMask).toSorted()).toEqual(['mask SERVICE SECRET', ...SESSION_MASKS].toSorted());
    expect(effects.filter((line) => !isMask(line))).toMatchSnapshot();
    const firstExport = effects.findIndex(isExport);
    expect(effects.findLastIndex(isMask)).toBeLessThan(firstExport);
    expect(effects.findIndex((line) => line.startsWith('Session for'))).toBeGreaterThan(firstExport);
  });

  test('a session as outputs too', async () => {
    const { code, effects } = await recordStep('main', { inputs: { 'output-credentials': 'true' } });
    expect(code).toBe(0);
    expectMaskedFirst(effects);
    expect(effects).toContain('::set-output name=secret-access-key::<SECRET KEY>');
    expect(effects).toContain('::set-output name=session-token::<TOKEN>');
  });

  test('refresh: no part of the session is exported, and the token of its endpoint is masked first', async () => {
    const { code, effects, requests } = await recordStep('main', {
      inputs: { refresh: 'true', cleanup: 'true' },
    });
    expect(code).toBe(0);
    expect(requests).toEqual(['AssumeRole']);
    expectMaskedFirst(effects);
    expect(effects.filter(isMask).toSorted()).toEqual(
      ['mask SERVICE SECRET', ...SESSION_MASKS, 'mask LOOPBACK TOKEN'].toSorted(),
    );
    expect(effects.filter((line) => line.startsWith('::set-env')).join('\n')).not.toMatch(
      /<(ACCESS KEY|SECRET KEY|TOKEN)>/,
    );
    expect(effects).toContain('::set-env name=AWS_CONTAINER_AUTHORIZATION_TOKEN::<LOOPBACK TOKEN>');
    expect(effects.filter((line) => line.startsWith('::save-state name=agent::'))).toHaveLength(1);
  });

  test("refresh: the token is also in a file, unless post could not restore the runner's own token", async () => {
    const inputs = { refresh: 'true', cleanup: 'true' };
    const name = '::set-env name=AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE::';
    const plain = await recordStep('main', { inputs });
    expect(plain.effects.filter((line) => line.startsWith(name))).toHaveLength(1);
    const own = await recordStep('main', { inputs, env: { AWS_CONTAINER_AUTHORIZATION_TOKEN: 'own' } });
    expect(own.code).toBe(0);
    expect(own.effects.filter((line) => line.startsWith(name))).toEqual([]);
  });

  test.each([
    ['a session', {}],
    ['refresh', { refresh: 'true' }],
  ])(
    '%s: later steps trust OTTER_CA_BUNDLE, through files in the runner’s temporary folder',
    async (_, inputs) => {
      const folder = mkdtempSync(join(tmpdir(), 'otter-trust-'));
      const { caBundle } = await makeServerCertificate(folder);
      const temporary = join(folder, 'runner');
      const { output } = await recordStep('main', {
        inputs,
        env: { OTTER_CA_BUNDLE: caBundle, RUNNER_TEMP: temporary, CURL_CA_BUNDLE: '/mine.pem' },
      });
      const [directory = ''] = readdirSync(temporary).map((name) => join(temporary, name));
      expect(output).toContain(`::save-state name=trust::${directory}\n`);
      const named = [...output.matchAll(/^::set-env name=(\w+)::(.*\.pem)$/gm)];
      expect(named.map(([, name]) => name).sort()).toEqual([
        'AWS_CA_BUNDLE',
        'NODE_EXTRA_CA_CERTS',
        'REQUESTS_CA_BUNDLE',
        'SSL_CERT_FILE',
      ]);
      for (const [, , path = ''] of named) {
        expect(dirname(path)).toBe(directory);
        expect(readFileSync(path, 'utf8')).toContain(readFileSync(caBundle, 'utf8'));
      }
      await recordStep('post', { env: { STATE_trust: directory } });
      expect(readdirSync(temporary)).toEqual(systemTrustFile() === undefined ? [basename(directory)] : []);
      rmSync(folder, { recursive: true });
    },
  );

  test('run: the script has the endpoint, and neither the inputs nor what only actions get', async () => {
    const { code, effects, output } = await recordStep('main', {
      inputs: { run: 'echo BEGIN\nenv | cut -d= -f1 | sort -u\necho END' },
      env: {
        ACTIONS_RUNTIME_TOKEN: 'runtime',
        GITHUB_STATE: '/dev/null',
        AWS_PROFILE: 'other',
        AWS_ACCESS_KEY_ID: 'other',
      },
    });
    expect(code).toBe(0);
    expectMaskedFirst(effects);
    const names = output.slice(output.indexOf('BEGIN'), output.indexOf('\nEND\n')).split('\n').slice(1);
    expect(names).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
    expect(
      names.filter((name) =>
        /^(INPUT_|ACTIONS_|GITHUB_STATE|AWS_PROFILE|AWS_ACCESS_KEY_ID|AWS_SESSION)/.test(name),
      ),
    ).toEqual([]);
    expect(effects.filter((line) => /^::(set-env|save-state)/.test(line))).toEqual([]);
  });

  test('run: secrets in the script’s output are masked, and no mask is registered after it', async () => {
    const { code, effects, output } = await recordStep('main', {
      inputs: {
        run:
          'echo BEGIN; curl -sS -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI"\n' +
          `printf '%s\\n' "$AWS_CONTAINER_AUTHORIZATION_TOKEN" "${SERVICE_SECRET.slice(0, 20)}""${SERVICE_SECRET.slice(20)}"`,
      },
    });
    expect(code, output).toBe(0);
    const printed = output.slice(output.indexOf('BEGIN'));
    expect(printed).toContain('"SecretAccessKey":"***"');
    expect(printed).toMatch(/\}\*\*\*\n\*\*\*\n$/);
    for (const secret of [...Object.values(SESSION), SERVICE_SECRET]) expect(printed).not.toContain(secret);
    const begun = effects.findIndex((line) => line.startsWith('BEGIN'));
    expect(effects.slice(begun).filter(isMask)).toEqual([]);
    expect(effects.slice(0, begun).filter(isMask)).toEqual(
      expect.arrayContaining(['mask SERVICE SECRET', ...SESSION_MASKS]),
    );
  });

  test('run: a session that is renewed during the script is masked in its output, without a command in the log', async () => {
    const { code, effects, output, requests } = await recordStep('main', {
      seconds: 6,
      inputs: {
        run: `echo BEGIN
fetch() { curl -sS -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI"; }
first=$(fetch | cksum)
for attempt in $(seq 300); do
  [ "$(fetch | cksum)" = "$first" ] || break
  sleep 0.1
done
fetch`,
      },
    });
    expect(code, output).toBe(0);
    expect(requests.length).toBeGreaterThan(1);
    const begun = effects.findIndex((line) => line.startsWith('BEGIN'));
    expect(effects.indexOf('ask AssumeRole')).toBeLessThan(begun);
    expect(effects.lastIndexOf('ask AssumeRole')).toBeGreaterThan(begun);
    expect(effects.slice(begun).filter(isMask)).toEqual([]);
    expect(output).toContain('"SecretAccessKey":"***"');
    for (const secret of Object.values(RENEWED)) expect(output).not.toContain(secret);
  });

  test('run: the step ends with the script’s exit code', async () => {
    expect((await recordStep('main', { inputs: { run: 'exit 7' } })).code).toBe(7);
  });
});

describe('main masks the service secret and exports nothing if it fails:', () => {
  test.each([
    {
      name: 'the server refuses',
      options: { refusal: { status: 403, code: 'AccessDenied' } },
      code: 1,
      asked: 1,
    },
    {
      name: 'the key is unknown',
      options: { refusal: { status: 403, code: 'InvalidAccessKeyId' } },
      code: 1,
      asked: 1,
    },
    { name: 'an input is wrong', options: { inputs: { duration: 'soon' } }, code: 2, asked: 0 },
    { name: 'there is no secret', options: { inputs: { 'service-secret-key': '' } }, code: 2, asked: 0 },
    {
      name: 'refresh is refused',
      options: { inputs: { refresh: 'true' }, refusal: { status: 403, code: 'AccessDenied' } },
      code: 1,
      asked: 1,
    },
    {
      name: 'run is refused',
      options: { inputs: { run: 'echo ran' }, refusal: { status: 403, code: 'AccessDenied' } },
      code: 1,
      asked: 1,
    },
  ])('$name', async ({ options, code, asked }) => {
    const step = await recordStep('main', options);
    expect(step.code).toBe(code);
    expect(step.requests).toHaveLength(asked);
    expect(step.effects.filter(isExport)).toEqual([]);
    expect(step.effects.filter((line) => line === 'ran')).toEqual([]);
    expect(step.effects.join('\n')).not.toContain('SERVICE SECRET>');
    expect(step.effects.filter((line) => line.startsWith('::error '))).toHaveLength(1);
  });
});

describe('post', () => {
  test('restores what main changed, and leaves what another step has changed since', async () => {
    const main = await recordStep('main', { env: { AWS_REGION: 'mine' } });
    const state = /^::save-state name=variables::(.*)$/m.exec(main.output)?.[1] ?? '';
    const exported = Object.fromEntries(
      [...main.output.matchAll(/^::set-env name=(\w+)::(.*)$/gm)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
    );
    const post = await recordStep('post', {
      env: { ...exported, AWS_ENDPOINT_URL: 'http://changed', STATE_variables: state.replaceAll('%25', '%') },
    });
    expect(post.code).toBe(0);
    const put = post.effects.filter((line) => line.startsWith('::set-env'));
    expect(put).toContain('::set-env name=AWS_REGION::mine');
    expect(put).toContain('::set-env name=AWS_SECRET_ACCESS_KEY::');
    expect(put.filter((line) => line.includes('AWS_ENDPOINT_URL'))).toEqual([]);
  });

  test('says if the session ended before the job did', async () => {
    const { effects } = await recordStep('post', { env: { 'STATE_expires-at': '2020-01-01T00:00:00Z' } });
    expect(effects.join('\n')).toMatch(/^::warning::The session ended at TIME/);
  });
});

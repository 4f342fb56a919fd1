import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { childEnvironment } from '../../src/credentials/environment.ts';
import { unpackSource } from '../../src/credentials/packed-source.ts';
import { ServiceCredential } from '../../src/credentials/service-credential.ts';
import { renewalWarnings } from '../../src/credentials/session-source.ts';
import { readSource, type SourceInputs } from '../../src/credentials/source-inputs.ts';
import type { WebIdentity } from '../../src/credentials/web-identity.ts';
import { InputError } from '../../src/failure.ts';
import { projectFolder, run } from '../support/command.ts';
import { githubClaims } from '../support/identity/claims.ts';
import { createSigningKey } from '../support/identity/signing-key.ts';

const KEY = createSigningKey('ES256');
const EXPIRES_AT = Math.floor(Date.now() / 1000) + 300;
const TOKEN = KEY.sign({ ...githubClaims(), exp: EXPIRES_AT });
const KEYS = { serviceAccessKey: 'SERVICEKEY1234', serviceSecretKey: 'service-secret-of-nobody' };
const REQUEST = { url: 'https://runner.example.org/token', token: 'request-token-of-nobody' };

const folder = mkdtempSync(join(tmpdir(), 'otter-web-identity-'));
const file = join(folder, 'token');
writeFileSync(file, TOKEN);
afterAll(() => rmSync(folder, { recursive: true }));

const prove = (source: WebIdentity | undefined) => source?.prove({ signal: new AbortController().signal });

function read(inputs: SourceInputs, offered: Parameters<typeof readSource>[1] = {}) {
  return readSource(inputs, offered);
}

describe('the source of sessions', () => {
  test('is a service credential if one is given, whatever the CI system offers', () => {
    const source = read(KEYS, { idTokenRequest: REQUEST, awsTokenFile: file });
    expect(source).toBeInstanceOf(ServiceCredential);
  });

  test.each<[string, SourceInputs, string]>([
    ['the token that is given', { idToken: TOKEN }, 'fixed'],
    ['the file that is given', { webIdentityTokenFile: file }, 'file'],
    ['what the CI system offers', {}, 'requested'],
  ])('is otherwise %s', (_, inputs, supply) => {
    const source = read(inputs, { idTokenRequest: REQUEST, awsTokenFile: '/other' });
    expect(source?.pack()).toMatchObject({ kind: 'web-identity', fields: { supply } });
  });

  test('is the file of AWS_WEB_IDENTITY_TOKEN_FILE if there is nothing else', () => {
    expect(read({}, { awsTokenFile: file })?.pack().fields).toMatchObject({ supply: 'file', path: file });
    expect(read({})).toBeUndefined();
  });

  test.each<[string, SourceInputs]>([
    ['id-token cannot be used together with service-access-key', { ...KEYS, idToken: TOKEN }],
    [
      'web-identity-token-file cannot be used together with service-access-key',
      { serviceSecretKey: 'x', webIdentityTokenFile: file },
    ],
    [
      'web-identity-token-file cannot be used together with id-token',
      { idToken: TOKEN, webIdentityTokenFile: file },
    ],
  ])('is refused if ambiguous: %s', (sentence, inputs) => {
    expect(() => read(inputs)).toThrow(
      new InputError(
        sentence.split(' ')[0] ?? '',
        `${sentence.slice(sentence.indexOf(' ') + 1)}: remove one of the two.`,
      ),
    );
  });

  test.each([
    ['is not an identity token', 'a.b'],
    ['is not an identity token', `"${TOKEN}"`],
    ['is not an identity token', 'x.y.z'],
    ['contains an unexpanded variable', '$MY_TOKEN'],
    ['is longer than 16 KiB', `${TOKEN}${'x'.repeat(16 * 1024)}`],
    ['is empty', ' \n'],
  ])('is not a token that %s, and the message says so without showing it', (sentence, idToken) => {
    expect(() => read({ idToken })).toThrow(
      new RegExp(`^id-token ${sentence}[^.]*\\.$|^id-token ${sentence}`),
    );
    try {
      read({ idToken });
    } catch (error) {
      if (idToken.length > 8) expect(String(error)).not.toContain(idToken.trim());
    }
  });

  test.each(['with blank', 'x'.repeat(256), 'ümlaut'])('is not for the audience %s', (audience) => {
    expect(() => read({ audience }, { idTokenRequest: REQUEST })).toThrow(/^audience is '/);
  });
});

describe('an identity token', () => {
  test('is not shown by printing its source', () => {
    const source = read({ idToken: TOKEN }) as WebIdentity;
    for (const text of [String(source), JSON.stringify({ source }), inspect(source, { depth: 9 })]) {
      expect(text).toContain('token not shown');
      expect(text).not.toContain(TOKEN.slice(-20));
    }
  });

  test('is a secret, and so is its signature alone', () => {
    expect(read({ idToken: TOKEN })?.secrets).toEqual([TOKEN, TOKEN.split('.')[2]]);
    expect(read({}, { idTokenRequest: REQUEST })?.secrets).toEqual([REQUEST.token]);
  });

  test('is not in a child’s environment under any name', () => {
    const base = {
      OTTER_ID_TOKEN: TOKEN,
      OTTER_WEB_IDENTITY_TOKEN_FILE: file,
      MINE: TOKEN,
      ALL: `{"token":"${TOKEN}"}`,
      OTHER: 'kept',
    };
    expect(childEnvironment(base, {}, [], read({ idToken: TOKEN })?.secrets)).toEqual({ OTHER: 'kept' });
  });

  test('that is not replaced causes a warning about when renewals will stop', () => {
    const source = read({ idToken: TOKEN }) as WebIdentity;
    const end = EXPIRES_AT * 1000;
    const [warning = ''] = renewalWarnings(source, undefined);
    expect(warning).toContain(`expires at ${new Date(end).toISOString().slice(0, 19)}Z: from then on`);
    expect(renewalWarnings(source, end + 60_001)).toHaveLength(1);
    // The job's end is counted by another clock.
    expect(renewalWarnings(source, end + 60_000)).toEqual([]);
    for (const lasting of [
      read({ webIdentityTokenFile: file }),
      read({}, { idTokenRequest: REQUEST }),
      read(KEYS),
    ]) {
      expect(renewalWarnings(lasting as WebIdentity, undefined)).toEqual([]);
    }
  });
});

describe('a source that is sent through a pipe', () => {
  test.each<[string, SourceInputs]>([
    ['token', { idToken: TOKEN }],
    ['file', { webIdentityTokenFile: file }],
  ])('still yields its %s', async (_, inputs) => {
    const packed = JSON.parse(JSON.stringify(read(inputs)?.pack()));
    expect(await prove(unpackSource(packed) as WebIdentity)).toEqual({ token: TOKEN });
    expect(unpackSource(packed).pack()).toEqual(packed);
  });

  test('still knows where to request tokens, and for which audience', () => {
    const packed = read({ endpoint: 'https://s3.example.org' }, { idTokenRequest: REQUEST })?.pack();
    expect(packed?.fields).toMatchObject({ ...REQUEST, audience: 's3.example.org' });
    expect(unpackSource(JSON.parse(JSON.stringify(packed))).pack()).toEqual(packed);
  });
});

describe('the command line', () => {
  const program = (args: readonly string[], env: Record<string, string>) =>
    run(process.execPath, ['cli/main.ts', ...args], {
      cwd: projectFolder,
      env: { PATH: process.env.PATH ?? '', ...env },
    });
  const target = {
    OTTER_ROLE_ARN: 'arn:aws:iam::RGW1:role/r',
    OTTER_BUCKET: 'my-bucket',
    OTTER_ENDPOINT: 'http://127.0.0.1:1',
  };

  test('does not accept a token as an option', async () => {
    const { code, stderr } = await program(['env', '--id-token', TOKEN], target);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^otter-sts: id-token \(OTTER_ID_TOKEN\) cannot be an option, .*: set OTTER_ID_TOKEN\.\n$/,
    );
  });

  test('refuses a service credential together with a token', async () => {
    const both = { OTTER_ID_TOKEN: TOKEN, OTTER_SERVICE_ACCESS_KEY: 'SERVICEKEY1234' };
    const { code, stderr } = await program(['env'], { ...target, ...both });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'otter-sts: id-token (OTTER_ID_TOKEN) cannot be used together with service-access-key: remove one of the two.\n',
    });
  });

  test('says what to use if nothing is given', async () => {
    const { code, stderr } = await program(['env'], target);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^otter-sts: service-access-key .* and service-secret-key .* are empty: .*OTTER_ID_TOKEN.*id-token: write/,
    );
  });

  test('names a missing file', async () => {
    const { code, stderr } = await program(
      ['exec', '--web-identity-token-file', '/no/such', '--', 'true'],
      target,
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/web-identity-token-file .* names '\/no\/such', which cannot be read \(ENOENT\)/);
  });

  test('does not read a pipe, which could be read only once', async () => {
    const args = ['env', '--web-identity-token-file', '/dev/stdin'];
    const { code, stderr } = await program(args, target);
    expect(code).toBe(2);
    expect(stderr).toContain("'/dev/stdin', which is not a regular file");
  });

  test('warns before the work if a token will not last', async () => {
    const { stderr } = await program(['exec', '--', 'true'], { ...target, OTTER_ID_TOKEN: TOKEN });
    expect(stderr).toMatch(/^otter-sts: warning: the identity token expires at .*Z: from then on/);
    expect(stderr).not.toContain(TOKEN);
  });

  test('uses a pod’s role together with its token', async () => {
    const { OTTER_ROLE_ARN: _, ...rest } = target;
    const pod = { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: 'arn:aws:iam::RGW1:role/of-the-pod' };
    const { stderr } = await program(['env', '--duration', '1h'], { ...rest, ...pod });
    expect(stderr).toMatch(/AssumeRoleWithWebIdentity for bucket 'my-bucket' .* failed: no answer/);
    const named = await program(['env', '--web-identity-token-file', file], { ...rest, ...pod });
    expect(named.stderr).toMatch(/^otter-sts: role-arn .* is empty/);
  });
});

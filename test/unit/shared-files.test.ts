import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refreshVariables } from '../../src/credentials/environment.ts';

const ENDPOINT = { url: 'http://127.0.0.1:1/v1/session-credentials', token: 'token' };

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'otter-profiles-'));
  mkdirSync(join(home, '.aws'));
});

afterEach(() => rmSync(home, { recursive: true }));

const KEYS = 'aws_access_key_id = OLD\naws_secret_access_key = old\n';

test.each([
  ['nothing if there is no file', {}, {}],
  ['nothing if there is no default profile', { credentials: `[other]\n${KEYS}` }, {}],
  [
    'nothing if the default profile has no credentials',
    { config: '[default]\nregion = eu-mad\n[profile x]\ncredential_process = x\n' },
    {},
  ],
  [
    'keys of the default profile',
    { credentials: `# mine\r\n[default]\r\n${KEYS}` },
    { AWS_SHARED_CREDENTIALS_FILE: devNull },
  ],
  [
    'a program of the default profile',
    { config: '[ default ]\ncredential_process = x\n' },
    { AWS_CONFIG_FILE: devNull },
  ],
  [
    'both',
    { credentials: `[default]\n${KEYS}`, config: '[default]\nsso_session = x' },
    { AWS_SHARED_CREDENTIALS_FILE: devNull, AWS_CONFIG_FILE: devNull },
  ],
])('fresh credentials hide %s', (_name, files, hidden) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home, '.aws', name), text);
  const {
    AWS_CONTAINER_CREDENTIALS_FULL_URI,
    AWS_CONTAINER_AUTHORIZATION_TOKEN,
    AWS_EC2_METADATA_DISABLED,
    ...rest
  } = refreshVariables(ENDPOINT, { HOME: home });
  expect(rest).toEqual(hidden);
  expect([AWS_CONTAINER_CREDENTIALS_FULL_URI, AWS_CONTAINER_AUTHORIZATION_TOKEN]).toEqual([
    ENDPOINT.url,
    ENDPOINT.token,
  ]);
  expect(AWS_EC2_METADATA_DISABLED).toBe('true');
});

test('a file that the environment names takes precedence', () => {
  const file = join(home, 'elsewhere');
  writeFileSync(file, `[default]\n${KEYS}`);
  const variables = refreshVariables(ENDPOINT, { HOME: home, AWS_SHARED_CREDENTIALS_FILE: file });
  expect(variables).toHaveProperty('AWS_SHARED_CREDENTIALS_FILE', devNull);
});

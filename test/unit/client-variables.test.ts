/** The variables other than credentials: where S3 clients connect, and which certificates they trust. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { targetVariables } from '../../src/credentials/environment.ts';
import { checkRequest } from '../../src/credentials/session-request.ts';
import { removeTrustFiles, systemTrustFile } from '../../src/http/system-trust.ts';
import { writeTrustFiles } from '../../src/http/trust-files.ts';

function variablesOf(inputs: { endpoint?: string; access?: string }) {
  const needed = { roleArn: 'arn:aws:iam::RGW1:role/bkr-123', bucket: 'builds' };
  const { request } = checkRequest({ ...needed, ...inputs }, { sessionName: 'job', renewed: false });
  return targetVariables(request);
}

describe('the target', () => {
  test('is in every variable that a client reads, and in a remote for rclone', () => {
    expect(variablesOf({ endpoint: 'https://s3.example.org', access: 'read' })).toMatchObject({
      AWS_ENDPOINT_URL: 'https://s3.example.org',
      AWS_ENDPOINT: 'https://s3.example.org',
      S3_ENDPOINT_URL: 'https://s3.example.org',
      RCLONE_CONFIG_OTTER_TYPE: 's3',
      RCLONE_CONFIG_OTTER_PROVIDER: 'Ceph',
      RCLONE_CONFIG_OTTER_ENV_AUTH: 'true',
      RCLONE_CONFIG_OTTER_ENDPOINT: 'https://s3.example.org',
      RCLONE_CONFIG_OTTER_REGION: 'eu-mad',
      RCLONE_CONFIG_OTTER_NO_CHECK_BUCKET: 'true',
    });
  });

  test.each([
    ['https://s3.example.org', undefined],
    ['http://127.0.0.1:9000', 'true'],
  ])('of %s has AWS_ALLOW_HTTP=%s', (endpoint, allowed) => {
    expect(variablesOf({ endpoint }).AWS_ALLOW_HTTP).toBe(allowed);
  });

  test.each([
    ['read-write', 'true'],
    ['read', 'true'],
    ['write', 'true'],
    ['role', undefined],
  ])('of access %s has AWS_DISABLE_BULK_DELETE=%s', (access, disabled) => {
    expect(variablesOf({ access }).AWS_DISABLE_BULK_DELETE).toBe(disabled);
  });
});

describe('the certificates that clients trust', () => {
  const BUNDLE = '-----BEGIN CERTIFICATE-----\nof the endpoint\n-----END CERTIFICATE-----\n';
  const REPLACING = ['AWS_CA_BUNDLE', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'];
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'otter-trust-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('are those of the machine and the bundle, and for Node only the bundle', async () => {
    const variables = await writeTrustFiles(folder, BUNDLE, {});
    expect(Object.keys(variables).sort()).toEqual([...REPLACING, 'NODE_EXTRA_CA_CERTS'].sort());
    expect(readFileSync(variables.NODE_EXTRA_CA_CERTS ?? '', 'utf8')).toBe(BUNDLE);
    const own = systemTrustFile();
    for (const name of REPLACING) {
      const text = readFileSync(variables[name] ?? '', 'utf8');
      expect(text).toContain(BUNDLE);
      expect(text.match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThan(50);
      if (own !== undefined) expect(text).toContain(readFileSync(own, 'utf8'));
    }
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  test('stay the user’s if a variable is set, and what it names counts for the other clients', async () => {
    const corporate = join(folder, 'corporate.pem');
    writeFileSync(corporate, '-----BEGIN CERTIFICATE-----\nof the proxy\n-----END CERTIFICATE-----\n');
    const variables = await writeTrustFiles(folder, BUNDLE, {
      REQUESTS_CA_BUNDLE: corporate,
      SSL_CERT_FILE: '',
    });
    expect(variables).not.toHaveProperty('REQUESTS_CA_BUNDLE');
    expect(readFileSync(variables.SSL_CERT_FILE ?? '', 'utf8')).toContain('of the proxy');
    expect(readFileSync(variables.AWS_CA_BUNDLE ?? '', 'utf8')).toContain('of the proxy');
  });

  test('of an earlier session are replaced', async () => {
    const earlier = await writeTrustFiles(folder, BUNDLE, {});
    const other = mkdtempSync(join(tmpdir(), 'otter-trust-'));
    const later = await writeTrustFiles(other, BUNDLE.replace('endpoint', 'other'), earlier);
    expect(Object.keys(later)).toEqual(Object.keys(earlier));
    expect(readFileSync(later.AWS_CA_BUNDLE ?? '', 'utf8')).not.toContain('of the endpoint');
    rmSync(other, { recursive: true });
  });

  test('are removed, and nothing else', async () => {
    await writeTrustFiles(folder, BUNDLE, {});
    writeFileSync(join(folder, 'kept'), '');
    removeTrustFiles(folder);
    expect(readdirSync(folder)).toEqual(['kept']);
  });

  test('write no file when the user has set every variable', async () => {
    const all = Object.fromEntries([...REPLACING, 'NODE_EXTRA_CA_CERTS'].map((name) => [name, '/own.pem']));
    expect(await writeTrustFiles(folder, BUNDLE, all)).toEqual({});
    expect(readdirSync(folder)).toEqual([]);
  });
});

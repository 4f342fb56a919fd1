import { describe, expect, test } from 'vitest';
import { run } from '../support/command.ts';
import { otterArguments, otterFile } from '../support/otter-program.ts';
import { useSandbox } from './fixture.ts';

describe('access role', () => {
  const target = useSandbox({ unguardedRoles: true });

  const otter = (...args: string[]) => {
    const { bucket, roleArn, serviceAccessKey, serviceSecretKey } = target.bucket;
    const env = {
      OTTER_SERVICE_ACCESS_KEY: serviceAccessKey,
      OTTER_SERVICE_SECRET_KEY: serviceSecretKey,
      OTTER_ROLE_ARN: roleArn,
      OTTER_BUCKET: bucket,
      OTTER_ENDPOINT: target.sandbox.endpoint,
    };
    return run(otterFile, [...otterArguments, ...args], { env });
  };

  /** The session's own words, by a client that it runs. */
  const statusOfPolicy = `
    const { S3Client } = await import('./src/s3/client.ts');
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, OTTER_BUCKET, AWS_ENDPOINT_URL } = process.env;
    const key = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, sessionToken: AWS_SESSION_TOKEN };
    const s3 = new S3Client({ endpoint: AWS_ENDPOINT_URL, region: 'eu-mad', key });
    console.log((await s3.send({ method: 'PUT', bucket: OTTER_BUCKET, query: { policy: '' }, body: '{' })).status);
    await s3.close();`;

  async function statusWith(...args: string[]): Promise<string> {
    const { stdout, code, stderr } = await otter('env', '--format', 'json', ...args);
    expect(code, stderr).toBe(0);
    const result = await run(process.execPath, ['--input-type=module', '-e', statusOfPolicy], {
      env: JSON.parse(stdout),
    });
    return result.stdout.trim() || result.stderr;
  }

  test('can do what the role allows, but the default cannot', async () => {
    expect(await statusWith()).toBe('403');
    expect(await statusWith('--access', 'role')).toBe('400');
  });

  test('causes a warning, and other access does not', async () => {
    const whole = await otter('env', '--access', 'role');
    expect(whole.stderr).toContain('access is role: the session has no session policy');
    expect((await otter('env', '--access', 'read')).stderr).not.toContain('access is');
  });

  test.each(['env', 'exec'])('%s refuses it with a prefix, in one sentence', async (command) => {
    const rest = command === 'exec' ? ['--', 'true'] : [];
    const { code, stdout, stderr } = await otter(command, '--access', 'role', '--prefix', 'a/', ...rest);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^otter-sts: prefix [^\n]*cannot be combined with access role[^\n]*\.\n$/);
  });
});

/** The built action on Windows: a session, one that is renewed, and a script of cmd. */
import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { encodings } from '../../src/masking/index.ts';
import { describeWith } from '../support/describe-with.ts';
import { useWindows, WindowsJob } from '../support/windows.ts';

describeWith(['wine', 'windows-node'], 'the action on Windows', () => {
  const fixture = useWindows();

  const masksIn = (log: string) =>
    [...log.matchAll(/^::add-mask::(.*)\r?$/gm)].map(([, mask = '']) =>
      mask.replace(/\r$/, '').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%'),
    );

  test('delivers a session to later steps, and takes it back', async () => {
    const job = new WindowsJob(fixture.windows);
    const main = await job.action('main', { ...fixture.inputs, 'output-credentials': 'true' });
    expect(main).toMatchObject({ code: 0, stderr: '' });
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN = '' } = job.variables;
    expect(masksIn(main.stdout)).toEqual(expect.arrayContaining([AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN]));
    expect(job.outputs).toMatchObject({
      'access-key-id': AWS_ACCESS_KEY_ID,
      'expires-at': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      bucket: fixture.bucket.bucket,
    });
    expect(job.summary).toMatch(/^### S3/);

    fixture.windows.write('later.txt', 'from a later step');
    const { code, stderr } = await fixture.windows.program('cli', ['upload', 'later.txt'], {
      env: job.variables,
    });
    expect(code, stderr).toBe(0);

    const post = await job.action('post');
    expect(post.code).toBe(0);
    expect(post.stdout).toMatch(/Restored: .*AWS_SESSION_TOKEN/);
    expect(job.variables).toMatchObject({
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      AWS_SESSION_TOKEN: '',
    });
    expect(readdirSync(job.temporary)).toEqual([]);
  });

  test('masks before it exports', async () => {
    const job = new WindowsJob(fixture.windows);
    // Without the file, the variables are commands in the log.
    const { stdout } = await job.action('main', fixture.inputs, { env: { GITHUB_ENV: '' } });
    expect(stdout).toMatch(/^::set-env name=AWS_SESSION_TOKEN::./m);
    expect(stdout.lastIndexOf('::add-mask::')).toBeLessThan(stdout.indexOf('::set-env '));
  });

  test('renews a session until the post step', async () => {
    const job = new WindowsJob(fixture.windows);
    const main = await job.action('main', { ...fixture.inputs, refresh: 'true' });
    expect(main).toMatchObject({ code: 0, stderr: '' });
    const {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: url = '',
      AWS_CONTAINER_AUTHORIZATION_TOKEN: token = '',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file = '',
    } = job.variables;
    expect(masksIn(main.stdout)).toContain(token);
    expect(file).toMatch(/^C:\\/);

    const ask = `const { env } = process;
      const headers = { authorization: fs.readFileSync(env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, 'utf8') };
      fetch(env.AWS_CONTAINER_CREDENTIALS_FULL_URI, { headers }).then((answer) => answer.json()).then(
        ({ AccessKeyId, Expiration }) => console.log(JSON.stringify({ AccessKeyId, Expiration })));`;
    const asked = await fixture.windows.node(['-e', ask], { env: job.variables });
    expect(JSON.parse(asked.stdout)).toEqual({
      AccessKeyId: expect.any(String),
      Expiration: expect.stringMatching(/Z$/),
    });
    await expect(fetch(url)).resolves.toMatchObject({ status: 401 });

    fixture.windows.write('renewed.txt', 'with a renewed session');
    const upload = await fixture.windows.program('cli', ['upload', 'renewed.txt', '--prefix', 'renewed/'], {
      env: job.variables,
    });
    expect(upload.code, upload.stderr).toBe(0);

    const post = await job.action('post');
    expect(post.code).toBe(0);
    expect(post.stdout).toContain('The agent is stopped: 0 renewals.');
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    const gone = fixture.windows.here(file);
    expect(existsSync(gone)).toBe(false);
  });

  test('runs a script of cmd, masks its output, and ends with its exit code', async () => {
    const job = new WindowsJob(fixture.windows);
    fixture.windows.write('scripts/show.js', 'console.log(JSON.stringify(process.argv.slice(2)))');
    const run = `echo bucket %OTTER_BUCKET%
node show.js "a b" "c & d" "e ""f""" 100%% "%OTTER_BUCKET%"
echo token %AWS_CONTAINER_AUTHORIZATION_TOKEN%
node -e "console.error(Buffer.from(process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN).toString('base64'))"
node -p "[process.env.OTTER_SERVICE_SECRET_KEY, process.env['INPUT_SERVICE-SECRET-KEY']].join()"
node -p process.cwd()
exit /b 7`;
    const folder = fixture.windows.path(fixture.windows.at('scripts'));
    const { code, stdout, stderr } = await job.action('main', {
      ...fixture.inputs,
      run,
      shell: 'cmd',
      'working-directory': folder,
    });
    expect(code, stdout + stderr).toBe(7);
    // What an add-mask says, the runner does not show.
    const lines = stdout.split(/\r?\n/).filter((line) => !line.startsWith('::add-mask::'));
    expect(lines).toContain(`bucket ${fixture.bucket.bucket}`);
    expect(lines).toContain(JSON.stringify(['a b', 'c & d', 'e "f"', '100%', fixture.bucket.bucket]));
    expect(lines).toContain('token ***');
    expect(lines).toContain(',');
    expect(lines).toContain(folder);
    expect(stderr.trim()).toBe('***');
    const shown = lines.join('\n');
    const secrets = [fixture.bucket.serviceSecretKey, ...masksIn(stdout)];
    expect(secrets.flatMap(encodings).filter((text) => text.length > 15 && shown.includes(text))).toEqual([]);
    expect(readdirSync(job.temporary)).toEqual([]);
    expect(job.variables).toEqual({});
  });
});

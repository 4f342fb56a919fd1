/** The program on Windows: commands with a session, its formats, the agent, and check. */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWith } from '../support/describe-with.ts';
import { programPath } from '../support/requirements.ts';
import { useWindows } from '../support/windows.ts';

describeWith(['wine', 'windows-node'], 'otter-sts on Windows', () => {
  const fixture = useWindows();

  const program = (...args: string[]) => fixture.windows.program('cli', args, { env: fixture.variables });

  test('exec gives a command of cmd its session, masks its output, and has its exit code', async () => {
    const script = 'echo %AWS_CONTAINER_AUTHORIZATION_TOKEN% of %OTTER_BUCKET%& set OTTER_& exit 3';
    const { code, stdout } = await program('exec', '--', 'cmd', '/c', script);
    const [first, ...others] = stdout.split(/\r?\n/);
    expect(first).toBe(`*** of ${fixture.bucket.bucket}`);
    expect(others).toContain(`OTTER_BUCKET=${fixture.bucket.bucket}`);
    expect(stdout).not.toContain('OTTER_SERVICE');
    expect(code).toBe(3);
  });

  test('exec passes arguments to a batch file as they are', async () => {
    fixture.windows.write('tools/show.js', 'console.log(JSON.stringify(process.argv.slice(2)))');
    fixture.windows.write('tools/show.cmd', '@node "%~dp0show.js" %*\r\n@exit /b 5\r\n');
    const awkward = [
      '',
      'a b',
      'c&d',
      'e|f>g<h',
      '(i)',
      '^j',
      '"k"',
      'l\\',
      'm n\\',
      '%OTTER_BUCKET%',
      '100%',
      'é',
      '!o!',
    ];
    const { code, stdout, stderr } = await program('exec', '--', '.\\tools\\show', ...awkward);
    expect(JSON.parse(stdout || stderr)).toEqual(awkward);
    expect(code).toBe(5);
  });

  test('exec says which command is missing', async () => {
    const { code, stderr } = await program('exec', '--', 'no-such-command');
    expect(stderr).toContain("'no-such-command' is not a command on the PATH.");
    expect(code).toBe(127);
  });

  test('exec does not run what has the name of a program in the current folder', async () => {
    const checkout = fixture.windows.at('checkout');
    mkdirSync(checkout);
    const other = '../x86_64-linux-gnu/wine/x86_64-windows/hostname.exe';
    cpSync(join(programPath('wine', 'wine64'), '..', other), join(checkout, 'node.exe'));
    const options = { env: fixture.variables, folder: checkout };
    const { code, stdout } = await fixture.windows.program(
      'cli',
      ['exec', '--', 'node', '-p', '6*7'],
      options,
    );
    expect([code, stdout.trim()]).toEqual([0, '42']);
  });

  test('exec keeps the quotes of a command of cmd', async () => {
    fixture.windows.write('a b.txt', 'in a file with a blank\r\n');
    const { code, stdout } = await program('exec', '--', 'cmd', '/c', 'type "a b.txt" & exit 4');
    expect(stdout.trim()).toBe('in a file with a blank');
    expect(code).toBe(4);
  });

  test('exec with --profile gives clients a program that prints the session', async () => {
    const script = `const config = fs.readFileSync(process.env.AWS_CONFIG_FILE, 'utf8');
      const [, program] = /^credential_process = (.*)$/m.exec(config);
      const [name, ...args] = program.split(' ');
      const answers = [child_process.execSync(program), child_process.execFileSync(name, args)];
      console.log(answers.map((answer) => Object.keys(JSON.parse(answer)).join()).join(' '));`;
    const { code, stdout, stderr } = await program('exec', '--profile', '--', 'node', '-e', script);
    const keys = 'Version,AccessKeyId,SecretAccessKey,SessionToken,Expiration';
    expect(stdout.trim(), stderr).toBe(`${keys} ${keys}`);
    expect(code).toBe(0);
  });

  test('env prints a session for PowerShell', async () => {
    const { code, stdout } = await program('env', '--format', 'powershell');
    expect(code).toBe(0);
    const lines = stdout.trim().split(/\r?\n/);
    expect(lines.filter((line) => !/^(\$env:\w+ = '[^']*'|Remove-Item Env:\w+ .*)$/.test(line))).toEqual([]);
    expect(stdout).toContain(`$env:OTTER_BUCKET = '${fixture.bucket.bucket}'`);
  });

  test('env prints a session that other commands work with, as JSON', async () => {
    const { code, stdout } = await program('env', '--format', 'json');
    expect(code).toBe(0);
    const variables = JSON.parse(stdout) as Record<string, string>;
    fixture.windows.write('one.txt', 'one');
    const upload = await fixture.windows.program('cli', ['upload', 'one.txt'], { env: variables });
    expect(upload.code, upload.stderr).toBe(0);
  });

  test('agent serves a session until it is stopped', async () => {
    const started = await program('agent', 'start', '--format', 'json', '--lifetime', '600');
    expect(started.code, started.stderr).toBe(0);
    const variables = JSON.parse(started.stdout) as Record<string, string>;
    const url = variables.AWS_CONTAINER_CREDENTIALS_FULL_URI ?? '';
    const headers = { authorization: variables.AWS_CONTAINER_AUTHORIZATION_TOKEN ?? '' };
    await expect(fetch(url, { headers }).then((answer) => answer.json())).resolves.toMatchObject({
      AccessKeyId: expect.any(String),
    });

    const again = await program('agent', 'start');
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('An agent is already running');

    const status = await program('agent', 'status');
    expect(status).toMatchObject({ code: 0, stdout: expect.stringMatching(/^state +fresh/) });

    const stopped = await program('agent', 'stop');
    expect(stopped).toMatchObject({ code: 0, stderr: expect.stringContaining('the agent is stopped') });
    await expect(fetch(url, { headers })).rejects.toThrow('fetch failed');
    expect(await program('agent', 'status')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('no agent'),
    });
  });

  test('check finds nothing wrong', async () => {
    const { code, stdout, stderr } = await program('check');
    expect(code, stdout + stderr).toBe(0);
  });
});

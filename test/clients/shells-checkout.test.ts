/** Files of the checkout that have the names of what the templates need. Whoever can change a file there can add them. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { describeWith } from '../support/describe-with.ts';
import { bundle, NOTE, runJob, type Shell } from '../support/gitlab-job.ts';
import { bucket, expectNoLeak, expectNothingLeft } from '../support/gitlab-pitfalls.ts';
import { includeJob } from '../support/gitlab-template.ts';
import { linkProgramsWithoutNode } from '../support/path-without-node.ts';

const SHELLS: Shell[] = ['bash', 'dash', 'busybox', 'mksh', 'zsh'];

/** Every program that a template may run. */
const PLANTED = (
  'otter-sts node curl wget python3 sha256sum openssl cut head tr grep ls touch cp mv find gzip uname chmod ' +
  'id mkdir rm mkfifo env cat setsid sleep sed'
).split(' ');

const SAY_PATH = 'echo "the PATH is [$PATH]"';

describeWith('shells', 'a file of the checkout with the name of a program', () => {
  let folder: string;
  let absolute: string;
  let checkout: string;
  let ran: string;
  let server: Server;
  let address: string;
  let asked: string[];
  const sha256 = createHash('sha256').update(readFileSync(bundle)).digest('hex');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'otter-checkout-'));
    absolute = join(folder, 'bin');
    mkdirSync(absolute);
    linkProgramsWithoutNode(absolute);
    symlinkSync(process.execPath, join(absolute, 'node'));
    symlinkSync(bundle, join(absolute, 'otter-sts'));
    server = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers['user-agent']}`);
      response.end(readFileSync(bundle));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    asked = [];
    checkout = mkdtempSync(join(folder, 'project-'));
    ran = join(folder, 'ran');
    for (const place of [checkout, join(checkout, 'tools')]) {
      mkdirSync(place, { recursive: true });
      for (const name of PLANTED) write(place, name, `{ echo ${name}; /usr/bin/env; } >>'${ran}'`);
    }
    write(join(checkout, 'tools'), 'own-tool', 'echo "the tool of the project"');
  });
  afterEach(() => rmSync(ran, { force: true }));

  function write(place: string, name: string, text: string): void {
    writeFileSync(join(place, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }

  /** Which of them ran, and with what. */
  const whatRan = () => (existsSync(ran) ? readFileSync(ran, 'utf8') : 'nothing');

  const relative = () => `tools:./tools::.:${absolute}:`;
  const enter = (path: string) => [`cd '${checkout}'`, `export PATH='${path}'`];

  describe.each(SHELLS)('in %s', (shell) => {
    test('does not run in its place, although the PATH has relative and empty folders, and the script gets that PATH back', async () => {
      const path = relative();
      const job = await runJob(bucket, {
        shell,
        before: enter(path),
        variables: { OTTER_STS_BUNDLE: undefined, OTTER_STS_SHA256: sha256 },
        script: [NOTE, SAY_PATH, 'own-tool', 'echo "the key is $AWS_SECRET_ACCESS_KEY"'],
      });
      expect(whatRan()).toBe('nothing');
      expect(job.code, job.log).toBe(0);
      expect(job.log).toContain(`the PATH is [${path}]\n`);
      expect(job.log).toContain('the tool of the project\n');
      expect(job.log).toContain('the key is ***\n');
      expectNoLeak(job);
      expectNothingLeft(job);
    });

    test.each(['upload', 'download'] as const)('does not run in an %s', async (name) => {
      const target = { role_arn: bucket.roleArn, bucket: bucket.bucket, endpoint: bucket.endpoint };
      const own = name === 'upload' ? { path: ['tools'], prefix: `${shell}/` } : { prefix: 'none/' };
      const { script = [] } = includeJob(`gitlab/${name}.yml`, `.otter-${name}`, { ...target, ...own });
      const path = relative();
      const tries = [...enter(path), `(${script.join('\n')}\n) || echo "it ended with $?"`, SAY_PATH];
      const job = await runJob(bucket, { shell, template: false, script: tries });
      expect(whatRan()).toBe('nothing');
      expect(job.log).toContain(`the PATH is [${path}]\n`);
      expect(job.log).toContain(name === 'upload' ? `: ${PLANTED.length + 1} uploaded\n` : 'it ended with ');
      expectNothingLeft(job);
    });

    test.each(['sts-credentials', 'upload', 'download'])(
      'does not run in the after_script of %s, and what follows has that PATH',
      async (name) => {
        const hidden = name === 'sts-credentials' ? '.otter-sts' : `.otter-${name}`;
        const { after_script = [] } = includeJob(`gitlab/${name}.yml`, hidden, {});
        const path = relative();
        const folderOfJob = '"$TMPDIR/otter-sts-$(/usr/bin/id -u)-$CI_JOB_ID"';
        const before = [`/bin/mkdir ${folderOfJob}`, `echo 1 >${folderOfJob}/keeper`];
        const script = [...before, ...enter(path), ...after_script, SAY_PATH, 'own-tool'];
        const job = await runJob(bucket, { shell, template: false, script });
        expect(whatRan()).toBe('nothing');
        expect(job.code, job.log).toBe(0);
        expect(job.log).toContain(`the PATH is [${path}]\n`);
        expect(job.log).toContain('the tool of the project\n');
        if (name === 'sts-credentials') expectNothingLeft(job);
      },
    );

    test.each([
      ['is unset', 'unset PATH', 'not set'],
      ['is empty', "export PATH=''", ''],
      ['has only relative folders', "export PATH='tools:.'", 'tools:.'],
    ])(
      'does not run if the PATH %s, nor does the template change what an EXIT trap finds',
      async (_, set, left) => {
        const job = await runJob(bucket, {
          shell,
          // biome-ignore lint/suspicious/noTemplateCurlyInString: for the shell
          before: [`cd '${checkout}'`, 'trap \'echo "at the end [${PATH-not set}]"\' EXIT', set],
          variables: { OTTER_STS_BUNDLE: '/none/otter.js' },
          script: ['echo not reached'],
          afterScript: false,
        });
        expect(whatRan()).toBe('nothing');
        expect(job.log).toContain('/none/otter.js is not a file that this job can read');
        expect(job.log).toContain(`at the end [${left}]\n`);
        expectNothingLeft(job);
      },
    );

    test('does not run at the end either, and a read-only PATH does not change the exit code', async () => {
      for (const before of [enter(relative()), ['readonly PATH']]) {
        const script = [...before, NOTE, 'echo "the key is $AWS_SECRET_ACCESS_KEY"', 'exit 7'];
        const job = await runJob(bucket, { shell, script });
        expect(whatRan()).toBe('nothing');
        expect(job.code, job.log).toBe(7);
        expect(job.log).toContain('the key is ***\n');
        expectNothingLeft(job);
      }
    });

    test('is not loaded as a library, although LD_LIBRARY_PATH ends with a colon, and the script gets that back', async () => {
      writeFileSync(join(checkout, 'libc.so.6'), '');
      const job = await runJob(bucket, {
        shell,
        before: [`cd '${checkout}'`, "export LD_LIBRARY_PATH='/none;.:'"],
        script: ['echo "the libraries are in [$LD_LIBRARY_PATH]"; unset LD_LIBRARY_PATH', NOTE],
      });
      expect(job.code, job.log).toBe(0);
      expect(job.log).toContain('the libraries are in [/none;.:]\n');
      expectNoLeak(job);
      expectNothingLeft(job);
    });
  });

  test('does not run while the program is downloaded and verified', async () => {
    const job = await runJob(bucket, {
      shell: 'dash',
      before: enter(relative()),
      variables: { OTTER_STS_BUNDLE: `${address}/otter-sts.js`, OTTER_STS_SHA256: sha256 },
      script: [NOTE],
    });
    expect(whatRan()).toBe('nothing');
    expect(job.code, job.log).toBe(0);
    expect(asked).toEqual([expect.stringMatching(/^\/otter-sts\.js /)]);
  });

  test.each([
    ['curl', '.curlrc', (url: string) => `url = "${url}/taken"\ndata = "@/proc/self/environ"\n`],
    ['curl', '.config/.curlrc', (url: string) => `url = "${url}/taken"\n`],
    ['wget', '.wgetrc', () => 'user_agent = taken\n'],
  ])('and the settings of %s there, %s, are not used if HOME is the checkout', async (tool, name, text) => {
    const path = mkdtempSync(join(folder, 'tools-'));
    linkProgramsWithoutNode(path);
    symlinkSync(process.execPath, join(path, 'node'));
    if (tool === 'wget') rmSync(join(path, 'curl'), { force: true });
    mkdirSync(join(checkout, '.config'), { recursive: true });
    writeFileSync(join(checkout, name), text(address));
    const job = await runJob(bucket, {
      shell: 'dash',
      path,
      variables: {
        CI_PROJECT_DIR: checkout,
        HOME: checkout,
        XDG_CONFIG_HOME: join(checkout, '.config'),
        OTTER_STS_BUNDLE: `${address}/otter-sts.js`,
        OTTER_STS_SHA256: sha256,
      },
      script: [NOTE, 'echo "HOME is [$HOME]"'],
    });
    expect(asked.join('\n')).not.toContain('taken');
    expect(job.code, job.log).toBe(0);
    expect(job.log).toContain(`HOME is [${checkout}]\n`);
    expectNoLeak(job);
  });
});

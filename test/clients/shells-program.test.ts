import { createHash } from 'node:crypto';
import {
  copyFileSync,
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
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeWith } from '../support/describe-with.ts';
import { bundle, type JobOptions, NOTE, runJob } from '../support/gitlab-job.ts';
import { bucket, expectNoLeak, expectNothingLeft } from '../support/gitlab-pitfalls.ts';
import { linkProgramsWithoutNode } from '../support/path-without-node.ts';

const run = (options: Omit<JobOptions, 'shell' | 'script'>) =>
  runJob(bucket, { shell: 'dash', script: [NOTE, 'echo "ran with [$AWS_SECRET_ACCESS_KEY]"'], ...options });

const RAN = 'ran with [***]\n';

describeWith('shells', 'the program in the job', () => {
  let folder: string;
  let noNode: string;
  let server: Server;
  let asked: string[];
  let address: string;
  const sha256 = createHash('sha256').update(readFileSync(bundle)).digest('hex');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'otter-path-'));
    noNode = join(folder, 'bin');
    mkdirSync(noNode);
    linkProgramsWithoutNode(noNode);
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(request.url === '/otter-sts.js' ? 200 : 404).end(readFileSync(bundle));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    asked = [];
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A PATH with the system's programs and these, but no other Node. */
  function pathWith(programs: Readonly<Record<string, string | undefined>>): string {
    const extra = mkdtempSync(join(folder, 'extra-'));
    for (const [name, target] of Object.entries(programs)) {
      if (target !== undefined) symlinkSync(target, join(extra, name));
    }
    return `${extra}:${noNode}`;
  }

  function script(text: string): string {
    const file = join(mkdtempSync(join(folder, 'script-')), 'script');
    writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return file;
  }

  test.each([
    ['no Node', undefined],
    ['v18.20.4', 'echo v18.20.4'],
    ['v8.17.0', 'echo v8.17.0'],
    ['v20.15.1', 'echo v20.15.1'],
    ['v22.2.0', 'echo v22.2.0'],
  ])('with %s the job fails before any secret is used, and is told what works', async (version, node) => {
    const job = await run({ path: pathWith({ node: node && script(node) }) });
    expect(job.code).toBe(1);
    expect(job.log).toContain(
      `this job has ${version}, but ${bundle} needs Node 20.16 or newer, or at least 22.3 if it is Node 22. No secret was used.`,
    );
    for (const way of ['node:22-alpine', 'node_from: pip', 'OTTER_STS_BUNDLE', 'on the PATH as otter-sts'])
      expect(job.log).toContain(way);
    expect(job.notes).toBe('');
    expectNothingLeft(job);
  });

  test.each([
    ['glibc, but Alpine images have musl', '/lib64/ld-linux-x86-64.so.9'],
    ['musl, but most images other than Alpine have glibc', '/lib/ld-musl-x86_64.so.1'],
  ])('explains that the loader of an executable is missing, which needs %s', async (libc, loader) => {
    const program = join(mkdtempSync(join(folder, 'executable-')), 'otter-sts');
    const elf = readFileSync('/bin/true').toString('latin1');
    const patched = elf.replace(/\/lib[\w/]*\/ld-[\w.-]+/, (found) => loader.padEnd(found.length, '\0'));
    writeFileSync(program, patched, { encoding: 'latin1', mode: 0o755 });
    const job = await run({ variables: { OTTER_STS_BUNDLE: program } });
    expect(job.code).toBe(1);
    expect(job.log).toContain(`${program} cannot start, because this image has no ${loader}.`);
    expect(job.log).toContain(`The executable needs ${libc}. No secret was used.`);
    expect(job.notes).toBe('');
    expectNothingLeft(job);
  });

  test.each(['otter.mjs', 'otter.cjs', 'otter.js', 'otter'])(
    'is the bundle at a relative path, saved as %s',
    async (name) => {
      const place = mkdtempSync(join(folder, 'relative-'));
      copyFileSync(bundle, join(place, name));
      const job = await run({ before: [`cd ${place}`], variables: { OTTER_STS_BUNDLE: name } });
      expect(job.log).toContain(RAN);
      expectNoLeak(job);
    },
  );

  test('is otter-sts on the PATH, if no other is named', async () => {
    const path = pathWith({ node: process.execPath, 'otter-sts': bundle });
    const job = await run({ path, variables: { OTTER_STS_BUNDLE: undefined } });
    expect(job.log).toContain(RAN);
    expectNoLeak(job);
    expectNothingLeft(job);
  });

  test('waits for the variables of the job, however long the machine takes to write them', async () => {
    const env = script('case $1 in -0) sleep 2 ;; esac\nexec /usr/bin/env "$@"');
    const job = await run({ path: pathWith({ node: process.execPath, env }) });
    expect(job.log).toContain(RAN);
    expectNoLeak(job);
    expectNothingLeft(job);
  });

  test('is otherwise the release, verified with the checksum in the template', async () => {
    const curl = script(
      `for last; do :; done; echo "asked for $last"; echo 'process.exit(0)' >"$(echo "$@" | sed 's/.*--output \\([^ ]*\\).*/\\1/')"`,
    );
    const path = pathWith({ node: process.execPath, curl });
    const job = await run({ path, variables: { OTTER_STS_BUNDLE: undefined } });
    expect(job.code).toBe(1);
    expect(job.log).toMatch(/asked for https:\/\/.*\/v\d+\.\d+\.\d+\/dist\/cli\/index\.js\n/);
    expect(job.log).toMatch(/the SHA-256 of .* is not [0-9a-f]{64}\. It was not run\./);
    expectNothingLeft(job);
  });

  describe.each([
    ['curl', {}],
    ['wget', { curl: undefined }],
    ['Python', { curl: undefined, wget: undefined }],
    ['Node', { curl: undefined, wget: undefined, python3: undefined }],
  ])('a URL, downloaded with %s', (tool, without) => {
    const path = () => {
      const place = mkdtempSync(join(folder, 'tools-'));
      linkProgramsWithoutNode(place);
      for (const name of Object.keys(without)) rmSync(join(place, name), { force: true });
      symlinkSync(process.execPath, join(place, 'node'));
      return place;
    };

    test('runs if its checksum matches', async () => {
      const variables = { OTTER_STS_BUNDLE: `${address}/otter-sts.js`, OTTER_STS_SHA256: sha256 };
      const job = await run({ path: path(), variables });
      expect(job.log, tool).toContain(RAN);
      expectNoLeak(job);
      expectNothingLeft(job);
    });

    test('is not run if its checksum does not match, and a missing one is reported', async () => {
      const wrong = { OTTER_STS_BUNDLE: `${address}/otter-sts.js`, OTTER_STS_SHA256: 'f'.repeat(64) };
      expect((await run({ path: path(), variables: wrong })).log).toContain('It was not run.');
      const missing = { OTTER_STS_BUNDLE: `${address}/none.js`, OTTER_STS_SHA256: sha256 };
      const job = await run({ path: path(), variables: missing });
      expect(job.log).toContain(`downloading ${address}/none.js failed.`);
      expectNothingLeft(job);
    });
  });

  test('a URL without a checksum is not even downloaded', async () => {
    asked = [];
    const job = await run({ variables: { OTTER_STS_BUNDLE: `${address}/otter-sts.js` } });
    expect(job.code).toBe(1);
    expect(job.log).toContain('cannot be downloaded without a checksum');
    expect(asked).toEqual([]);
  });

  test('inputs can set bundle and checksum too, but variables override them', async () => {
    const inputs = { bundle, bundle_sha256: sha256 };
    expect((await run({ inputs, variables: { OTTER_STS_BUNDLE: undefined } })).log).toContain(RAN);
    const job = await run({ inputs, variables: { OTTER_STS_SHA256: '0'.repeat(64) } });
    expect(job.log).toContain('It was not run.');
  });

  test('a path that does not exist', async () => {
    const job = await run({ variables: { OTTER_STS_BUNDLE: '/none/otter.js' } });
    expect(job.log).toContain('/none/otter.js is not a file that this job can read: check the input bundle');
    expectNothingLeft(job);
  });
});

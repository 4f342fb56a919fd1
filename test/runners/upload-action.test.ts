import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodings } from '../../src/masking/index.ts';
import { runWorkflow, type WorkflowRun } from '../support/act.ts';
import { bundles } from '../support/archive.ts';
import type { BucketWithRole } from '../support/ceph/accounts.ts';
import type { SharedCeph } from '../support/ceph.ts';
import { awsCli } from '../support/clients.ts';
import { runOrThrow, start } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { sharedCeph } from '../support/shared-ceph.ts';

interface Run extends WorkflowRun {
  /** Contents, by path, of all files that the run left, except the input of the runner itself. */
  left: Map<string, string>;
}

describeWith(['act', 'ceph', 'clients'], 'upload and download in real workflows, on a real Ceph RGW', () => {
  let ceph: SharedCeph;
  let granted: BucketWithRole;

  beforeAll(async () => {
    ceph = sharedCeph();
    granted = await ceph.createBucketWithRole();
  });

  async function runFile(
    workflow: string,
    env: Record<string, string> = {},
    secrets?: Record<string, string>,
  ): Promise<Run> {
    const left = new Map<string, string>();
    const run = await runWorkflow({
      workflow: workflow.includes('\n') ? workflow : join('test/runners/workflows', workflow),
      secrets: secrets ?? {
        OTTER_SERVICE_ACCESS_KEY: granted.serviceAccessKey,
        OTTER_SERVICE_SECRET_KEY: granted.serviceSecretKey,
      },
      env: { ENDPOINT: ceph.endpoint, ROLE_ARN: granted.roleArn, BUCKET: granted.bucket, ...env },
      inspect: ({ home }) => {
        for (const path of filesBelow(join(home, '..'))) left.set(path, readFileSync(path, 'latin1'));
      },
    });
    return Object.assign(run, { left });
  }

  /** The bucket's owner. */
  function asOwner(...args: string[]): Promise<string> {
    const env = {
      AWS_ACCESS_KEY_ID: granted.ownerAccessKey,
      AWS_SECRET_ACCESS_KEY: granted.ownerSecretKey,
      AWS_ENDPOINT_URL: ceph.endpoint,
      AWS_DEFAULT_REGION: ceph.region,
    };
    return runOrThrow(awsCli(), args, { env });
  }

  function file({ left }: Run, end: string): string {
    const path = [...left.keys()].find((name) => name.endsWith(end));
    if (path === undefined) throw new Error(`The run left no ${end}.`);
    return left.get(path) ?? '';
  }

  /** Where a secret is visible, in any of the common encodings. */
  function leaksOf(secret: string, run: Run): string[] {
    const texts = [...run.left, ['the log', run.log] as const, ['the summary', run.summary] as const];
    return texts
      .filter(([path, text]) => !path.endsWith('/secrets.yml') && holds(text, secret))
      .map(([path]) => path);
  }

  describe('with the service credential', () => {
    let run: Run;
    let outputs: Record<string, string>;
    let prefix: string;

    beforeAll(async () => {
      run = await runFile('upload.yml');
      expect(run.code, run.log).toBe(0);
      outputs = JSON.parse(file(run, '/home/outputs'));
      prefix = outputs.prefix ?? '';
    });

    test('files are below the prefix with its fields filled in', async () => {
      expect(prefix).toMatch(/^builds\/main\/[0-9a-f]{40}\/\d+\/build\/$/);
      const list = ['s3api', 'list-objects-v2', '--bucket', granted.bucket, '--prefix', prefix];
      const keys: string[] = JSON.parse(await asOwner(...list, '--query', 'Contents[].Key'));
      expect(keys.map((key) => key.slice(prefix.length))).toEqual([
        'app.txt',
        'big.bin',
        'docs/a <b> & "c".html',
        'otter-manifest.json',
        'run.sh',
        'two\n::error::lines',
      ]);
    });

    test('objects have the requested type, headers and tag, and their owner can read them', async () => {
      const at = ['--bucket', granted.bucket, '--key', `${prefix}app.txt`];
      const head = JSON.parse(await asOwner('s3api', 'head-object', ...at));
      expect(head).toMatchObject({ ContentType: 'text/plain; charset=utf-8', CacheControl: 'no-cache' });
      expect(head.Metadata.commit).toMatch(/^[0-9a-f]{40}$/);
      const { TagSet: tags } = JSON.parse(await asOwner('s3api', 'get-object-tagging', ...at));
      expect(tags).toEqual([{ Key: 'retention-days', Value: '7' }]);
    });

    test('later steps get the outputs', () => {
      expect(outputs).toMatchObject({
        'manifest-key': `${prefix}otter-manifest.json`,
        'manifest-sha256': expect.stringMatching(/^[0-9a-f]{64}$/),
        files: '5',
        uploaded: '5',
        skipped: '0',
        deleted: '0',
        bytes: String(6 + 9 + 1 + 10 + 12_000_000),
        url: expect.stringContaining(`${ceph.endpoint}/${granted.bucket}/builds/main/`),
      });
      expect(outputs).not.toHaveProperty('links');
    });

    test('the file of checksums works with sha256sum', () => {
      expect(run.step('outputs').output.match(/: OK$/gm)).toHaveLength(5);
    });

    test('download restores contents, modes and links', () => {
      const { output } = run.step('compare');
      expect(output).toMatch(/^5 files, 5 loaded, to \/.*\/back$/m);
      expect(output).toContain('same content\nsame modes\nhello\n');
    });

    test('the summary names the place, the size and the files, in HTML that no name breaks', () => {
      expect(run.summary).toContain(`### Uploaded to ${granted.bucket}`);
      expect(run.summary).toContain(`<code>${prefix}otter-manifest.json</code>`);
      expect(run.summary).toContain(outputs['manifest-sha256']);
      expect(run.summary).toContain(
        '<code>docs/a &lt;b&gt; &amp; &quot;c&quot;.html</code></td><td>9 B</td>',
      );
      expect(run.summary).toContain('two?::error::lines');
      expect(run.summary).not.toContain('href');
    });

    test('no file name can give the runner a command', () => {
      expect(run.log).toContain('two?::error::lines');
      expect(run.log).not.toMatch(/^::error::lines/m);
    });

    test('no log, summary, file or environment of a later step contains the service secret or a key of a session', () => {
      expect(leaksOf(granted.serviceSecretKey, run)).toEqual([]);
      const environment = file(run, '/home/environment');
      expect(environment).not.toMatch(/^(AWS|OTTER|INPUT)_/m);
      expect(run.step('print everything').output).not.toContain('AWS_');
      expect(run.summary + run.log).not.toMatch(/X-Amz-/i);
    });
  });

  describe('with the session of an earlier step', () => {
    test.each([
      ['a plain one', { REFRESH: 'false', DURATION: '1h', PAUSE: '0', PREFIX: 'ambient/plain/' }],
      [
        'one that an agent has renewed',
        { REFRESH: 'true', DURATION: '6s', PAUSE: '8', PREFIX: 'ambient/fresh/' },
      ],
    ])('%s', async (_, env) => {
      const run = await runFile('upload-session.yml', env);
      expect(run.code, run.log).toBe(0);
      expect(run.log).toContain('presign needs the service credential in this step');
      expect(run.step('compare').output).toContain(
        `same content at ${ceph.endpoint}/${granted.bucket}/${env.PREFIX}`,
      );
      const keys = (await asOwner('s3', 'ls', `s3://${granted.bucket}/${env.PREFIX}`)).match(/\S+$/gm);
      expect(keys).toEqual(['app.txt', 'big.bin', 'otter-manifest.json']);
      const { left, ...rest } = run;
      // The runner's own files contain what the earlier step exports.
      const token = /^AWS_(?:SESSION_TOKEN|CONTAINER_AUTHORIZATION_TOKEN)=(.+)$/m.exec(
        file(run, '/environment'),
      )?.[1];
      expect(token).toBeDefined();
      expect(leaksOf(token ?? '', { ...rest, left: new Map() })).toEqual([]);
      expect(leaksOf(granted.serviceSecretKey, run)).toEqual([]);
    });
  });

  /** A workflow whose steps upload `out`, each with its own inputs, whether the previous step failed or not. */
  function uploads(
    steps: Record<string, Record<string, string>>,
    build = 'mkdir out; echo one > out/app.txt',
  ) {
    const credential = {
      'service-access-key': expression('secrets.OTTER_SERVICE_ACCESS_KEY'),
      'service-secret-key': expression('secrets.OTTER_SERVICE_SECRET_KEY'),
      'role-arn': expression('env.ROLE_ARN'),
      bucket: expression('env.BUCKET'),
      endpoint: expression('env.ENDPOINT'),
    };
    const list = Object.entries(steps).map(([name, inputs]) => {
      if (inputs.run !== undefined)
        return { name, if: 'always()', run: inputs.run, env: { LINKS: inputs.links ?? '' } };
      const uses = 'otter/sts-credentials/upload@v1';
      return {
        name,
        id: name.replaceAll(' ', '-'),
        uses,
        if: 'always()',
        with: { path: 'out', ...credential, ...inputs },
      };
    });
    const job = { 'runs-on': 'ubuntu-latest', steps: [{ run: build }, ...list] };
    return `${JSON.stringify({ on: 'push', jobs: { build: job } }, null, 1)}\n`;
  }

  test('each kind of failure has its exit code, and says what to do', async () => {
    const run = await runFile(
      uploads({
        'nothing warns': { path: 'nowhere/**', prefix: 'refusals/' },
        'nothing fails': { path: 'nowhere', 'if-no-files-found': 'error', prefix: 'refusals/' },
        first: { prefix: 'refusals/' },
        again: { prefix: 'refusals/' },
        change: { run: 'echo two > out/app.txt' },
        refused: { prefix: 'refusals/' },
        allowed: { prefix: 'refusals/', overwrite: 'true' },
        'wrong input': { prefix: 'refusals/', concurrency: 'many' },
        'wrong prefix': { prefix: 'refusals/{branch}/' },
        'no credential': { 'service-access-key': '', 'service-secret-key': '', 'role-arn': '' },
        'no secret': { 'service-secret-key': '' },
      }),
    );
    const failed = run.steps.filter(({ result }) => result === 'failure').map(({ name }) => name);
    const codes = Array.from(run.log.matchAll(/^exit status (\d+)$/gm), ([, code]) => code);
    expect(Object.fromEntries(failed.map((name, index) => [name, codes[index]])), run.log).toEqual({
      'nothing fails': '3',
      refused: '5',
      'wrong input': '2',
      'wrong prefix': '2',
      'no credential': '2',
      'no secret': '2',
    });
    expect(run.log).toContain("No file was found for 'nowhere/**'. Nothing was uploaded.");
    expect(run.log).toContain(
      'service-access-key, service-secret-key and role-arn are empty, and no earlier step of this job has exported a session',
    );
    const stored = await asOwner('s3', 'cp', `s3://${granted.bucket}/refusals/app.txt`, '-');
    expect(stored).toBe('two\n');
  });

  test('presigned links are in the summary and in an output, and expire when they say', async () => {
    const run = await runFile(
      uploads({
        links: { prefix: 'links/', presign: '1h' },
        'use one': {
          links: expression('steps.links.outputs.links'),
          run: 'curl -sS --fail "$(printf %s "$LINKS" | python3 -c \'import json, sys; print(json.load(sys.stdin)[0]["url"])\')"; echo "$LINKS" > "$HOME/links"',
        },
      }),
    );
    expect(run.code, run.log).toBe(0);
    expect(run.step('use one').output).toContain('one\n');
    const [link] = JSON.parse(file(run, '/home/links'));
    expect(link).toMatchObject({ path: 'app.txt', 'ends-at': expect.stringMatching(/Z$/) });
    const seconds = (Date.parse(link['ends-at']) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(3_000);
    expect(seconds).toBeLessThan(3_605);
    expect(run.summary).toContain(`<a href="${link.url.replaceAll('&', '&amp;')}"><code>app.txt</code></a>`);
    expect(run.summary).toContain(`<td>${link['ends-at']}</td>`);
    expect(run.step('links').output).not.toContain('X-Amz-Signature');
  });

  test('a canceled step ends cleanly, and leaves no unfinished upload', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'otter-cancel-'));
    writeFileSync(join(folder, 'big.bin'), '');
    // A sparse file, which takes long enough to upload.
    truncateSync(join(folder, 'big.bin'), 700 * 1024 ** 2);
    const inputs: Record<string, string> = {
      PATH: folder,
      PREFIX: 'cancelled/',
      CONCURRENCY: '1',
      'PART-SIZE': '5MiB',
      'SERVICE-ACCESS-KEY': granted.serviceAccessKey,
      'SERVICE-SECRET-KEY': granted.serviceSecretKey,
      'ROLE-ARN': granted.roleArn,
      BUCKET: granted.bucket,
      ENDPOINT: ceph.endpoint,
    };
    const env = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name}`, value]));
    const step = start(process.execPath, [join(bundles, 'upload', 'index.js')], { env });
    const list = ['s3api', 'list-multipart-uploads', '--bucket', granted.bucket, '--query', 'Uploads[].Key'];
    try {
      await expect.poll(() => asOwner(...list), { timeout: 60_000 }).toContain('cancelled/big.bin');
      step.child.kill('SIGINT');
      const { code, stdout } = await step.result;
      expect(stdout).toContain('::error::Cancelled by SIGINT. Unfinished work was removed.');
      expect(code, stdout).toBe(130);
      expect(JSON.parse(await asOwner(...list))).toBeNull();
      await expect(asOwner('s3', 'ls', `s3://${granted.bucket}/cancelled/`)).rejects.toThrow();
    } finally {
      step.child.kill('SIGKILL');
      rmSync(folder, { recursive: true });
    }
  });

  test('a fork’s empty secret is explained', async () => {
    const payload = {
      pull_request: { head: { repo: { full_name: 'someone/example', fork: true } } },
      repository: { full_name: 'otter/example' },
    };
    const run = await runWorkflow({
      workflow: uploads({ upload: { prefix: 'fork/', 'role-arn': '' } }),
      event: { name: 'push', payload },
      env: { ENDPOINT: ceph.endpoint, BUCKET: granted.bucket, ROLE_ARN: granted.roleArn },
    });
    expect(run.log).toContain('because this run comes from a pull request of a fork');
  });
});

/** What the runner fills in. */
function expression(text: string): string {
  return `\${{ ${text} }}`;
}

function holds(text: string, secret: string): boolean {
  return encodings(secret).some((encoding) => text.includes(encoding));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}

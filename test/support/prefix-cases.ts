/** What a prefix may contain on every server. A session works below its prefix, and reaches nothing outside it. */

import { expect, test } from 'vitest';
import { ServiceCredential } from '../../src/credentials/service-credential.ts';
import { checkRequest } from '../../src/credentials/session-request.ts';
import { InputError } from '../../src/failure.ts';
import { S3Client } from '../../src/s3/client.ts';
import { exchange } from '../../src/sts/exchange.ts';
import { run } from './command.ts';
import { makeFolder } from './transfers/command.ts';

/** The bucket of the sessions. Its role allows the whole bucket. */
export interface PrefixPlace {
  readonly endpoint: string;
  readonly bucket: string;
  readonly roleArn: string;
  readonly serviceAccessKey: string;
  readonly serviceSecretKey: string;
}

const printableAscii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
/** Shares no code with the code under test. */
const REFUSED = ['*', '?', '\\'];
const OTHERS = [
  '{x}',
  'é',
  'e\u0301',
  '日',
  '😀',
  '\u00a0',
  '\u2028',
  '\ufeff',
  '%2F',
  'a:b:c',
  '\'"<&>',
  '$$',
];
const TAKEN = [...printableAscii.filter((character) => !REFUSED.includes(character)), ...OTHERS];

/** Characters in one prefix. */
const GROUP = 8;

interface Reach {
  put: number;
  get: number;
  list: number;
  beside: number;
  listBeside: number;
}

const HELD: Reach = { put: 200, get: 200, list: 200, beside: 403, listBeside: 403 };

/** @param place is called when the tests run */
export function testPrefixes(place: () => PrefixPlace): void {
  function requestFor(prefix: string) {
    const { endpoint, bucket, roleArn } = place();
    const context = { sessionName: 'prefix-test', renewed: false };
    return checkRequest({ endpoint, bucket, roleArn, prefix }, context);
  }

  async function sessionBelow(prefix: string): Promise<S3Client> {
    const { endpoint, serviceAccessKey, serviceSecretKey } = place();
    const credential = new ServiceCredential(serviceAccessKey, serviceSecretKey);
    const { session } = await exchange(credential, requestFor(prefix).request);
    return new S3Client({ endpoint, region: 'eu-mad', key: session });
  }

  async function tryReach(prefix: string, beside: string): Promise<Reach> {
    const { bucket } = place();
    const session = await sessionBelow(prefix);
    const status = async (...request: Parameters<S3Client['send']>) =>
      (await session.send(...request)).status;
    const list = (below: string) =>
      status({ method: 'GET', bucket, query: { 'list-type': '2', prefix: below } });
    const put = (key: string) => status({ method: 'PUT', bucket, key, body: 'x' });
    try {
      return {
        put: await put(`${prefix}x`),
        get: await status({ method: 'GET', bucket, key: `${prefix}x` }),
        list: await list(prefix),
        beside: await put(`${beside}x`),
        listBeside: await list(beside),
      };
    } finally {
      session.close();
    }
  }

  /** The accepted characters that break the scope. */
  async function findWrong(prefixes: readonly string[]): Promise<Record<string, Reach>> {
    const wrong: Record<string, Reach> = {};
    for (const prefix of prefixes) {
      const reach = await tryReach(prefix, 'p/ab/');
      if (JSON.stringify(reach) !== JSON.stringify(HELD)) wrong[prefix] = reach;
    }
    return wrong;
  }

  test('every accepted character works in a prefix, and limits the session to it', async () => {
    const groups = TAKEN.map((_, index) => TAKEN.slice(index, index + GROUP).join(''));
    const prefixes = groups.filter((_, index) => index % GROUP === 0).map((text) => `p/a${text}b/`);
    expect(await findWrong(prefixes)).toEqual({});
  });

  test('a prefix may begin with each of them except a dollar sign and a slash', async () => {
    const punctuation = TAKEN.filter((text) => /^[^\w$/]$/.test(text));
    expect(await findWrong(punctuation.map((text) => `${text}b/`))).toEqual({});
  });

  test.each(['a*b/', 'a?b/', 'a\\b/', ['a$', '{b}/'].join(''), '$b/', 'a\nb/', 'a\ud800b/'])(
    'the prefix %j is refused before anything is sent',
    (prefix) => {
      expect(() => requestFor(prefix)).toThrow(InputError);
    },
  );

  test('a colon allows any character in its place, with a warning, but lists only the exact prefix', async () => {
    expect(requestFor('team:a/').warnings).toEqual([expect.stringContaining("such as 'team-a/x'")]);
    expect(await tryReach('team:a/', 'team-a/')).toEqual({ ...HELD, beside: 200 });
    expect(await tryReach('team:a/', 'teama/')).toEqual(HELD);
    expect(await tryReach('team:a/', 'team::a/')).toEqual(HELD);
  });

  test('an upload and its latest pointer can have such keys, and are found again', async () => {
    const { endpoint, bucket, roleArn, serviceAccessKey, serviceSecretKey } = place();
    const env = {
      OTTER_SERVICE_ACCESS_KEY: serviceAccessKey,
      OTTER_SERVICE_SECRET_KEY: serviceSecretKey,
      OTTER_ROLE_ARN: roleArn,
      OTTER_BUCKET: bucket,
      OTTER_ENDPOINT: endpoint,
    };
    const otter = (...args: string[]) => run(process.execPath, ['cli/main.ts', ...args], { env });
    const prefix = "up:load {'é@%}~/";
    const latest = 'la:test |^/é.json';
    const uploaded = await otter(
      'upload',
      'LICENSE',
      '--prefix',
      prefix.replace('{', '').replace('}', ''),
      '--latest',
      latest,
    );
    expect(uploaded.code, uploaded.stderr).toBe(0);
    const directory = makeFolder();
    const loaded = await otter('download', '--latest', latest, '--directory', directory);
    expect(loaded.code, loaded.stderr).toBe(0);
    const again = await otter('upload', 'LICENSE', '--prefix', '$x/');
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('starts with $');
  });
}

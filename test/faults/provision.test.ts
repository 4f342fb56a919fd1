import { beforeAll, expect, test } from 'vitest';
import { CAPS_TO_CHANGE } from '../../src/provision/administration.ts';
import type { Administration, KeyPair, Step } from '../../src/provision/index.ts';
import { openAdministration, provision, revoke, rotate, targetOf } from '../../src/provision/index.ts';
import { describeWith } from '../support/describe-with.ts';
import { Operator, type OwnedBucket } from '../support/provision/operator.ts';
import { obtainSession, provisionEnvironment, runJsonProvision } from '../support/provision/run.ts';
import { sharedCeph } from '../support/shared-ceph.ts';
import { startTransfer } from '../support/transfers/command.ts';
import { AnswerProxy, type Treatment } from './answer-proxy.ts';

/** More requests than any run sends. */
const MOST_REQUESTS = 60;

describeWith('ceph', 'an interrupted provision', () => {
  let operator: Operator;

  beforeAll(() => {
    operator = new Operator(sharedCeph());
  });

  /** A run of the functions themselves, without a check afterwards. */
  async function run(
    endpoint: string,
    { ownerKey }: OwnedBucket,
    work: (
      administration: Administration,
      report: (step: Step) => void,
      onKey: (key: KeyPair) => void,
      connection: { endpoint: string; region: string },
      owner: { accessKeyId: string; secretAccessKey: string },
    ) => Promise<unknown>,
  ) {
    const { administrator, region } = operator.server;
    const keys: KeyPair[] = [];
    const steps: Step[] = [];
    const connection = { endpoint, region };
    const admin = { accessKeyId: administrator.accessKey, secretAccessKey: administrator.secretKey };
    const owner = { accessKeyId: ownerKey.accessKey, secretAccessKey: ownerKey.secretKey };
    let failure: Error | undefined;
    try {
      const administration = await openAdministration(admin, connection, CAPS_TO_CHANGE);
      try {
        await work(
          administration,
          (step) => steps.push(step),
          (key) => keys.push(key),
          connection,
          owner,
        );
      } finally {
        administration.close();
      }
    } catch (error) {
      failure = error as Error;
    }
    return { keys, steps, failure };
  }

  const makeAll = (endpoint: string, owned: OwnedBucket) =>
    run(endpoint, owned, (administration, report, onKey, connection, ownerKey) =>
      provision(
        administration,
        targetOf(owned.bucket),
        { dryRun: false, ownerKey, connection },
        report,
        onKey,
      ),
    );

  /**
   * Interrupts at the first request, then at the second, and so on, until a run completes.
   *
   * @returns how many there were
   */
  async function atEachRequest(
    how: Treatment,
    prepare: () => Promise<OwnedBucket>,
    interrupted: (
      endpoint: string,
      owned: OwnedBucket,
      number: number,
    ) => Promise<{ failure: Error | undefined }>,
    judge: (owned: OwnedBucket, number: number) => Promise<void>,
  ): Promise<number> {
    for (let number = 1; number <= MOST_REQUESTS; number += 1) {
      const owned = await prepare();
      let count = 0;
      const treat = () => {
        count += 1;
        // Nothing passes after it, because the process is gone.
        return count < number ? 'pass' : count === number ? how : 'refuse';
      };
      const proxy = await AnswerProxy.start(operator.server.endpoint, treat);
      const { failure } = await interrupted(proxy.url, owned, number);
      await proxy.close();
      await judge(owned, number);
      if (failure === undefined) return number - 1;
      expect(failure).toMatchObject({ name: 'ProvisionFailure' });
    }
    throw new Error('no run came through');
  }

  test.each(['lose', 'refuse'] as const)(
    'at any request (%s) is completed by the next run, which shows one working key',
    async (how) => {
      const shown = new Map<string, KeyPair[]>();
      const complete = await operator.createBucket();
      await makeAll(operator.server.endpoint, complete);
      const expected = generalise(await operator.look(complete), complete);
      const requests = await atEachRequest(
        how,
        () => operator.createBucket(),
        async (endpoint, owned) => {
          const first = await makeAll(endpoint, owned);
          shown.set(owned.bucket, first.keys);
          return first;
        },
        async (owned, number) => {
          const second = await makeAll(operator.server.endpoint, owned);
          expect(second.failure, `after request ${number}`).toBeUndefined();
          const there = await operator.look(owned);
          expect(generalise(there, owned), `after request ${number}`).toEqual(expected);
          const keys = [...(shown.get(owned.bucket) ?? []), ...second.keys];
          expect(new Set(keys.map(({ accessKey }) => accessKey)), `after request ${number}`).toEqual(
            new Set(there.keys),
          );
          await obtainSession({
            OTTER_SERVICE_ACCESS_KEY: keys[0]?.accessKey ?? '',
            OTTER_SERVICE_SECRET_KEY: keys[0]?.secretKey ?? '',
            OTTER_ROLE_ARN: `arn:aws:iam:::role/otter-ci-${owned.bucket}`,
            OTTER_BUCKET: owned.bucket,
            OTTER_ENDPOINT: operator.server.endpoint,
          });
        },
      );
      expect(requests).toBeGreaterThan(10);
    },
  );

  async function prepare(): Promise<OwnedBucket> {
    const owned = await operator.createBucket();
    await makeAll(operator.server.endpoint, owned);
    return owned;
  }

  test('a revocation that is interrupted at any request is completed by the next run', async () => {
    const work = (owned: OwnedBucket) => (administration: Administration, report: (step: Step) => void) =>
      revoke(administration, targetOf(owned.bucket), { dryRun: false, sessions: true }, report);
    await atEachRequest(
      'lose',
      prepare,
      (endpoint, owned) => run(endpoint, owned, work(owned)),
      async (owned, number) => {
        const { failure } = await run(operator.server.endpoint, owned, work(owned));
        expect(failure, `after request ${number}`).toBeUndefined();
        const there = await operator.look(owned);
        expect(there, `after request ${number}`).toMatchObject({ keys: [] });
        expect(Object.keys(there.rolePolicies)).toEqual(['otter-sts', 'otter-sts-revoked']);
      },
    );
  });

  test('a rotation that is interrupted at any request can be undone by keeping the old key, which still works', async () => {
    await atEachRequest(
      'lose',
      prepare,
      (endpoint, owned) =>
        run(endpoint, owned, (administration, report, onKey) =>
          rotate(administration, targetOf(owned.bucket), { dryRun: false }, report, onKey),
        ),
      async (owned, number) => {
        const { keys = [] } = await operator.look(owned);
        expect([1, 2], `after request ${number}`).toContain(keys.length);
        const [keep = ''] = keys;
        const environment = provisionEnvironment(operator.server, owned);
        const args = ['rotate', owned.bucket, '--finish', '--keep', keep];
        const finished = await runJsonProvision(args, environment);
        expect(finished, `after request ${number}`).toMatchObject({ exitCode: 0 });
        const there = await operator.look(owned);
        expect(there.keys).toEqual([keep]);
        expect(Object.keys(there.userPolicies)).toEqual(['otter-sts']);
      },
    );
  });

  test('no secret is in a step, or in a URL, which a gateway or a proxy would log', async () => {
    const owned = await operator.createBucket();
    const urls: string[] = [];
    const proxy = await AnswerProxy.start(operator.server.endpoint, ({ method, path, query }) => {
      urls.push(`${method} ${path}?${query}`);
      return 'pass';
    });
    const first = await makeAll(proxy.url, owned);
    const second = await run(proxy.url, owned, (administration, report, onKey) =>
      rotate(administration, targetOf(owned.bucket), { dryRun: false }, report, onKey),
    );
    await proxy.close();
    const made = [...first.keys, ...second.keys].map(({ secretKey }) => secretKey);
    expect(made).toHaveLength(2);
    for (const secret of [...made, operator.server.administrator.secretKey, owned.ownerKey.secretKey]) {
      expect(urls.map(decodeURIComponent).join('\n')).not.toContain(secret);
    }
    expect(JSON.stringify([first.steps, second.steps])).not.toMatch(new RegExp(made.join('|')));
  });

  test.each([6, 9, 12, 15, 18])(
    'after a kill at request %i, the next run completes the work',
    async (number) => {
      const owned = await operator.createBucket();
      let count = 0;
      const proxy = await AnswerProxy.start(operator.server.endpoint, () => {
        count += 1;
        if (count === number) child.kill('SIGKILL');
        return 'pass';
      });
      const environment = provisionEnvironment(operator.server, owned);
      const child = startTransfer(['provision', owned.bucket, '--format', 'json'], {
        ...environment,
        OTTER_ENDPOINT: proxy.url,
      });
      const { stdout, signal } = await child.result;
      expect(signal).toBe('SIGKILL');
      await proxy.close();
      const run = await runJsonProvision([owned.bucket], environment);
      expect(run).toMatchObject({ exitCode: 0 });
      const shown = run.credential ?? (JSON.parse(stdout) as Record<string, string>);
      expect((await operator.look(owned)).keys).toEqual([shown.OTTER_SERVICE_ACCESS_KEY]);
      await obtainSession({ ...shown, OTTER_ENDPOINT: operator.server.endpoint });
    },
  );
});

/** What was created, without the names that differ from bucket to bucket. */
function generalise(there: Awaited<ReturnType<Operator['look']>>, { bucket }: OwnedBucket): unknown {
  return JSON.parse(JSON.stringify({ ...there, keys: there.keys?.length }).replaceAll(bucket, 'BUCKET'));
}

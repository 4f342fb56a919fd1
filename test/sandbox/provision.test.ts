import { describe } from 'vitest';
import { testProvision } from '../support/provision/cases.ts';
import { Operator, type OwnedBucket } from '../support/provision/operator.ts';
import { useSandbox } from './fixture.ts';

/** More than there are tests: a sandbox has the buckets that it was started with. */
const POOL = Array.from({ length: 60 }, (_, index) => `provision-${index}`);

describe('otter-sts provision on the sandbox', () => {
  const fixture = useSandbox({ buckets: [...POOL, 'list'] });
  const unused = [...POOL];

  const server = () => {
    const { endpoint, region, admin: administrator } = fixture.sandbox;
    return { endpoint, region, administrator };
  };

  async function takeBucket(bucket = unused.pop()): Promise<OwnedBucket> {
    const found = fixture.sandbox.buckets.find((candidate) => candidate.bucket === bucket);
    if (found === undefined) throw new Error('all buckets of the sandbox have been used');
    const ownerKey = { accessKey: found.accessKey, secretKey: found.secretKey };
    const operator = new Operator(server());
    // A sandbox's bucket lets its owner use uploads from the start; that is provision's to do here.
    await operator.send(ownerKey, { method: 'DELETE', bucket: found.bucket, query: { policy: '' } });
    const answer = await operator.admin('GET', 'bucket', { bucket: found.bucket });
    const { owner } = JSON.parse(answer) as { owner: string };
    return { bucket: found.bucket, owner, ownerKey };
  }

  testProvision(server, takeBucket);
});

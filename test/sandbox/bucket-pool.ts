/** Buckets for the tests of `provision`, because a sandbox has only those with which it was started. */
import { type OperatedServer, Operator, type OwnedBucket } from '../support/provision/operator.ts';
import type { Target } from './fixture.ts';

type Running = Pick<Target, 'sandbox'>;

export interface BucketPool {
  readonly names: readonly string[];
  server(running: Running): OperatedServer;
  /** An unused bucket, or one by name. */
  take(running: Running, bucket?: string): Promise<OwnedBucket>;
}

export function bucketPool(size: number): BucketPool {
  const names = Array.from({ length: size }, (_, index) => `provision-${index}`);
  const unused = [...names];
  const server = ({ sandbox: { endpoint, region, admin: administrator } }: Running) => ({
    endpoint,
    region,
    administrator,
  });
  const take = async (running: Running, bucket = unused.pop()): Promise<OwnedBucket> => {
    const found = running.sandbox.buckets.find((candidate) => candidate.bucket === bucket);
    if (found === undefined) throw new Error('all buckets of the sandbox have been used');
    const ownerKey = { accessKey: found.accessKey, secretKey: found.secretKey };
    const operator = new Operator(server(running));
    // A sandbox's bucket lets its owner use uploads from the start; that is provision's to do here.
    await operator.send(ownerKey, { method: 'DELETE', bucket: found.bucket, query: { policy: '' } });
    const answer = await operator.admin('GET', 'bucket', { bucket: found.bucket });
    const { owner } = JSON.parse(answer) as { owner: string };
    return { bucket: found.bucket, owner, ownerKey };
  };
  return { names, server, take };
}

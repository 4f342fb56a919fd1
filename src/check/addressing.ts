import { isIP } from 'node:net';
import { StoreFailure } from '../s3/failure.ts';
import { findTexts, readXml } from '../s3/xml.ts';
import { type CheckLine, pass } from './line.ts';
import { look, type Report } from './report.ts';
import { createRequester, type Place } from './requester.ts';

const ADDRESSING = 'addressing';

/** Reports whether clients reach the bucket at `BUCKET.HOST`. Reports nothing if the endpoint is an IP address. */
export async function lookAtAddressing(place: Place, report: Report): Promise<void> {
  await look([ADDRESSING], report, async () => {
    const found = await tryVirtualHost(place);
    return found === undefined ? [] : [judgeVirtualHost(found)];
  });
}

/**
 * Requests the bucket as the AWS SDKs for JavaScript, Go, Java and Rust do, with its name before the host. The request is
 * not signed, because a stranger may answer there.
 *
 * @returns whether this is served, or why that is unknown; undefined for an IP address, where all clients use the path
 */
async function tryVirtualHost(place: Place): Promise<VirtualHost | undefined> {
  const { bucket } = place;
  const url = new URL(place.endpoint);
  const address = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(address) !== 0) return undefined;
  const host = `${bucket}.${url.host}`;
  const anyone = createRequester({ ...place, endpoint: `${url.protocol}//${host}` });
  try {
    const { body } = await anyone.ask({ method: 'GET', query: { 'list-type': '2', 'max-keys': '1' } });
    const content = readXml(body)?.content ?? {};
    const isBucket = body.includes('<ListBucketResult') || findTexts(content, 'BucketName').includes(bucket);
    return isBucket ? { host } : { host, problem: 'what answers there does not know the bucket by it' };
  } catch (error) {
    if (error instanceof StoreFailure) return { host, problem: error.cameBack };
    throw error;
  } finally {
    await anyone.close();
  }
}

interface VirtualHost {
  readonly host: string;
  /** Why it is not served. */
  readonly problem?: string;
}

/**
 * Says what clients that put the bucket's name before the host need. Both kinds of server are fine, so the line never
 * fails.
 */
function judgeVirtualHost({ host, problem }: VirtualHost): CheckLine {
  if (problem === undefined) return pass(ADDRESSING, `${host} is served, so every SDK finds the bucket`);
  return pass(
    ADDRESSING,
    `${host} is not served (${problem}): the AWS SDKs for JavaScript, Go, Java and Rust need path-style addressing in code; the AWS CLI, boto3, s5cmd, rclone and restic use it already`,
  );
}

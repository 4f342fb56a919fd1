import { createHash } from 'node:crypto';
import { readCaBundle } from '../src/http/ca-bundle.ts';
import { sendSingleRequest } from '../src/http/single-request.ts';
import type { Context } from './request-options.ts';

/** Milliseconds. */
const TIMEOUT = 20_000;

/** Bytes. A template has about 30,000. */
const MOST_BYTES = 1_000_000;

/**
 * Downloads a template and computes its checksum, as `integrity` has it. This program cannot know it: the template contains
 * the checksum of the program.
 *
 * @throws Error with the reason when the template cannot be downloaded
 */
export async function fetchIntegrity(address: string, { environment }: Context): Promise<string> {
  const url = new URL(address);
  const caBundle = readCaBundle(environment.OTTER_CA_BUNDLE || environment.AWS_CA_BUNDLE);
  const { status, body } = await sendSingleRequest(
    url,
    { method: 'GET', path: url.pathname, headers: { host: url.host, 'user-agent': 'otter-sts' } },
    {
      context: { caBundle, environment },
      signal: AbortSignal.timeout(TIMEOUT),
      mostBytes: MOST_BYTES,
    },
  );
  if (status !== 200) throw new Error(`the server answered ${status}`);
  return `sha256-${createHash('sha256').update(body).digest('base64')}`;
}

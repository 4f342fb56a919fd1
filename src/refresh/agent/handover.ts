import { unpackSource } from '../../credentials/packed-source.ts';
import { SessionPolicy } from '../../credentials/session-policy.ts';
import type { SessionRequest } from '../../credentials/session-request.ts';
import type { PackedSource, SessionSource } from '../../credentials/session-source.ts';

/**
 * What an agent or a keeper needs for its exchanges, as plain data. It holds the source's secrets: a pipe is the one way
 * for it.
 */
export interface Handover {
  readonly source: PackedSource;
  /** To be masked before anything else is done with it. */
  readonly secrets: readonly string[];
  readonly request: Omit<SessionRequest, 'policy'>;
  /** Certificates in PEM. */
  readonly caBundle?: string | undefined;
}

export function packHandover(
  source: SessionSource,
  request: SessionRequest,
  caBundle: string | undefined,
): Handover {
  const { policy: _madeAnew, ...plain } = request;
  return { source: source.pack(), secrets: source.secrets, request: plain, caBundle };
}

/** @throws InputError when a part of it is wrong */
export function unpackHandover({ source, request, caBundle }: Handover): {
  readonly source: SessionSource;
  readonly request: SessionRequest;
  readonly caBundle: string | undefined;
} {
  // Made here and not handed over: a policy that was never checked cannot come in.
  const policy = SessionPolicy.forScope(request.bucket, request.access, request.prefix);
  return {
    source: unpackSource(source),
    request: policy === undefined ? request : { ...request, policy },
    caBundle,
  };
}

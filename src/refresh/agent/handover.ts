import { unpackSource } from '../../credentials/packed-source.ts';
import { SessionPolicy } from '../../credentials/session-policy.ts';
import type { SessionRequest } from '../../credentials/session-request.ts';
import type { PackedSource, SessionSource } from '../../credentials/session-source.ts';
import type { LogRedactor } from '../../masking/log-redactor.ts';

/**
 * What an agent needs to obtain sessions, as plain data. It holds the source's secrets, so it may only be sent
 * through a pipe.
 */
export interface Handover {
  readonly source: PackedSource;
  /** To be masked before the handover is used. */
  readonly secrets: readonly string[];
  readonly request: Omit<SessionRequest, 'policy'>;
  /** Certificates in PEM. */
  readonly caBundle?: string | undefined;
  /** What masks each session in the job's log before it is served. */
  readonly redactor?: LogRedactor | undefined;
}

export function packHandover(
  source: SessionSource,
  request: SessionRequest,
  caBundle: string | undefined,
  redactor?: LogRedactor,
): Handover {
  const { policy: _madeAnew, ...plain } = request;
  return { source: source.pack(), secrets: source.secrets, request: plain, caBundle, redactor };
}

/** @throws InputError if a part of it is invalid */
export function unpackHandover({ source, request, caBundle }: Handover): {
  readonly source: SessionSource;
  readonly request: SessionRequest;
  readonly caBundle: string | undefined;
} {
  // Created here and not handed over, so that no unchecked policy can get in.
  const policy = SessionPolicy.forScope(request.bucket, request.access, request.prefix);
  return {
    source: unpackSource(source),
    request: policy === undefined ? request : { ...request, policy },
    caBundle,
  };
}

import type { ServiceCredential } from '../../credentials/service-credential.ts';
import type { SessionRequest } from '../../credentials/session-request.ts';

/** What an agent needs for its exchanges, as plain data. It holds the service secret: a pipe is the one way for it. */
export interface Handover {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly request: Omit<SessionRequest, 'policy'>;
  /** Certificates in PEM. */
  readonly caBundle?: string | undefined;
}

export function packHandover(
  credential: ServiceCredential,
  request: SessionRequest,
  caBundle: string | undefined,
): Handover {
  const { policy: _madeAnew, ...plain } = request;
  return {
    accessKey: credential.accessKey,
    secretKey: credential.revealSecretKey(),
    request: plain,
    caBundle,
  };
}

import type { ServiceCredential } from '../service-credential.ts';
import type { SessionRequest } from '../session-request.ts';
/** What an agent needs for its exchanges, as plain data. It holds the service secret: a pipe is the one way for it. */
export interface Handover {
    readonly accessKey: string;
    readonly secretKey: string;
    readonly request: Omit<SessionRequest, 'policy'>;
    /** Certificates in PEM. */
    readonly caBundle?: string | undefined;
}
export declare function packHandover(credential: ServiceCredential, request: SessionRequest, caBundle: string | undefined): Handover;

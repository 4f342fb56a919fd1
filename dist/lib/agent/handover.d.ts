import type { ExchangeSurroundings } from '../exchange.ts';
import type { Obtain } from '../renewal.ts';
import { ServiceCredential } from '../service-credential.ts';
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
/** Runs this process as the agent: its order comes on standard input. @returns the exit code */
export declare function runAgentProcess(process: NodeJS.Process): Promise<number>;
/** What asks for sessions, out of a hand-over. @throws InputError when a part of it is wrong */
export declare function unpackHandover({ accessKey, secretKey, request, caBundle }: Handover, environment: ExchangeSurroundings['environment']): Obtain;

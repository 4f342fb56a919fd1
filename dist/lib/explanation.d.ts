import { ExchangeFailure } from './failure.ts';
import type { ServiceCredential } from './service-credential.ts';
import { type Session } from './session.ts';
import type { SessionRequest } from './session-request.ts';
/** An answer as it came over the wire. */
export interface RawResponse {
    readonly status: number;
    /** Lower-case names. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    /** The local clock minus the server's, in whole seconds. */
    readonly clockSkewSeconds: number;
}
/** All that is known of an attempt that yielded no session. */
export interface Evidence {
    readonly request: SessionRequest;
    readonly credential: ServiceCredential;
    /** Milliseconds since the epoch. */
    readonly now: number;
    readonly response?: RawResponse | undefined;
    readonly error?: unknown;
    readonly timedOut?: boolean;
    /** A session that came back and had ended already. */
    readonly session?: Session | undefined;
}
/** Says what was tried, what came back, why that is likely so, and what to do. */
export declare function explain(evidence: Evidence): ExchangeFailure;

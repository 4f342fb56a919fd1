import { type Session } from './session.ts';
import type { SessionRequest } from './session-request.ts';
/** Variables by name. */
export type Variables = Record<string, string>;
/** Where S3 clients go with either kind of credentials. */
export declare function targetVariables({ region, endpoint, bucket, }: Pick<SessionRequest, 'region' | 'endpoint' | 'bucket'>): Variables;
/** The variables of a plain session, read by every S3 client. It ends when the session does. */
export declare function sessionVariables(session: Session): Variables;
/**
 * The variables that send S3 clients to the loopback endpoint, from which they refresh by themselves.
 *
 * @param environment the clients': where its default profile would win, the profile's file is hidden from them
 */
export declare function refreshVariables(endpoint: {
    readonly url: string;
    readonly token: string;
}, environment: Readonly<Record<string, string | undefined>>): Variables;
/**
 * Variables that S3 clients read before a plain session's, or instead of it, so that they would win.
 * `AWS_SECURITY_TOKEN` is the old name of the session token; boto3 still reads it.
 */
export declare const SHADOWS_OF_SESSION: readonly string[];
/** Variables that S3 clients read before the loopback endpoint's: static keys win, and so does the relative form. */
export declare const SHADOWS_OF_REFRESH: readonly string[];
/** Names of the variables with long-lived keys, which no process but the one that asks needs. */
export declare const SERVICE_VARIABLES: readonly string[];
/**
 * The environment of a child that is to use a session: `base` without the service credential and without what would
 * win over `variables`, and with these.
 *
 * @param secret the service secret: a variable of any name that holds it is left out
 */
export declare function childEnvironment(base: Readonly<Record<string, string | undefined>>, variables: Variables, shadows: readonly string[], secret?: string): Variables;

import { type CheckLine } from './line.ts';
import type { Party } from './party.ts';
import type { ProbeObject, Probing } from './probe-object.ts';
import type { Scope } from './reach.ts';
import { type Trial } from './trial.ts';
export declare const SERVICE_KEY = "service-key";
export declare const READ_BACK = "read-back";
/**
 * Tries what the service key must not do without a session.
 *
 * @param session helps to remove what comes of it
 * @throws NoAnswer
 */
export declare function tryServiceKey({ bucket, prefix }: Scope, serviceKey: Party, probing: Probing, session?: Party): Promise<readonly Trial[]>;
/** Whether the key's user has buckets of its own, which it can list. */
export declare function ownsBuckets(trials: readonly Trial[]): boolean;
/** The id of the key's user, as ListBuckets names it; `undefined` where it may not ask. @throws NoAnswer */
export declare function readKeyUser(serviceKey: Party): Promise<string | undefined>;
/** Says whether the service key can do nothing but ask for sessions. */
export declare function judgeServiceKey(trials: readonly Trial[]): CheckLine;
/**
 * Tries on an object that a session has put what the service key must not do alone. The change of its ACL is to
 * `private`, which it has already.
 *
 * @throws NoAnswer
 */
export declare function tryReadBack(object: ProbeObject, serviceKey: Party): Promise<readonly Trial[]>;
/** The user of a service key, as far as it is known. */
export interface KeyUser {
    /** Its id as ACLs name it. */
    readonly user: string | undefined;
    /** Whether it owns the bucket, or others. */
    readonly owns: boolean;
}
/**
 * Says whether the service key can use what its sessions have put.
 *
 * On an RGW (16.2.15) it can: such an object belongs to the service key's user, which may read it and set its ACL,
 * though neither overwrite nor delete it. That is a warning: whoever has the key could read as much through a session.
 */
export declare function judgeReadBack(trials: readonly Trial[], keyUser: KeyUser): CheckLine;

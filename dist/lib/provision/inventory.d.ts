import type { Administration } from './administration.ts';
import type { Target } from './target.ts';
/** A service credential that the server has. */
export interface Listed {
    readonly name: string;
    readonly roleArn: string;
    /** The buckets that the role's policies name; `*` for all. */
    readonly buckets: readonly string[];
    readonly accessKeys: readonly string[];
    /** Seconds. */
    readonly maxSessionSeconds: number;
    /** What is not as provisioning makes it, each in a few words. */
    readonly remarks: readonly string[];
}
/**
 * Lists service credentials: roles that trust a user of their own name.
 *
 * @param target the one to look at; all of them otherwise
 * @throws ProvisionFailure
 */
export declare function list(administration: Administration, target?: Target): Promise<Listed[]>;

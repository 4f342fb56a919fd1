import { type Administration } from './bucket-configuration.ts';
import { type CheckLine } from './line.ts';
import { type Trial } from './trial.ts';
export declare const ROLE = "role";
/** What a session without a session policy could do: all that the role allows. */
export interface RoleBreadth {
    readonly elsewhere: readonly Trial[];
    readonly administration: Administration;
}
/**
 * Says whether the role itself is held to the objects of its bucket. Beyond the bucket is a failure. What it allows of the
 * bucket's configuration is a warning: a session's policy keeps it out, and nothing does for whoever has the service key.
 *
 * @param chained whether sessions can make themselves the whole role
 * @param otherBucket another bucket that was tried
 */
export declare function judgeRole({ bucket, roleArn }: {
    readonly bucket: string;
    readonly roleArn: string;
}, { elsewhere, administration }: RoleBreadth, chained: boolean, otherBucket: string | undefined): CheckLine;

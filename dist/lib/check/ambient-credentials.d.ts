import { type CheckLine } from './line.ts';
export type Environment = Readonly<Record<string, string | undefined>>;
/** Which of the environment's credentials S3 clients take: the keys come first with all of them. */
export type AmbientSource = 'keys' | 'endpoint';
/** @returns `undefined` when there are none in `AWS_*` */
export declare function findAmbientSource(environment: Environment): AmbientSource | undefined;
/** Says which variables there are, and what wins over what. */
export declare function judgeVariables(environment: Environment, source: AmbientSource): CheckLine;
/** A default profile that clients take before they ask the endpoint; `undefined` when there is none. */
export declare function judgeProfiles(environment: Environment, source: AmbientSource): CheckLine | undefined;
/** Says whether S3 clients go to the endpoint without being told on their command line. */
export declare function judgeTarget(environment: Environment, endpoint: string, region: string): CheckLine;

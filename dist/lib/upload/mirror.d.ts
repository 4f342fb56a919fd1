import type { UploadOptions } from './upload-options.ts';
/**
 * Deletes what is below the prefix and not kept.
 *
 * @returns how many objects that were, or would be in a dry run
 * @throws ArtifactFailure when not all of them could be deleted
 */
export declare function deleteOthers(options: Told & Pick<UploadOptions, 'stores' | 'concurrency' | 'onEvent' | 'signal'>, kept: ReadonlySet<string>): Promise<number>;
type Told = Pick<UploadOptions, 'prefix' | 'dryRun' | 'latest'>;
export {};

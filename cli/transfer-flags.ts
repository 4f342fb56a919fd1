import type { RequestOptions } from './request-options.ts';
import type { DisplayOptions } from './transfer-options.ts';

/** The options of an upload, as commander parses them. */
export interface UploadFlags extends RequestOptions, DisplayOptions {
  ifNoFilesFound?: string;
  includeHiddenFiles?: boolean;
  followSymlinks?: boolean;
  overwrite?: boolean;
  skipUnchanged?: boolean;
  delete?: boolean;
  dryRun?: boolean;
  latest?: string;
  retentionDays?: string;
  metadata?: string[];
  cacheControl?: string;
  contentType?: string;
  acl?: string;
  concurrency?: string;
  partSize?: string;
  presign?: string;
  subjectChecksums?: string;
  dotenv?: string;
  annotations?: string;
}

/** The options of a download, as commander parses them. */
export interface DownloadFlags extends RequestOptions, DisplayOptions {
  directory?: string;
  latest?: string;
  manifestKey?: string;
  manifestSha256?: string;
  include?: string[];
  overwrite?: boolean;
  concurrency?: string;
}

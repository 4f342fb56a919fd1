/**
 * The events of a transfer, for displaying its progress. Each file ends with exactly one `file` event. Names are those of
 * the file system.
 */
export type TransferEvent =
  /** Sent once, before the first file. In a dry run, outcomes are what they would be. */
  | { readonly kind: 'planned'; readonly files: number; readonly bytes: number; readonly dryRun?: true }
  /** Bytes transferred since the last such event. Negative if an attempt starts again. */
  | { readonly kind: 'sent'; readonly bytes: number }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly bytes: number;
      readonly outcome: 'uploaded' | 'skipped' | 'downloaded' | 'deleted' | 'failed';
      readonly reason?: string;
    }
  | {
      readonly kind: 'retry';
      readonly what: string;
      readonly cause: string;
      readonly waitMs: number;
      readonly attempt: number;
    }
  | { readonly kind: 'renewed'; readonly expiration: Date }
  | { readonly kind: 'note'; readonly text: string };

/**
 * The events of a transfer, for displaying its progress. Each file ends with exactly one `file` event; `headers-changed` may
 * follow `skipped`. Names are those of the file system.
 */
export type TransferEvent =
  /**
   * What is to be transferred. Comes once, before the first file. The bytes of a stream are unknown. In a dry run, each
   * outcome is what it would be.
   */
  | { readonly kind: 'planned'; readonly files: number; readonly bytes?: number; readonly dryRun?: true }
  /** Bytes transferred since the last such event. Negative if an attempt starts again. */
  | { readonly kind: 'sent'; readonly bytes: number }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly bytes: number;
      readonly outcome: 'uploaded' | 'skipped' | 'headers-changed' | 'downloaded' | 'deleted' | 'failed';
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

/** Reports what the user may not have intended. */
export function warn(
  { onEvent }: { readonly onEvent?: ((event: TransferEvent) => void) | undefined },
  texts: readonly string[],
): void {
  for (const text of texts) onEvent?.({ kind: 'note', text: `warning: ${text}` });
}

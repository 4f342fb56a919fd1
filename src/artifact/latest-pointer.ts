/** What the object that names the latest artifact says. */
export interface LatestPointer {
  readonly version: 1;
  readonly prefix: string;
  readonly manifestKey: string;
  /** Hexadecimal. */
  readonly manifestSha256: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
}

export declare function formatLatestPointer(pointer: LatestPointer): string;
export declare function parseLatestPointer(text: string): LatestPointer;

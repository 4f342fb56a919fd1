/** The answer of a server to an operation. */
import type { S3Client } from '@aws-sdk/client-s3';
import type { Operation, Target } from './operations.ts';

/** `not implemented` also if the answer is that of another operation. Any other error is reported unchanged. */
export type Judgement = 'allowed' | 'refused' | 'not implemented' | `failed: ${string}`;

interface Answer {
  name: string;
  $metadata?: { httpStatusCode?: number };
}

function judgeError(error: Answer, permitted: readonly string[]): Judgement {
  const status = error.$metadata?.httpStatusCode;
  if (permitted.includes(error.name)) return 'allowed';
  // The answer to a HEAD has no body, and so no code.
  if (error.name === 'AccessDenied' || status === 403) return 'refused';
  // The success of another operation, because an older server takes one that it does not support for another.
  if (status === 501 || status === 405 || status === 200) return 'not implemented';
  return `failed: ${status ?? ''} ${error.name}`;
}

/** Tries the operation with the session. */
export async function judge(operation: Operation, session: S3Client, target: Target): Promise<Judgement> {
  try {
    await operation.send(session, target);
    return 'allowed';
  } catch (error) {
    return judgeError(error as Answer, operation.permitted ?? []);
  }
}

import { StoreFailure } from '../s3/failure.ts';
import { type CheckLine, fail, skip } from './line.ts';

/** Receives each line when it is known. */
export type Report = (line: CheckLine) => void;

/** Reports what was found or, if the server stops answering, that failure. */
export async function look(
  names: readonly string[],
  report: Report,
  find: () => Promise<readonly CheckLine[]>,
): Promise<void> {
  for (const line of await find().catch((error) => silence(names, error))) report(line);
}

function silence(names: readonly string[], error: unknown): CheckLine[] {
  if (!(error instanceof StoreFailure)) throw error;
  return names.map((name) => fail(name, error.cameBack, error.remedy));
}

export function skipAll(names: readonly string[], reason: string, report: Report): void {
  for (const name of names) report(skip(name, reason));
}

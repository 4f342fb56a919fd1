/** What the template passes on when a job starts. */
export interface JobStart {
  /** The variables of the job. */
  readonly environment: Readonly<Record<string, string>>;
  /** The template's inputs, one `name=value` a line. */
  readonly inputs: string;
}

/** @param text the variables as `env -0` prints them, each followed by a NUL, and then the inputs without a NUL */
export function readJobStart(text: string): JobStart {
  const parts = text.split('\0');
  const inputs = parts.pop() ?? '';
  const entries = parts.map((entry): [string, string] => {
    const end = entry.indexOf('=');
    return [entry.slice(0, end), entry.slice(end + 1)];
  });
  return { environment: Object.fromEntries(entries), inputs };
}

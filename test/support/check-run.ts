/** Runs `otter-sts check` in this process, and returns its output. */
import { addCheck } from '../../cli/check.ts';
import type { CheckLine } from '../../src/check/index.ts';
import { type ProgramRun, runCommand } from './program-run.ts';

export interface JsonCheckRun extends ProgramRun {
  readonly lines: readonly CheckLine[];
  /** Each line's status, by its name. */
  readonly statuses: Readonly<Record<string, string>>;
  /** The line with this name. */
  readonly line: (name: string) => CheckLine;
}

/** Only one run at a time, because the process has one standard output. */
export function runCheck(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  onOutput?: (text: string) => void,
): Promise<ProgramRun> {
  return runCommand(addCheck, ['check', ...args], environment, onOutput);
}

export async function runJsonCheck(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<JsonCheckRun> {
  const run = await runCheck([...args, '--json'], environment);
  const { checks: lines }: { checks: CheckLine[] } = JSON.parse(run.stdout);
  const line = (name: string) => {
    const found = lines.find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`There is no line ${name} in:\n${run.stdout}`);
    return found;
  };
  return {
    ...run,
    lines,
    statuses: Object.fromEntries(lines.map(({ name, status }) => [name, status])),
    line,
  };
}

/** Runs `otter-sts check` in this process, and keeps what it prints. */
import { vi } from 'vitest';
import { addCheck } from '../../cli/check.ts';
import { runProgram } from '../../cli/program.ts';
import type { CheckLine } from '../../src/check/index.ts';

export interface CheckRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface JsonCheckRun extends CheckRun {
  readonly lines: readonly CheckLine[];
  /** Each line's status, by its name. */
  readonly statuses: Readonly<Record<string, string>>;
  /** The line of that name. */
  readonly line: (name: string) => CheckLine;
}

/** One run at a time: the process has one standard output. */
export async function runCheck(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  onOutput: (text: string) => void = () => undefined,
): Promise<CheckRun> {
  const printed = { stdout: '', stderr: '' };
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.stdout += text;
    onOutput(String(text));
    return true;
  });
  const writeError = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed.stderr += text;
    return true;
  });
  const log = vi.spyOn(console, 'error').mockImplementation((text) => {
    printed.stderr += `${text}\n`;
  });
  try {
    const surroundings = { environment, platform: process.platform, now: Date.now };
    return { exitCode: await runProgram(['check', ...args], '0', [addCheck], surroundings), ...printed };
  } finally {
    for (const spy of [write, writeError, log]) spy.mockRestore();
  }
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

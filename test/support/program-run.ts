/** Runs a command of `otter-sts` in this process, and returns its output. */
import { vi } from 'vitest';
import { type AddCommand, runProgram } from '../../cli/program.ts';

export interface ProgramRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Only one run at a time, because the process has one standard output. */
export async function runCommand(
  add: AddCommand,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  onOutput: (text: string) => void = () => undefined,
): Promise<ProgramRun> {
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
    const context = { environment, platform: process.platform, now: Date.now };
    return { exitCode: await runProgram(args, '0', [add], context), ...printed };
  } finally {
    for (const spy of [write, writeError, log]) spy.mockRestore();
  }
}

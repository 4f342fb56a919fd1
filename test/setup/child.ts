import { spawn } from 'node:child_process';

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Standard output and standard error, in order of arrival. */
  output: string;
}

export interface ChildOptions {
  cwd: string;
  env?: Readonly<Record<string, string>>;
  /** Milliseconds until it is killed. Default: 10 minutes. */
  timeout?: number;
}

/** Runs one of the project's tools and captures its output. Rejects when it cannot be started. */
export function runChild(command: string, args: readonly string[], options: ChildOptions): Promise<Ended> {
  const env = { ...process.env, ...options.env };
  const child = spawn(command, args, { cwd: options.cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const timeout = options.timeout ?? 10 * 60_000;
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  // On SIGTERM, the tools end what they started. A terminal signals them itself.
  const forward = () => child.kill('SIGTERM');
  process.once('SIGTERM', forward);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      output += `\n${command} was still running after ${timeout / 60_000} minutes, and was killed.\n`;
      child.kill('SIGKILL');
    }, timeout);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      process.off('SIGTERM', forward);
      resolve({ code, signal, output });
    });
  });
}

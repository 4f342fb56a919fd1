/** S3 clients that work side by side in one `otter-sts exec` while its sessions are renewed. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectFolder, start } from '../command.ts';
import { LOADS, type Load } from './clients.ts';

export interface ExecReport {
  code: number | null;
  /** The output of exec and its command. */
  output: string;
  /** The environment of the command. */
  environment: Record<string, string>;
  loads: Record<string, Load>;
}

/** A command that records its environment, and runs until the file `end` exists. */
const COMMAND = `
const { existsSync, renameSync, writeFileSync } = require('node:fs');
writeFileSync('environment.part', JSON.stringify(process.env));
renameSync('environment.part', 'environment');
const timer = setInterval(() => existsSync('end') && clearInterval(timer), 100);`;

/**
 * @param env the environment of exec
 * @param work ends when the clients must stop
 */
export async function workUnderExec(
  bucket: string,
  env: Readonly<Record<string, string>>,
  work: () => Promise<void>,
): Promise<ExecReport> {
  const folder = mkdtempSync(join(tmpdir(), 'otter-exec-'));
  const program = [join(projectFolder, 'cli/main.ts'), 'exec', '--', process.execPath, '-e', COMMAND];
  const exec = start(process.execPath, program, { cwd: folder, home: folder, env, timeout: 500_000 });
  try {
    const environment = await readWhenThere(join(folder, 'environment'), exec.result);
    const stopFile = join(folder, 'stop');
    const loads = Object.entries(LOADS).map(async ([name, startLoad]): Promise<[string, Load]> => {
      const own = join(folder, name.replaceAll(' ', '-'));
      mkdirSync(own);
      const { HOME: _, ...rest } = environment;
      return [name, await startLoad({ env: rest, bucket, folder: own, stopFile })];
    });
    await work().finally(() => writeFileSync(stopFile, ''));
    const done = Object.fromEntries(await Promise.all(loads));
    // Not earlier, because the credentials end with the command.
    writeFileSync(join(folder, 'end'), '');
    const { code, stdout, stderr } = await exec.result;
    return { code, output: stdout + stderr, environment, loads: done };
  } finally {
    exec.child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readWhenThere(
  path: string,
  ended: Promise<{ stdout: string; stderr: string }>,
): Promise<Record<string, string>> {
  let end: { stderr: string } | undefined;
  void ended.then((result) => {
    end = result;
  });
  for (;;) {
    try {
      return JSON.parse(readFileSync(path, 'utf8'));
    } catch {
      if (end !== undefined) throw new Error(`exec ended: ${end.stderr}`);
      await sleep(50);
    }
  }
}

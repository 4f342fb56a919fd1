import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program whose life is measured, from its spawn to its exit. */
export interface Program {
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
}

export interface Lives {
  /** Milliseconds, by round. */
  readonly wall: readonly number[];
  /** The most megabytes that were resident; undefined without `/usr/bin/time`. */
  readonly peakMegabytes: number | undefined;
}

/**
 * Runs the programs in turn, A B C A B C …, so that a machine that gets slower meanwhile is slower for all. The first
 * round only warms the disk's cache. Memory is measured in a run of its own, after all the others.
 *
 * @throws Error when one of them fails
 */
export async function measureLives(
  programs: Readonly<Record<string, Program>>,
  rounds: number,
): Promise<Record<string, Lives>> {
  const walls: Record<string, number[]> = {};
  for (let round = 0; round <= rounds; round++) {
    for (const [name, program] of Object.entries(programs)) {
      const milliseconds = await live(program);
      walls[name] ??= [];
      if (round > 0) walls[name].push(milliseconds);
    }
  }
  const lives: Record<string, Lives> = {};
  for (const [name, program] of Object.entries(programs)) {
    lives[name] = { wall: walls[name] ?? [], peakMegabytes: await measurePeak(program) };
  }
  return lives;
}

/** How many times as long one took as the other, by round; undefined when one of them was not there. */
export function ratios(one: Lives | undefined, other: Lives | undefined): number[] | undefined {
  if (one === undefined || other === undefined) return undefined;
  return one.wall.map((milliseconds, round) => milliseconds / (other.wall[round] ?? Number.NaN));
}

async function live({ command: [program, ...args], env }: Program): Promise<number> {
  const start = performance.now();
  const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const [code] = await once(child, 'exit');
  const milliseconds = performance.now() - start;
  if (code !== 0) throw new Error(`${[program, ...args].join(' ')} ended with ${code}: ${complaint}`);
  return milliseconds;
}

const TIME = '/usr/bin/time';

async function measurePeak({ command, env }: Program): Promise<number | undefined> {
  if (!existsSync(TIME)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'otter-bench-'));
  try {
    const file = join(folder, 'kilobytes');
    await live({ command: [TIME, '-f', '%M', '-o', file, ...command], env });
    return Number(readFileSync(file, 'utf8')) / 1024;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

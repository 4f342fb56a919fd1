import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program whose lifetime is measured, from spawn to exit. */
export interface Program {
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  /** Runs before each start, and is not measured. */
  readonly prepare?: () => void;
}

export interface Lives {
  /** Milliseconds, by round. */
  readonly wall: readonly number[];
  /** The peak of the resident memory in MB. Undefined if it was not measured, or there is no `/usr/bin/time`. */
  readonly peakMegabytes: number | undefined;
}

/**
 * Runs the programs in turn, A B C B C A C A B …, so that a machine that slows down affects all, and no program always
 * follows the same one. The first round only warms the disk cache. Memory is measured in a separate run at the end.
 *
 * @param ofMemory the names of the programs whose memory is measured
 * @throws Error when one of them fails
 */
export function measureLives(
  programs: Readonly<Record<string, Program>>,
  rounds: number,
  ofMemory: readonly string[],
): Record<string, Lives> {
  const walls: Record<string, number[]> = {};
  const entries = Object.entries(programs);
  for (let round = 0; round <= rounds; round++) {
    const first = round % entries.length;
    for (const [name, program] of [...entries.slice(first), ...entries.slice(0, first)]) {
      const milliseconds = live(program);
      walls[name] ??= [];
      if (round > 0) walls[name].push(milliseconds);
    }
  }
  const lives: Record<string, Lives> = {};
  for (const [name, program] of Object.entries(programs)) {
    const peakMegabytes = ofMemory.includes(name) ? measurePeak(program) : undefined;
    lives[name] = { wall: walls[name] ?? [], peakMegabytes };
  }
  return lives;
}

/** The ratios of their times, by round. Undefined if one of them was not measured. */
export function ratios(one: Lives | undefined, other: Lives | undefined): number[] | undefined {
  if (one === undefined || other === undefined) return undefined;
  return one.wall.map((milliseconds, round) => milliseconds / (other.wall[round] ?? Number.NaN));
}

/** Waits in the system, so that nothing but the call is measured. */
function live({ command: [program, ...args], env, prepare }: Program): number {
  prepare?.();
  const start = performance.now();
  const { status, stderr, error } = spawnSync(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const milliseconds = performance.now() - start;
  if (status === 0) return milliseconds;
  throw new Error(`${[program, ...args].join(' ')} ended with ${status}: ${error ?? stderr}`);
}

const TIME = '/usr/bin/time';

function measurePeak({ command, ...program }: Program): number | undefined {
  if (!existsSync(TIME)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'otter-bench-'));
  try {
    const file = join(folder, 'kilobytes');
    live({ ...program, command: [TIME, '-f', '%M', '-o', file, ...command] });
    return Number(readFileSync(file, 'utf8')) / 1024;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

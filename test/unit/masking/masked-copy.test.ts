import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const PROGRAM = join(import.meta.dirname, '../../../cli/main.ts');
const KEY = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const folder = mkdtempSync(join(tmpdir(), 'masked-copy-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A megabyte. Most reads contain no secret, so their bytes are passed on without a copy. */
function exampleLog(secret: string): string {
  return Array.from({ length: 20_000 }, (_, line) =>
    line % 3_001 === 0
      ? `${line} ${'x'.repeat(line % 131)}${secret}`
      : `${line} wJalrX ${'y'.repeat(line % 97)}`,
  ).join('\n');
}

const env = { PATH: process.env.PATH, AWS_SECRET_ACCESS_KEY: KEY };
const log = join(folder, 'log');
writeFileSync(log, exampleLog(KEY));

/** Reads the output only now and then, so that the pipe is full and the input has to wait. */
const slowReader = `"${process.execPath}" -e 'process.stdin.on("data", (bytes) => {
  process.stdout.write(bytes);
  process.stdin.pause();
  setTimeout(() => process.stdin.resume(), 3);
})'`;

it.each([
  ['a pipe', `cat "${log}" | "$NODE" "$PROGRAM" mask`],
  ['a pipe, read slowly', `cat "${log}" | "$NODE" "$PROGRAM" mask | ${slowReader}`],
  ['a pipe, written in small pieces', `dd if="${log}" bs=997 2>/dev/null | "$NODE" "$PROGRAM" mask`],
  ['a file', `"$NODE" "$PROGRAM" mask <"${log}"`],
])('masks what comes from %s, and loses nothing', (_, script) => {
  const output = join(folder, 'output');
  execFileSync('sh', ['-c', `{ ${script}; } >"${output}"`], {
    env: { ...env, NODE: process.execPath, PROGRAM },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  expect(readFileSync(output, 'utf8') === exampleLog('***')).toBe(true);
});

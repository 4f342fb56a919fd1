import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AgentLog } from '../../src/refresh/agent/log.ts';

let folder: string;
let log: AgentLog;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otter-log-'));
  log = new AgentLog(join(folder, 'agent.log'));
});

afterEach(() => {
  log.close();
  rmSync(folder, { recursive: true });
});

/** Writes lines of about 4,000 bytes. */
function fill(lines: number): void {
  for (let line = 0; line < lines; line += 1) log.write('x'.repeat(3_970));
}

/** As on Windows while another program has the old log open. */
function holdOldLog(): () => void {
  mkdirSync(`${log.path}.1`);
  writeFileSync(join(`${log.path}.1`, 'file'), '');
  return () => rmSync(`${log.path}.1`, { recursive: true });
}

/** Not by `toContain`, which would print the whole log. */
function says(path: string, text: string): boolean {
  return readFileSync(path, 'utf8').includes(text);
}

test('a log that is full is renamed, and goes on in a new one', () => {
  fill(140);
  expect(statSync(`${log.path}.1`).size).toBeGreaterThan(500_000);
  expect(statSync(log.path).size).toBeLessThan(100_000);
});

test('a log that cannot be renamed takes the line all the same, and the next line tries again', () => {
  const release = holdOldLog();
  fill(132);
  log.write('renewing failed');
  expect(says(log.path, 'renewing failed')).toBe(true);
  release();
  log.write('session obtained');
  expect(says(log.path, 'session obtained')).toBe(true);
  expect(says(log.path, 'renewing failed')).toBe(false);
  expect(says(`${log.path}.1`, 'renewing failed')).toBe(true);
});

test('a log that can never be renamed does not grow without end', () => {
  holdOldLog();
  fill(400);
  expect(statSync(log.path).size).toBeLessThan(700_000);
});

import { expect, test, vi } from 'vitest';
import { runChild } from '../../cli/child.ts';

test('a command that the system refuses to start is explained, and not reported as a bug', async () => {
  const said: string[] = [];
  const spy = vi.spyOn(console, 'error').mockImplementation((text) => void said.push(String(text)));
  const environment = { PATH: process.env.PATH, LARGE: 'x'.repeat(200_000) };
  try {
    expect(await runChild(['true'], environment, 'inherit')).toBe(126);
  } finally {
    spy.mockRestore();
  }
  expect(said.join()).toContain("'true' cannot be run (E2BIG).");
});

import { expect, test } from 'vitest';
import { readCommandLine } from '../setup/command-line.ts';
import { installDebianPackages } from '../setup/debian.ts';

test('npm test installs Debian packages unless it is told not to', () => {
  expect(readCommandLine([])).toMatchObject({ kind: 'run', install: true, checks: true });
  const chosen = { kind: 'run', install: false, checks: false, suites: ['unit'] };
  expect(readCommandLine(['--no-install', 'unit'])).toEqual(chosen);
  expect(readCommandLine(['--no-instal'])).toMatchObject({ kind: 'mistake' });
});

test('npm test omits suites that take too long, unless they are named', () => {
  expect(readCommandLine([])).not.toMatchObject({ suites: expect.arrayContaining(['clients-more']) });
  expect(readCommandLine(['clients-more', 'unit'])).toMatchObject({ suites: ['unit', 'clients-more'] });
});

test('with --no-install, nothing is installed, and the reason is reported', () => {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  expect(installDebianPackages(['no-such-package'], { install: false, say })).toBe('--no-install was given');
  expect(said).toEqual([]);
});

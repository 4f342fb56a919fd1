import { expect, test } from 'vitest';
import { executableOf } from '../../gitlab/build-executable.ts';
import { projectFolder, run } from '../support/command.ts';

const build = (...args: string[]) =>
  run('node', ['gitlab/build-executable.ts', ...args], { cwd: projectFolder });

test('npm run build:executable -- --help names all targets', async () => {
  const { code, stdout } = await build('--help');
  expect(code).toBe(0);
  for (const system of ['linux-x64', 'linux-arm64']) expect(stdout).toContain(`${system}, ${system}-musl`);
  for (const target of ['macos-arm64', 'windows-x64']) expect(stdout).toContain(target);
});

test.each([
  ['a target that does not exist', 'linux-mips', 'There is no target "linux-mips".'],
  ['one that every object has', 'constructor', 'There is no target "constructor".'],
  ['an option that does not exist', '--fast', "Unknown option '--fast'"],
])('%s is refused before anything is built', async (_, argument, message) => {
  const { code, stdout, stderr } = await build('linux-x64', argument);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr).toContain('See npm run build:executable -- --help.');
});

test('an executable is named after its target', () => {
  expect(executableOf('linux-arm64-musl')).toMatch(/\/otter-sts-linux-arm64-musl$/);
  expect(executableOf('windows-x64')).toMatch(/\/otter-sts-windows-x64\.exe$/);
});

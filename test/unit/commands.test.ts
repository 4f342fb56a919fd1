import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder, runOrThrow } from '../support/command.ts';

const FILES = ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_STATE'];

/** Uses every command, with values that need escaping, and prints what it read. */
const SCRIPT = (commands: string) => `
${commands}
const odd = 'a%b\\r\\nc: d,e';
console.log(JSON.stringify([commands.getInput('two words'), commands.getInput('no-such'), commands.getState('kept')]));
commands.setSecret(odd);
if (commands.exportVariables) commands.exportVariables({ NAME: odd, OTHER: 'x' });
else for (const [name, value] of [['NAME', odd], ['OTHER', 'x']]) commands.exportVariable(name, value);
console.log(process.env.NAME);
commands.setOutput('number', 3);
commands.setOutput('text', odd);
commands.saveState('object', { a: [1] });
commands.info(odd);
commands.warning(odd);
commands.warning(new Error('broken'), { title: odd, startLine: 7 });
commands.error(odd, { title: 'A title', file: 'a,b' });
`;

async function perform(commands: string, withFiles: boolean): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'otter-commands-'));
  try {
    const paths = withFiles ? FILES.map((name) => [name, join(folder, name)] as const) : [];
    for (const [, path] of paths) writeFileSync(path, '');
    const inputs = { INPUT_TWO_WORDS: '  both ', STATE_kept: ' as it is ' };
    const output = await runOrThrow(process.execPath, ['--input-type=module', '-e', SCRIPT(commands)], {
      cwd: projectFolder,
      env: { ...inputs, ...Object.fromEntries(paths) },
    });
    const written = paths.map(([, path]) => readFileSync(path, 'utf8'));
    return [output, ...written].join('\n').replace(/ghadelimiter_[0-9a-f-]{36}/g, 'DELIMITER');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each([
  ['through the runner’s files', true],
  ['through the output', false],
])('the action’s commands are those of @actions/core, %s', async (_how, withFiles) => {
  const own = await perform("import { commands } from './action/commands.ts';", withFiles);
  const original = await perform("import * as commands from '@actions/core';", withFiles);
  expect(own).toBe(original);
  expect(own).toContain('::add-mask::a%25b%0D%0Ac: d,e');
});

test('a value that holds the delimiter of its own file command stays one value', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'otter-commands-'));
  try {
    const file = join(folder, 'env');
    writeFileSync(file, '');
    const delimiter = `ghadelimiter_${'0'.repeat(36)}`;
    const value = `a\n${delimiter}\nINJECTED=1`;
    await runScript(`commands.exportVariables({ NAME: ${JSON.stringify(value)} });`, { GITHUB_ENV: file });
    const [, used, written] = /^NAME<<(.+)\n([\s\S]*)\n\1\n$/.exec(readFileSync(file, 'utf8')) ?? [];
    expect(written).toBe(value);
    expect(value.split('\n')).not.toContain(used);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('lines stay whole and in order on a pipe that is full and does not wait', async () => {
  const long = 'x'.repeat(1_000_000);
  // Looking at the stream takes it into use, and with it the pipe stops to wait.
  const output = await runScript(`process.stdout;
    commands.info('x'.repeat(${long.length}));
    commands.warning('second');
    commands.info('third');`);
  expect(output).toBe(`${long}\n::warning::second\nthird\n`);
});

function runScript(script: string, env: Record<string, string> = {}): Promise<string> {
  const imported = `import { commands } from './action/commands.ts';\n${script}`;
  return runOrThrow(process.execPath, ['--input-type=module', '-e', imported], { cwd: projectFolder, env });
}

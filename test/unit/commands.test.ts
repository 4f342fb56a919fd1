import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeMask } from '../../src/masking/workflow-command.ts';
import { projectFolder, runOrThrow } from '../support/command.ts';
import { decodeData } from '../support/github-runner.ts';

/** The output of a script with the action's commands, without the runner's files. */
function perform(script: string, env: Record<string, string> = {}): Promise<string> {
  const imported = `import { commands } from './action/commands.ts';\n${script}`;
  return runOrThrow(process.execPath, ['--input-type=module', '-e', imported], { cwd: projectFolder, env });
}

test('a secret input can be read, although it is not in the environment of the process', async () => {
  const script = `
    console.log(commands.getInput('service-secret-key'), commands.getInput('two words'), commands.getInput('no-such'));
    console.log(process.env['INPUT_SERVICE-SECRET-KEY']);`;
  const env = { 'INPUT_SERVICE-SECRET-KEY': ' the-secret\n', INPUT_TWO_WORDS: 'both' };
  expect(await perform(script, env)).toBe(
    `the-secret both \n${process.platform === 'linux' ? 'undefined' : ' the-secret\n'}\n`,
  );
});

test('text from outside cannot contain a command', async () => {
  const script = `
    const text = '::set-env name=A::b\\n##[set-output name=a]b\\u001b[31m';
    commands.info(text);
    commands.warning(new Error(text), { title: 'A title' });
    commands.error(text, { file: 'a,b', startLine: 7 });
    commands.startGroup('##[group]x\\u202e');`;
  expect(await perform(script)).toBe(
    [
      '?:set-env name=A::b',
      '#?[set-output name=a]b?[31m',
      '::warning title=A title::Error: ::set-env name=A::b%0A#?[set-output name=a]b?[31m',
      '::error file=a%2Cb,line=7::?:set-env name=A::b%0A#?[set-output name=a]b?[31m',
      '::group::#?[group]x?',
      '',
    ].join('\n'),
  );
});

test('a mask means the same to runners that decode it and to those that do not', async () => {
  const masks = ['a%2Fb%2B', '100%', '%0d%0a', '%%41'];
  const output = await perform(`for (const mask of ${JSON.stringify(masks)}) commands.setSecret(mask);`);
  expect(output).toBe(masks.map((mask) => `::add-mask::${mask}\n`).join(''));
  expect(masks.map(decodeData)).toEqual(masks);
});

test('GitHub’s runner reads any mask unchanged', () => {
  const parts = fc.constantFrom(...['%', '2', '5', '0', 'D', 'A', '\r', '\n', '%25', '%0A']);
  fc.assert(
    fc.property(fc.string({ unit: parts }), (mask) => {
      const data = escapeMask(mask);
      expect(decodeData(data)).toBe(mask);
      expect(data).not.toMatch(/[\r\n]/);
    }),
  );
});

test('lines stay whole and in order on a full, non-blocking pipe', async () => {
  const length = 1_000_000;
  const output = await perform(`
    commands.info('x'.repeat(${length}));
    commands.warning('second');
    commands.info('third');`);
  expect(output).toBe(`${'x'.repeat(length)}\n::warning::second\nthird\n`);
});

/** The scripts of `otter-sts completion`, read by the shells themselves. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { projectFolder, runOrThrow } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';

const folder = mkdtempSync(join(tmpdir(), 'otter-completion-'));

async function writeScript(shell: string, name: string): Promise<void> {
  const args = [join(projectFolder, 'cli/main.ts'), 'completion', shell];
  writeFileSync(join(folder, name), await runOrThrow(process.execPath, args));
}

describeWith('shells', 'completion', () => {
  beforeAll(async () => {
    await Promise.all([
      writeScript('bash', 'otter-sts.bash'),
      writeScript('zsh', '_otter-sts'),
      writeScript('fish', 'otter-sts.fish'),
    ]);
    mkdirSync(join(folder, 'work/site files'), { recursive: true });
    writeFileSync(join(folder, 'work/site.pem'), '');
  });

  const cases = [
    { name: 'a command', line: 'otter-sts credential-p', found: ['credential-process'] },
    { name: 'a command below a command', line: 'otter-sts agent sto', found: ['stop'] },
    { name: 'an option', line: 'otter-sts exec --session-n', found: ['--session-name'] },
    { name: 'a value of an option', line: 'otter-sts env --format dot', found: ['dotenv'] },
    {
      name: 'a value from the table of settings',
      line: 'otter-sts exec --access read-',
      found: ['read-write'],
    },
    { name: 'a file for an option', line: 'otter-sts check --ca-bundle site.', found: ['site.pem'] },
    { name: 'a folder with a blank', line: 'otter-sts download --directory si', found: ['site files'] },
    { name: 'a file to upload', line: 'otter-sts upload --overwrite site.', found: ['site.pem'] },
    { name: 'an argument', line: 'otter-sts completion pow', found: ['powershell'] },
    { name: 'the command that exec runs', line: 'otter-sts exec --bucket b -- mkdi', found: ['mkdir'] },
    {
      name: 'an argument of the command that exec runs',
      line: 'otter-sts exec -- cat site.',
      found: ['site.pem'],
    },
    { name: 'nothing for a value that nobody knows', line: 'otter-sts exec --bucket si', found: [] },
  ];

  test.each(cases)('bash completes $name', async ({ line, found }) => {
    const script = `
      source "$1"
      read -ra COMP_WORDS <<<"$2"
      COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
      _otter_sts
      ((\${#COMPREPLY[@]} == 0)) || printf '%s\\n' "\${COMPREPLY[@]}"`;
    expect(await complete('bash', ['-c', script, 'bash', join(folder, 'otter-sts.bash'), line])).toEqual(
      found,
    );
  });

  test.each(cases)('fish completes $name', async ({ line, found }) => {
    const script = 'source $argv[1]; complete -C $argv[2]';
    const lines = await complete('fish', ['--no-config', '-c', script, join(folder, 'otter-sts.fish'), line]);
    expect(lines.map((text) => text.replace(/\t.*/, '').replace(/\/$/, ''))).toEqual(found);
  });

  test('zsh completes all of these', async () => {
    // A terminal in which Tab is pressed and the resulting line is printed.
    const script = `
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "fpath=($1 \\$fpath); autoload -Uz compinit; compinit -u -D; PS1=; setopt no_beep"
      zpty -w shell 'keep() { print -r -- "[[$BUFFER]]"; BUFFER=; zle accept-line }; zle -N keep; bindkey "^O" keep'
      zpty -w shell 'print -r -- READ''Y'
      zpty -r -m shell line '*READY*'
      for typed in "\${@[2,-1]}"; do
        zpty -n -w shell "$typed"$'\\t\\C-o'
        zpty -r -m shell line '*\\]\\]*'
        print -r -- "\${\${line##*\\[\\[}%%\\]\\]*}"
      done
      zpty -d shell`;
    const typed = cases.map(({ line }) => line);
    const completed = await complete('zsh', ['-f', '-c', script, 'zsh', folder, ...typed]);
    expect(completed.map((line) => line.replace(/[ /]$/, ''))).toEqual(
      cases.map(({ line, found: [word = /\S*$/.exec(line)?.[0] ?? ''] }) =>
        line.replace(/\S*$/, word.replace(' ', '\\ ')),
      ),
    );
  });
});

/** The lines of a shell's output. */
async function complete(shell: string, args: string[]): Promise<string[]> {
  const text = await runOrThrow(shell, args, { cwd: join(folder, 'work'), env: { TERM: 'xterm' } });
  return [...new Set(text.split('\n').filter((line) => line !== ''))];
}

import { Argument, type Command, type Option } from 'commander';
import { type Name, SETTINGS } from '../src/inputs.ts';
import {
  type CompletedCommand,
  type CompletedOption,
  formatCompletion,
  SHELLS,
  type Shell,
} from './completion-script.ts';
import type { AddCommand } from './program.ts';

const HELP = `
The script completes commands, options, their values and file names. It starts no program, so print it again after an
update.

Examples:
  $ otter-sts completion bash > ~/.local/share/bash-completion/completions/otter-sts
  $ otter-sts completion zsh > "\${fpath[1]}/_otter-sts"
  $ otter-sts completion fish > ~/.config/fish/completions/otter-sts.fish
  PS> otter-sts completion powershell >> $PROFILE`;

/** `otter-sts completion SHELL`: a script with which a shell completes this program's command line. */
export const addCompletion: AddCommand = (program) => {
  program
    .command('completion')
    .description('print a script that completes the command line in bash, zsh, fish or PowerShell')
    .addArgument(new Argument('<SHELL>', 'the shell').choices(SHELLS))
    .addHelpText('after', HELP)
    .action((shell: Shell) => {
      process.stdout.write(formatCompletion(shell, describe(program, [])));
    });
};

/** A command and all below it, as a list. */
function describe(command: Command, path: readonly string[]): CompletedCommand[] {
  const { visibleCommands, visibleOptions } = readVisible(command);
  const own: CompletedCommand = {
    path,
    commands: visibleCommands.map((child) => ({ name: child.name(), help: child.description() })),
    options: visibleOptions.flatMap(describeOption),
    words: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    takes: argumentsOf(command),
  };
  return [own, ...visibleCommands.flatMap((child) => describe(child, [...path, child.name()]))];
}

function readVisible(command: Command) {
  const help = command.createHelp();
  return {
    visibleCommands: help.visibleCommands(command),
    visibleOptions: help.visibleOptions(command),
  };
}

/** What the arguments of a command are: another command line, files, or neither. */
function argumentsOf(command: Command): CompletedCommand['takes'] {
  const names = command.registeredArguments.map((argument) => argument.name());
  if (names.includes('command')) return 'command';
  return names.includes('paths') ? 'files' : 'nothing';
}

function describeOption(option: Option): CompletedOption[] {
  const { long, description, flags, argChoices } = option;
  if (!long) return [];
  const setting = SETTINGS[long.slice(2) as Name];
  const choices = argChoices ?? (setting && 'choices' in setting ? setting.choices : undefined) ?? [];
  return [{ name: long, help: description, choices, value: placeholderOf(flags) }];
}

/** By the placeholder in the help, such as `<FILE>`. */
function placeholderOf(flags: string): CompletedOption['value'] {
  const placeholder = /[<[]([A-Z]+)/.exec(flags)?.[1];
  if (placeholder === undefined) return 'none';
  if (placeholder === 'FILE') return 'file';
  return ['FOLDER', 'DIRECTORY', 'DIR'].includes(placeholder) ? 'folder' : 'text';
}

/** The shells that completions are written for. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

export interface CompletedOption {
  /** With its dashes. */
  readonly name: string;
  readonly help: string;
  readonly choices: readonly string[];
  readonly value: 'none' | 'file' | 'folder' | 'text';
}

export interface CompletedCommand {
  /** The words before it and its own, without the program's. */
  readonly path: readonly string[];
  readonly commands: readonly { readonly name: string; readonly help: string }[];
  readonly options: readonly CompletedOption[];
  /** What its argument can be. */
  readonly words: readonly string[];
  readonly takes: 'files' | 'command' | 'nothing';
}

/**
 * @param commands the program first, then those below it
 * @returns the script, which the shell reads at its start
 */
export function formatCompletion(shell: Shell, commands: readonly CompletedCommand[]): string {
  return { bash, zsh, fish, powershell }[shell](commands);
}

/** As the scripts keep it: each word with a blank before it. */
function pathOf({ path }: CompletedCommand): string {
  return path.map((word) => ` ${word}`).join('');
}

/** In single quotes. Help has no line breaks. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The help's first sentence, which fits on a line. */
function summarize(help: string): string {
  return help.replace(/\.(?: .*)?$/, '').trim();
}

/** The commands below the program, as alternatives of a `case`. */
function pathPattern(commands: readonly CompletedCommand[]): string {
  return commands.slice(1).map(pathOf).map(quote).join(' | ');
}

/** Options with a value, each with what completes it. */
function valueCases(
  commands: readonly CompletedCommand[],
  complete: (option: CompletedOption) => string,
): string {
  const cases = commands.flatMap((command) =>
    command.options
      .filter(({ value }) => value !== 'none')
      .map((option) => `    ${quote(`${pathOf(command)} ${option.name}`)}) ${complete(option)}; return ;;`),
  );
  return cases.join('\n');
}

function bash(commands: readonly CompletedCommand[]): string {
  const complete = ({ value, choices }: CompletedOption) => {
    if (choices.length > 0) return `COMPREPLY=($(compgen -W ${quote(choices.join(' '))} -- "$word"))`;
    if (value === 'text') return 'COMPREPLY=()';
    return `IFS=$'\\n'; COMPREPLY=($(compgen ${value === 'file' ? '-f' : '-d'} -- "$word"))`;
  };
  const words = commands.map((command) => {
    const names = [...command.commands.map(({ name }) => name), ...command.words];
    const options = command.options.map(({ name }) => name);
    const files = command.takes === 'nothing' ? ':' : `IFS=$'\\n'; COMPREPLY+=($(compgen -f -- "$word"))`;
    return `    ${quote(pathOf(command))})
      if [[ $word == -* ]]; then COMPREPLY=($(compgen -W ${quote(options.join(' '))} -- "$word"))
      else COMPREPLY=($(compgen -W ${quote(names.join(' '))} -- "$word")); ${files}; fi ;;`;
  });
  return `# bash completion for otter-sts. Written by: otter-sts completion bash
_otter_sts() {
  local IFS=$' \\t\\n' word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} path= index
  for ((index = 1; index < COMP_CWORD; index++)); do
    if [[ \${COMP_WORDS[index]} == -- ]]; then
      # What follows is another command line.
      if declare -F _command_offset >/dev/null; then _command_offset $((index + 1)); return; fi
      IFS=$'\\n'
      if ((index + 1 == COMP_CWORD)); then COMPREPLY=($(compgen -c -- "$word")); else COMPREPLY=($(compgen -f -- "$word")); fi
      return
    fi
    case "$path \${COMP_WORDS[index]}" in
      ${pathPattern(commands)}) path="$path \${COMP_WORDS[index]}" ;;
    esac
  done
  IFS=$' \\n'
  case "$path $before" in
${valueCases(commands, complete)}
  esac
  case "$path" in
${words.join('\n')}
  esac
}
complete -o filenames -F _otter_sts otter-sts
`;
}

function zsh(commands: readonly CompletedCommand[]): string {
  const complete = ({ value, choices }: CompletedOption) => {
    if (choices.length > 0) return `compadd -- ${choices.map(quote).join(' ')}`;
    if (value === 'text') return ':';
    return value === 'file' ? '_files' : '_files -/';
  };
  const described = (name: string, help: string) => quote(`${name}:${summarize(help)}`);
  const cases = commands.map((command) => {
    const names = command.commands.map(({ name, help }) => described(name, help));
    const options = command.options.map(({ name, help }) => described(name, help));
    const others = [
      command.words.length > 0 ? `compadd -- ${command.words.join(' ')}` : '',
      command.takes === 'nothing' ? '' : '_files',
    ];
    return `    ${quote(pathOf(command))})
      options=(${options.join(' ')})
      names=(${names.join(' ')})
      if [[ $word == -* ]]; then _describe -o option options
      else (( $#names )) && _describe command names; ${others.filter(Boolean).join('; ') || ':'}; fi ;;`;
  });
  return `#compdef otter-sts
# zsh completion for otter-sts. Written by: otter-sts completion zsh
compdef _otter-sts otter-sts
_otter-sts() {
  local word=\${words[CURRENT]} before=\${words[CURRENT-1]} place= index
  local -a options names
  for ((index = 2; index < CURRENT; index++)); do
    if [[ \${words[index]} == -- ]]; then
      # What follows is another command line.
      shift $index words; (( CURRENT -= index )); _normal; return
    fi
    case "$place \${words[index]}" in
      ${pathPattern(commands)}) place="$place \${words[index]}" ;;
    esac
  done
  case "$place $before" in
${valueCases(commands, complete)}
  esac
  case "$place" in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = _otter-sts ]; then _otter-sts; fi
`;
}

function fish(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap((command) => {
    const start = `complete -c otter-sts -n ${quote(`__otter_sts_at ${quoteForFish(pathOf(command))}`)}`;
    return [
      ...command.commands.map(({ name, help }) => `${start} -a ${name} -d ${quoteForFish(summarize(help))}`),
      ...command.options.map((option) => `${start} ${fishOption(option)}`),
      ...(command.words.length > 0 ? [`${start} -a '${command.words.join(' ')}'`] : []),
      ...(command.takes === 'nothing' ? [] : [`${start} -F`]),
    ];
  });
  return `# fish completion for otter-sts. Written by: otter-sts completion fish
function __otter_sts_at
    set -l place ''
    for word in (commandline -opc)[2..-1]
        # What follows is another command line.
        test "$word" = -- && return 1
        switch "$place $word"
            case ${commands
              .slice(1)
              .map((command) => quoteForFish(pathOf(command)))
              .join(' ')}
                set place "$place $word"
        end
    end
    test "$place" = "$argv[1]"
end
function __otter_sts_command
    contains -- -- (commandline -opc)
end
complete -c otter-sts -f
complete -c otter-sts -n __otter_sts_command -a '(set -l words (commandline -opc); set -l at (contains -i -- -- $words); complete -C (string join " " -- $words[(math $at + 1)..-1] (commandline -ct)))'
${lines.join('\n')}
`;
}

function quoteForFish(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function fishOption({ name, help, choices, value }: CompletedOption): string {
  const base = `-l ${name.slice(2)} -d ${quoteForFish(summarize(help))}`;
  if (value === 'none') return base;
  if (choices.length > 0) return `${base} -x -a ${quoteForFish(choices.join(' '))}`;
  if (value === 'text') return `${base} -x`;
  return value === 'file' ? `${base} -r -F` : `${base} -x -a '(__fish_complete_directories)'`;
}

function powershell(commands: readonly CompletedCommand[]): string {
  const entries = commands.map((command) => {
    const names = [...command.commands, ...command.words.map((name) => ({ name, help: name }))];
    const options = command.options.map(
      ({ name, help, value, choices }) =>
        `@{ Name = ${quotePs(name)}; Help = ${quotePs(summarize(help))}; Value = ${quotePs(value)}; Choices = @(${choices.map(quotePs).join(', ')}) }`,
    );
    return `  ${quotePs(pathOf(command))} = @{
    Files = $${command.takes !== 'nothing'}
    Names = @(${names.map(({ name, help }) => `@{ Name = ${quotePs(name)}; Help = ${quotePs(summarize(help))} }`).join(', ')})
    Options = @(
      ${options.join('\n      ')}
    )
  }`;
  });
  return `# PowerShell completion for otter-sts. Written by: otter-sts completion powershell
$otterStsCommands = @{
${entries.join('\n')}
}
Register-ArgumentCompleter -Native -CommandName otter-sts -ScriptBlock {
  param($word, $line, $position)
  $place = ''
  $before = ''
  foreach ($element in $line.CommandElements | Select-Object -Skip 1) {
    if ($element.Extent.EndOffset -ge $position) { break }
    $before = $element.Extent.Text
    # What follows is another command line.
    if ($before -eq '--') { return }
    if ($otterStsCommands.ContainsKey("$place $before")) { $place = "$place $before" }
  }
  $at = $otterStsCommands[$place]
  $option = $at.Options | Where-Object { $_.Name -eq $before -and $_.Value -ne 'none' }
  # With no result PowerShell completes file names.
  if ($option) { $found = $option.Choices | ForEach-Object { @{ Name = $_; Help = $_ } } }
  elseif ($word -like '-*') { $found = $at.Options }
  elseif ($at.Files) { return }
  else { $found = $at.Names }
  $found | Where-Object { $_.Name -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_.Name, $_.Name, 'ParameterValue', $_.Help)
  }
}
`;
}

function quotePs(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

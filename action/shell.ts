import { InputError } from '../src/failure.ts';

export interface Shell {
  readonly command: string;
  /** `{0}` stands for the script's path. */
  readonly arguments: readonly string[];
  /** The file extension of the script, with its dot, which PowerShell and cmd require. */
  readonly extension: string;
  /** Whether the arguments are already quoted. Node would write quotes in a way that cmd does not understand. */
  readonly verbatim?: boolean;
  /** The runner's wrapper, which makes a script stop at its first error. */
  readonly wrap?: (script: string) => string;
}

const wrapPowerShell = (script: string) =>
  `$ErrorActionPreference = 'stop'\n${script}\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }\n`;

// The runner's own table (actions/runner, ScriptHandlerHelpers), which users of `run:` expect.
const SHELLS: Readonly<Record<string, Shell>> = {
  bash: { command: 'bash', arguments: ['--noprofile', '--norc', '-eo', 'pipefail', '{0}'], extension: '.sh' },
  sh: { command: 'sh', arguments: ['-e', '{0}'], extension: '.sh' },
  pwsh: {
    command: 'pwsh',
    arguments: ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', ". '{0}'"],
    extension: '.ps1',
    wrap: wrapPowerShell,
  },
  powershell: {
    command: 'powershell',
    arguments: ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', ". '{0}'"],
    extension: '.ps1',
    wrap: wrapPowerShell,
  },
  cmd: {
    command: 'cmd',
    arguments: ['/D', '/E:ON', '/V:OFF', '/S', '/C', '"CALL "{0}""'],
    extension: '.cmd',
    verbatim: true,
    // As the runner does: with other line ends, cmd does not find every label.
    wrap: (script) => `@echo off\r\n${script.replaceAll(/\r?\n/g, '\r\n')}\r\n`,
  },
  python: { command: 'python', arguments: ['{0}'], extension: '.py' },
};

/**
 * Reads the `shell` input: a known name, or a command line with `{0}`.
 *
 * @throws InputError when it is neither, or has quotes
 */
export function parseShell(text: string, platform: NodeJS.Platform): Shell {
  const name = text === '' ? (platform === 'win32' ? 'pwsh' : 'bash') : text;
  const known = Object.hasOwn(SHELLS, name) ? SHELLS[name] : undefined;
  if (known !== undefined) return known;
  const [command, ...rest] = name.split(/\s+/);
  if (command === undefined || command === '' || !rest.some((argument) => argument.includes('{0}'))) {
    throw new InputError(
      'shell',
      `must be ${Object.keys(SHELLS).join(', ')}, or a command line with {0} for the script's path.`,
    );
  }
  if (/["']/.test(name)) {
    throw new InputError(
      'shell',
      'must not have quotes: it is split at every space. Move what needs quotes into run.',
    );
  }
  return { command, arguments: rest, extension: '' };
}

export function shellArguments(shell: Shell, script: string): string[] {
  return shell.arguments.map((argument) => argument.replaceAll('{0}', script));
}

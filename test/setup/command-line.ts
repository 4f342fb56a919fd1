import { parseArgs } from 'node:util';
import { namedSuites, type Suite, suites } from './suites.ts';

export type TestCommand =
  | {
      kind: 'run';
      suites: readonly string[];
      checks: boolean /** Whether Debian packages may be installed. */;
      install: boolean;
    }
  | { kind: 'help'; text: string }
  | { kind: 'mistake'; text: string };

const listOf = (some: readonly Suite[]) =>
  some.map(({ name, purpose }) => `  ${name.padEnd(14)}${purpose}`).join('\n');

const help = `Usage: npm test -- [--no-install] [SUITE…]

Prepares what the suites need, runs the checks and the tests, and ends with the line
"N passed, N failed, N skipped". Without a SUITE, all suites run.

As root on Debian, it names the missing Debian packages and then installs them. Everything else goes to .cache/, or to
the folder in OTTER_TEST_CACHE.
  --no-install   installs no Debian packages; the tests that need them are skipped, with the reason

Suites:
  checks        types, lint, dead code, and dist/ against a fresh build
${listOf(suites)}

Only if named:
${listOf(namedSuites)}

Examples:
  npm test                      everything
  npm test -- unit wire         two suites
  npm test -- checks            what must pass before a commit
  npx vitest --project unit     reruns one suite at every change, after npm test has prepared it once

OTTER_TEST_STRICT=1 turns every skipped test into a failure.
The exit code is 1 after a failure, and 2 for an invalid command line.`;

/** Parses the arguments after `npm test --`. */
export function readCommandLine(args: readonly string[]): TestCommand {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: { help: { type: 'boolean', short: 'h' }, 'no-install': { type: 'boolean' } },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  if (values.help) return { kind: 'help', text: help };
  const option = tokens.find((token) => token.kind === 'option' && token.name !== 'no-install');
  if (option?.kind === 'option') return mistake(`There is no option ${option.rawName}.`);
  const names = [...suites, ...namedSuites].map(({ name }) => name);
  const unknown = positionals.find((name) => name !== 'checks' && !names.includes(name));
  if (unknown !== undefined)
    return mistake(`There is no suite "${unknown}": there are checks, ${names.join(', ')}.`);
  const all = positionals.length === 0;
  return {
    kind: 'run',
    suites: all ? suites.map(({ name }) => name) : names.filter((name) => positionals.includes(name)),
    checks: all || positionals.includes('checks'),
    install: values['no-install'] !== true,
  };
}

const mistake = (text: string): TestCommand => ({
  kind: 'mistake',
  text: `${text} See npm test -- --help.`,
});

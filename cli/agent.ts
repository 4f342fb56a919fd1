import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { redactorOf } from '../src/ci/index.ts';
import { refreshVariables, SHADOWS_OF_REFRESH, targetVariables } from '../src/credentials/environment.ts';
import { describeSeconds, remainingSeconds } from '../src/credentials/session.ts';
import { addToRedactor } from '../src/masking/log-redactor.ts';
import type { Command } from '../src/masking/masking-process.ts';
import { printableJson, printableLines } from '../src/printable.ts';
import { defaultAgentDirectory, removeAgentFiles } from '../src/refresh/agent/directory.ts';
import { packHandover } from '../src/refresh/agent/handover.ts';
import { runAgentProcess } from '../src/refresh/agent/process.ts';
import { startAgent } from '../src/refresh/agent/start.ts';
import { type AgentStatus, agentStatus, stopAgent } from '../src/refresh/agent/status.ts';
import { identifyProcess } from '../src/refresh/agent/watched-process.ts';
import { say, sayFirst } from './messages.ts';
import { ownCommand } from './own-command.ts';
import { readPort } from './port.ts';
import type { AddCommand } from './program.ts';
import {
  addSettings,
  type Context,
  type RequestOptions,
  readRequest,
  SECRET_HELP,
} from './request-options.ts';
import { trustOfShell } from './shell-trust.ts';
import { FORMATS, type Format, formatVariables } from './variable-format.ts';

const DEFAULT_LIFETIME_SECONDS = 24 * 3600;
/** 7 days. A forgotten agent holds the service credential for as long. */
const LONGEST_LIFETIME_SECONDS = 7 * 24 * 3600;

const START_HELP = `${SECRET_HELP}

The printed variables direct S3 clients to the agent. They include a token, which is a secret. Clients that refresh
their credentials work for as long as the agent runs.

Examples:
  $ agent="$(otter-sts agent start --parent-pid $$)" && eval "$agent"   ends with this shell
  $ aws s3 ls s3://my-bucket
  $ otter-sts agent status
  $ otter-sts agent stop`;

interface PlaceOptions {
  name: string;
}

interface StartOptions extends PlaceOptions, RequestOptions {
  format: Format;
  parentPid?: number;
  lifetime: number;
  port?: number;
}

/** `otter-sts agent start|status|stop`: the loopback endpoint as a background process. */
export const addAgent: AddCommand = (program, context, finish) => {
  const agent = program
    .command('agent')
    .description('renew a session in a background process that serves S3 clients on a loopback address')
    .helpCommand(false);

  const start = agent
    .command('start')
    .description('start the agent, and print the variables that direct S3 clients to it')
    .addOption(new Option('--format <FORMAT>', 'The format of the output.').choices(FORMATS).default('sh'))
    .option('--parent-pid <PID>', 'Ends with this process.', readRunningProcess)
    .option(
      '--lifetime <SECONDS>',
      `Ends after this number of seconds, at most ${LONGEST_LIFETIME_SECONDS} (7 days).`,
      readLifetime,
      DEFAULT_LIFETIME_SECONDS,
    )
    .option('--port <NUMBER>', 'The port to listen on. Without it, any free one.', readPort)
    .addHelpText('after', START_HELP)
    .action((options: StartOptions) => startInBackground(options, context));
  addName(start);
  addSettings(start, 'session');

  addName(agent.command('status').description('show its status; exit code 1 if it is not running'))
    .option('--json', 'Prints JSON.')
    .action(async ({ name, json }: PlaceOptions & { json?: boolean }) => {
      const found = await agentStatus(defaultAgentDirectory(context.environment, name));
      if (json === true) console.log(printableJson(found, 2));
      else
        console.log(
          printableLines(
            found.running ? describeStatus(found.status) : describeAbsence(found.absence, found.log),
          ),
        );
      finish(found.running ? 0 : 1);
    });

  addName(agent.command('stop').description('stop it; not an error if it is not running')).action(
    async ({ name }: PlaceOptions) => {
      const directory = defaultAgentDirectory(context.environment, name);
      const found = await stopAgent(directory);
      await removeAgentFiles(directory);
      const { stopped } = found;
      say(
        stopped
          ? `the agent is stopped, after ${found.status.renewals} renewals and ${found.status.failures} failures.`
          : describeAbsence(found.absence),
      );
    },
  );

  // Whoever stops the agent waits until its connection closes. Without this call, Node would close it before the process ends.
  agent.command('serve', { hidden: true }).action(async () => process.exit(await runAgentProcess(process)));
};

function addName<T extends { option: (flags: string, description: string, standard: string) => T }>(
  command: T,
): T {
  return command.option('--name <NAME>', 'The name of the agent, if a user has several.', 'default');
}

function readRunningProcess(text: string): number {
  const pid = Number(text);
  // For signals, 0 means the own process group, which always exists.
  if (/^\d{1,9}$/.test(text) && pid > 0 && identifyProcess(pid) !== undefined) return pid;
  throw new InvalidArgumentError(
    'The process does not exist: give the ID of a running one, such as $$ in a shell.',
  );
}

function readLifetime(text: string): number {
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds < 1 || seconds > LONGEST_LIFETIME_SECONDS) {
    throw new InvalidArgumentError(
      `It must be a whole number of seconds from 1 to ${LONGEST_LIFETIME_SECONDS}.`,
    );
  }
  return seconds;
}

async function startInBackground(options: StartOptions, context: Context): Promise<void> {
  const { environment, now } = context;
  const checked = readRequest(options, context, true);
  sayFirst(checked);
  const { credential, request, caBundle } = checked;
  const trust = await trustOfShell(caBundle, environment);
  const redactor = redactorOf(environment);
  await addToRedactor(redactor, credential.secrets);
  const directory = defaultAgentDirectory(environment, options.name);
  const agent = await startAgent({
    command: agentCommand(),
    handover: packHandover(credential, request, caBundle, redactor),
    directory,
    parentPid: options.parentPid,
    lifetimeSeconds: options.lifetime,
    port: options.port,
    env: environment,
  });
  await addToRedactor(redactor, [agent.token]).catch(async (error) => {
    await stopAgent(directory);
    await removeAgentFiles(directory);
    throw error;
  });
  const variables = { ...refreshVariables(agent, environment), ...targetVariables(request), ...trust };
  const secrets = [...credential.secrets, agent.token];
  process.stdout.write(formatVariables(variables, options.format, SHADOWS_OF_REFRESH, secrets));
  const { pid, session, log } = agent;
  const left = describeSeconds(remainingSeconds(session, now()));
  say(
    `agent ${pid} renews a session for bucket '${request.bucket}' (the first one ends in ${left}). Log: ${log}`,
  );
}

/**
 * The command of the agent: its own bundle if there is one next to this one, because it takes less memory, or else this
 * program, as in a single file or a checkout.
 */
function agentCommand(): Command {
  const script = process.argv[1];
  const bundle = script && join(dirname(dirname(realpathSync(script))), 'agent', 'index.js');
  return bundle && existsSync(bundle) ? [process.execPath, bundle] : ownCommand('agent', 'serve');
}

function describeStatus(status: AgentStatus): string {
  const rows: [string, string | number | undefined][] = [
    ['state', status.state],
    ['process', status.pid],
    ['endpoint', status.url],
    ['session ends', status.expiresAt],
    ['next renewal', status.nextRenewalAt],
    ['renewals', status.renewals],
    ['failures', status.failures],
    ['last failure', status.lastError],
    ['started', status.startedAt],
    ['ends by', status.endsAt],
    ['ends with', status.watchedPid === undefined ? undefined : `process ${status.watchedPid}`],
    ['log', status.log],
  ];
  const known = rows.filter(([, value]) => value !== undefined);
  return known.map(([name, value]) => `${name.padEnd(14)}${value}`).join('\n');
}

function describeAbsence(absence: 'never-started' | 'ended' | 'killed', log?: string): string {
  const where = log === undefined ? '' : ` Its log: ${log}`;
  if (absence === 'never-started') return 'no agent is running.';
  if (absence === 'ended') return `the agent has ended.${where}`;
  return `the agent was killed.${where}`;
}

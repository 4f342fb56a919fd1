/** Runs a step of a Buildkite pipeline that uses the plugin, with the real agent or with a stand-in. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { projectFolder, start } from '../command.ts';

type Variables = Record<string, string>;

interface BuildkiteStep {
  /** The plugin's options, by name. */
  readonly options: Readonly<Record<string, string | boolean>>;
  /** Variables of the job. */
  readonly env?: Readonly<Variables>;
  /** What the job has put before its PATH. */
  readonly pathBefore?: string;
  /** Buildkite secrets that the job may read. */
  readonly secrets?: Readonly<Variables>;
  /** What Buildkite signs for the job. */
  readonly idToken?: string;
  readonly command: string;
}

interface StepResult {
  readonly code: number | null;
  /** As Buildkite shows it. */
  readonly log: string;
  /** What is left in the job's temporary folder. */
  readonly leftovers: readonly string[];
}

export type RunStep = (step: BuildkiteStep) => Promise<StepResult>;

const PLUGIN = join(projectFolder, 'plugins/buildkite');

/** Milliseconds. Longer than any step here. */
const HANG_MS = 200_000;

interface Places {
  readonly folder: string;
  /** The job's temporary folder. */
  readonly temporary: string;
  readonly path: string;
}

async function inPlaces(
  work: (places: Places) => Promise<Omit<StepResult, 'leftovers'>>,
): Promise<StepResult> {
  const folder = mkdtempSync(join(tmpdir(), 'otter-buildkite-'));
  const [bin, temporary] = [join(folder, 'bin'), join(folder, 'tmp')];
  mkdirSync(bin);
  mkdirSync(temporary);
  const path = [bin, join(projectFolder, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  try {
    const result = await work({ folder, temporary, path });
    return { ...result, leftovers: readdirSync(temporary, { recursive: true }).map(String) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The variables that every job has. */
function jobVariables({ temporary, path }: Places, step: BuildkiteStep): Variables {
  return {
    BUILDKITE: 'true',
    BUILDKITE_JOB_ID: randomUUID(),
    BUILDKITE_BUILD_NUMBER: '17',
    BUILDKITE_AGENT_ACCESS_TOKEN: 'token-of-the-agent',
    TMPDIR: temporary,
    PATH: `${step.pathBefore ?? ''}${path}`,
    ...step.env,
  };
}

/**
 * With a stand-in for the agent. A shell sources each hook, and passes on what it exports. The log is masked
 * after the step has ended, so only the real agent can show whether masks come in time.
 */
export const runWithStandIn: RunStep = (step) =>
  inPlaces(async (places) => {
    const api = installStandIn(places, step);
    let log = '';
    const phase = async (script: string, env: Variables): Promise<number | null> => {
      const running = start('bash', ['-c', script], { env, timeout: HANG_MS });
      const { code } = await running.result;
      log += running.output();
      return code;
    };
    const job = { ...jobVariables(places, step), ...api.variables };
    const plugin = pluginVariables(step.options);
    const handedOn = join(places.folder, 'handed-on');
    const hook = `. '${PLUGIN}/hooks/environment'; code=$?; env -0 >'${handedOn}'; exit $code`;
    let code = await phase(hook, { ...job, ...plugin });
    // If the job has a variable, it stays although a hook unsets it.
    const changed = code === 0 ? { ...job, ...readVariables(handedOn) } : job;
    if (code === 0) code = await phase(step.command, withoutPlugin(changed));
    const end = await phase(`. '${PLUGIN}/hooks/pre-exit'`, { ...changed, ...plugin });
    return { code: code || end, log: api.redact(log) };
  });

/** The job's API is a folder of files. */
function installStandIn({ folder, path }: Places, { secrets = {}, idToken }: BuildkiteStep) {
  const redacted = join(folder, 'redacted');
  writeFileSync(redacted, '');
  writeFileSync(join(folder, 'given'), JSON.stringify({ secrets, idToken }));
  const program = join(projectFolder, 'test/support/buildkite/stand-in.ts');
  const script = `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`;
  writeFileSync(join(path.split(delimiter)[0] ?? '', 'buildkite-agent'), script, { mode: 0o755 });
  const redact = (log: string) => {
    const lines = readFileSync(redacted, 'utf8').split('\n').filter(Boolean);
    const masks = lines.map((line) => JSON.parse(line) as string);
    const longestFirst = masks.sort((one, other) => other.length - one.length);
    return longestFirst.reduce((text, mask) => text.replaceAll(mask, '[REDACTED]'), log);
  };
  return { variables: { BUILDKITE_AGENT_JOB_API_SOCKET: folder }, redact };
}

/** The names that the agent gives to a plugin's options for its hooks. */
function pluginVariables(options: BuildkiteStep['options']): Variables {
  const entries = Object.entries(options).map(([name, value]) => [
    `BUILDKITE_PLUGIN_BUILDKITE_${name.toUpperCase().replaceAll('-', '_')}`,
    String(value),
  ]);
  return { BUILDKITE_PLUGIN_NAME: 'BUILDKITE', ...Object.fromEntries(entries) };
}

function readVariables(file: string): Variables {
  const entries = readFileSync(file, 'utf8').split('\0').filter(Boolean);
  return Object.fromEntries(entries.map((entry) => entry.split(/=(.*)/s, 2)));
}

function withoutPlugin(env: Variables): Variables {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('BUILDKITE_PLUGIN_')));
}

/** With the part of the real agent that runs a job, and the plugin of this checkout. */
export function runWithAgent(program: string): RunStep {
  return (step) =>
    inPlaces(async (places) => {
      const server = await startBuildkite(step);
      try {
        const env = {
          ...jobVariables(places, step),
          BUILDKITE_AGENT_ENDPOINT: server.address,
          BUILDKITE_BIN_PATH: join(program, '..'),
          BUILDKITE_BUILD_PATH: join(places.folder, 'builds'),
          BUILDKITE_BUILD_CHECKOUT_PATH: projectFolder,
          BUILDKITE_SOCKETS_PATH: places.folder,
          BUILDKITE_HOOKS_PATH: join(places.folder, 'hooks'),
          BUILDKITE_PLUGINS_PATH: join(places.folder, 'plugins'),
          BUILDKITE_PLUGINS: JSON.stringify([{ './plugins/buildkite': step.options }]),
          BUILDKITE_COMMAND: step.command,
          BUILDKITE_SHELL: '/bin/bash -e -c',
          BUILDKITE_AGENT_NAME: 'test',
          BUILDKITE_ORGANIZATION_SLUG: 'otter',
          BUILDKITE_PIPELINE_SLUG: 'test',
          BUILDKITE_PIPELINE_PROVIDER: 'git',
          BUILDKITE_REPO: projectFolder,
          BUILDKITE_BRANCH: 'main',
          BUILDKITE_COMMIT: 'HEAD',
        };
        const phases = ['--phases', 'plugin', '--phases', 'command'];
        const running = start(program, ['bootstrap', ...phases], { env, timeout: HANG_MS });
        const { code } = await running.result;
        return { code, log: running.output() };
      } finally {
        await server.close();
      }
    });
}

/** The part of Buildkite's API that gives secrets and identity tokens to a job. */
async function startBuildkite({ secrets = {}, idToken }: BuildkiteStep) {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const key = searchParams.get('key') ?? '';
    const secret = secrets[key] === undefined ? undefined : { key, value: secrets[key], uuid: key };
    const answer = pathname.endsWith('/oidc/tokens') ? { token: idToken } : secret;
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { message: 'Not found' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../action/commands.ts';
import { exportToJob } from '../action/variables.ts';
import { SHADOWS_OF_SESSION, sessionVariables, targetVariables } from '../src/credentials/environment.ts';
import { measureLives, type Program, ratios } from './processes.ts';
import { type Row, ratioRow } from './row.ts';
import { spreadOf } from './spread.ts';

/** What can be measured on this machine. */
export interface Places {
  /** The folder of the bundles. */
  readonly dist: string;
  /** A checkout of aws-actions/configure-aws-credentials, with its own `dist/`. */
  readonly peer: string | undefined;
  readonly awsCli: string | undefined;
  /** An empty folder. */
  readonly scratch: string;
}

const PEER = 'aws-actions/configure-aws-credentials';
const KEY = 'AKIA1234567890ABCDEF';
const SECRET = 'bench'.repeat(8);
const ROLE = 'arn:aws:iam::123456789012:role/bench';

/** Processes from spawn to exit. Each makes one exchange with `endpoint`, except for the post steps. */
export function benchStartUp(places: Places, endpoint: string, rounds: number): Row[] {
  const lives = measureLives(contenders(places, endpoint), rounds, ['main', 'peerMain']);
  const { bare, main, post, peerMain, peerPost, aws } = lives;
  const share = describeShare(ratios(bare, peerPost));
  const memory = quotient(main?.peakMegabytes, peerMain?.peakMegabytes);
  return [
    ratioRow("the action's main, one exchange", PEER, ratios(main, peerMain), 0.5),
    ratioRow('its peak memory', PEER, memory, 0.8),
    ratioRow(
      "the action's post",
      `${PEER}, of whose post bare node is ${share}`,
      ratios(post, peerPost),
      0.55,
    ),
    ratioRow("the action's main", 'bare `node -e 0`', ratios(main, bare)),
    ratioRow("the action's post", 'bare `node -e 0`', ratios(post, bare)),
    ratioRow(
      '`otter-sts credential-process`',
      '`aws sts assume-role`',
      ratios(lives.credentialProcess, aws),
      0.25,
    ),
    ratioRow('`otter-sts env`', '`aws sts assume-role`', ratios(lives.env, aws), 0.25),
  ];
}

/** The part that no post step can avoid. */
function describeShare(values: readonly number[] | undefined): string {
  return values === undefined ? 'not known' : `${spreadOf(values).median.toFixed(2)} ×`;
}

function quotient(one: number | undefined, other: number | undefined): number[] | undefined {
  return one === undefined || !other ? undefined : [one / other];
}

function contenders(places: Places, endpoint: string): Record<string, Program> {
  const { dist, peer, awsCli } = places;
  const node = (env: Program['env'], ...args: string[]): Program => ({
    command: [process.execPath, ...args],
    env,
  });
  const job = jobEnvironment(places.scratch);
  const own = { ...job, ...ownEnvironment(endpoint) };
  const theirs = { ...job, ...peerEnvironment(endpoint) };
  return {
    bare: node(job, '-e', '0'),
    main: node(own, join(dist, 'main/index.js')),
    post: node(postEnvironment(job), join(dist, 'post/index.js')),
    ...(peer === undefined ? {} : { peerMain: node(theirs, join(peer, 'dist/index.js')) }),
    ...(peer === undefined ? {} : { peerPost: node(theirs, join(peer, 'dist/cleanup/index.js')) }),
    credentialProcess: node(own, join(dist, 'cli/index.js'), 'credential-process'),
    env: node(own, join(dist, 'cli/index.js'), 'env'),
    ...(awsCli === undefined ? {} : { aws: awsProgram(awsCli, job, endpoint) }),
  };
}

/** The variables that a runner sets for every step. */
function jobEnvironment(scratch: string): Record<string, string> {
  const files = ['ENV', 'OUTPUT', 'STATE', 'STEP_SUMMARY'].map((name) => [
    `GITHUB_${name}`,
    join(scratch, name),
  ]);
  for (const [, path] of files) writeFileSync(path ?? '', '');
  const context = {
    ACTIONS: 'true',
    REPOSITORY: 'otter/example',
    RUN_ID: '1',
    RUN_ATTEMPT: '1',
    JOB: 'build',
    WORKFLOW: 'bench',
    ACTION: 'bench',
    ACTOR: 'bench',
    SHA: '0'.repeat(40),
    REF: 'refs/heads/main',
    WORKSPACE: scratch,
  };
  const variables = Object.entries(context).map(([name, value]) => [`GITHUB_${name}`, value]);
  return { PATH: process.env.PATH ?? '', HOME: scratch, ...Object.fromEntries([...files, ...variables]) };
}

function ownEnvironment(endpoint: string): Record<string, string> {
  return {
    ...inputs({
      'service-access-key': KEY,
      'service-secret-key': SECRET,
      'role-arn': ROLE,
      bucket: 'bench',
      endpoint,
    }),
    OTTER_SERVICE_ACCESS_KEY: KEY,
    OTTER_SERVICE_SECRET_KEY: SECRET,
    OTTER_ROLE_ARN: ROLE,
    OTTER_BUCKET: 'bench',
    OTTER_ENDPOINT: endpoint,
  };
}

function peerEnvironment(endpoint: string): Record<string, string> {
  return {
    ...inputs({
      'aws-access-key-id': KEY,
      'aws-secret-access-key': SECRET,
      'role-to-assume': ROLE,
      'aws-region': 'us-east-1',
    }),
    AWS_ENDPOINT_URL_STS: endpoint,
  };
}

function inputs(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
}

/** The environment as main leaves it: a session is exported, and all of it is to be undone. */
function postEnvironment(job: Record<string, string>): Record<string, string> {
  const environment: Record<string, string> = { ...job, 'STATE_expires-at': '2099-01-01T00:00:00Z' };
  const recording = {
    ...commands,
    exportVariable: (name: string, value: string) => {
      environment[name] = value;
    },
    saveState: (name: string, value: string) => {
      environment[`STATE_${name}`] = value;
    },
  };
  const session = {
    accessKeyId: KEY,
    secretAccessKey: SECRET,
    sessionToken: SECRET.repeat(10),
    expiration: new Date('2099-01-01T00:00:00Z'),
    arn: ROLE,
  };
  const target = { region: 'eu-mad', endpoint: 'https://bench.example', bucket: 'bench' };
  const variables = { ...sessionVariables(session), ...targetVariables(target) };
  exportToJob({ commands: recording, environment }, { cleanup: true }, variables, SHADOWS_OF_SESSION);
  return environment;
}

function awsProgram(awsCli: string, job: Record<string, string>, endpoint: string): Program {
  const role = ['--role-arn', ROLE, '--role-session-name', 'bench'];
  return {
    command: [awsCli, 'sts', 'assume-role', ...role, '--endpoint-url', endpoint],
    env: { ...job, AWS_ACCESS_KEY_ID: KEY, AWS_SECRET_ACCESS_KEY: SECRET, AWS_DEFAULT_REGION: 'us-east-1' },
  };
}

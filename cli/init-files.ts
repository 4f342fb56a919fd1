/** The files that `otter-sts init` writes, and the lines that the user runs afterwards. */
import { gh, glab } from './credential-format.ts';
import { quoteForShell } from './variable-format.ts';

export type Ci = 'github' | 'gitlab';
export const MODES = ['session', 'refresh', 'run', 'upload'] as const;
export type Mode = (typeof MODES)[number];

export interface Setup {
  readonly ci: Ci;
  readonly mode: Mode;
  /** With the job's identity token instead of a stored service credential. */
  readonly keyless: boolean;
  readonly bucket: string;
  /** Inputs other than the bucket that differ from their defaults, by their names. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Empty if it is not known yet. */
  readonly roleArn: string;
  /** Of this program. */
  readonly version: string;
  /** The checksum of the template on GitLab. Empty if it could not be found out. */
  readonly integrity: string;
}

/** One file: what it contains now, if it exists, and what it is to contain. */
export interface PlannedFile {
  /** From the project's folder. */
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
}

export interface Plan {
  readonly files: readonly PlannedFile[];
  /** What the user has to do by hand, as sentences. */
  readonly remarks: readonly string[];
}

const WORKFLOW = '.github/workflows/otter-sts.yml';
const PIPELINE = '.gitlab-ci.yml';
export const JOB = '.gitlab/otter-sts.yml';

/** @param read a file of the project, or undefined if there is none */
export function planFiles(setup: Setup, read: (path: string) => string | undefined): Plan {
  if (setup.ci === 'github') {
    return { files: [{ path: WORKFLOW, before: read(WORKFLOW), after: formatWorkflow(setup) }], remarks: [] };
  }
  const job = { path: JOB, before: read(JOB), after: formatJob(setup) };
  return planPipeline(job, read(PIPELINE));
}

/** A pipeline that already has an `include` is left to the user: it may be a list, a path or a mapping. */
function planPipeline(job: PlannedFile, before: string | undefined): Plan {
  if (before?.includes(JOB)) return { files: [job], remarks: [] };
  const include = `include:\n  - local: ${JOB}\n`;
  if (before !== undefined && /^(?:include|"include"|'include')\s*:/m.test(before)) {
    return {
      files: [job],
      remarks: [`add this entry to the include list of ${PIPELINE}:\n  - local: ${JOB}`],
    };
  }
  const after = before === undefined ? include : `${include}\n${before}`;
  return { files: [job, { path: PIPELINE, before, after }], remarks: [] };
}

const HEADER = "# Written by 'otter-sts init'. Change it as you like.";

function formatWorkflow(setup: Setup): string {
  const { mode, keyless } = setup;
  const action = mode === 'upload' ? 'otter/sts-credentials/upload@v1' : 'otter/sts-credentials@v1';
  const keys = keyless
    ? []
    : [
        `service-access-key: ${expression('secrets.OTTER_SERVICE_ACCESS_KEY')}`,
        `service-secret-key: ${expression('secrets.OTTER_SERVICE_SECRET_KEY')}`,
      ];
  const role = `role-arn: ${expression('vars.OTTER_ROLE_ARN')}`;
  const inputs = [...keys, role, ...inputLines(setup), ...modeLines(setup)];
  return `${HEADER}
name: OtterStorage
on: [push, workflow_dispatch]
permissions:
  contents: read
${keyless ? '  id-token: write # lets the job ask for its identity token\n' : ''}jobs:
  storage:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: ${action}
        with:
${inputs.map((line) => `          ${line}\n`).join('')}${commandStep(setup)}`;
}

/** What GitHub fills in when the job starts. */
function expression(name: string): string {
  return `\${{ ${name} }}`;
}

function inputLines({ bucket, inputs }: Setup): string[] {
  return Object.entries({ bucket, ...inputs }).map(([name, value]) => `${name}: ${scalar(value)}`);
}

/** What GitHub's action needs for the mode, in addition to the credential. */
function modeLines(setup: Setup): string[] {
  const { mode } = setup;
  if (mode === 'refresh') return ['refresh: true'];
  if (mode === 'run') return ['run: |', `  ${firstCommand(setup)}`];
  if (mode === 'upload') return ['path: dist # change this to what you build'];
  return [];
}

/** What the session may do, and what succeeds in an empty bucket too. */
function firstCommand({ inputs: { access, prefix = '' } }: Setup): string {
  if (access === 'write')
    return `echo hello | aws s3 cp - "s3://$OTTER_BUCKET/"${quoteForShell(`${prefix}hello.txt`)}`;
  if (prefix === '') return 'aws s3 ls "s3://$OTTER_BUCKET/"';
  return `aws s3api list-objects-v2 --bucket "$OTTER_BUCKET" --prefix ${quoteForShell(prefix)} --max-items 10`;
}

function commandStep(setup: Setup): string {
  if (setup.mode === 'run' || setup.mode === 'upload') return '';
  return `      # Your commands. S3 clients find the session by themselves.
      - run: |
          ${firstCommand(setup)}
`;
}

/** Where GitLab gets the template of a job. */
export function templateOf({ mode, version }: Pick<Setup, 'mode' | 'version'>): string {
  const template = mode === 'upload' ? 'upload' : 'sts-credentials';
  return `https://raw.githubusercontent.com/otter/sts-credentials/v${version}/gitlab/${template}.yml`;
}

/** The checksum with which a job includes the template, or else nothing. */
export function integrityIn(job: string | undefined, template: string): string {
  const [, after = ''] = job?.split(`- remote: ${template}\n`) ?? [];
  return /^ *integrity: (\S+)\n/.exec(after)?.[1] ?? '';
}

function formatJob({ mode, keyless, version, integrity, ...setup }: Setup): string {
  const refresh = mode === 'refresh' ? { refresh: 'true' } : {};
  const { endpoint } = setup.inputs;
  // For a keyless job, GitLab makes the token before the program can know the endpoint.
  const audience = keyless && endpoint !== undefined ? { audience: new URL(endpoint).hostname } : {};
  const inputs = { ...setup.inputs, ...audience, ...refresh };
  const job = mode === 'upload' ? '.otter-upload' : '.otter-sts';
  const script =
    mode === 'upload'
      ? ''
      : `  script:
    # Your commands. S3 clients find the session by themselves. This one shows that the session works.
    - '"$OTTER_STS" check --session'
`;
  return `${HEADER}
include:
  - remote: ${templateOf({ mode, version })}
${integrity === '' ? '' : `    integrity: ${integrity}\n`}    inputs:
      role_arn: $OTTER_ROLE_ARN
      bucket: ${scalar(setup.bucket)}
${Object.entries(inputs)
  .map(
    ([name, value]) => `      ${name.replaceAll('-', '_')}: ${name === 'refresh' ? value : scalar(value)}\n`,
  )
  .join('')}${mode === 'upload' ? '      path: [dist] # change this to what you build\n' : ''}
storage:
  image: node:22 # any image with Node 20.16 or newer
  extends: ${job}${keyless ? '-keyless' : ''}
${script}`;
}

/** A value in YAML: in double quotes, unless it is plain beyond doubt. */
function scalar(text: string): string {
  return /^[A-Za-z][\w./-]*$|^https?:\/\/[\w.:/-]+$/.test(text) ? text : JSON.stringify(text);
}

/**
 * One command that stores what the job reads. A shell reads it to its end before it starts, so no part of it can prompt for
 * a value and read the next pasted line instead. Secrets are typed, so that they are in no argument and no file.
 */
export function formatStoring({ ci, keyless, roleArn }: Setup): string {
  const keys = keyless ? [] : ['OTTER_SERVICE_ACCESS_KEY', 'OTTER_SERVICE_SECRET_KEY'];
  const role = 'OTTER_ROLE_ARN';
  const value = quoteForShell(roleArn);
  if (ci === 'github') {
    // It prompts, but does not say for what.
    const ask = (name: string) => `echo ${name} && ${gh(name)}`;
    return joinCommands([...keys.map(ask), roleArn === '' ? ask(role) : `${gh(role)} --body ${value}`]);
  }
  const set = (name: string) => glab(name, 'set');
  const ask = (name: string, read: string) =>
    `echo ${name} && ${read} VALUE && printf %s "$VALUE" | ${set(name)}`;
  const asked = keys.map((name) => ask(name, 'read -rs'));
  const last = roleArn === '' ? ask(role, 'read -r') : `printf %s ${value} | ${set(role)}`;
  return joinCommands([...asked, `${last}; unset VALUE`]);
}

/** As one command, of which none runs after one that failed. */
const joinCommands = (commands: readonly string[]) => `${commands.join(' &&\n  ')}\n`;

/** The files that `otter-sts init` writes, and the lines that the user runs afterwards. */

export type Ci = 'github' | 'gitlab';
export const MODES = ['session', 'refresh', 'run', 'upload'] as const;
export type Mode = (typeof MODES)[number];

export interface Setup {
  readonly ci: Ci;
  readonly mode: Mode;
  /** With the job's identity token instead of a stored service credential. */
  readonly keyless: boolean;
  readonly bucket: string;
  /** Inputs beside the bucket that differ from their defaults, by their names. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Empty if it is not known yet. */
  readonly roleArn: string;
  /** Of this program. */
  readonly version: string;
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
const JOB = '.gitlab/otter-sts.yml';

/** @param read a file of the project, or undefined if there is none */
export function planFiles(setup: Setup, read: (path: string) => string | undefined): Plan {
  if (setup.ci === 'github') {
    return { files: [{ path: WORKFLOW, before: read(WORKFLOW), after: formatWorkflow(setup) }], remarks: [] };
  }
  const job = { path: JOB, before: read(JOB), after: formatJob(setup) };
  return planPipeline(job, read(PIPELINE));
}

/** A pipeline that has an `include` of its own is left to the user: it may be a list, a path or a mapping. */
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
  const inputs = [...keys, role, ...inputLines(setup), ...modeLines(mode)];
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
${inputs.map((line) => `          ${line}\n`).join('')}${commandStep(mode)}`;
}

/** What GitHub puts in when the job starts. */
function expression(name: string): string {
  return `\${{ ${name} }}`;
}

function inputLines({ bucket, inputs }: Setup): string[] {
  return Object.entries({ bucket, ...inputs }).map(([name, value]) => `${name}: ${scalar(value)}`);
}

/** What GitHub's action needs for the mode beside the credential. */
function modeLines(mode: Mode): string[] {
  if (mode === 'refresh') return ['refresh: true'];
  if (mode === 'run') return ['run: |', `  ${LISTING}`];
  if (mode === 'upload') return ['path: dist # change this to what you build'];
  return [];
}

const LISTING = 'aws s3 ls "s3://$OTTER_BUCKET/"';

function commandStep(mode: Mode): string {
  if (mode === 'run' || mode === 'upload') return '';
  return `      # Your commands. S3 clients find the session by themselves.\n      - run: ${LISTING}\n`;
}

function formatJob({ mode, keyless, version, ...setup }: Setup): string {
  const template = mode === 'upload' ? 'upload' : 'sts-credentials';
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
  # docs/gitlab.md has the line with the file's checksum (integrity) to add here.
  - remote: https://raw.githubusercontent.com/otter/sts-credentials/v${version}/gitlab/${template}.yml
    inputs:
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

/** Shell lines that store what the job reads. The secret is typed, so that it is in no argument and no file. */
export function formatStoring({ ci, keyless, roleArn }: Setup): string[] {
  const names = keyless ? [] : ['OTTER_SERVICE_ACCESS_KEY', 'OTTER_SERVICE_SECRET_KEY'];
  const role = roleArn || 'ROLE_ARN';
  if (ci === 'github') {
    return [
      ...names.map((name) => `gh secret set ${name}`),
      `gh variable set OTTER_ROLE_ARN --body '${role}'`,
    ];
  }
  return [
    ...names.map(
      (name) => `read -rs VALUE && printf %s "$VALUE" | glab variable set ${name} --masked --protected --raw`,
    ),
    `glab variable set OTTER_ROLE_ARN '${role}'`,
  ];
}

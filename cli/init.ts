import { existsSync, lstatSync, mkdirSync, readFileSync, type Stats } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createInterface, type Interface } from 'node:readline/promises';
import { Option } from 'commander';
import { createTwoFilesPatch } from 'diff';
import { checkBucket, checkEndpoint, checkRequest } from '../src/credentials/session-request.ts';
import { firstLine, InputError } from '../src/failure.ts';
import { SETTINGS, type Setting } from '../src/inputs.ts';
import { printableLines } from '../src/printable.ts';
import { writeWhole } from '../src/whole-file.ts';
import { hasSource } from './ambient-request.ts';
import { checkCredential } from './check.ts';
import { CommandFailure } from './command-end.ts';
import {
  type Ci,
  formatStoring,
  integrityIn,
  JOB,
  MODES,
  type Mode,
  type Plan,
  type PlannedFile,
  planFiles,
  type Setup,
  templateOf,
} from './init-files.ts';
import { say, warn } from './messages.ts';
import type { AddCommand } from './program.ts';
import { addSettings, type Context, type RequestOptions, readSettings } from './request-options.ts';
import { fetchIntegrity } from './template-checksum.ts';

const SYSTEMS = ['github', 'gitlab'] as const;

/** The settings other than the bucket that a workflow may name. */
const INPUTS = ['endpoint', 'region', 'access', 'prefix'] as const;

const MODES_EXPLAINED =
  'session exports a session to later steps; refresh also renews it for as long as the job runs; run gives it to one script (GitHub); upload sends files without an S3 client.';

const HELP = `
Asks for what is missing if it runs in a terminal. Shows what it would change before it writes, and never replaces a file
without asking, or --yes. No secret is asked for or written: the lines that store the secrets are printed. At the end,
'otter-sts check' runs if the service credential is in OTTER_SERVICE_ACCESS_KEY and OTTER_SERVICE_SECRET_KEY.

Modes: session exports a session to later steps; refresh also renews it for as long as the job runs; run gives it to one
script (GitHub); upload sends files without an S3 client.

Examples:
  $ otter-sts init
  $ otter-sts init --ci github --bucket my-bucket --mode upload --prefix 'builds/{ref}/{sha}/' --dry-run
  $ otter-sts init --ci gitlab --bucket my-bucket --endpoint https://rgw.example.com --yes`;

interface InitOptions extends RequestOptions {
  ci?: Ci;
  mode?: Mode;
  keyless?: boolean;
  dryRun?: boolean;
  yes?: boolean;
}

/** `otter-sts init`: writes the workflow or job, and says how to set the secrets. */
export const addInit: AddCommand = (program, context, finish) => {
  const command = program
    .command('init')
    .description('write the workflow or job for this project, and say how to set the secrets')
    .addOption(
      new Option('--ci <SYSTEM>', 'The CI system. Without it, by what the project has.').choices(SYSTEMS),
    )
    .addOption(new Option('--mode <MODE>', 'What the job does with the session.').choices(MODES))
    .option('--keyless', "Uses the job's identity token instead of a stored service credential.")
    .option('--dry-run', 'Shows what would be written, and changes nothing.')
    .option('--yes', 'Writes without asking, also over a file that is there.')
    .addHelpText('after', HELP)
    .action(async (options: InitOptions) => {
      finish(await runInit(options, context, program.version() ?? ''));
    });
  addSettings(command, 'session', ['bucket', 'role-arn', ...INPUTS]);
};

async function runInit(options: InitOptions, context: Context, version: string): Promise<number> {
  const project = findProject(process.cwd());
  const folder = project ?? process.cwd();
  if (project === undefined) {
    warn([
      `${folder} is in no Git repository, so no CI system will see its files: run init in the folder of yours.`,
    ]);
  }
  const questions = process.stdin.isTTY && process.stderr.isTTY ? openQuestions() : undefined;
  try {
    const read = (path: string) => readIfThere(folder, path);
    const answers = await readSetup(options, context, { folder, version, questions });
    const setup = { ...answers, integrity: await findIntegrity(answers, read(JOB), context) };
    const plan = planFiles(setup, read);
    const changed = plan.files.filter(({ before, after }) => before !== after);
    for (const file of changed) process.stdout.write(printableLines(formatDiff(file)));
    for (const { path } of plan.files) {
      if (!changed.some((file) => file.path === path)) say(`${path} is up to date.`);
    }
    if (options.dryRun === true) return 0;
    if (changed.length > 0 && !(await mayWrite(changed, options, questions))) return 1;
    for (const file of changed) await writePlanned(folder, file);
    sayNext(setup, plan.remarks);
    const code =
      hasSource(options, context.environment) && setup.roleArn !== ''
        ? await checkCredential({ ...options, ...targetOf(setup) }, context)
        : sayCheck(setup);
    if (code === 0) sayLast(setup, plan);
    return code;
  } finally {
    questions?.close();
  }
}

/** What was typed as an answer, as if it were an option. */
function targetOf({ bucket, inputs: { endpoint } }: Setup): RequestOptions {
  return endpoint === undefined ? { bucket } : { bucket, endpoint };
}

/** The folder with the repository, from this one upwards. */
function findProject(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

interface Place {
  readonly folder: string;
  readonly version: string;
  readonly questions: Interface | undefined;
}

/** @throws InputError or CommandFailure when a setting is invalid, or is missing and nobody can be asked */
async function readSetup(
  options: InitOptions,
  context: Context,
  place: Place,
): Promise<Omit<Setup, 'integrity'>> {
  const { folder, version, questions } = place;
  const settings = readSettings('session', options, context.environment);
  const found = detectCi(folder);
  const ci = options.ci ?? (await choose(questions, 'CI system', SYSTEMS, found)) ?? found;
  if (ci === undefined) throw new CommandFailure(`--ci is missing: name ${SYSTEMS.join(' or ')}.`, 2);
  const bucket = settings.bucket || ((await askValid(questions, 'Bucket', '', checkBucket)) ?? '');
  const address = SETTINGS.endpoint.default;
  const endpoint =
    settings.endpoint || ((await askValid(questions, 'Endpoint', address, checkEndpoint)) ?? '');
  if (options.mode === undefined && questions !== undefined) say(MODES_EXPLAINED);
  const modes = MODES.filter((one) => ci === 'github' || one !== 'run');
  const mode = options.mode ?? (await choose(questions, 'Mode', modes, 'session')) ?? 'session';
  if (ci === 'gitlab' && mode === 'run') {
    throw new CommandFailure('--mode run is for GitHub: on GitLab use session or refresh.', 2);
  }
  checkMode(mode, settings.prefix, options);
  const given = { ...settings, bucket, endpoint };
  checkRequest(
    { ...given, roleArn: settings.roleArn || PLACEHOLDER },
    { sessionName: 'otter-sts', renewed: false },
  );
  const inputs = Object.fromEntries(
    INPUTS.map((name) => [name, given[name]]).filter(
      ([name = '', value = '']) =>
        value !== '' && value !== defaultOf(name) && !(name === 'access' && mode === 'upload'),
    ),
  );
  const roleArn = settings.roleArn;
  return { ci, mode, keyless: options.keyless === true, bucket, inputs, roleArn, version };
}

/** @throws CommandFailure for an option that the mode does not have */
function checkMode(mode: Mode, prefix: string, { access }: InitOptions): void {
  if (mode === 'upload' && access !== undefined) {
    throw new CommandFailure('--access is not for --mode upload, which has no such input: leave it out.', 2);
  }
  const [field] = /\{(?:ref|sha|run-id|job|date)\}/.exec(prefix) ?? [];
  if (mode !== 'upload' && field !== undefined) {
    throw new CommandFailure(
      `--prefix contains ${field}, which only --mode upload fills in: on GitHub, write an expression such as \${{ github.ref_name }}, and on GitLab a variable such as $CI_COMMIT_REF_SLUG.`,
      2,
    );
  }
}

/** @param job what the project has already: its checksum stays, so that a second run changes nothing */
async function findIntegrity(
  setup: Omit<Setup, 'integrity'>,
  job: string | undefined,
  context: Context,
): Promise<string> {
  if (setup.ci !== 'gitlab') return '';
  const template = templateOf(setup);
  const known = integrityIn(job, template);
  if (known !== '') return known;
  say(`downloading ${template} to write its checksum (integrity) into the job.`);
  try {
    return await fetchIntegrity(template, context);
  } catch (error) {
    if (error instanceof InputError) throw error;
    warn([
      `the template could not be downloaded: ${firstLine(error)}. GitLab will include it without comparing a checksum. Copy the line 'integrity' from https://github.com/otter/sts-credentials/blob/v${setup.version}/docs/gitlab.md into the job, or run this again where the address can be reached.`,
    ]);
    return '';
  }
}

/** For the checks of the other settings, while the role is not known. */
const PLACEHOLDER = 'arn:aws:iam:::role/unknown';

function defaultOf(name: string): string | undefined {
  const settings: Readonly<Record<string, Setting>> = SETTINGS;
  return settings[name]?.default;
}

/** By the folders of the project, or the host of its remote. */
function detectCi(folder: string): Ci | undefined {
  if (existsSync(join(folder, '.gitlab-ci.yml'))) return 'gitlab';
  if (existsSync(join(folder, '.github'))) return 'github';
  const remote = /url = .*(github|gitlab)/.exec(readGitSettings(folder));
  return remote?.[1] as Ci | undefined;
}

/** Empty in a worktree or a submodule, where `.git` is a file. */
function readGitSettings(folder: string): string {
  try {
    return readFileSync(join(folder, '.git/config'), 'utf8');
  } catch {
    return '';
  }
}

function openQuestions(): Interface {
  return createInterface({ input: process.stdin, output: process.stderr });
}

/** @returns undefined if nobody can be asked */
async function ask(
  questions: Interface | undefined,
  question: string,
  standard = '',
): Promise<string | undefined> {
  if (questions === undefined) return undefined;
  const prompt = `${question}${standard === '' ? '' : ` [${standard}]`}: `;
  const answer = await questions.question(prompt).catch((error: NodeJS.ErrnoException) => {
    // The second is for an end between two questions.
    if (error.name !== 'AbortError' && error.code !== 'ERR_USE_AFTER_CLOSE') throw error;
    throw new CommandFailure('interrupted: nothing was written.', 130);
  });
  return answer.trim() || standard;
}

/** Asks again until the answer is valid. @param check throws an InputError with what is wrong */
async function askValid(
  questions: Interface | undefined,
  question: string,
  standard: string,
  check: (answer: string) => unknown,
): Promise<string | undefined> {
  for (;;) {
    const answer = await ask(questions, question, standard);
    if (answer === undefined) return undefined;
    try {
      check(answer);
      return answer;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      say(error.message);
    }
  }
}

async function choose<Choice extends string>(
  questions: Interface | undefined,
  question: string,
  choices: readonly Choice[],
  standard: Choice | undefined,
): Promise<Choice | undefined> {
  if (questions === undefined) return undefined;
  for (;;) {
    const answer = await ask(questions, `${question} (${choices.join(', ')})`, standard);
    const choice = choices.find((one) => one === answer);
    if (choice !== undefined) return choice;
    say(`choose one of ${choices.join(', ')}.`);
  }
}

/** @throws CommandFailure for what is no regular file: a link may lead out of the project */
/** @throws CommandFailure if a folder of the path is a link or a file, or the path is not that of a regular file */
function readIfThere(folder: string, path: string): string | undefined {
  for (let parent = dirname(path); parent !== '.'; parent = dirname(parent)) {
    if (statOf(join(folder, parent))?.isDirectory() === false)
      throw new CommandFailure(`${join(folder, parent)} is a link or a file: replace it by a folder.`, 2);
  }
  const place = join(folder, path);
  const found = statOf(place);
  if (found === undefined) return undefined;
  if (!found.isFile()) throw new CommandFailure(`${place} is not a regular file: move it away.`, 2);
  try {
    return readFileSync(place, 'utf8');
  } catch (error) {
    throw fileFailure(`reading ${place}`, error);
  }
}

/** Without following a link. Undefined if it is not there, or below a file. */
function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function fileFailure(tried: string, error: unknown): CommandFailure {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  return new CommandFailure(`${tried} failed (${code}): check who may read and write there.`, 1);
}

function formatDiff({ path, before, after }: PlannedFile): string {
  const old = before === undefined ? '/dev/null' : `a/${path}`;
  const patch = createTwoFilesPatch(old, `b/${path}`, before ?? '', after, undefined, undefined, {
    context: 2,
  });
  return patch.replace(/^=+\n/, '');
}

/** A new file needs no answer where nobody can be asked; a changed one does. */
async function mayWrite(
  changed: readonly PlannedFile[],
  { yes = false }: InitOptions,
  questions: Interface | undefined,
): Promise<boolean> {
  if (yes) return true;
  const paths = changed.map(({ path }) => path).join(' and ');
  if (questions !== undefined) {
    const answer = await ask(questions, `Write ${paths}? (yes, no)`, 'yes');
    if (/^y(es)?$/i.test(answer ?? '')) return true;
    say('nothing was written.');
    return false;
  }
  const there = changed.filter(({ before }) => before !== undefined).map(({ path }) => path);
  if (there.length === 0) return true;
  throw new CommandFailure(`${there.join(' and ')} would change: read the lines above, and add --yes.`, 2);
}

async function writePlanned(folder: string, { path, after }: PlannedFile): Promise<void> {
  const target = join(folder, path);
  try {
    mkdirSync(dirname(target), { recursive: true });
    await writeWhole(target, after);
  } catch (error) {
    throw fileFailure(`writing ${target}`, error);
  }
  say(`wrote ${relative(process.cwd(), target) || target}.`);
}

const LOOPBACK = /^(?:localhost|127\..*|\[::1\])$/;

function sayNext(setup: Setup, remarks: readonly string[]): void {
  for (const remark of remarks) say(remark);
  const { endpoint } = setup.inputs;
  if (endpoint !== undefined && LOOPBACK.test(new URL(endpoint).hostname)) {
    say(`${endpoint} is this machine, so only a job that runs on it can reach it.`);
  }
  const source = setup.keyless
    ? "the role comes from 'otter-sts provision' with --github or --gitlab. Store its ARN:"
    : "the values come from the bucket's service credential: create one in the console, or with 'otter-sts provision'. Unless they are stored already, run this command, which asks for each:";
  say(source);
  process.stdout.write(formatStoring(setup));
}

function sayCheck({ keyless, bucket, inputs }: Setup): number {
  const options = Object.entries({ bucket, endpoint: inputs.endpoint, region: inputs.region })
    .map(([name, value]) => (value === undefined ? '' : ` --${name} ${value}`))
    .join('');
  say(
    keyless
      ? 'the first job shows whether it works. docs/keyless.md explains what to do if the role refuses its token.'
      : `to check the credential, set OTTER_SERVICE_ACCESS_KEY, OTTER_SERVICE_SECRET_KEY and OTTER_ROLE_ARN in a shell, and run there: otter-sts check${options}`,
  );
  return 0;
}

function sayLast({ ci, keyless }: Setup, { files }: Plan): void {
  const paths = files.map(({ path }) => path).join(' and ');
  const where =
    ci === 'gitlab' && !keyless ? ' to a protected branch, because only these get protected variables' : '';
  say(`at last, commit ${paths}, and push${where}: the job starts.`);
}

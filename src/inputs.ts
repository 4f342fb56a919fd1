/** What adapters do: obtain a session for other programs, upload, or download. */
export type Task = 'session' | 'upload' | 'download';

/** What a setting belongs to: one of them, or the credential and its bucket, which all of them need. */
export type Use = Task | 'credential';

/**
 * Where users type settings: the inputs of an action, the inputs of a GitLab template, the options of Buildkite's plugin, the
 * options of a command.
 */
export type System = 'github' | 'gitlab' | 'buildkite' | 'cli';

/**
 * - `text`: a text, without blanks around it
 * - `object-key`: a key of the bucket, or the beginning of one, in which blanks count
 * - `file`: a path, in which `~` is the home folder
 * - `switch`: `true` or `false`
 * - `number`: a whole number from 1 to `most`
 * - `list`: texts, one per line; in a GitLab template a list, and a repeatable option on the command line
 * - `access-key`, `secret-key`: the service credential. GitLab's templates and Buildkite's plugin take the name of what holds
 *   it, and the command line takes no secret as an option.
 */
type Type = 'text' | 'object-key' | 'file' | 'switch' | 'number' | 'list' | 'access-key' | 'secret-key';

export interface Setting {
  /** What it belongs to. All uses have what the credential has. */
  readonly for: readonly Use[];
  /** The systems that have it. By default all. */
  readonly on?: readonly System[];
  readonly type: Type;
  /** Sentences, for the action file, the template, `--help` and the documents. */
  readonly help: string;
  /** As users would type it. */
  readonly default?: string;
  readonly choices?: readonly string[];
  /** The largest number. */
  readonly most?: number;
  /** GitHub requires it. Elsewhere, it may be in its variable. */
  readonly required?: boolean;
  /** Uploads and downloads on GitHub can take it from the session that an earlier step has exported. */
  readonly fromSession?: boolean;
  /** The name of the value in `--help`. */
  readonly value?: string;
  /** What GitLab accepts, as a regular expression. By default any text of one line. */
  readonly pattern?: string;
  /** What differs in an upload or a download, or for a session in one of the systems. */
  readonly where?: Readonly<Partial<Record<Place, Variant>>>;
  /** What differs in all of GitLab's templates. */
  readonly onGitlab?: Variant & Pick<Setting, 'pattern'>;
}

type Place = System | Exclude<Task, 'session'>;
type Variant = Partial<Pick<Setting, 'help' | 'default'>>;

const TRANSFER_DURATION =
  'How long each session lasts, such as 30m, 1h or PT1H; at most 12h. The transfer may take longer, because its sessions are renewed.';

/** The remark on a key of Buildkite's plugin. */
const NAME_OF_SECRET =
  'Write the name of the Buildkite secret, or of the variable, that holds it, and not the key.';

const KEYLESS = "Empty to use the job's identity token (permissions: id-token: write).";

/**
 * Every setting, once. `npm run build` makes the action files, GitLab's templates and the documents' tables from it,
 * and the adapters read no other names. The variable of a setting is `OTTER_` and its name in capitals.
 */
export const SETTINGS = {
  path: {
    for: ['upload'],
    // On the command line it is an argument.
    on: ['github', 'gitlab'],
    type: 'list',
    required: true,
    help: 'Files, folders and globs to upload. An exclamation mark in front excludes.',
  },
  prefix: {
    for: ['session', 'upload', 'download'],
    type: 'object-key',
    value: 'PREFIX',
    help: 'The beginning of the keys that the session may use, such as builds/. Empty for the whole bucket.',
    where: {
      upload: {
        help: 'Where the files go, such as builds/{ref}/{sha}/. The session can use nothing else. Other fields are {run-id}, {job} and {date}. Empty for the whole bucket.',
      },
      download: {
        help: 'Where the upload put its files, such as builds/{ref}/{sha}/. Other fields are {run-id}, {job} and {date}. With a wildcard, such as builds/{sha}/*/, several artifacts, as with pattern.',
      },
    },
  },
  pattern: {
    for: ['download'],
    type: 'list',
    value: 'GLOB',
    help: 'Globs of the folders of several artifacts below the prefix, such as linux-*. An exclamation mark in front excludes. Empty for the one artifact of the prefix.',
  },
  'merge-multiple': {
    for: ['download'],
    type: 'switch',
    help: 'Downloads several artifacts to the same folder. Without it, each gets a folder of its own, with the name of its folder in the bucket.',
  },
  name: {
    for: ['upload'],
    on: ['cli'],
    type: 'text',
    value: 'PATH',
    help: 'The path below the prefix under which - (standard input, or the output of a command) is uploaded, such as dump.sql.zst.',
  },
  'expect-end': {
    for: ['upload'],
    on: ['cli'],
    type: 'text',
    value: 'TEXT',
    help: 'What the last 1,024 bytes of - must contain, such as PostgreSQL database dump complete. Otherwise nothing is uploaded. Empty for anything.',
  },
  'if-no-files-found': {
    for: ['upload'],
    type: 'text',
    choices: ['warn', 'error', 'ignore'],
    default: 'warn',
    value: 'WHAT',
    help: 'What to do when a pattern of path matches nothing: warn, error (exit code 3) or ignore.',
  },
  'include-hidden-files': {
    for: ['upload'],
    type: 'switch',
    help: 'Uploads all files and folders whose name begins with a dot, not only those that a pattern names.',
  },
  'follow-symlinks': {
    for: ['upload'],
    type: 'switch',
    help: 'Uploads what symbolic links lead to, instead of the links.',
  },
  'take-growing': {
    for: ['upload'],
    type: 'switch',
    help: 'Uploads a file that still grows, such as a log, as long as it was when the upload began. Without it, a file that changes is an error.',
  },
  overwrite: {
    for: ['upload', 'download'],
    type: 'switch',
    help: 'Replaces existing objects. Without it, an existing object with other content is an error.',
    where: {
      download: { help: 'Replaces existing files. Without it, a file with other content is an error.' },
    },
  },
  'skip-unchanged': {
    for: ['upload'],
    type: 'switch',
    help: 'Does not send a file again if its object has the same content.',
  },
  archive: {
    for: ['upload'],
    type: 'switch',
    help: 'Uploads all files as one object, a compressed archive, which download unpacks. For thousands of small files.',
  },
  delete: {
    for: ['upload'],
    type: 'switch',
    help: 'At the end, deletes what is below the prefix and was not uploaded. What path excludes stays. Needs a prefix, and a match for each pattern of path.',
  },
  'delete-at-most': {
    for: ['upload'],
    type: 'number',
    most: 999_999_999,
    value: 'N',
    help: 'Uploads and deletes nothing if delete would remove more objects than this. Empty for no limit.',
  },
  keep: {
    for: ['upload'],
    type: 'list',
    value: 'GLOB',
    help: 'Objects below the prefix that delete keeps, as globs relative to the prefix.',
  },
  'dry-run': {
    for: ['upload'],
    type: 'switch',
    help: 'Shows what would be done, and changes nothing.',
  },
  latest: {
    for: ['upload', 'download'],
    type: 'object-key',
    value: 'KEY',
    help: 'The key of a small object that names this upload, such as builds/{ref}/latest.json. It is written last. Empty for none.',
    where: {
      download: {
        help: 'The key of the object that names the latest upload, such as builds/{ref}/latest.json, instead of a prefix.',
      },
    },
  },
  'retention-days': {
    for: ['upload'],
    type: 'number',
    // A hundred years.
    most: 36_500,
    value: 'N',
    help: 'Tags each object with retention-days and this number, for a lifecycle rule of the bucket. Empty for no tag.',
  },
  metadata: {
    for: ['upload'],
    type: 'list',
    value: 'NAME=VALUE',
    help: 'Metadata of each object, as name=value.',
  },
  'cache-control': {
    for: ['upload'],
    type: 'text',
    value: 'TEXT',
    help: 'The Cache-Control header of each object.',
  },
  'content-type': {
    for: ['upload'],
    type: 'text',
    value: 'TYPE',
    help: "The Content-Type header of each object. Empty to choose it by the file's name.",
  },
  headers: {
    for: ['upload'],
    type: 'list',
    value: 'LINE',
    help: 'Headers by pattern, as PATTERN: Header: value, such as **/*.html: Cache-Control: no-cache. A later line wins, and an empty value leaves out the header.',
  },
  acl: {
    for: ['upload'],
    type: 'text',
    // S3's, of which an RGW knows all but log-delivery-write.
    choices: [
      'bucket-owner-full-control',
      'bucket-owner-read',
      'private',
      'public-read',
      'public-read-write',
      'authenticated-read',
      'none',
    ],
    // On an RGW, what a role's session puts belongs to the service user. Without this ACL, the bucket's owner could not
    // read it.
    default: 'bucket-owner-full-control',
    value: 'NAME',
    help: "The canned ACL of each object, or none. The default lets the bucket's owner read them.",
  },
  concurrency: {
    for: ['upload', 'download'],
    type: 'number',
    most: 256,
    // 5,000 small files on a server that answers after 20 ms: 3.9 s with 32, 2.2 s with 64, 1.5 s with 128, which takes more
    // than 200 MB of memory.
    default: '64',
    value: 'N',
    help: 'How many requests to send at once, from 1 to 256; at most 32 of them transfer more than 256 KiB. Fewer are sent while the server is overloaded, or the network too slow for them.',
  },
  'part-size': {
    for: ['upload'],
    type: 'text',
    // Small enough that a part that failed is soon sent again, large enough that its overhead does not show.
    default: '16MiB',
    value: 'SIZE',
    help: 'The size of the parts of large files, from 5MiB to 5GiB.',
  },
  presign: {
    for: ['upload'],
    type: 'text',
    value: 'TIME',
    help: 'Creates a link to each file (in a job, to the first 100) that needs no key and expires after this time, such as 2h; at most 12h. Whoever can read the job summary or log can use it. Empty for none.',
  },
  'subject-checksums': {
    for: ['upload'],
    type: 'file',
    help: 'A file to write with the SHA-256 of each file, as attestation actions take it. Empty for none.',
  },
  dotenv: {
    for: ['upload'],
    on: ['cli'],
    type: 'file',
    help: 'A file to write with where the upload is, in lines OTTER_ARTIFACT_PREFIX=… and so on.',
  },
  annotations: {
    for: ['upload'],
    on: ['cli'],
    type: 'file',
    help: "A file to write with links to the upload, for GitLab's report of that name.",
  },
  'manifest-key': {
    for: ['download'],
    type: 'object-key',
    value: 'KEY',
    help: "The key of the upload's manifest, instead of a prefix.",
  },
  'manifest-sha256': {
    for: ['download'],
    type: 'text',
    value: 'HEX',
    help: 'The SHA-256 that the manifest must have, as the upload printed it. Empty for any.',
  },
  directory: {
    for: ['download'],
    type: 'file',
    default: '.',
    value: 'FOLDER',
    help: 'The folder to download to. It is created if it does not exist.',
  },
  include: {
    for: ['download'],
    type: 'list',
    value: 'GLOB',
    help: 'Files, folders and globs to download. An exclamation mark in front excludes. Empty for all.',
  },
  unverified: {
    for: ['download'],
    type: 'switch',
    help: 'Downloads what is below the prefix even if it has no manifest, such as what other tools have put there. It is compared with the MD5 or the size in the listing, and a warning says so.',
  },
  stdout: {
    for: ['download'],
    on: ['cli'],
    type: 'switch',
    help: 'Writes the one file that is chosen to standard output, and to no folder.',
  },
  'service-access-key': {
    for: ['credential'],
    type: 'access-key',
    fromSession: true,
    value: 'KEY',
    help: "Access key of the bucket's service credential.",
    where: { github: { help: `Access key of the bucket's service credential. ${KEYLESS}` } },
  },
  'service-secret-key': {
    for: ['credential'],
    type: 'secret-key',
    fromSession: true,
    help: "Secret key of the bucket's service credential. It is masked, and never exported.",
    where: {
      github: {
        help: `Secret key of the bucket's service credential. It is masked, and never exported. ${KEYLESS}`,
      },
    },
  },
  'id-token': {
    for: ['credential'],
    on: ['cli'],
    type: 'secret-key',
    help: 'The identity token of the job (a JWT), instead of a service credential. It is masked, and never exported.',
  },
  'web-identity-token-file': {
    for: ['credential'],
    on: ['cli'],
    type: 'file',
    help: 'A file with the identity token, read again for each session, instead of a service credential. Without either, what the CI system offers: the identity tokens of GitHub Actions, Forgejo, Buildkite or CircleCI, or AWS_WEB_IDENTITY_TOKEN_FILE.',
  },
  audience: {
    for: ['credential'],
    type: 'text',
    value: 'NAME',
    help: "For whom identity tokens are made, as the role's trust policy names it. Empty for the endpoint's host name.",
    // GitLab makes the token before the program runs, and has no function for a host name.
    onGitlab: {
      default: 'es-mad-1.s3.otterstorage.io',
      help: "For whom GitLab makes the identity token of a -keyless job: the endpoint's host name, or what the role's trust policy names. Set it together with endpoint.",
      pattern: '^[A-Za-z0-9$_{}.:/@+=-]+$',
    },
  },
  'role-arn': {
    for: ['credential'],
    type: 'text',
    required: true,
    fromSession: true,
    value: 'ARN',
    help: 'The role that the service credential, or the identity token, may assume, such as arn:aws:iam::RGW00000000000000001:role/bkr-123.',
  },
  bucket: {
    for: ['credential'],
    type: 'text',
    required: true,
    fromSession: true,
    value: 'NAME',
    help: 'The one bucket that the session is for.',
  },
  endpoint: {
    for: ['credential'],
    type: 'text',
    default: 'https://es-mad-1.s3.otterstorage.io',
    fromSession: true,
    value: 'URL',
    help: 'The S3 endpoint, which also issues the sessions.',
  },
  region: {
    for: ['credential'],
    type: 'text',
    default: 'eu-mad',
    fromSession: true,
    value: 'NAME',
    help: 'The region that S3 clients sign with.',
  },
  duration: {
    for: ['credential'],
    type: 'text',
    default: '1h',
    value: 'TIME',
    help: 'How long the session lasts, such as 90s, 30m, 1h or PT1H; at most 12h.',
    where: {
      gitlab: {
        default: 'job',
        help: 'How long the session lasts, such as 30m, 1h or PT1H, at most 12h; or job, for what is left of the job.',
      },
      cli: {
        help: 'How long the session lasts, such as 90s, 30m, 1h or PT1H; at most 12h. On GitLab also job, for what is left of the job.',
      },
      upload: { help: TRANSFER_DURATION },
      download: { help: TRANSFER_DURATION },
    },
  },
  access: {
    for: ['session'],
    type: 'text',
    choices: ['read-write', 'read', 'write', 'role'],
    default: 'read-write',
    value: 'KIND',
    help: 'What the session may do in the bucket: read-write, read (get and list), write (upload only) or role (all that the role allows, without a session policy).',
  },
  'session-name': {
    for: ['credential'],
    type: 'text',
    value: 'NAME',
    help: "The session's name in the server's logs. Empty for one made from the job.",
  },
  refresh: {
    for: ['session'],
    on: ['github', 'gitlab', 'buildkite'],
    type: 'switch',
    help: 'Keeps the credentials fresh until the job ends, through a loopback endpoint from which S3 clients fetch them.',
  },
  run: {
    for: ['session'],
    on: ['github'],
    type: 'text',
    help: 'A script to run with fresh credentials in its environment only. Nothing is exported to later steps.',
  },
  shell: {
    for: ['session'],
    on: ['github'],
    type: 'text',
    help: 'The shell for run: bash, sh, pwsh, powershell, cmd, python, or a command line with {0} for the script. Empty for bash, or pwsh on Windows.',
  },
  'working-directory': {
    for: ['session'],
    on: ['github'],
    type: 'file',
    help: 'The folder in which run starts. Empty for the workspace.',
  },
  'output-credentials': {
    for: ['session'],
    on: ['github'],
    type: 'switch',
    help: "Also sets the session's keys and token as outputs, masked.",
  },
  cleanup: {
    for: ['session'],
    on: ['github'],
    type: 'switch',
    default: 'true',
    help: 'Restores the variables when the job ends. With false they stay, for the post steps of other actions.',
  },
  summary: {
    for: ['session', 'upload'],
    on: ['github'],
    type: 'switch',
    default: 'true',
    help: 'Adds bucket, scope and expiry to the job summary. It contains no secret.',
    where: {
      upload: { help: 'Adds the location of the files, and the first 100 of them, to the job summary.' },
    },
  },
  'ca-bundle': {
    for: ['credential'],
    on: ['cli'],
    type: 'file',
    help: 'A PEM file with certificates to trust in addition to the usual ones.',
  },
  bundle: {
    for: ['credential'],
    on: ['gitlab', 'buildkite'],
    type: 'text',
    pattern: '^[A-Za-z0-9$_{}.:/@%+~?&=-]*$',
    help: "Path or URL of the program that runs in the job: the bundle (for Node 20.16 or newer) or the executable. With a slash at the end, a folder with the files of a release, of which the job takes what its image can run. Empty for otter-sts on the PATH, or else the release's own bundle.",
    where: {
      buildkite: {
        help: "Path of the program that runs in the job: the bundle (for Node 20.16 or newer) or the executable. Empty for otter-sts on the PATH, or else the plugin's own bundle.",
      },
    },
  },
  'bundle-sha256': {
    for: ['credential'],
    on: ['gitlab'],
    type: 'text',
    pattern: '^([0-9a-f]{64})?$',
    help: 'The SHA-256 of that program, or of SHA256SUMS in that folder, in hex. Required for a URL; optional for a path.',
  },
  'node-from': {
    for: ['credential'],
    on: ['gitlab'],
    type: 'text',
    choices: ['image', 'pip'],
    default: 'image',
    help: 'Where the Node that runs the bundle comes from: the image, or, if it has none that is new enough, pip (61 MB from PyPI, for images with Python).',
  },
} as const satisfies Readonly<Record<string, Setting>>;

type Settings = typeof SETTINGS;
export type Name = keyof Settings;

/** The names of the settings of a use, without those of the credential. */
export type NameOf<U extends Use> = {
  [N in Name]: U extends Settings[N]['for'][number] ? N : never;
}[Name];

/** The name of a setting as a property: `dryRun` for `dry-run`. */
export type Key<N extends string> = N extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Key<Tail>>}`
  : N;

export function keyOf<N extends string>(name: N): Key<N> {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) as Key<N>;
}

/** The environment variable that holds a setting. */
export function variableOf(name: string): string {
  return `OTTER_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** The settings of a use by name, without those of the credential. */
export function settingsOf<U extends Use>(use: U): [NameOf<U>, Setting][] {
  return ENTRIES.filter(([, { for: uses }]) => uses.includes(use)) as [NameOf<U>, Setting][];
}

const ENTRIES = Object.entries(SETTINGS) as [Name, Setting][];

/** What a system adds to the help of a setting. */
const REMARKS: Readonly<Record<System, Readonly<Partial<Record<Type, string>>>>> = {
  github: { list: 'One per line.', 'secret-key': 'Keep it in a secret.' },
  gitlab: {
    'access-key': 'Write the name of the variable that holds it, such as $NAME, and not the key.',
    'secret-key': 'Write the name of the masked variable that holds it, such as $NAME, and not the key.',
  },
  buildkite: { 'access-key': NAME_OF_SECRET, 'secret-key': NAME_OF_SECRET },
  cli: { list: 'Repeatable.' },
};

/**
 * The settings that users see in one place, including the credential's, as they are there. Required ones come first.
 */
export function settingsOn(system: System, task: Task): [Name, Setting][] {
  return ENTRIES.filter(([, { for: uses }]) => uses.includes('credential') || uses.includes(task))
    .filter(([, { on }]) => on === undefined || on.includes(system))
    .map(([name, setting]): [Name, Setting] => [name, settingOn(system, task, setting)])
    .sort(([, one], [, other]) => Number(other.required ?? false) - Number(one.required ?? false));
}

function settingOn(system: System, task: Task, setting: Setting): Setting {
  const place = task === 'session' ? system : task;
  const onSystem = system === 'gitlab' ? setting.onGitlab : undefined;
  const found = { ...setting, ...setting.where?.[place], ...onSystem };
  const help = [found.help, REMARKS[system][setting.type]].filter(Boolean).join(' ');
  if (task === 'session' || setting.fromSession !== true) return { ...found, help };
  const { default: standard, required: _, ...optional } = found;
  if (system !== 'github') return { ...found, help, required: false };
  const otherwise = standard === undefined ? '' : `, or else ${standard}`;
  const token = isKey(setting) ? "the job's identity token (with role-arn and id-token: write), or " : '';
  return { ...optional, help: `${help} Empty to use ${token}the session of an earlier step${otherwise}.` };
}

function isKey({ type }: Setting): boolean {
  return type === 'access-key' || type === 'secret-key';
}

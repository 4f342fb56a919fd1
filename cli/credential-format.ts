import { formatVariables, quoteForShell } from './variable-format.ts';

/** The formats of a new service credential. */
export const CREDENTIAL_FORMATS = ['commands', 'gh', 'glab', 'dotenv', 'json'] as const;
export type CredentialFormat = (typeof CREDENTIAL_FORMATS)[number];

/** How GitLab is to keep what is secret. */
const HIDING: Readonly<Record<string, string>> = {
  OTTER_SERVICE_ACCESS_KEY: ' --masked --protected',
  OTTER_SERVICE_SECRET_KEY: ' --masked --hidden --protected',
};

/** What a workflow or job reads from the CI system. Bucket, endpoint and region are in its file. */
const STORED = [...Object.keys(HIDING), 'OTTER_ROLE_ARN'];

export interface Purpose {
  /** Whether only the keys are new, and the CI system has variables for them. */
  readonly rotated: boolean;
}

/** @param credential the `OTTER_*` variables */
export function formatCredential(
  credential: Readonly<Record<string, string>>,
  format: CredentialFormat,
  { rotated }: Purpose = { rotated: false },
): string {
  if (format === 'dotenv' || format === 'json') return formatVariables({ ...credential }, format);
  const stored = Object.entries(credential).filter(([name]) =>
    rotated ? Object.hasOwn(HIDING, name) : STORED.includes(name),
  );
  const blocks = format === 'glab' ? [] : [forGitHub(stored)];
  if (format !== 'gh') blocks.push(forGitLab(stored, rotated));
  return [...blocks, ...(rotated ? [] : [forInit(credential)])].join('\n');
}

/** The command that stores a variable on GitHub, created or replaced, from its standard input or a prompt. */
export function gh(name: string): string {
  return `gh ${Object.hasOwn(HIDING, name) ? 'secret' : 'variable'} set ${name}`;
}

/** The command that stores a variable on GitLab from its standard input: `set` only creates, and `update` only replaces. */
export function glab(name: string, verb: 'set' | 'update'): string {
  const hiding = HIDING[name] ?? '';
  // A variable that is hidden stays hidden, and `update` does not know the option.
  return `glab variable ${verb} ${name} --raw${verb === 'set' ? hiding : hiding.replace(' --hidden', '')}`;
}

type Entries = readonly (readonly [string, string])[];

// The space at the beginning keeps the line out of the shell's history, if the shell is set up that way.
const pipe = (value: string, command: string) => ` printf %s ${quoteForShell(value)} | ${command}\n`;

function forGitHub(stored: Entries): string {
  const lines = stored.map(([name, value]) => pipe(value, gh(name)));
  return `# GitHub: run these in a checkout of the repository, each with the space before it.\n${lines.join('')}`;
}

function forGitLab(stored: Entries, rotated: boolean): string {
  const lines = stored.map(([name, value]) => pipe(value, glab(name, rotated ? 'update' : 'set')));
  const hint = rotated
    ? ''
    : '# If the project has a variable already, write update instead of set, and leave out --hidden.\n';
  return `# GitLab: run these in a checkout of the project, each with the space before it.\n${hint}${lines.join('')}`;
}

/** A comment, so that the lines can be piped into a shell. */
function forInit({ OTTER_BUCKET, OTTER_ENDPOINT, OTTER_REGION }: Readonly<Record<string, string>>): string {
  const options = Object.entries({ bucket: OTTER_BUCKET, endpoint: OTTER_ENDPOINT, region: OTTER_REGION })
    .map(([name, value]) => (value === undefined ? '' : ` --${name} ${quoteForShell(value)}`))
    .join('');
  return `# Then write the workflow or job, in the same checkout:\n# otter-sts init${options}\n`;
}

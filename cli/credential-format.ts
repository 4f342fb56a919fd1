import { formatVariables, quoteForShell } from './variable-format.ts';

/** The formats of a new service credential. */
export const CREDENTIAL_FORMATS = ['commands', 'gh', 'glab', 'dotenv', 'json'] as const;
export type CredentialFormat = (typeof CREDENTIAL_FORMATS)[number];

const SECRETS: readonly string[] = ['OTTER_SERVICE_ACCESS_KEY', 'OTTER_SERVICE_SECRET_KEY'];

/** @param credential the `OTTER_*` variables */
export function formatCredential(
  credential: Readonly<Record<string, string>>,
  format: CredentialFormat,
): string {
  if (format === 'dotenv' || format === 'json') return formatVariables({ ...credential }, format);
  const blocks = format === 'commands' ? [forGitHub(credential), forGitLab(credential)] : [];
  if (format === 'gh') blocks.push(forGitHub(credential));
  if (format === 'glab') blocks.push(forGitLab(credential));
  return blocks.join('\n');
}

// The space at the beginning keeps the line out of the shell's history, if the shell is set up that way.
const pipe = (value: string, command: string) => ` printf %s ${quoteForShell(value)} | ${command}\n`;

function forGitHub(credential: Readonly<Record<string, string>>): string {
  const lines = Object.entries(credential).map(([name, value]) =>
    pipe(value, `gh ${SECRETS.includes(name) ? 'secret' : 'variable'} set ${name}`),
  );
  return `# GitHub: run these in a checkout of the repository, each with the space before it.\n${lines.join('')}`;
}

function forGitLab(credential: Readonly<Record<string, string>>): string {
  const lines = Object.entries(credential).map(([name, value]) =>
    pipe(value, `glab variable set ${name} --raw${SECRETS.includes(name) ? ' --masked --protected' : ''}`),
  );
  return `# GitLab: run these in a checkout of the project, each with the space before it.\n${lines.join('')}`;
}

import type { Identity } from '../src/provision/index.ts';
import { formatVariables } from './variable-format.ts';

/** What a job needs to know of its keyless role. None of it is a secret. */
export interface KeylessFacts {
  readonly identity: Identity;
  readonly roleArn: string;
  readonly audience: string;
  readonly bucket: string;
  readonly endpoint: string;
  readonly region: string;
}

/** What to write into the workflow or the job. */
export function formatInstructions(facts: KeylessFacts): string {
  if (facts.identity.kind === 'github') return forGithub(facts);
  return facts.identity.kind === 'gitlab' ? forGitlab(facts) : forOthers(facts);
}

/** GitLab makes the token before anything runs that could know the endpoint. */
const needsAudience = ({ audience, endpoint, identity }: KeylessFacts) =>
  identity.kind === 'gitlab' || audience !== new URL(endpoint).hostname;

function settingsOf(facts: KeylessFacts, separator: '-' | '_'): [string, string][] {
  const { roleArn, bucket, endpoint, region, audience } = facts;
  return [
    [`role${separator}arn`, roleArn],
    ['bucket', bucket],
    ['endpoint', endpoint],
    ['region', region],
    ...(needsAudience(facts) ? [['audience', audience] as [string, string]] : []),
  ];
}

function write(settings: readonly (readonly [string, string])[], indent: string): string {
  return settings.map(([name, value]) => `${indent}${name}: ${quote(value)}\n`).join('');
}

/** YAML reads most values as they are; a quoted one is also JSON. */
function quote(value: string): string {
  return /^[A-Za-z][\w./-]*(?::[\w./:-]+)?$/.test(value) &&
    !/^(?:true|false|yes|no|on|off|null)$/i.test(value)
    ? value
    : JSON.stringify(value);
}

function forGithub(facts: KeylessFacts): string {
  const isForgejo = facts.identity.issuer.endsWith(FORGEJO);
  return `# ${isForgejo ? 'Forgejo' : 'GitHub'}: in the workflow, with no secret.
${isForgejo ? 'enable-openid-connect: true' : 'permissions:\n  contents: read\n  id-token: write'}

# A step of the job:
      - uses: ${isForgejo ? 'https://github.com/' : ''}otter/sts-credentials@v1
        with:
${write(settingsOf(facts, '-'), ' '.repeat(10))}${isForgejo ? '' : githubHint(facts)}`;
}

/** How the URL of a Forgejo's issuer ends. */
const FORGEJO = '/api/actions';

/** The subject of a newer repository has numbers that nobody knows by heart. */
function githubHint({ identity: { subjects } }: KeylessFacts): string {
  if (subjects.length > 1) return '';
  const [, repository = 'OWNER/NAME'] = /^repo:([^:]+):/.exec(subjects[0] ?? '') ?? [];
  return `
# A repository that was created or renamed since July 2026 has numbers in its subject. For one, run this again with
# --github "$(gh api repos/${repository} --jq '"\\(.owner.login)@\\(.owner.id)/\\(.name)@\\(.id)"')"
`;
}

function forGitlab(facts: KeylessFacts): string {
  return `# GitLab: inputs of the template gitlab/sts-credentials.yml, with no variable.
    inputs:
${write(settingsOf(facts, '_'), ' '.repeat(6))}
# The job:
build:
  extends: .otter-sts-keyless
`;
}

/** Issuers of Buildkite and CircleCI. */
const REQUESTED = /^https:\/\/(?:agent\.buildkite\.com|oidc\.circleci\.com\/org\/[\w-]+)$/;

function forOthers({ roleArn, bucket, endpoint, region, audience, identity }: KeylessFacts): string {
  const variables = {
    OTTER_ROLE_ARN: roleArn,
    OTTER_BUCKET: bucket,
    OTTER_ENDPOINT: endpoint,
    OTTER_REGION: region,
    OTTER_AUDIENCE: audience,
  };
  const { issuer } = identity;
  const how = REQUESTED.test(issuer)
    ? 'where otter-sts requests the tokens itself'
    : `with a token of ${issuer} for '${audience}' in OTTER_ID_TOKEN`;
  return `# In the job, ${how}:
${formatVariables(variables, 'dotenv')}`;
}

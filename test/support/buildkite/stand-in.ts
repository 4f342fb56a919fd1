/** Stands in for the program buildkite-agent as a job calls it. The job's API is a folder. */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const { BUILDKITE_AGENT_JOB_API_SOCKET: folder = '' } = process.env;
const [noun, verb, ...rest] = process.argv.slice(2);

function redact(masks: readonly string[]): void {
  appendFileSync(join(folder, 'redacted'), masks.map((mask) => `${JSON.stringify(mask)}\n`).join(''));
}

interface Given {
  readonly secrets: Readonly<Record<string, string>>;
  readonly idToken?: string;
}

function readGiven(): Given {
  return JSON.parse(readFileSync(join(folder, 'given'), 'utf8')) as Given;
}

/** As the agent does, it masks what it prints. */
function give(value: string | undefined): void {
  if (value === undefined) throw new Error('Buildkite does not give this.');
  redact([value]);
  console.log(value);
}

if (`${noun} ${verb}` === 'redactor add') {
  if (rest.join(' ') !== '--format json') throw new Error(`redactor add ${rest.join(' ')}`);
  redact(Object.values(JSON.parse(await text(process.stdin)) as Record<string, string>));
  console.error('Reading secrets from (stdin) for redaction');
} else if (`${noun} ${verb}` === 'secret get') {
  give(readGiven().secrets[rest[0] ?? '']);
} else if (`${noun} ${verb}` === 'oidc request-token') {
  give(readGiven().idToken);
} else {
  throw new Error(`buildkite-agent ${process.argv.slice(2).join(' ')}`);
}

/** Stands in for the program buildkite-agent as a job calls it. The job's API is a folder. */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const { BUILDKITE_AGENT_JOB_API_SOCKET: folder = '' } = process.env;
const [noun, verb, ...rest] = process.argv.slice(2);

function redact(masks: readonly string[]): void {
  appendFileSync(join(folder, 'redacted'), masks.map((mask) => `${JSON.stringify(mask)}\n`).join(''));
}

if (`${noun} ${verb}` === 'redactor add') {
  if (rest.join(' ') !== '--format json') throw new Error(`redactor add ${rest.join(' ')}`);
  redact(Object.values(JSON.parse(await text(process.stdin)) as Record<string, string>));
  console.error('Reading secrets from (stdin) for redaction');
} else if (`${noun} ${verb}` === 'secret get') {
  const secrets = JSON.parse(readFileSync(join(folder, 'secrets'), 'utf8')) as Record<string, string>;
  const value = secrets[rest[0] ?? ''];
  if (value === undefined) throw new Error('Failed to fetch some secrets');
  redact([value]);
  console.log(value);
} else {
  throw new Error(`buildkite-agent ${process.argv.slice(2).join(' ')}`);
}

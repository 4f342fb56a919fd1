/**
 * The last part of `npm run build`: writes into the template the checksum of the bundle that it fetches,
 * into the examples and the README the template's own, and the component that GitLab finds in `templates/`.
 */
import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const TEMPLATE = 'gitlab/sts-credentials.yml';
const COMPONENT = 'templates/sts-credentials.yml';

/** The files that hold a checksum or are made from another one, by path, as they have to be. */
export function pinnedFiles(): Map<string, string> {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const bundle = createHash('sha256')
    .update(readFileSync(join(PROJECT, 'dist/cli/index.js')))
    .digest('hex');
  const template = pinVersion(read(TEMPLATE), version).replace(
    /(otter_sts_sha256=)[0-9a-f]{64}$/m,
    `$1${bundle}`,
  );
  const integrity = createHash('sha256').update(template).digest('base64');
  const users = [...globSync('gitlab/examples/*.yml', { cwd: PROJECT }), 'README.md'].sort();
  const pinUser = (path: string) =>
    pinVersion(read(path), version).replace(/(integrity: sha256-)\S+/g, `$1${integrity}`);
  return new Map([
    [TEMPLATE, template],
    [COMPONENT, componentOf(template)],
    ...users.map((path): [string, string] => [path, pinUser(path)]),
  ]);
}

function read(path: string): string {
  return readFileSync(join(PROJECT, path), 'utf8');
}

function pinVersion(text: string, version: string): string {
  return text.replace(/(otter\/sts-credentials\/v)\d+\.\d+\.\d+/g, `$1${version}`);
}

/**
 * A component's inputs have to be declared in its own file, and GitLab reads a symbolic link as the text that it is. So
 * the declarations are repeated, and the job is included.
 */
function componentOf(template: string): string {
  const [header = ''] = template.split(/^---$/m);
  const names = Array.from(header.matchAll(/^ {4}(\w+):$/gm), ([, name]) => name);
  const inputs = names.map((name) => `      ${name}: $[[ inputs.${name} ]]\n`).join('');
  const declarations = header.replace(/^#.*\n/, '');
  return (
    '# The template as a CI/CD component. Made from gitlab/sts-credentials.yml by gitlab/pin.ts.\n' +
    `${declarations}---\ninclude:\n  - local: /${TEMPLATE}\n    inputs:\n${inputs}`
  );
}

if (import.meta.main) {
  for (const [path, text] of pinnedFiles()) {
    if (text !== read(path)) writeFileSync(join(PROJECT, path), text);
  }
}

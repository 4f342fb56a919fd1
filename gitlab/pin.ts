/**
 * The last part of `npm run build`. Writes the checksum of the bundle and the shared shell code into the templates, and the
 * checksum into the recipes of `docs/ci/`, writes the templates' checksums into the examples and documents, and makes the
 * components in `templates/`. With `--check` it writes nothing, and names the files that are stale.
 */
import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const OWN_PATHS = 'gitlab/own-paths.sh';
const FIND_PROGRAM = 'gitlab/find-program.sh';

/** The names of the templates: each is a file of `gitlab/`, and a component. */
export const TEMPLATES = ['sts-credentials', 'upload', 'download'] as const;

/** The contents of the files that contain a checksum or are generated from another file, by path. */
export function pinnedFiles(): Map<string, string> {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const bundle = hash(readFileSync(join(PROJECT, 'dist/cli/index.js')), 'hex');
  const findProgram = pinVersion(read(FIND_PROGRAM), version).replace(
    /(otter_sts_sha256=)[0-9a-f]{64}$/m,
    `$1${bundle}`,
  );
  const templates = new Map(
    TEMPLATES.map((name) => {
      const template = putInto(read(pathOf(name)), 'own-paths.sh', read(OWN_PATHS));
      return [name, putInto(template, 'find-program.sh', findProgram)];
    }),
  );
  const users = globSync(['gitlab/examples/*.yml', 'README.md', 'SECURITY.md', 'docs/**/*.md'], {
    cwd: PROJECT,
  }).sort();
  return new Map([
    [FIND_PROGRAM, findProgram],
    ...Array.from(templates, ([name, text]): [string, string] => [pathOf(name), text]),
    ...Array.from(templates, ([name, text]): [string, string] => [
      `templates/${name}.yml`,
      componentOf(pathOf(name), text),
    ]),
    ...users.map((path): [string, string] => {
      const text = pinVersion(read(path), version);
      return [path, pinUser(pinRecipe(text, bundle), templates)];
    }),
  ]);
}

function read(path: string): string {
  return readFileSync(join(PROJECT, path), 'utf8');
}

function pathOf(template: string): string {
  return `gitlab/${template}.yml`;
}

function hash(content: string | Buffer, encoding: 'hex' | 'base64'): string {
  return createHash('sha256').update(content).digest(encoding);
}

/** At an address, in the name of a component, package or plugin, and where a release is downloaded. */
export function pinVersion(text: string, version: string): string {
  return text.replace(
    /(sts-credentials(?:[/@]v?|\/releases\/download\/v|\/plugins\/\w+#v)|gh release download v)\d+\.\d+\.\d+/g,
    `$1${version}`,
  );
}

/**
 * Inserts a text wherever two comments name it. GitLab fetches a template as a single file, so it cannot read another one,
 * and `!reference` would turn the shared lines into a script that differs from job to job.
 */
function putInto(template: string, name: string, text: string): string {
  const marked = new RegExp(`^( *)# begin ${name}\\n[\\s\\S]*?^ *# end ${name}\\n`, 'gm');
  return template.replace(marked, (_, indentation: string) => {
    const lines = `# begin ${name}\n${text}# end ${name}\n`;
    return lines.replace(/^(?=.)/gm, indentation);
  });
}

/** A recipe gives sha256sum the checksum and the file. */
function pinRecipe(text: string, checksum: string): string {
  return text.replace(/\b[0-9a-f]{64}(?= {2}\S*\/otter-sts\.cjs\b)/g, checksum);
}

/** An include names its template in one line, and its integrity in the next. */
function pinUser(text: string, templates: ReadonlyMap<string, string>): string {
  return text.replace(
    /(\/gitlab\/([\w-]+)\.yml\n *integrity: sha256-)\S+/g,
    (_, before: string, name: string) => `${before}${hash(templates.get(name) ?? '', 'base64')}`,
  );
}

/**
 * A component's inputs must be declared in its own file, and GitLab reads a symbolic link as text. So the declarations are
 * repeated, and the job is included.
 */
function componentOf(path: string, template: string): string {
  const [header = ''] = template.split(/^---$/m);
  const declared = header.matchAll(/^ {4}(\w+):\n(?: {6}.*\n)*? {6}type: (\w+)$/gm);
  const inputs = Array.from(declared, ([, name = '', type = '']) => handOn(name, type)).join('');
  const declarations = header.replace(/^#.*\n/, '');
  return (
    `# The template as a CI/CD component. Made from ${path} by gitlab/pin.ts.\n` +
    `${declarations}---\ninclude:\n  - local: /${path}\n    inputs:\n${inputs}`
  );
}

/** GitLab inserts values into the text before it parses the YAML. In a block scalar, any text stays text. */
function handOn(name: string, type: string): string {
  const block = type === 'string' ? '|2-\n        ' : '';
  return `      ${name}: ${block}$[[ inputs.${name} ]]\n`;
}

if (import.meta.main) {
  const stale = [...pinnedFiles()].filter(([path, text]) => text !== read(path));
  if (process.argv.includes('--check')) {
    for (const [path] of stale) console.error(`${path} does not match dist/: run npm run inputs.`);
    process.exitCode = stale.length === 0 ? 0 : 1;
  } else {
    for (const [path, text] of stale) writeFileSync(join(PROJECT, path), text);
  }
}

/**
 * `npm run build`: compiles with tsc and bundles each entry into a folder of `dist/`, or of OTTER_BUILD_DIR.
 * The compiler has no API and ncc's own TypeScript loader cannot drive it, so ncc gets JavaScript.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Each entry's folder in `dist/`, and its source. */
const ENTRIES = {
  main: 'action/main.ts',
  post: 'action/post.ts',
  agent: 'action/agent.ts',
  upload: 'action/upload.ts',
  download: 'action/download.ts',
  cli: 'cli/main.ts',
  lib: 'src/library.ts',
} as const;

/**
 * The SDK's packages as ES modules, of which a bundle keeps what is used alone. By itself ncc takes their CommonJS, whole:
 * 590 KB for an exchange instead of 130.
 */
const ES_MODULES = {
  '@aws-sdk/client-sts': 'node_modules/@aws-sdk/client-sts/dist-es/index.js',
  '@aws-sdk/core/*': 'node_modules/@aws-sdk/core/dist-es/submodules/*/index.js',
  '@aws-sdk/xml-builder': 'node_modules/@aws-sdk/xml-builder/dist-es/index.js',
  '@smithy/core/*': 'node_modules/@smithy/core/dist-es/submodules/*/index.js',
  '@smithy/signature-v4': 'node_modules/@smithy/signature-v4/dist-es/index.js',
};

/**
 * The program is one file, since GitLab's templates fetch one. Each of its commands reads all of it, and half of that are
 * the transfers, of which most need nothing: minified it starts as fast as it did without them (15 ms sooner).
 */
const MINIFIED: ReadonlySet<string> = new Set(['cli']);

const target = resolve(process.env.OTTER_BUILD_DIR ?? 'dist');
// Always the same: its name goes into the bundles.
const compiled = '.cache/build';

rmSync(compiled, { recursive: true, force: true });
compile();
prepareBundling();
rmSync(target, { recursive: true, force: true });
for (const [folder, source] of Object.entries(ENTRIES)) bundle(folder, source);
copyDeclarations();
writeLicenses();

function compile(): void {
  const options = ['--noEmit', 'false', '--declaration', '--rootDir', '.', '--outDir', compiled];
  run('typescript/bin/tsc', options, '.');
}

/** What ncc finds beside the compiled files, and reads. */
function prepareBundling(): void {
  // Sources name the packages' files from the project's folder on.
  symlinkSync(resolve('node_modules'), join(compiled, 'node_modules'), 'junction');
  // Loading a module of this project does nothing but define, so one of which nothing is used can be left out.
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  writeJson('package.json', { ...manifest, sideEffects: false });
  const paths = Object.fromEntries(Object.entries(ES_MODULES).map(([name, path]) => [name, [path]]));
  writeJson('tsconfig.json', { compilerOptions: { baseUrl: '.', paths } });
  // No type: ncc makes the entries of this folder CommonJS, which Node starts 2 ms sooner than ES modules.
  writeJson('action/package.json', { sideEffects: false });
}

function writeJson(name: string, content: object): void {
  writeFileSync(join(compiled, name), JSON.stringify(content));
}

function bundle(folder: string, source: string): void {
  const entry = source.replace(/\.ts$/, '.js');
  const options = ['build', entry, '-o', join(target, folder), '-q', '--no-cache'];
  if (MINIFIED.has(folder)) options.push('--minify');
  run('@vercel/ncc/dist/ncc/cli.js', options, compiled);
  const manifest = join(target, folder, 'package.json');
  // ncc writes one beside ES modules alone, and the project's own says that all else is one too.
  if (!existsSync(manifest)) writeFileSync(manifest, '{\n "type": "commonjs"\n}');
}

function run(script: string, options: readonly string[], cwd: string): void {
  execFileSync(process.execPath, ['--no-deprecation', resolve('node_modules', script), ...options], {
    cwd,
    stdio: 'inherit',
  });
}

/** The library's types stand beside its bundle. */
function copyDeclarations(): void {
  cpSync(join(compiled, 'src'), join(target, 'lib'), {
    recursive: true,
    filter: (path) => !path.endsWith('.js'),
  });
}

/**
 * The licences of all that the bundles may hold, each text once. ncc's own list leaves out most packages, since it does
 * not find them behind the link to `node_modules`.
 */
function writeLicenses(): void {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean; version?: string }>;
  };
  const holders = new Map<string, string[]>();
  for (const [folder, { dev, version }] of Object.entries(packages)) {
    if (folder === '' || dev === true || !existsSync(folder)) continue;
    const text = readLicense(folder);
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    holders.set(text, [...(holders.get(text) ?? []), `${name} ${version}`]);
  }
  const sections = [...holders].map(([text, names]) => `${names.sort().join('\n')}\n\n${text}\n`);
  writeFileSync(join(target, 'licenses.txt'), sections.sort().join(`\n${'-'.repeat(80)}\n\n`));
}

function readLicense(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file !== undefined) return readFileSync(join(folder, file), 'utf8').trim();
  const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { license?: string };
  return `${license}, by its package.json`;
}

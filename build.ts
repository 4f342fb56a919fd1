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
 * The program is one file, since GitLab's templates fetch one, and minified. What most commands do not need, such as the
 * transfers, stands in it as text that is compiled when it is asked for: V8 takes 20 ms to parse all of it as code, and 3
 * to skip it as strings (measured), of the 80 that `otter-sts credential-process` lasts.
 */
const SINGLE_FILES: ReadonlySet<string> = new Set(['cli']);

/** How a minified bundle reads a chunk of its own. */
const CHUNK_READ = /\brequire\((?="\.\/"\+__nccwpck_require__\.u\()/g;

/**
 * The beginning of a program of one file. It may be saved under any name, and with one that ends in `.mjs` Node takes it
 * for an ES module, in which these four are not defined.
 */
const ANY_NAME = `var require=typeof require==='undefined'?process.getBuiltinModule('module').createRequire(process.argv[1]):require,
module=typeof module==='undefined'?{}:module,
__filename=typeof __filename==='undefined'?process.argv[1]:__filename,
__dirname=require('node:path').dirname(__filename);`;

/** Before anything that an older Node does not have, which would end it with a stack. */
const LEAST_NODE = `if(!process.getBuiltinModule){
console.error('otter-sts: this is Node '+process.version+', and 20.16 or newer is needed (of 22 the third release).');
process.exit(1);
}`;

/** How such a program reads a chunk of its own, which looks beside the program for what the package brings. */
const READ_CHUNK = `function readChunk(name){
const module={exports:{}},filename=__filename+name.slice(1);
require('node:vm').compileFunction(chunks[name],['exports','require','module','__filename'],{filename})(module.exports,require,module,__filename);
return module.exports;
}`;

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
  for (const folder of ['action', 'cli']) writeJson(join(folder, 'package.json'), { sideEffects: false });
}

function writeJson(name: string, content: object): void {
  writeFileSync(join(compiled, name), JSON.stringify(content));
}

function bundle(folder: string, source: string): void {
  const single = SINGLE_FILES.has(folder);
  runNcc(source.replace(/\.ts$/, '.js'), join(target, folder), single ? ['--minify'] : []);
  if (single) embedChunks(join(target, folder));
  const manifest = join(target, folder, 'package.json');
  // ncc writes one beside ES modules alone, and the project's own says that all else is one too.
  if (!existsSync(manifest)) writeFileSync(manifest, '{\n "type": "commonjs"\n}');
}

function runNcc(entry: string, output: string, options: readonly string[]): void {
  run(
    '@vercel/ncc/dist/ncc/cli.js',
    ['build', entry, '-o', output, '-q', '--no-cache', ...options],
    compiled,
  );
}

/** Puts the chunks that ncc wrote beside a bundle into it, as text. */
function embedChunks(folder: string): void {
  const index = join(folder, 'index.js');
  const bundled = readFileSync(index, 'utf8');
  if (bundled.match(CHUNK_READ)?.length !== 1)
    throw new Error(`${index} does not read its chunks as expected.`);
  const names = readdirSync(folder).filter((name) => /^\d+\.index\.js$/.test(name));
  const chunks = Object.fromEntries(names.map((name) => [`./${name}`, minifyChunk(join(folder, name))]));
  const [shebang = '', ...code] = bundled.replace(CHUNK_READ, 'readChunk(').split('\n');
  const text = [
    shebang,
    LEAST_NODE,
    ANY_NAME,
    `const chunks=${JSON.stringify(chunks)};`,
    READ_CHUNK,
    ...code,
  ].join('\n');
  writeFileSync(index, escapeNonAscii(text));
  for (const name of names) rmSync(join(folder, name));
}

/** ncc minifies nothing but entries, and for it each file can be one. Where that lies goes into what it makes. */
function minifyChunk(path: string): string {
  cpSync(path, join(compiled, 'chunk.js'));
  runNcc('chunk.js', 'chunk', ['--minify']);
  return readFileSync(join(compiled, 'chunk/index.js'), 'utf8');
}

/** One character beyond would make a string of two bytes each of the whole file: 2 ms (measured). */
function escapeNonAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
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

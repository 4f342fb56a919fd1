/**
 * `npm run build`: compiles with tsc and bundles with ncc into `dist/`, or the folder in OTTER_BUILD_DIR: the actions, whose
 * steps share a bundle, and the program. `-- library` bundles the library for the package instead.
 *
 * The compiler has no API, and ncc's TypeScript loader needs one, so ncc gets JavaScript.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

/** The functions of `action/index.ts` that the action files and `refresh` start. Post has a bundle of its own. */
const STEPS = ['main', 'agent', 'upload', 'download'];

/**
 * Packages of which a bundle is to contain only what it uses. By default, ncc takes the SDK's CommonJS as a whole: 590 KB
 * for an exchange instead of 130 KB.
 */
const PACKAGES = {
  '@actions/core': 'packages/@actions/core/lib/core.js',
  '@aws-sdk/client-sts': 'node_modules/@aws-sdk/client-sts/dist-es/index.js',
  '@aws-sdk/core/*': 'node_modules/@aws-sdk/core/dist-es/submodules/*/index.js',
  '@aws-sdk/xml-builder': 'node_modules/@aws-sdk/xml-builder/dist-es/index.js',
  '@smithy/core/*': 'node_modules/@smithy/core/dist-es/submodules/*/index.js',
  '@smithy/signature-v4': 'node_modules/@smithy/signature-v4/dist-es/index.js',
};

/** Omits what the SDK loads for operations that STS does not have. */
const WITHOUT_EVENTS = ['--external', '@smithy/core/event-streams'];

/** What a file gets from Node, and a part of the program from `cli/preamble.cjs`. */
const PART_PARAMETERS = 'module, exports, require, __filename, __dirname';

const target = resolve(process.env.OTTER_BUILD_DIR ?? 'dist');
// Always the same, because its name ends up in the bundles.
const compiled = '.cache/build';

compile();
prepareBundling();
if (process.argv[2] === 'library') bundleLibrary();
else {
  rmSync(target, { recursive: true, force: true });
  bundleActions();
  bundleProgram();
  // The package.json at the top says that all files are ES modules.
  writeFileSync(join(target, 'package.json'), '{ "type": "commonjs" }\n');
}

function compile(): void {
  rmSync(compiled, { recursive: true, force: true });
  run(
    'typescript/bin/tsc',
    ['--noEmit', 'false', '--declaration', '--rootDir', '.', '--outDir', compiled],
    '.',
  );
}

/** Writes what ncc reads beside the compiled files. */
function prepareBundling(): void {
  symlinkSync(resolve('node_modules'), join(compiled, 'node_modules'), 'junction');
  // Modules without side effects can be omitted if nothing of them is used. `@actions/core` does not declare this, and
  // contains an OIDC client with its own undici: 1 MB, and 40 ms at each start (measured).
  cpSync('node_modules/@actions/core', join(compiled, 'packages/@actions/core'), { recursive: true });
  for (const folder of ['.', 'node_modules/@actions/core']) {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    writeJson(join(folder.replace('node_modules', 'packages'), 'package.json'), {
      ...manifest,
      sideEffects: false,
    });
  }
  // Without a type, ncc makes the entries of this folder CommonJS, which Node starts 2 ms faster than ES modules.
  for (const folder of ['action', 'cli']) writeJson(join(folder, 'package.json'), { sideEffects: false });
  const paths = Object.fromEntries(Object.entries(PACKAGES).map(([name, path]) => [name, [path]]));
  writeJson('tsconfig.json', { compilerOptions: { baseUrl: '.', paths } });
}

function writeJson(name: string, content: object): void {
  writeFileSync(join(compiled, name), JSON.stringify(content));
}

/**
 * One bundle with chunks that the steps share, and for each step a file that starts it. Post runs in every job and shares
 * little: with a bundle of its own it starts 7 ms faster (of 70, measured).
 */
function bundleActions(): void {
  bundle('action/post.js', join(target, 'post'));
  bundle('action/index.js', join(target, 'action'), ...WITHOUT_EVENTS);
  for (const step of STEPS) {
    mkdirSync(join(target, step));
    writeFileSync(join(target, step, 'index.js'), `require('../action/index.js').${step}();\n`);
  }
}

/**
 * One minified file, because every job of GitLab's templates downloads it. All but its start is in parts, as text: Node
 * parses the code of a file at each start, which takes 40 ms for all of the program and 10 ms for its text (measured).
 */
function bundleProgram(): void {
  const folder = join(target, 'cli');
  bundle('cli/main.js', folder, ...WITHOUT_EVENTS);
  const files = readdirSync(folder).filter((name) => name.endsWith('index.js'));
  const { 'index.js': main, ...parts } = minify(folder, files);
  const texts = Object.entries(parts).map(([name, code]) => `'./${name}': ${quote(code)}`);
  for (const name of files) rmSync(join(folder, name));
  const file = join(folder, 'index.js');
  const preamble = readFileSync('cli/preamble.cjs', 'utf8');
  writeFileSync(
    file,
    `${preamble}const parts = {\n${texts.join(',\n')}\n};\n(${main})(module, {}, requirePart, __filename, __dirname);\n`,
  );
  chmodSync(file, 0o755);
}

/**
 * ncc minifies only the entry of a bundle. So this makes an entry of all files, each as a function.
 *
 * @returns the functions as text, in ASCII, because V8 reads that faster
 */
function minify(folder: string, names: readonly string[]): Record<string, string> {
  const functions = names.map((name) => {
    const code = readFileSync(join(folder, name), 'utf8').replace(/^#!.*/, '');
    return `${JSON.stringify(name)}: function (${PART_PARAMETERS}) {\n${code}\n}`;
  });
  writeFileSync(join(compiled, 'parts.cjs'), `module.exports = {\n${functions.join(',\n')}\n};\n`);
  const out = resolve(compiled, 'parts');
  bundle('parts.cjs', out, '--minify');
  const minified: Record<string, () => void> = createRequire(import.meta.url)(join(out, 'index.cjs'));
  const unicode = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return Object.fromEntries(
    Object.entries(minified).map(([name, code]) => [name, `${code}`.replace(/[\x80-\uffff]/g, unicode)]),
  );
}

function quote(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&').replaceAll('\n', '\\n')}'`;
}

/** Includes the types of everything that it exports. */
function bundleLibrary(): void {
  rmSync(join(target, 'lib'), { recursive: true, force: true });
  bundle('src/library.js', join(target, 'lib'));
  cpSync(join(compiled, 'src'), join(target, 'lib'), {
    recursive: true,
    filter: (path) => !path.endsWith('.js'),
  });
}

function bundle(entry: string, out: string, ...more: string[]): void {
  const options = ['--quiet', '--no-cache', '--license', 'licenses.txt', ...more];
  run('@vercel/ncc/dist/ncc/cli.js', ['build', entry, '--out', out, ...options], compiled);
}

function run(script: string, options: readonly string[], cwd: string): void {
  execFileSync(process.execPath, ['--no-deprecation', resolve('node_modules', script), ...options], {
    cwd,
    stdio: 'inherit',
  });
}

/**
 * `npm run build`: compiles with tsc and bundles with ncc into `dist/`, or the folder in OTTER_BUILD_DIR: the actions, whose
 * steps share a bundle, and the program. `-- library` bundles the library for the package instead.
 *
 * The compiler has no API, and ncc's TypeScript loader needs one, so ncc gets JavaScript.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
  bundle('action/post.js', 'post');
  bundle('action/index.js', 'action', ...WITHOUT_EVENTS);
  for (const step of STEPS) {
    mkdirSync(join(target, step));
    writeFileSync(join(target, step, 'index.js'), `require('../action/index.js').${step}();\n`);
  }
}

/** One minified file, because every job of GitLab's templates downloads it. */
function bundleProgram(): void {
  bundle('cli/main.js', 'cli', '--minify', ...WITHOUT_EVENTS);
  const file = join(target, 'cli/index.js');
  writeFileSync(file, readFileSync('cli/preamble.cjs', 'utf8') + readFileSync(file, 'utf8'));
  chmodSync(file, 0o755);
}

/** Includes the types of everything that it exports. */
function bundleLibrary(): void {
  rmSync(join(target, 'lib'), { recursive: true, force: true });
  bundle('src/library.js', 'lib');
  cpSync(join(compiled, 'src'), join(target, 'lib'), {
    recursive: true,
    filter: (path) => !path.endsWith('.js'),
  });
}

function bundle(entry: string, folder: string, ...more: string[]): void {
  const options = ['--quiet', '--no-cache', '--license', 'licenses.txt', ...more];
  run('@vercel/ncc/dist/ncc/cli.js', ['build', entry, '--out', join(target, folder), ...options], compiled);
}

function run(script: string, options: readonly string[], cwd: string): void {
  execFileSync(process.execPath, ['--no-deprecation', resolve('node_modules', script), ...options], {
    cwd,
    stdio: 'inherit',
  });
}

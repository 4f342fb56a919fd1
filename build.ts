/**
 * `npm run build`: compiles with tsc and bundles each entry into a folder of `dist/`, or of OTTER_BUILD_DIR.
 * The compiler has no API and ncc's own TypeScript loader cannot drive it, so ncc gets JavaScript.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Each entry's folder in `dist/`, and its source. */
const ENTRIES = {
  main: 'action/main.ts',
  post: 'action/post.ts',
  agent: 'action/agent.ts',
  cli: 'cli/main.ts',
  lib: 'src/index.ts',
} as const;

const target = process.env.OTTER_BUILD_DIR ?? 'dist';
// Always the same: its name goes into the bundles.
const compiled = '.cache/build';

rmSync(compiled, { recursive: true, force: true });
compile();
rmSync(target, { recursive: true, force: true });
for (const [folder, source] of Object.entries(ENTRIES)) bundle(folder, source);
copyDeclarations();

function compile(): void {
  run('typescript/bin/tsc', ['--noEmit', 'false', '--declaration', '--rootDir', '.', '--outDir', compiled]);
}

function bundle(folder: string, source: string): void {
  const entry = join(compiled, source.replace(/\.ts$/, '.js'));
  run('@vercel/ncc/dist/ncc/cli.js', [
    'build',
    entry,
    '-o',
    join(target, folder),
    '-q',
    '--no-cache',
    '--license',
    'licenses.txt',
  ]);
}

function run(script: string, options: readonly string[]): void {
  execFileSync(process.execPath, [join('node_modules', script), ...options], { stdio: 'inherit' });
}

/** The library's types stand beside its bundle. */
function copyDeclarations(): void {
  cpSync(join(compiled, 'src'), join(target, 'lib'), {
    recursive: true,
    filter: (path) => !path.endsWith('.js'),
  });
}

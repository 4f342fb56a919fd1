/** `npm run verify-dist`: proves that `dist/`, and what is pinned to it, was built from these sources. */
import { join } from 'node:path';
import { compareWithFreshBuild } from './fresh-build.ts';

const BY_HAND = `By hand:
  npm ci
  OTTER_BUILD_DIR=/tmp/fresh npm exec -- node build.ts
  diff --recursive --exclude=lib dist /tmp/fresh
  npm exec -- node write-inputs.ts --check
  npm exec -- node gitlab/pin.ts --check`;

console.log(`Building dist/ again with Node ${process.version}. This takes a minute or more.`);
const { files, differences } = await compareWithFreshBuild(join(import.meta.dirname, '..'));
if (differences.length === 0) {
  console.log(
    `All ${files} files of dist/ equal a fresh build, and the files that depend on them are up to date.`,
  );
} else {
  console.error(`The committed files differ from a fresh build:\n${differences.join('\n')}`);
  console.error('If you changed the sources, run npm run build and commit the result.');
  process.exitCode = 1;
}
console.log(BY_HAND);

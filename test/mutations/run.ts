/**
 * `npm run mutations`: breaks what must never break, one thing at a time, in a copy of the tree, and runs the narrowest
 * tests there. A test has to fail each time. `npm run mutations -- TEXT` makes only the changes whose name contains the text.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutate } from './mutated-file.ts';
import { MUTATIONS, type Mutation } from './mutations.ts';

const PROJECT = join(import.meta.dirname, '../..');
const text = process.argv[2] ?? '';
const chosen = MUTATIONS.filter(({ name }) => name.includes(text));
if (chosen.length === 0) {
  console.error(`The name of no mutation contains '${text}'. test/mutations/mutations.ts lists them.`);
  process.exit(2);
}

const copy = mkdtempSync(join(tmpdir(), 'otter-mutations-'));
try {
  copyTree();
  process.exitCode = reportAll() ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function copyTree(): void {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: PROJECT,
  });
  for (const path of listed.toString().split('\0').filter(Boolean)) {
    if (existsSync(join(PROJECT, path))) cpSync(join(PROJECT, path), join(copy, path));
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'));
  if (existsSync(join(PROJECT, '.cache'))) symlinkSync(join(PROJECT, '.cache'), join(copy, '.cache'));
}

function reportAll(): boolean {
  const suites = new Map(chosen.map(({ tests }) => [tests.join(' '), tests]));
  const broken = [...suites.values()].filter((tests) => countFailures(tests) !== 0);
  // A test that fails anyway would notice everything.
  for (const [, file] of broken) console.log(`FAILS OR IS SKIPPED UNCHANGED  ${file}`);
  const missed = broken.length === 0 ? chosen.filter((mutation) => !report(mutation)) : chosen;
  console.log(`${chosen.length - missed.length} of ${chosen.length} mutations were noticed.`);
  return missed.length === 0;
}

function report(mutation: Mutation): boolean {
  const failures = withMutation(mutation, () => countFailures(mutation.tests));
  const noticed = failures !== undefined && failures > 0;
  const how = noticed ? `noticed by ${failures} of` : 'NOT NOTICED by';
  console.log(`${how} ${mutation.tests[1]}: ${mutation.name}`);
  return noticed;
}

function withMutation<T>(mutation: Mutation, work: () => T): T {
  const path = join(copy, mutation.file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, mutate(text, mutation));
  try {
    return work();
  } finally {
    writeFileSync(path, text);
  }
}

/** @returns the tests that failed; undefined when the suite did not run */
function countFailures([project, file]: Mutation['tests']): number | undefined {
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, file];
  spawnSync(process.execPath, [...vitest, '--reporter=json', `--outputFile=${report}`], {
    cwd: copy,
    stdio: 'ignore',
  });
  if (!existsSync(report)) return undefined;
  const { numFailedTests, numPassedTests } = JSON.parse(readFileSync(report, 'utf8')) as Record<
    string,
    number
  >;
  // Tests that are skipped, since a program is missing, notice nothing.
  return numFailedTests === 0 && numPassedTests === 0 ? undefined : numFailedTests;
}

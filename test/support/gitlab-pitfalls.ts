/** What a masked job must survive. The test files choose the shells and the program. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { encodings } from '../../src/masking/index.ts';
import {
  canContain,
  type JobBucket,
  type JobOptions,
  type JobRun,
  NOTE,
  PRINT_ENCODED,
  runJob,
  type Shell,
} from './gitlab-job.ts';

let sandbox: Sandbox;
/** The bucket for which the jobs request sessions. */
export let bucket: JobBucket;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, minimumDurationSeconds: 1 });
  const [first] = sandbox.buckets;
  if (first === undefined) throw new Error('The sandbox has no bucket.');
  bucket = { ...first, endpoint: sandbox.endpoint };
});
afterAll(() => sandbox.close());

const PRINT = 'echo "key is $AWS_SECRET_ACCESS_KEY, token is $AWS_SESSION_TOKEN"';
const PRINTED = 'key is ***, token is ***\n';
/** The process ID of the masker, which is the keeper's only child. */
const MASKER = '$(cat /proc/$otter_sts_keeper/task/*/children)';

function secretsOf({ notes }: JobRun): string[] {
  const noted = notes.split('\n').filter((line) => line !== '');
  expect(noted.length, 'secrets that the job took down').toBeGreaterThan(2);
  return [...noted, bucket.serviceSecretKey];
}

export function expectNoLeak(job: JobRun): void {
  const leaked = secretsOf(job).filter((secret) => encodings(secret).some((text) => job.log.includes(text)));
  expect(leaked, job.log).toEqual([]);
}

export function expectNothingLeft({ left, processes }: JobRun): void {
  expect({ left, processes }).toEqual({ left: [], processes: [] });
}

/** A program that reports where it finds the service secret and the session, in processes and in $TMPDIR. */
const SEARCH = `"${process.execPath}" -e '
const fs = require("fs");
const secret = [...process.env.BACKWARDS].reverse().join("");
const session = process.env.AWS_SECRET_ACCESS_KEY;
let searched = 0;
const look = (path, needles) => {
  try {
    if (!fs.statSync(path).isFile()) return;
    const text = fs.readFileSync(path, "latin1");
    searched += 1;
    for (const [name, needle] of Object.entries(needles)) if (text.includes(needle)) console.log(name + " in " + path);
  } catch {}
};
for (const pid of fs.readdirSync("/proc").filter((name) => Number(name))) {
  for (const name of ["environ", "cmdline"]) look("/proc/" + pid + "/" + name, { secret });
}
for (const name of fs.readdirSync(process.env.TMPDIR, { recursive: true })) {
  look(process.env.TMPDIR + "/" + name, { secret, session });
}
console.log("searched " + searched + " places");'`;

/** The script's own output, without echoed commands and the template's lines. */
function outputOf({ log }: JobRun): string {
  const lines = log.split(/(?<=\n)/).filter((line) => !line.startsWith('\u001b[32;1m$ '));
  return lines.join('').replace(/^otter-sts: a session .*\n/m, '');
}

/**
 * Without positions in the script, and sorted, because a shell itself reports, unmasked, how its child ended. For a child in
 * the background, some shells do so only sometimes.
 */
function linesOf(job: JobRun): string[] {
  return outputOf(job)
    .split('\n')
    .filter((line) => !/wait_for: No record of process|^Terminated *$/.test(line))
    .map((line) => line.replace(/line \d+|\d+:|\(eval\):\d+|eval\[\d+\]/g, 'N'))
    .sort();
}

/** Appends to the existing trap, which it finds in the list of traps. */
const ADD_TRAPS = `for added in one two; do
  old=$(trap)
  old=$(echo "$old" | sed -n "s/^trap -- '\\(.*\\)' EXIT$/\\1/p")
  trap "\${old:+$old; }echo $added" EXIT
done
trap`;

/** Defines one test for each pitfall in each of the shells. */
export function describePitfalls(
  shells: readonly Shell[],
  program: Pick<JobOptions, 'variables' | 'path'> = {},
): void {
  const run = (options: JobOptions) =>
    runJob(bucket, { ...program, ...options, variables: { ...program.variables, ...options.variables } });

  describe.each(shells)('in %s', (shell) => {
    test('the environment has the session and not the service credential, and every secret is masked in every encoding', async () => {
      const job = await run({
        shell,
        script: [NOTE, 'env', PRINT_ENCODED],
      });
      expect(job.code, job.log).toBe(0);
      expectNoLeak(job);
      expect(job.log).toContain('AWS_SECRET_ACCESS_KEY=***\n');
      expect(job.log).toContain(`OTTER_BUCKET=${bucket.bucket}\n`);
      expect(job.log).not.toContain('OTTER_SERVICE');
      expectNothingLeft(job);
    });

    test('output and errors stay in order, byte for byte, including an unterminated last line', async () => {
      const script = [
        'i=0; while [ $i -lt 200 ]; do echo "out $i"; echo "err $i" >&2; i=$((i + 1)); done',
        'head -c 3000000 /dev/zero | tr "\\0" "\\377"; printf "\\001\\r\\n"',
        'printf "no line end"',
      ];
      const [plain, masked] = [await run({ shell, script, template: false }), await run({ shell, script })];
      expect(outputOf(masked) === outputOf(plain), 'the same output with the template as without it').toBe(
        true,
      );
      expect(masked.log.endsWith('no line end')).toBe(true);
    });

    test.each([
      ['exit 7', true],
      ['sh -c "exit 9"; echo not reached', true],
      ['sh -c "exit 9"; echo not reached', false],
      ['false | true; echo reached or not', true],
      ['missing-command', true],
      ["kill -TERM $(sh -c 'echo $PPID')", true],
      ['exec sh -c "echo replaced; exit 5"', true],
    ])('%s ends the job as without the template (new eval strategy: %s)', async (command, newEval) => {
      const script = ['echo before', command];
      const plain = await run({ shell, script, template: false, newEval });
      const job = await run({ shell, script, newEval });
      expect(job.code, job.log).toBe(plain.code);
      expect(linesOf(job)).toEqual(linesOf(plain));
      expectNothingLeft(job);
    });

    test.each([
      [`trap 'echo "mine, $?"' EXIT`, 'exit 3'],
      [`trap 'echo "mine, $?"' 0`, 'false'],
      [`trap -- 'seq 1 3000; echo done' EXIT`, 'echo work'],
      ['cleanup() { echo cleaning; exit 5; }; trap cleanup EXIT', 'exit 1'],
      [`trap 'echo mine; exit' EXIT`, 'exit 6'],
      [`trap 'echo mine' EXIT; trap - EXIT`, 'exit 7'],
      [`trap 'echo caught' USR1; kill -USR1 $(sh -c 'echo $PPID')`, 'echo after'],
      [`(trap 'echo of the subshell' EXIT; exit 2) || echo "it was $?"`, 'echo after'],
      [`trap 'echo "mine"; (exit 3) || echo "and $?"' EXIT`, 'exit 1'],
      // Idioms that keep the existing trap. In a shell without trap -p, the job fails as it does without the template.
      [`old=$(trap -p EXIT) || :; trap 'echo mine' EXIT; eval "$old"`, 'exit 3'],
      [`trap 'echo first' EXIT; old=$(trap -p EXIT) || :; trap 'echo mine' EXIT; eval "$old"`, 'exit 3'],
      [`trap "echo it\\'s \\$CI_JOB_ID" EXIT; old=$(trap); trap 'echo mine' EXIT; eval "$old"`, 'exit 4'],
      [`trap 'echo first' EXIT; trap >"$NOTES.traps"; trap - EXIT; . "$NOTES.traps"`, 'exit 5'],
      [`trap 'echo first' EXIT; trap 'echo int' INT; trap; (trap 'echo sub' EXIT; trap)`, 'exit 6'],
      [ADD_TRAPS, 'exit 7'],
      [`sleep 5 & sleep 0.2; trap "kill $!; wait $! || :; echo waited" EXIT`, 'exit 2'],
    ])(
      "a user's own traps work as without the template, and no output is lost in a container: %s",
      async (trap, end) => {
        const script = [NOTE, trap, PRINT, end];
        const plain = await run({ shell, script, template: false, container: true });
        const job = await run({ shell, script, container: true });
        expect(job.code, job.log).toBe(plain.code);
        const ours = linesOf(job).filter((line) => line !== PRINTED.trim());
        expect(ours).toEqual(linesOf(plain).filter((line) => line !== 'key is , token is '));
        expect(job.log).toContain(PRINTED);
        expectNoLeak(job);
        expectNothingLeft(job);
      },
    );

    test("a trap that the job set before the template's is kept", async () => {
      const options = {
        shell,
        before: [`trap 'echo "earlier, $?"' EXIT; trap '' USR1`],
        script: ['trap', 'exit 4'],
      };
      const [plain, job] = [await run({ ...options, template: false }), await run(options)];
      expect(job.code, job.log).toBe(4);
      expect(linesOf(job)).toEqual(linesOf(plain));
      expectNothingLeft(job);
    });

    test('set -x shows every command and no secret', async () => {
      const job = await run({ shell, script: [NOTE, 'set -x', PRINT, 'X=$AWS_SECRET_ACCESS_KEY', 'exit 4'] });
      expect(job.code, job.log).toBe(4);
      expect(job.log).toMatch(/echo 'key is \*\*\*, token is \*\*\*'|echo key is \*\*\*, token is \*\*\*/);
      expectNoLeak(job);
      expectNothingLeft(job);
    });

    test('CI_DEBUG_TRACE traces the whole job and shows nothing of the session', async () => {
      const job = await run({ shell, script: [NOTE, PRINT], trace: true });
      expect(job.code, job.log).toBe(0);
      // The runner's own exports are traced before the template runs. GitLab masks them, because they are masked variables.
      const session = secretsOf(job).slice(0, 3);
      const leaked = session.filter((secret) => encodings(secret).some((text) => job.log.includes(text)));
      expect(leaked).toEqual([]);
      if (shell !== 'zsh') expect(job.log).toMatch(/^\+.* echo .*key is \*\*\*/m);
    });

    test('a background process that holds the output does not delay the end, and its output is masked until then', async () => {
      const script = [
        NOTE,
        `(i=0; while [ $i -lt 40 ]; do ${PRINT}; sleep 0.2; i=$((i + 1)); done) &`,
        'sleep 1; echo done; exit 6',
      ];
      const job = await run({ shell, script });
      expect(job.code, job.log).toBe(6);
      expect(job.log).toContain(PRINTED);
      expect(job.log).toContain('done\n');
      expectNoLeak(job);
      expectNothingLeft(job);
    });

    test('a killed masker is replaced, and no line is lost', async () => {
      const lines = 'i=0; while [ $i -lt 50 ]; do echo "line $i $AWS_SECRET_ACCESS_KEY"; i=$((i + 1)); done';
      const killAfter = (batches: number) =>
        `until [ "$(grep -c '^line 49 ' "$SHOWN")" -ge ${batches} ]; do sleep 0.1; done; kill -9 ${MASKER}`;
      const job = await run({
        shell,
        script: [NOTE, lines, killAfter(1), lines, killAfter(2), lines, 'exit 2'],
      });
      expect(job.code, job.log).toBe(2);
      const fifty = Array.from({ length: 50 }, (_, i) => `line ${i} ***\n`).join('');
      expect(outputOf(job)).toBe(fifty.repeat(3));
      expectNoLeak(job);
      expectNothingLeft(job);
    });

    test('a killed keeper leaves the masker working', async () => {
      const job = await run({
        shell,
        script: [NOTE, 'kill -9 "$otter_sts_keeper"; sleep 0.2', PRINT, 'exit 2'],
      });
      expect(job.code, job.log).toBe(2);
      expect(outputOf(job)).toBe(PRINTED);
      expectNoLeak(job);
      expectNothingLeft(job);
    });

    test('if keeper and masker are killed, nothing more is shown and the job fails', async () => {
      const script = [NOTE, `kill -9 "$otter_sts_keeper" ${MASKER}; sleep 0.2`, PRINT, PRINT];
      const job = await run({ shell, script });
      expect(job.code).not.toBe(0);
      expectNoLeak(job);
      expectNothingLeft(job);
    });

    test('no form of pkill node ends the masker', async () => {
      // Only among the job's own processes, because the test must not end any others.
      const pkill = canContain() ? ['pkill node || :'] : [];
      const script = [NOTE, ...pkill, `kill "$otter_sts_keeper" ${MASKER}; sleep 1`, PRINT];
      const job = await run({ shell, script, container: true });
      expect(job.code, job.log).toBe(0);
      expect(outputOf(job)).toBe(PRINTED);
    });

    test('a script that empties the temporary folder ends at once, and is masked to the end', async () => {
      const script = [NOTE, 'rm -rf "$TMPDIR"/*', PRINT, 'exit 3'];
      const job = await run({ shell, script, inputs: { refresh: true }, timeout: 45_000 });
      expect(job.code, job.log).toBe(3);
      expect(job.log).not.toContain('No such file');
      expectNothingLeft(job);
    });

    test('a runner that kills its shell leaves nothing behind', async () => {
      const script = [NOTE, PRINT, 'kill -9 $$; sleep 5; echo "nobody hears $AWS_SECRET_ACCESS_KEY"'];
      const job = await run({ shell, script, afterScript: false });
      expect(outputOf(job)).toBe(PRINTED);
      expectNoLeak(job);
      expectNothingLeft(job);
    });

    test("a job's own shell options and before_script cause no problem, and wait does not wait for the masker", async () => {
      const before = ['set -u', 'set -C', 'IFS=-', 'cd /', 'umask 077'];
      const job = await run({ shell, before, script: [NOTE, 'wait', PRINT, 'umask'] });
      expect(job.code, job.log).toBe(0);
      expect(outputOf(job)).toMatch(/^key is \*\*\*, token is \*\*\*\n0?077\n$/);
      expectNothingLeft(job);
    });
  });

  test('while the script runs, no argument, environment or file contains the service secret, and no file the session', async () => {
    const backwards = [...bucket.serviceSecretKey].reverse().join('');
    const script = [NOTE.replace('$NOTES', '$TMPDIR/control'), SEARCH, 'rm "$TMPDIR/control"'];
    const job = await run({ shell: shells[0] ?? 'bash', script, variables: { BACKWARDS: backwards } });
    expect(job.code, job.log).toBe(0);
    // The file that the job itself wrote shows that the search works.
    expect(outputOf(job)).toMatch(/^session in \S+\/control\nsearched \d{2,} places\n$/);
    expectNothingLeft(job);
  });

  test('with refresh, the environment has no key, and each renewed session is masked before it can be used', async () => {
    const ask =
      'curl -sS -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI"';
    const script = [
      'env; echo "$AWS_CONTAINER_AUTHORIZATION_TOKEN" >>"$NOTES"',
      `i=0; while [ $i -lt 60 ]; do answer=$(${ask}); echo "$answer"; echo "$answer" >>"$NOTES"; sleep 0.1; i=$((i + 1)); done`,
    ];
    const job = await run({ shell: shells[0] ?? 'bash', script, inputs: { refresh: true, duration: '2s' } });
    expect(job.code, job.log).toBe(0);
    const [token = '', ...answers] = job.notes.trim().split('\n');
    const sessions = answers.map((line) => JSON.parse(line) as Record<string, string>);
    const values = sessions.flatMap(({ AccessKeyId = '', SecretAccessKey = '', Token = '' }) => [
      AccessKeyId,
      SecretAccessKey,
      Token,
    ]);
    const secrets = [...new Set([token, bucket.serviceSecretKey, ...values])];
    expect(secrets.length, 'at least three sessions').toBeGreaterThan(2 + 3 * 3);
    const leaked = secrets.filter((secret) => encodings(secret).some((text) => job.log.includes(text)));
    expect(leaked, job.log).toEqual([]);
    expect(job.log).not.toContain('AWS_SECRET_ACCESS_KEY=');
    expect(job.log).toContain('AWS_CONTAINER_AUTHORIZATION_TOKEN=***');
    expectNothingLeft(job);
  });
}

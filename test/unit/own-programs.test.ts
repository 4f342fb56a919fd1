/** The programs that this one runs for itself, as real processes: where they are looked for, and what they get. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookAtOldClients } from '../../src/check/old-clients.ts';
import { gitOf, redactorOf } from '../../src/ci/index.ts';
import { addToRedactor } from '../../src/masking/log-redactor.ts';
import { makeSystemPipes } from '../../src/masking/system-pipe.ts';
import { writeProgram } from '../support/identity/stand-in.ts';

const SECRET = 'kJ8/nTq+2sVx7bWz0mYdLf4gHc9pRa3uEo6iKeNl';
const BUILDKITE = { BUILDKITE: 'true', BUILDKITE_AGENT_JOB_API_SOCKET: '/run/job.sock' };

let folder: string;
let ran: string;
const pathBefore = process.env.PATH;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otter-own-programs-'));
  ran = join(folder, 'ran');
});
afterEach(() => {
  process.env.PATH = pathBefore;
  delete process.env.MY_SECRET;
  rmSync(folder, { recursive: true });
});

/** Puts a program in a folder that notes what it gets. @returns the folder, absolute */
function plant(name: string): string {
  return writeProgram(join(folder, name), name, `{ env; [ ${name} != buildkite-agent ] || cat; } >'${ran}'`);
}

/** What runs each program. */
const RUNS: [name: string, run: (environment: Record<string, string>) => unknown][] = [
  ['git', (environment) => gitOf(folder, environment)('rev-parse', 'HEAD')],
  [
    'mkfifo',
    ({ PATH }) => {
      process.env.PATH = PATH;
      const pipes = makeSystemPipes();
      pipes?.release();
      for (const pipe of [pipes?.stdout, pipes?.stderr]) pipe?.source.destroy();
    },
  ],
  [
    'aws',
    async (environment) => {
      const place = { connection: { environment } } as Parameters<typeof lookAtOldClients>[0];
      await lookAtOldClients(place, () => undefined);
    },
  ],
  [
    'buildkite-agent',
    (environment) =>
      addToRedactor(redactorOf({ ...BUILDKITE, ...environment }), [SECRET]).catch(() => undefined),
  ],
];

describe.each(RUNS)('%s', (name, run) => {
  test('in a relative folder of the PATH, which is often in a checkout, is not run', async () => {
    // From the folder of this process, and from the one in which git is run.
    await run({ PATH: `${relative('.', plant(name))}:${name}:${pathBefore}` });
    expect(existsSync(ran)).toBe(false);
  });

  test('gets no variable that it does not need', async () => {
    process.env.MY_SECRET = SECRET;
    await run({ PATH: `${plant(name)}:${pathBefore}`, OTTER_SERVICE_SECRET_KEY: SECRET });
    const [variables = ''] = readFileSync(ran, 'utf8').split('{');
    expect(variables).not.toContain(SECRET);
    expect(variables).toMatch(/^PWD=/m);
  });
});

test('secrets whose program is not found are an error, and not unmasked', async () => {
  const redactor = redactorOf({ ...BUILDKITE, PATH: relative('.', plant('buildkite-agent')) });
  await expect(addToRedactor(redactor, [SECRET])).rejects.toThrow(
    'Masking the secrets failed: buildkite-agent is in no absolute folder of the PATH.',
  );
});

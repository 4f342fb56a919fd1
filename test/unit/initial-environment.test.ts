import { describe, expect, test } from 'vitest';
import { childEnvironment } from '../../src/credentials/environment.ts';
import { takeEnvironment } from '../../src/credentials/initial-environment.ts';
import { projectFolder, runOrThrow } from '../support/command.ts';

const SECRET = 'aB3/xY9+aB3/xY9+aB3/xY9+aB3/xY9+aB3/xY9+';

interface Seen {
  /** The variables for the rest of the program. */
  taken: Record<string, string>;
  /** The variables that children inherit. */
  left: Record<string, string>;
  /** The variables that other processes see, one per line. */
  shown: string;
}

/** Takes over the environment of a real process, and reads it as another process would. */
async function takeOver(env: Record<string, string>): Promise<Seen> {
  const script = `
import { readFileSync } from 'node:fs';
import { takeEnvironment } from './src/credentials/initial-environment.ts';
const taken = takeEnvironment(process);
const shown = readFileSync('/proc/self/environ', 'latin1').replaceAll('\\0', '\\n');
console.log(JSON.stringify({ taken, left: { ...process.env }, shown }));`;
  const printed = await runOrThrow(process.execPath, ['--input-type=module', '-e', script], {
    cwd: projectFolder,
    env,
  });
  return JSON.parse(printed);
}

describe.runIf(process.platform === 'linux')('the environment of a running process', () => {
  test.each([
    'INPUT_SERVICE-SECRET-KEY',
    'OTTER_SERVICE_SECRET_KEY',
    'OTTER_ADMIN_SECRET_KEY',
    'OTTER_OWNER_SECRET_KEY',
    'OTTER_ID_TOKEN',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'ACTIONS_RUNTIME_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'BUILDKITE_AGENT_ACCESS_TOKEN',
    'CIRCLE_OIDC_TOKEN_V2',
  ])('does not show %s to other processes, and gives it to the program', async (name) => {
    const { taken, left, shown } = await takeOver({ [name]: SECRET, OTHER: 'kept' });
    expect(shown).not.toContain(SECRET);
    expect(shown).toContain('\nOTHER=kept\n');
    expect(taken).toMatchObject({ [name]: SECRET, OTHER: 'kept' });
    expect(left).not.toHaveProperty(name);
    expect(left).toHaveProperty('OTHER', 'kept');
  });

  test('does not show the secret under another name, even in the middle of a value', async () => {
    const env = { OTTER_SERVICE_SECRET_KEY: `${SECRET}\n`, MINE: SECRET, ALL: `{"é":"${SECRET}"}` };
    const { taken, shown } = await takeOver(env);
    expect(shown).not.toContain(SECRET);
    expect(taken).toMatchObject(env);
  });

  test('keeps other variables that contain a short secret', async () => {
    const { left, shown } = await takeOver({ OTTER_SERVICE_SECRET_KEY: 'o', OTHER: 'foot' });
    expect(shown).toContain('OTTER_SERVICE_SECRET_KEY=*\n');
    expect(left).toHaveProperty('OTHER', 'foot');
  });

  test('is unchanged without secrets', async () => {
    const { shown } = await takeOver({ OTHER: '1' });
    expect(shown).toContain('OTHER=1\n');
    expect(shown).not.toContain('*');
  });
});

test('on another system the environment is unchanged, with Path and PATH as one variable', () => {
  const env = { OTTER_SERVICE_SECRET_KEY: SECRET };
  expect(takeEnvironment({ env, platform: 'win32' })).toBe(env);
  expect(env).toHaveProperty('OTTER_SERVICE_SECRET_KEY', SECRET);
});

describe('the environment of a child', () => {
  test('does not contain the service secret under any name', () => {
    const base = { OTTER_SERVICE_SECRET_KEY: SECRET, MINE: SECRET, ALL: `x${SECRET}x`, OTHER: 'kept' };
    expect(childEnvironment(base, { NEW: '1' }, [], [SECRET])).toEqual({ OTHER: 'kept', NEW: '1' });
  });

  test('has no variable of the service under a name that Windows takes for the same', () => {
    const base = { Otter_Admin_Secret_Key: 'admin', aws_profile: 'mine', Aws_Region: 'other', Path: 'C:\\' };
    const own = { AWS_REGION: 'eu-mad' };
    const child = (platform: NodeJS.Platform) => childEnvironment(base, own, ['AWS_PROFILE'], [], platform);
    expect(child('win32')).toEqual({ Path: 'C:\\', AWS_REGION: 'eu-mad' });
    expect(child('linux')).toEqual({ ...base, AWS_REGION: 'eu-mad' });
  });

  test('keeps a variable that contains a short secret by chance', () => {
    expect(childEnvironment({ A: 'short', B: 'or' }, {}, [], ['or'])).toEqual({ A: 'short' });
  });
});

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cleanUp } from '../../action/cleanup.ts';
import type { Workflow } from '../../action/workflow.ts';

let scratch: string;
let directory: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'otter-post-'));
  directory = join(scratch, 'otter-sts-x');
  mkdirSync(directory, { mode: 0o700 });
});

afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** The post step's output if its state names the directory. */
async function post(state: unknown = { directory }): Promise<string[]> {
  const said: string[] = [];
  const say = (message: string | Error) => void said.push(String(message));
  const unexpected = () => {
    throw new Error('Post asked for something else.');
  };
  const commands: Workflow['commands'] = {
    getInput: () => '',
    getState: (name) => (name === 'agent' ? JSON.stringify(state) : ''),
    info: say,
    warning: say,
    error: unexpected,
    setSecret: unexpected,
    setOutput: unexpected,
    saveState: unexpected,
    exportVariable: unexpected,
    startGroup: unexpected,
    endGroup: unexpected,
  };
  await cleanUp({ commands, environment: {}, platform: process.platform, now: Date.now });
  return said;
}

const log = () => join(directory, 'agent.log');

describe('after another step’s changes, post', () => {
  it('does not wait for a pipe in the place of the log', async () => {
    execFileSync('mkfifo', [log()]);
    expect(await post()).toEqual(['The agent ended before the job did. Its log was not found.']);
  });

  it('does not follow a link in the place of the log', async () => {
    const other = join(scratch, 'other');
    writeFileSync(other, 'the words of another file\n');
    symlinkSync(other, log());
    expect(await post()).toEqual(['The agent ended before the job did. Its log was not found.']);
    expect(existsSync(other)).toBe(true);
  });

  it('shows the end of a long log, without commands in it', async () => {
    writeFileSync(log(), `${'x'.repeat(100)}\n`.repeat(10_000));
    writeFileSync(log(), '::stop-commands::t\n##[set-output name=a]b\n\u001b[31mred\rhidden\n', {
      flag: 'a',
    });
    const [said = ''] = await post();
    expect(said.length).toBeLessThan(20_000);
    expect(said).toMatch(/\n\?:stop-commands::t\n#\?\[set-output name=a\]b\n\?\[31mred\?hidden$/);
  });

  it('shows only numbers and one harmless line of a foreign socket’s answer', async () => {
    const answer = {
      renewals: '9\n::add-path::/tmp',
      failures: 2,
      lastError: `x\n::set-env name=A::b${'y'.repeat(60_000)}`,
    };
    const server = createServer((socket) => socket.end(`${JSON.stringify(answer)}\n`));
    await new Promise<void>((resolve) => server.listen(join(directory, 'control'), resolve));
    const [said = ''] = await post();
    server.close();
    expect(said).toMatch(
      /^The agent is stopped: 0 renewals, 2 failed attempts \(the last: x\?::set-env[^\n]*\)\.$/,
    );
    expect(said.length).toBeLessThan(400);
  });

  it('removes only what an agent puts into its folder', async () => {
    writeFileSync(log(), 'the log\n');
    writeFileSync(join(directory, 'kept'), '');
    await post();
    expect(readdirSync(directory)).toEqual(['kept']);
  });

  it.each([
    ['a folder of others', () => execFileSync('chmod', ['777', directory])],
    [
      'a link',
      () => {
        rmSync(directory, { recursive: true });
        mkdirSync(join(scratch, 'elsewhere'));
        symlinkSync(join(scratch, 'elsewhere'), directory);
      },
    ],
  ])('leaves %s alone', async (_name, prepare) => {
    writeFileSync(log(), 'the log\n');
    prepare();
    const [said] = await post();
    expect(said).toMatch(/^Stopping the credentials agent failed: The agent's directory/);
    expect(existsSync(directory)).toBe(true);
  });

  it.each(['no JSON', { directory: 7 }, { directory: 'relative' }, {}])(
    'warns of the state %j',
    async (state) => {
      const [said] = await post(state);
      expect(said).toMatch(/^Stopping the credentials agent failed: /);
    },
  );
});

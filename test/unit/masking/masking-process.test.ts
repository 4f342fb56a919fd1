import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder, runOrThrow } from '../../support/command.ts';

/** Runs a masker as a job's keeper does, kills it, and ends the job at the same moment. */
const KEEPER = `
  import { execFileSync } from 'node:child_process';
  import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
  import { tmpdir } from 'node:os';
  import { join } from 'node:path';
  import { MaskingProcess } from './src/masking/masking-process.ts';
  import { openOutputPipe } from './src/masking/output-pipe.ts';

  const folder = mkdtempSync(join(tmpdir(), 'otter-masker-'));
  execFileSync('mkfifo', [join(folder, 'output')]);
  const pipe = openOutputPipe(join(folder, 'output'));
  const command = [process.execPath, process.argv[1], 'gitlab', 'mask', folder];
  const masker = new MaskingProcess(command, pipe.reader, () => pipe.letEnd());
  await masker.learn(['the-secret-of-this-test']);
  const output = openSync(join(folder, 'output'), 'w');
  const [child] = readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8').split(' ');
  process.kill(Number(child), 'SIGKILL');
  writeSync(output, 'printed before the end: the-secret-of-this-test\\n');
  closeSync(output);
  await masker.finish();
  await masker.ended;
  rmSync(folder, { recursive: true });
`;

test.skipIf(process.platform !== 'linux')(
  'a masker that is killed just before the end is replaced',
  async () => {
    const args = ['--input-type=module', '-e', KEEPER, join(projectFolder, 'cli/main.ts')];
    const output = await runOrThrow(process.execPath, args, { cwd: projectFolder });
    expect(output).toBe('printed before the end: ***\n');
  },
);

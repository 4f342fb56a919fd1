import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runWorkflow, type WorkflowOptions } from '../support/act.ts';
import { describeWith } from '../support/describe-with.ts';

const files = {
  'greeter/action.yml': `
name: greeter
description: An action with a main and a post part
inputs:
  name: { description: whom to greet, required: true }
runs:
  using: node24
  main: main.js
  post: post.js
`,
  'greeter/main.js': `
const { appendFileSync } = require('node:fs');
const name = process.env.INPUT_NAME;
console.log('::add-mask::' + name);
appendFileSync(process.env.GITHUB_ENV, 'GREETING=hello ' + name + '\\n');
appendFileSync(process.env.GITHUB_OUTPUT, 'length=' + name.length + '\\n');
appendFileSync(process.env.GITHUB_STATE, 'greeted=yes\\n');
appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Greeted\\n');
console.log('Node ' + process.versions.node.split('.')[0]);
`,
  'greeter/post.js': `console.log('post: greeted=' + process.env.STATE_greeted);`,
};

const workflow = (steps: string) => `
on: [push, pull_request]
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - id: greeter
        uses: ./greeter
        with:
          name: \${{ secrets.NAME || 'nobody' }}
${steps.replace(/^/gm, '      ')}
`;

const greet = (steps: string, options?: Partial<WorkflowOptions>) =>
  runWorkflow({ workflow: workflow(steps), files, secrets: { NAME: 'Ottilie' }, ...options });

describeWith('act', 'act runs the steps of a workflow on this machine', () => {
  test('environment, outputs and state are passed on, and node24 is Node 24', async () => {
    const run = await greet(`- run: echo "length \${{ steps.greeter.outputs.length }}, $GREETING" | wc -c`);
    expect(run.code, run.log).toBe(0);
    expect(run.step('./greeter').output).toContain('Node 24');
    expect(run.step('wc -c').output).toBe(`${'length 7, hello Ottilie\n'.length}\n`);
    expect(run.step('./greeter', 'Post').output).toBe('post: greeted=yes\n');
    expect(run.summary).toBe('# Greeted\n');
  });

  test('a mask hides its value but not its encodings', async () => {
    const run = await greet('- run: echo "$GREETING"; printf %s "$GREETING" | base64');
    expect(run.log).not.toContain('Ottilie');
    expect(run.step('base64').output).toBe(`hello ***\n${btoa('hello Ottilie')}\n`);
  });

  test('post runs after a step that failed', async () => {
    const run = await greet('- run: exit 3\n- run: echo not reached');
    expect(run.code).toBe(1);
    expect(run.step('exit 3').result).toBe('failure');
    expect(run.step('./greeter', 'Post').result).toBe('success');
    expect(run.log).not.toContain('not reached');
  });

  test('a run is canceled in the middle of a step, and post still runs', async () => {
    const run = await greet('- run: |\n    echo step is $((1 + 1))\n    sleep 300', {
      cancelWhen: 'step is 2',
    });
    expect(run.code).toBe(1);
    expect(run.step('sleep 300').result).toBe('failure');
    expect(run.step('./greeter', 'Post').result).toBe('success');
  });

  test('secrets and environment arrive byte for byte', async () => {
    const odd = 'a "quoted" $HOME `word` \\ back\nsecond line ä#';
    const run = await greet('- run: printf %s "$ODD" | base64 -w0', { env: { ODD: odd } });
    expect(Buffer.from(run.step('base64').output, 'base64').toString()).toBe(odd);
  });

  test('an event from a fork has no secrets', async () => {
    const payload = { pull_request: { head: { repo: { fork: true } } } };
    const run = await greet(
      `- run: echo "fork \${{ github.event.pull_request.head.repo.fork }}, $GREETING"`,
      {
        secrets: {},
        event: { name: 'pull_request', payload },
      },
    );
    expect(run.step('echo "fork').output).toBe('fork true, hello ***\n');
  });

  test('the run does not see the machine’s environment, and its results can be inspected', async () => {
    let kept = false;
    const run = await greet('- run: touch "$HOME/left"; echo "[$AWS_CA_BUNDLE]"', {
      inspect: ({ home }) => {
        kept = existsSync(join(home, 'left'));
      },
    });
    expect(run.step('touch').output).toBe('[]\n');
    expect(kept).toBe(true);
  });
});

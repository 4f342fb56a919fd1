import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatVariables } from '../../cli/variable-format.ts';
import { encodings } from '../../src/masking/index.ts';
import { escapeForAzure } from '../../src/masking/workflow-command.ts';
import { AzureAgent } from '../support/recipes/azure-agent.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYzzzLKEYsQw';

test('the agent reads a text unchanged, whether or not it decodes percent signs', () => {
  const texts = ['a%2Fb%2B', '100%', '%0d%0a', 'a;b]c'];
  for (const decodesPercents of [true, false]) {
    const agent = new AzureAgent({ decodesPercents });
    expect(texts.map((text) => agent.decode(escapeForAzure(text)))).toEqual(texts);
  }
});

test('the agent reads any text unchanged', () => {
  const agent = new AzureAgent({ decodesPercents: true });
  const parts = fc.constantFrom(...['%', '3B', '5D', '0D', '0A', 'AZP25', '\r', '\n', ';', ']']);
  fc.assert(
    fc.property(fc.string({ unit: parts }), (text) => {
      const data = escapeForAzure(text);
      expect(agent.decode(data)).toBe(text);
      expect(data).not.toMatch(/[\r\n]/);
    }),
  );
});

test('--format azure masks every encoding, and then sets variables in the environment of later steps', () => {
  const agent = new AzureAgent({ decodesPercents: true });
  const variables = { AWS_SECRET_ACCESS_KEY: SECRET, OTTER_BUCKET: 'my-bucket' };
  const log = agent.read(formatVariables(variables, 'azure', ['AWS_PROFILE'], [SECRET]));
  expect(log).toBe('');
  expect(agent.environment).toEqual(variables);
  const printed = encodings(SECRET).join('\n');
  expect(agent.read(printed)).not.toMatch(/[A-Za-z0-9]{8}/);
});

test('--format azure masks before it sets a variable', () => {
  const lines = formatVariables({ A: SECRET }, 'azure', [], [SECRET]).trim().split('\n');
  expect(lines.at(-1)).toBe(`##vso[task.setvariable variable=A]${SECRET}`);
  const commands = lines.slice(0, -1).map((line) => line.slice(0, '##vso[task.setsecret]'.length));
  expect(new Set(commands)).toEqual(new Set(['##vso[task.setsecret]']));
});

test('other formats print no mask', () => {
  expect(formatVariables({ A: 'b' }, 'dotenv', [], [SECRET])).toBe('A=b\n');
});

/**
 * Lints the plugin as Buildkite lints its own: plugin.yml by its schema, and the examples by the plugin's
 * schema.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../support/command.ts';
import { snippetsOf } from '../support/documents.ts';

/** What github.com/buildkite-plugins/buildkite-plugin-linter requires of a plugin.yml. */
const PLUGIN_SCHEMA = {
  type: 'object',
  required: ['name', 'description', 'author', 'requirements', 'configuration'],
  properties: {
    name: { type: 'string' },
    description: { type: 'string' },
    author: { type: 'string' },
    requirements: { type: 'array' },
    configuration: {
      type: 'object',
      required: ['properties', 'required', 'additionalProperties'],
      properties: {
        properties: { type: 'object' },
        required: { type: 'array' },
        additionalProperties: { type: 'boolean' },
      },
    },
  },
};

const plugin = load(readFileSync(join(projectFolder, 'plugins/buildkite/plugin.yml'), 'utf8')) as {
  configuration: object;
};
const ajv = new Ajv({ strict: false });

test('plugin.yml matches its schema', () => {
  expect(ajv.validate(PLUGIN_SCHEMA, plugin), ajv.errorsText()).toBe(true);
});

interface Pipeline {
  steps: { command: string; plugins: Record<string, object>[] }[];
}

const PLUGIN = 'github.com/otter/sts-credentials/plugins/buildkite#v';

describe('the examples of docs/ci/buildkite.md', () => {
  const examples = snippetsOf('docs/ci/buildkite.md').filter(({ language }) => language === 'yaml');

  test.each(examples.map(({ text }) => text))('use only options that the plugin has: %s', (text) => {
    const { steps } = load(text) as Pipeline;
    const options = steps.flatMap(({ plugins }) => plugins.flatMap(Object.entries)) as [string, object][];
    expect(options).toHaveLength(1);
    for (const [name, values] of options) {
      expect(name.startsWith(PLUGIN)).toBe(true);
      expect(ajv.validate(plugin.configuration, values), ajv.errorsText()).toBe(true);
    }
  });

  test('are refused with an unknown option', () => {
    expect(ajv.validate(plugin.configuration, { bucket: 'x', buckt: 'y' })).toBe(false);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mutate } from '../mutations/mutated-file.ts';
import { MUTATIONS } from '../mutations/mutations.ts';
import { projectFolder } from '../support/command.ts';

describe('npm run mutations', () => {
  test.each(MUTATIONS)('can apply $file: $name', (mutation) => {
    const text = readFileSync(join(projectFolder, mutation.file), 'utf8');
    expect(mutate(text, mutation)).not.toBe(text);
    expect(existsSync(join(projectFolder, mutation.tests[1]))).toBe(true);
  });

  test('refuses a text that is missing', () => {
    const [mutation] = MUTATIONS;
    expect(() => mutate('', mutation as (typeof MUTATIONS)[number])).toThrow(/0 times, and not once/);
  });
});

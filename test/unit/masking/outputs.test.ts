import { expect, it, vi } from 'vitest';
import { MaskedOutputs } from '../../../src/masking/index.ts';
import * as patterns from '../../../src/masking/pattern.ts';

vi.mock('../../../src/masking/pattern.ts', { spy: true });

const KEY = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const RENEWED = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY';

function write(outputs: MaskedOutputs, name: 'stdout' | 'stderr', text: string): string {
  outputs[name].write(text);
  return String(outputs[name].read() ?? '');
}

it('masks known secrets in both streams, and a renewed secret from the next byte on', () => {
  const outputs = new MaskedOutputs();
  outputs.learn([KEY]);
  expect(write(outputs, 'stdout', `${KEY} ${RENEWED}\n`)).toBe(`*** ${RENEWED}\n`);
  outputs.learn([RENEWED]);
  expect(write(outputs, 'stdout', `${RENEWED}\n`)).toBe('***\n');
  expect(write(outputs, 'stderr', `${KEY} ${RENEWED}\n`)).toBe('*** ***\n');
});

it('masks a renewed secret whose beginning is held back', () => {
  const outputs = new MaskedOutputs();
  outputs.learn([KEY]);
  expect(write(outputs, 'stdout', KEY.slice(0, 20))).toBe('');
  outputs.learn([KEY.slice(0, 20)]);
  expect(write(outputs, 'stdout', '.\n')).toBe('***.\n');
});

it('learns secrets at the first output, and once for both streams', () => {
  const outputs = new MaskedOutputs();
  vi.mocked(patterns.patternsOf).mockClear();
  outputs.learn([KEY]);
  outputs.stdout.end();
  expect(patterns.patternsOf).not.toHaveBeenCalled();
  write(outputs, 'stderr', 'a line\n');
  write(outputs, 'stderr', 'a line\n');
  expect(patterns.patternsOf).toHaveBeenCalledTimes(1);
});

import { describe, expect, it } from 'vitest';
import { Masker } from '../../../src/masking/index.ts';

const KEY = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

function write(masker: Masker, text: string): string {
  return masker.write(Buffer.from(text)).toString();
}

describe('what a masker holds back', () => {
  it('is nothing of a line that does not end like the beginning of a secret', () => {
    const masker = new Masker([KEY]);
    expect(write(masker, 'compiling w')).toBe('compiling ');
    expect(write(masker, 'arm code\n')).toBe('warm code\n');
    expect(masker.heldBytes).toBe(0);
  });

  it('is only the beginning of a secret', () => {
    const masker = new Masker([KEY]);
    expect(write(masker, `key=${KEY.slice(0, 30)}`)).toBe('key=');
    expect(masker.heldBytes).toBe(30);
    expect(write(masker, `${KEY.slice(30)} done\n`)).toBe('*** done\n');
  });

  it('is passed on as soon as it turns out to be something else', () => {
    const masker = new Masker([KEY]);
    expect(write(masker, KEY.slice(0, 30))).toBe('');
    expect(write(masker, '?')).toBe(`${KEY.slice(0, 30)}?`);
  });

  it('is passed on at the end, including an unterminated line', () => {
    const masker = new Masker([KEY]);
    expect(write(masker, `last line ${KEY.slice(0, 5)}`)).toBe('last line ');
    expect(masker.end().toString()).toBe(KEY.slice(0, 5));
    expect(masker.end()).toHaveLength(0);
  });

  it('is never a complete secret, even if a longer one may begin with it', () => {
    const masker = new Masker(['password', 'password-and-more']);
    expect(write(masker, 'password')).toBe('***');
    expect(write(masker, '-and-more')).toBe('');
    expect(write(masker, ' password-and')).toBe(' ***');
    expect(write(masker, '.')).toBe('-and.');
  });

  it('does not share its memory with the chunk that it came in', () => {
    const masker = new Masker([KEY]);
    const chunk = Buffer.from(KEY.slice(0, 10));
    masker.write(chunk);
    chunk.fill('x');
    expect(write(masker, KEY.slice(10))).toBe('***');
  });
});

describe('an idle masker', () => {
  it('shows a prompt that ends like the beginning of a secret', () => {
    const masker = new Masker([KEY]);
    expect(write(masker, 'Continue? [yn] w')).toBe('Continue? [yn] ');
    expect(masker.idle().toString()).toBe('w');
    expect(write(masker, 'ell\n')).toBe('ell\n');
  });

  it('still masks the rest of a secret whose first bytes it has shown', () => {
    const masker = new Masker([KEY]);
    expect(write(masker, KEY.slice(0, 6))).toBe('');
    expect(masker.idle().toString()).toBe(KEY.slice(0, 6));
    expect(write(masker, KEY.slice(6, 20))).toBe('');
    expect(masker.idle().toString()).toBe('');
    expect(write(masker, `${KEY.slice(20)}\n`)).toBe('***\n');
  });

  it('never shows more than a quarter, even in several steps', () => {
    const masker = new Masker([KEY]);
    const shown = Array.from(
      KEY.slice(0, -1),
      (character) => write(masker, character) + masker.idle().toString(),
    );
    expect(shown.join('')).toBe(KEY.slice(0, KEY.length / 4));
  });
});

describe('a masker that learns', () => {
  it('masks the new secret in bytes that it holds back', () => {
    const masker = new Masker(['hunter2 and more']);
    expect(write(masker, 'x hunter2 and')).toBe('x ');
    masker.learn('hunter2');
    expect(write(masker, '.')).toBe('*** and.');
  });

  it('ignores secrets that are not worth masking', () => {
    const masker = new Masker();
    for (const secret of ['', 'a', '   \n ']) masker.learn(secret);
    expect(write(masker, 'a    \n')).toBe('a    \n');
  });

  it('still finds a longer secret after one of four bytes', () => {
    const masker = new Masker([KEY]);
    const dump = [...Buffer.from(KEY.slice(0, 8))].map((byte) => byte.toString(16)).join(' ');
    expect(write(masker, `${KEY}\n`)).toBe('***\n');
    masker.learn('wasp');
    expect(write(masker, `a wasp, a hornet, ${KEY}\n`)).toBe('a ***, a hornet, ***\n');
    expect(write(masker, `${dump}\n`)).toBe('***\n');
  });

  it('finds each of hundreds of secrets', () => {
    const secrets = Array.from(
      { length: 500 },
      (_, index) => `secret-number-${index}-${(index * 7919) % 1000}`,
    );
    const masker = new Masker(secrets);
    expect(write(masker, `${secrets.join('\n')}\n`)).toBe('***\n'.repeat(secrets.length));
  });
});

describe('in a hex dump', () => {
  const blanks = ['', ' ', '  '];
  /** What may separate four bytes: blanks, and at most one gap in a row without any. */
  const gaps = blanks
    .flatMap((one) => blanks.flatMap((two) => blanks.map((three) => [one, two, three] as const)))
    .filter(([one, two, three]) => one + two !== '' && two + three !== '');
  /** The search looks at every fourth position. */
  const before = ['', '.', '..', '...'];

  it.each([0, 1, 20, KEY.length - 4])('four bytes are masked from byte %i on, with any blanks', (at) => {
    const masker = new Masker([KEY]);
    const [a, b, c, d] = [...Buffer.from(KEY).subarray(at)].map((byte) => byte.toString(16));
    const dumps = gaps.map(([one, two, three]) => `${a}${one}${b}${two}${c}${three}${d}\n`);
    const found = dumps.flatMap((dump) => before.map((start) => [start + dump, write(masker, start + dump)]));
    expect(found.filter(([, output = ''], index) => output !== `${before[index % 4]}***\n`)).toEqual([]);
  });

  it('the last byte is masked if the gap in the middle of the row is near it', () => {
    const masker = new Masker([KEY.slice(0, 8), KEY]);
    const row = '45 58 41 4d 50 4c 45 4b  45 59 0a  |EXAMPLEKEY.|\n';
    const outputs = before.map((start) => write(masker, start + row));
    expect(outputs).toEqual(before.map((start) => `${start}*** 0a  |***.|\n`));
  });
});

describe('occurrences', () => {
  it('that overlap leave one mask', () => {
    expect(write(new Masker(['abcdef', 'defghi']), 'x abcdefghi x')).toBe('x *** x');
  });

  it('that touch leave two', () => {
    expect(write(new Masker(['abcdef']), 'abcdefabcdef')).toBe('******');
  });

  it('within another leave one', () => {
    expect(write(new Masker(['cdef', 'abcdefgh']), 'abcdefgh')).toBe('***');
  });

  it('are masked among bytes that are not text, which stay unchanged', () => {
    const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const output = new Masker([KEY]).write(Buffer.concat([every, Buffer.from(KEY), every]));
    expect(output).toEqual(Buffer.concat([every, Buffer.from('***'), every]));
  });
});

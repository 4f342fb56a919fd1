import { describe, expect, it } from 'vitest';
import { lineMasks } from '../../../src/masking/line-masks.ts';

const ACCESS_KEY = 'Q3AM3UQ867SPQQA43P2F';
const SECRET_KEY = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYzzzLKEYsQw';
/** As long as an RGW's, without repeated parts. */
const TOKEN = Array.from(
  { length: 320 },
  (_, at) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefgh+/'[(at * at * 7 + at) % 36],
).join('');

describe('the masks of a runner that looks for exact strings', () => {
  it('are sorted by length, the longest first, without duplicates or line breaks', () => {
    const masks = lineMasks(SECRET_KEY);
    expect(masks).toEqual(masks.toSorted((one, other) => other.length - one.length));
    expect(new Set(masks).size).toBe(masks.length);
    expect(masks.filter((mask) => /[\n\r\0]/.test(mask))).toEqual([]);
  });

  it('are few enough for long logs: 700 for a session', () => {
    const all = [ACCESS_KEY, SECRET_KEY, TOKEN].flatMap(lineMasks);
    expect(all.length).toBeGreaterThan(300);
    expect(all.length).toBeLessThan(700);
  });

  it('are too long to occur in other text by chance', () => {
    for (const secret of [ACCESS_KEY, SECRET_KEY, TOKEN]) {
      expect(lineMasks(secret).filter((mask) => mask.length < 8)).toEqual([]);
    }
  });

  it('contain no pieces of a short secret, which could be words', () => {
    expect(lineMasks('correct-horse').filter((mask) => 'correct-horse'.includes(mask))).toEqual([
      'correct-horse',
    ]);
  });

  it.each([
    {
      name: 'colons',
      written: Buffer.from(SECRET_KEY)
        .toString('hex')
        .replace(/..(?=.)/g, '$&:'),
    },
    {
      name: 'blanks',
      written: Buffer.from(SECRET_KEY)
        .toString('hex')
        .replace(/..(?=.)/g, '$& '),
    },
    {
      name: '0x',
      written: Array.from(Buffer.from(SECRET_KEY), (byte) => `0x${byte.toString(16)}`).join(', '),
    },
    { name: 'JSON', written: JSON.stringify([...Buffer.from(SECRET_KEY)]).slice(1, -1) },
  ])('cover the whole secret with $name', ({ written }) => {
    expect(lineMasks(SECRET_KEY)).toContain(written);
  });

  it('do not exist for a secret that is too short', () => {
    expect(lineMasks('abc')).toEqual([]);
  });
});

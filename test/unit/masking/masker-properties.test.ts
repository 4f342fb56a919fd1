import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodings, Masker } from '../../../src/masking/index.ts';
import { SecretIndex } from '../../../src/masking/secret-index.ts';
import { anySecret, prepareText, recipe, relatedSecrets, split } from './arbitraries.ts';
import { literal, referenceMasker } from './reference.ts';

// Cases: 250 sets of secrets × 5 texts × 8 splits here, 500 and 500 below.
const TIMEOUT_MS = 120_000;

/** An index that searches with its filter from the first byte, soon, or never. */
const anyIndex = fc
  .constantFrom(0, 20, Infinity)
  .map((unfilteredBytes) => () => new SecretIndex(unfilteredBytes));

it('has the same output as the reference, however the text is split', { timeout: TIMEOUT_MS }, () => {
  const texts = fc.array(recipe, { minLength: 5, maxLength: 5 });
  const splits = fc.array(fc.array(fc.nat(), { maxLength: 8 }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(relatedSecrets(anySecret), texts, splits, anyIndex, (secrets, recipes, places, newIndex) => {
      const masker = new Masker(secrets, newIndex());
      const reference = referenceMasker(secrets);
      for (const steps of recipes) {
        const text = prepareText(steps, secrets);
        const expected = reference(text);
        const everyByte = Array.from(text.keys());
        for (const cuts of [[], everyByte, ...places]) {
          const output = [...split(text, cuts).map((chunk) => masker.write(chunk)), masker.end()];
          const found = Buffer.concat(output).toString('latin1');
          // Compared first without expect: a hundred thousand calls of it take longer than the masker.
          if (found !== expected) expect(found).toBe(expected);
        }
      }
    }),
    { numRuns: 250 },
  );
});

/** Bytes that no encoding of a key contains, so that it is certain what belongs to which. */
const filler = fc
  .array(fc.constantFrom(0x2e, 0x80, 0xc3, 0xff), { minLength: 1, maxLength: 5 })
  .map((bytes) => Buffer.from(bytes).toString('latin1'));
const keys = relatedSecrets(
  fc.string({ unit: fc.constantFrom(...'abcXYZ019+/='), minLength: 4, maxLength: 44 }),
).filter((secrets) => secrets.every((secret) => secret.length >= 4 && !secret.includes('\n')));
const plants = fc.array(fc.record({ before: filler, secret: fc.nat(), encoding: fc.nat() }), {
  maxLength: 6,
});

function encodingOf(
  secrets: readonly string[],
  plant: { readonly secret: number; readonly encoding: number },
) {
  const known = encodings(secrets[plant.secret % secrets.length] as string);
  return known[plant.encoding % known.length] as string;
}

it('masks a secret as soon as it learns it', { timeout: TIMEOUT_MS }, () => {
  fc.assert(
    fc.property(
      keys,
      plants,
      fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
      anyIndex,
      (secrets, steps, places, newIndex) => {
        const [late = '', ...early] = secrets;
        const text = steps.map((plant) => plant.before + encodingOf(secrets, plant)).join('');
        const chunks = split(Buffer.from(text, 'latin1'), places);
        const learnedAt = (chunks[0] as Buffer).length;

        const masker = new Masker(early, newIndex());
        const reference = referenceMasker(early);
        const output = chunks.map((chunk, index) => {
          if (index === 1) masker.learn(late);
          return masker.write(chunk);
        });
        output.push(masker.end());

        let at = 0;
        const expected = steps.map((plant) => {
          const encoding = encodingOf(secrets, plant);
          const start = at + plant.before.length;
          at = start + encoding.length;
          const before = reference(Buffer.from(encoding));
          // In the middle of a secret. How much of it has already been emitted depends on the other secrets.
          const masked =
            start >= learnedAt ? '\\*\\*\\*' : at < learnedAt ? literal(before) : '[\0!-\\-/-~]*';
          return literal(plant.before) + masked;
        });
        expect(Buffer.concat(output).toString('latin1')).toMatch(new RegExp(`^${expected.join('')}$`));
      },
    ),
    { numRuns: 500 },
  );
});

it('shows at most a quarter of an encoding if it becomes idle at any moment', { timeout: TIMEOUT_MS }, () => {
  fc.assert(
    fc.property(
      keys,
      plants,
      fc.array(fc.nat(), { maxLength: 12 }),
      anyIndex,
      (secrets, steps, places, newIndex) => {
        const text = steps.map((plant) => plant.before + encodingOf(secrets, plant)).join('');
        const masker = new Masker(secrets, newIndex());
        const chunks = split(Buffer.from(text, 'latin1'), places);
        const output = [...chunks.flatMap((chunk) => [masker.write(chunk), masker.idle()]), masker.end()];

        const expected = steps.map((plant) => `${literal(plant.before)}([\0!-\\-/-~]*)`).join('');
        const found = new RegExp(`^${expected}$`).exec(Buffer.concat(output).toString('latin1')) ?? [];
        expect(found).toHaveLength(steps.length + 1);
        for (const [index, plant] of steps.entries()) {
          const shown = found[index + 1] as string;
          expect(shown).toContain('***');
          expect(shown.replaceAll('***', '').length).toBeLessThanOrEqual(
            encodingOf(secrets, plant).length / 4,
          );
        }
      },
    ),
    { numRuns: 500 },
  );
});

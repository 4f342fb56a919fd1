import { expect, test } from 'vitest';
import { reportTransferFailure } from '../../action/transfer.ts';
import { StoreFailure, type StoreFailureKind } from '../../src/s3/failure.ts';

test.each<[StoreFailureKind, number, string]>([
  ['refused', 5, 'Refused'],
  ['expired', 5, 'Refused'],
  ['integrity', 6, 'Checksum mismatch'],
  ['network', 1, 'The transfer failed'],
])('a step whose last request failed with %s ends with %i', (kind, code, title) => {
  const said: unknown[] = [];
  const failure = new StoreFailure({ kind, tried: 'PUT', cameBack: 'nothing', remedy: 'Look.' });
  const ended = reportTransferFailure({ error: (...message) => void said.push(message) }, failure);
  expect(ended).toBe(code);
  expect(said).toEqual([['PUT failed: nothing. Look.', { title }]]);
});

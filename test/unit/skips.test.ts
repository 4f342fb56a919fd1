import { expect, test } from 'vitest';
import { type Outcome, refuseSkips } from '../setup/outcome.ts';

const judge = (outcome: Outcome) =>
  refuseSkips({ suite: 'versions', milliseconds: 1, output: '', outcomes: [outcome] }).outcomes[0];

test('if everything must run, a skip is a failure that keeps its reason', () => {
  const skipped: Outcome = { name: 'needs Ceph RGW 18', state: 'skipped', detail: 'no apt-get' };
  expect(judge(skipped)).toEqual({ name: 'needs Ceph RGW 18 (skipped, no apt-get)', state: 'failed' });
});

test('a skip with an excuse stays a skip, and a failure with an excuse stays a failure', () => {
  const excuse = "Debian's unstable can be broken on a day";
  for (const state of ['skipped', 'failed'] as const)
    expect(judge({ name: 'needs Ceph RGW 20', state, excuse })).toMatchObject({ state });
});

import { describe } from 'vitest';
import { testPrefixes } from '../support/prefix-cases.ts';
import { useSandbox } from './fixture.ts';

describe('prefixes, on the sandbox', () => {
  const target = useSandbox();
  testPrefixes(() => ({ endpoint: target.sandbox.endpoint, ...target.bucket }));
});

import { getIDToken } from '@actions/core';
import { afterEach, expect, test, vi } from 'vitest';
import { type RunnerEndpoint, startRunnerEndpoint } from '../support/identity/runner-endpoint.ts';

let endpoint: RunnerEndpoint | undefined;

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await endpoint?.close();
});

test('the stand-in for the runner’s endpoint answers @actions/core, and nobody without its token', async () => {
  endpoint = await startRunnerEndpoint((audience) => `token-for-${audience}`);
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  for (const [name, value] of Object.entries(endpoint.environment)) vi.stubEnv(name, value);
  expect(await getIDToken('rgw.example.com')).toBe('token-for-rgw.example.com');
  expect(endpoint.audiences).toEqual(['rgw.example.com']);
  const { status } = await fetch(endpoint.environment.ACTIONS_ID_TOKEN_REQUEST_URL);
  expect(status).toBe(401);
});

import { programEnvironment } from '../../programs.ts';

/** Megabytes of young generation: more only lets garbage lie longer, 2 MB of it under load (measured). */
const NODE_OPTIONS = '--max-semi-space-size=1';

const OWN = [
  'TZ',
  'NODE_EXTRA_CA_CERTS',
  'NODE_USE_SYSTEM_CA',
  // At the job's end GitHub's runner ends every process that carries it: the backstop.
  'RUNNER_TRACKING_ID',
];

/**
 * What the agent's process gets of the caller's environment: what Node and the network need. Never `AWS_*` or
 * `OTTER_*`, which hold secrets, nor the caller's `NODE_OPTIONS`, which could load code.
 */
export function agentEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return { ...programEnvironment(env, OWN), NODE_OPTIONS };
}

import { programEnvironment } from '../../program-environment.ts';

/** Megabytes of young generation. A larger one only keeps garbage for longer: 2 MB under load (measured). */
const NODE_OPTIONS = '--max-semi-space-size=1';

const OWN = [
  'TZ',
  'NODE_EXTRA_CA_CERTS',
  'NODE_USE_SYSTEM_CA',
  // At the end of a job, GitHub's runner, Azure Pipelines and Jenkins kill every process that has their variable.
  'RUNNER_TRACKING_ID',
  'VSTS_PROCESS_LOOKUP_ID',
  'JENKINS_NODE_COOKIE',
];

/**
 * The variables that the agent's process gets from the caller: those that Node and the network need. Never `AWS_*` or
 * `OTTER_*`, which hold secrets, and never the caller's `NODE_OPTIONS`, which could load code.
 */
export function agentEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return { ...programEnvironment(env, OWN), NODE_OPTIONS };
}

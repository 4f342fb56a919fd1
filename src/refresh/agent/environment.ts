/**
 * What the agent's process gets of the caller's environment: what Node and the network need. Never `AWS_*` or
 * `OTTER_*`, which hold secrets, nor the caller's `NODE_OPTIONS`, which could load code.
 */
const NEEDED = [
  'PATH',
  'HOME',
  'TZ',
  'LANG',
  'TMPDIR',
  'TEMP',
  'TMP',
  // How the server is reached and trusted.
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
  'NODE_USE_SYSTEM_CA',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  // Without them no Windows program can open a socket or find its folders.
  'SystemRoot',
  'windir',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  // At the job's end GitHub's runner ends every process that carries it: the backstop.
  'RUNNER_TRACKING_ID',
];

/** Megabytes of young generation: more only lets garbage lie longer, 2 MB of it under load (measured). */
const NODE_OPTIONS = '--max-semi-space-size=1';

export function agentEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const given = NEEDED.flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(given), NODE_OPTIONS };
}

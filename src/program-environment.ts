type Environment = Readonly<Record<string, string | undefined>>;

/** What any program needs to find its files, the network and the certificates. None of it is a secret of the job. */
const NEEDED = [
  'PATH',
  'HOME',
  'LANG',
  'TMPDIR',
  'TEMP',
  'TMP',
  // How servers are reached and trusted.
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  // Without them no Windows program can open a socket or find its folders.
  'SystemRoot',
  'windir',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
];

/**
 * The environment of a program that gets no more than it needs.
 *
 * @param own the variables that this program needs and others do not
 */
export function programEnvironment(environment: Environment, own: readonly string[]): Record<string, string> {
  const given = [...NEEDED, ...own].flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(given);
}

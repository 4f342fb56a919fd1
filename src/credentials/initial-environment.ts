import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables whose values no child and no other process of the same user may find. */
const SECRET_VARIABLES =
  /^(INPUT_SERVICE-SECRET-KEY|OTTER_\w*SECRET_KEY|OTTER_ID_TOKEN|AWS_SECRET_ACCESS_KEY|AWS_(SESSION|SECURITY)_TOKEN|AWS_CONTAINER_AUTHORIZATION_TOKEN|ACTIONS_RUNTIME_TOKEN|ACTIONS_ID_TOKEN_REQUEST_TOKEN|BUILDKITE_AGENT_ACCESS_TOKEN|CIRCLE_OIDC_TOKEN(_V2)?)$/;

/** Values of at least this many characters are also searched for in other variables. Shorter ones could occur by chance. */
const LEAST_SECRET = 16;

/**
 * Removes the secrets from the environment of this process. On Linux, every process of the same user can read the initial
 * environment in `/proc/PID/environ`, and deleting a variable does not change that. So the values are overwritten in
 * memory. On other systems, or if `/proc/self/mem` cannot be written, they stay.
 *
 * @returns the original environment, for the parts of the program that need the secrets
 */
export function takeEnvironment({ env, platform }: Pick<NodeJS.Process, 'env' | 'platform'>): Environment {
  // On Windows names are case-insensitive (PATH, Path), and a copy would lose that.
  if (platform !== 'linux') return env;
  const environment = { ...env };
  const secrets = Object.entries(environment).filter(([name, value]) => value && SECRET_VARIABLES.test(name));
  if (secrets.length === 0) return environment;
  for (const [name] of secrets) delete env[name];
  eraseInitialEnvironment(
    new Set(secrets.map(([name]) => name)),
    secrets.map(([, value = '']) => Buffer.from(value.trim()).toString('latin1')).filter(isLong),
  );
  return environment;
}

/** Whether a variable's value reveals a secret. */
export function holdsSecret(value: string, secret: string): boolean {
  return secret !== '' && (value === secret || (isLong(secret) && value.includes(secret)));
}

function isLong(secret: string): boolean {
  return secret.length >= LEAST_SECRET;
}

function eraseInitialEnvironment(names: ReadonlySet<string>, secrets: readonly string[]): void {
  let memory: number | undefined;
  try {
    const { start, length } = initialEnvironment();
    memory = openSync('/proc/self/mem', 'r+');
    const block = Buffer.alloc(length);
    readSync(memory, block, 0, length, start);
    // One character per byte, so that every entry keeps its length.
    const entries = block.toString('latin1').split('\0');
    const erased = entries.map((entry) => eraseEntry(entry, names, secrets)).join('\0');
    writeSync(memory, Buffer.from(erased, 'latin1'), 0, length, start);
  } catch {
    // Some kernels and sandboxes do not have the file or do not allow writing it.
  } finally {
    if (memory !== undefined) closeSync(memory);
  }
}

/** Fields 50 and 51 of proc_pid_stat(5). The name before them is in parentheses and may contain anything. */
function initialEnvironment(): { start: number; length: number } {
  const stat = readFileSync('/proc/self/stat', 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [start = 0, end = 0] = fields.slice(47, 49).map(Number);
  return { start, length: end - start };
}

function eraseEntry(entry: string, names: ReadonlySet<string>, secrets: readonly string[]): string {
  const name = entry.slice(0, Math.max(entry.indexOf('='), 0));
  if (names.has(name)) return `${name}=${'*'.repeat(entry.length - name.length - 1)}`;
  return secrets.reduce((text, secret) => text.replaceAll(secret, '*'.repeat(secret.length)), entry);
}

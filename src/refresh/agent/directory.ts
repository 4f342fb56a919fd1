import { createHash } from 'node:crypto';
import { lstatSync, rmdirSync, rmSync, type Stats } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { InputError } from '../../failure.ts';
import { retryWhileHeld } from '../../held-file.ts';
import { makeFolders } from '../../make-folders.ts';
import { AgentFailure } from './failure.ts';

/** The longest path of a Unix socket, in bytes: 108 on Linux and 104 on macOS, less one for the NUL at the end. */
const LONGEST_SOCKET_PATH = process.platform === 'darwin' ? 103 : 107;

const DEFAULT_PARENT = 'otter-sts-';

const ELSEWHERE = 'set XDG_RUNTIME_DIR or TMPDIR to a writable folder of your own';

/** The places that an agent uses in its directory. */
export interface AgentPlaces {
  readonly directory: string;
  /** A Unix socket. On Windows, a named pipe, which is not in the directory. */
  readonly control: string;
  readonly log: string;
  /** Exists only while an agent claims the directory. */
  readonly lock: string;
  /** The endpoint's token, for clients that read it from a file. */
  readonly token: string;
}

/**
 * `$XDG_RUNTIME_DIR/otter-sts-UID/NAME`, or the same in the temporary folder.
 *
 * @param name distinguishes several agents of one user
 * @throws InputError if the name could lead to another directory
 */
export function defaultAgentDirectory(
  env: Readonly<Record<string, string | undefined>>,
  name = 'default',
): string {
  if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/.test(name)) {
    throw new InputError(
      'name',
      'is not a valid agent name: use up to 64 letters, digits and ._-, not starting with a dot.',
    );
  }
  // Windows has no user IDs. On other systems a user may have no name, as in many containers.
  const user = process.getuid?.() ?? userInfo().username;
  return join(env.XDG_RUNTIME_DIR || tmpdir(), `${DEFAULT_PARENT}${user}`, name);
}

/** @throws AgentFailure if the path is relative, or too long for the socket in it */
export function agentPlaces(directory: string): AgentPlaces {
  if (!isAbsolute(directory)) {
    throw new AgentFailure(
      'directory',
      `The agent's directory '${directory}' is relative: use an absolute path.`,
    );
  }
  const control = controlPath(directory);
  const bytes = Buffer.byteLength(control);
  if (process.platform !== 'win32' && bytes > LONGEST_SOCKET_PATH) {
    throw new AgentFailure(
      'directory',
      `The agent's directory '${directory}' is too long: the path of the socket in it has ${bytes} bytes, and this ` +
        `system allows ${LONGEST_SOCKET_PATH}. Use a path that is at least ${bytes - LONGEST_SOCKET_PATH} bytes shorter.`,
    );
  }
  const at = (name: string) => join(directory, name);
  return { directory, control, log: at('agent.log'), lock: at('lock'), token: at('token') };
}

/** On Windows (not tested), the pipe's name is derived from the directory, and Windows' defaults say who may open it. */
function controlPath(directory: string): string {
  if (process.platform !== 'win32') return join(directory, 'control');
  return `\\\\.\\pipe\\otter-sts-${createHash('sha256').update(directory.toLowerCase()).digest('hex')}`;
}

/**
 * Creates the directory, and its parent, for the user alone. In a shared folder such as /tmp, another user may have created
 * it first, or have put a link there.
 *
 * @throws AgentFailure if the directory is not the user's own
 */
export function makePrivateDirectory(directory: string): void {
  look(directory);
  try {
    makeFolders(directory, 0o700);
  } catch (error) {
    const { code, path = directory } = error as NodeJS.ErrnoException;
    // checkPrivateDirectory explains what exists in place of the directory.
    if (code !== 'EEXIST' || path !== directory) {
      throw new AgentFailure(
        'directory',
        `Creating the agent's directory '${path}' failed: ${code}; ${ELSEWHERE}.`,
      );
    }
  }
  checkPrivateDirectory(directory);
}

/**
 * Call it before anything in the directory is used or removed.
 *
 * @throws AgentFailure if the directory exists and is not the user's own
 */
export function checkPrivateDirectory(directory: string): void {
  const parent = dirname(directory);
  // The owner of the default directory's parent could replace the directory.
  const checked = basename(parent).startsWith(DEFAULT_PARENT) ? [parent, directory] : [directory];
  for (const path of checked) checkPrivate(path);
}

/** Removes the files of an agent that has ended, and its directory if that is then empty. */
export async function removeAgentFiles(directory: string): Promise<void> {
  const { log, lock, token } = agentPlaces(directory);
  if (look(directory) === undefined) return;
  checkPrivateDirectory(directory);
  for (const path of [log, `${log}.1`, lock, token])
    await retryWhileHeld(() => rmSync(path, { force: true }));
  try {
    rmdirSync(directory);
  } catch {
    // The directory also holds other files.
  }
}

function look(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOTDIR' ? 'a part of its path is not a folder (ENOTDIR)' : code;
    throw new AgentFailure(
      'directory',
      `Checking the agent's directory '${path}' failed: ${why}; ${ELSEWHERE}.`,
    );
  }
}

function checkPrivate(path: string): void {
  const found = look(path);
  if (found === undefined) return;
  const problem = whatIsWrong(found.isSymbolicLink(), found.isDirectory(), found.uid, found.mode);
  if (problem !== undefined) {
    throw new AgentFailure(
      'directory',
      `The agent's directory '${path}' ${problem}. Remove it, or ${ELSEWHERE}.`,
    );
  }
}

function whatIsWrong(link: boolean, directory: boolean, uid: number, mode: number): string | undefined {
  if (link) return 'is a symbolic link';
  if (!directory) return 'is not a directory';
  if (process.platform === 'win32') return undefined;
  if (uid !== process.getuid?.()) return `belongs to another user (${uid})`;
  if ((mode & 0o077) !== 0) return `is open to other users (mode ${(mode & 0o777).toString(8)})`;
  return undefined;
}

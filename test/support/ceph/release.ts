/**
 * A version of Ceph. 16 is installed on the machine. The others are trees of Debian packages that `npm test` has unpacked.
 * Their programs run in place, with the tree's own loader and libraries, so that no chroot, mount or root is needed.
 */
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RequirementName } from '../../setup/requirements.ts';
import { runOrThrow } from '../command.ts';
import { programPath } from '../requirements.ts';

/** The versions that tests ask for. Debian's unstable may have a newer one instead of 20. */
export const cephVersions = [16, 18, 20] as const;

export type CephVersion = (typeof cephVersions)[number];

/** How to start a program. */
interface Invocation {
  command: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
}

export interface CephRelease {
  version: CephVersion;
  /** Where its programs find their own parts, if not in the default place. */
  settings: Readonly<Record<string, string>>;
  invoke(program: string, args: readonly string[]): Invocation;
}

const requirementNames = { 16: 'ceph', 18: 'ceph18', 20: 'ceph20' } as const;

/** What a machine needs for this version of Ceph. Each also needs setpriv and openssl, which come with `ceph`. */
export function requirementsOf(version: CephVersion): RequirementName[] {
  return [...new Set<RequirementName>(['ceph', requirementNames[version]])];
}

const installed: CephRelease = {
  version: 16,
  settings: {},
  invoke: (program, args) => ({ command: programPath('ceph', program), args, env: {} }),
};

function unpackedRelease(version: 18 | 20): CephRelease {
  const name = requirementNames[version];
  const usr = dirname(dirname(programPath(name, 'radosgw')));
  const [loader] = globSync(join(usr, 'lib/*/ld-linux*.so.*'));
  if (loader === undefined)
    throw new Error(`${usr} has no loader for its programs: remove it, and run npm test again.`);
  const libraries = dirname(loader);
  const load = ['--library-path', `${libraries}:${libraries}/ceph`];
  const settings = {
    osd_class_dir: join(libraries, 'rados-classes'),
    plugin_dir: join(libraries, 'ceph'),
    erasure_code_dir: join(libraries, 'ceph/erasure-code'),
  };
  const invoke = (program: string, args: readonly string[]): Invocation => {
    const path = programPath(name, program);
    if (program !== 'ceph') return { command: loader, args: [...load, path, ...args], env: {} };
    // A script also needs the tree's interpreter.
    const python = programPath(name, 'python3');
    return { command: loader, args: [...load, python, path, ...args], env: { PYTHONHOME: usr } };
  };
  return { version, settings, invoke };
}

export function findRelease(version: CephVersion): CephRelease {
  return version === 16 ? installed : unpackedRelease(version);
}

/** Runs one of its programs, which must succeed, and returns its standard output. */
export function runCephProgram(
  release: CephRelease,
  program: string,
  args: readonly string[],
): Promise<string> {
  const { command, args: all, env } = release.invoke(program, args);
  return runOrThrow(command, all, { env });
}

/** The whole version: `16.2.15`. */
export async function readVersion(release: CephRelease): Promise<string> {
  const line = await runCephProgram(release, 'radosgw', ['--version']);
  const version = /version (\d+\.\d+\.\d+)/.exec(line)?.[1];
  if (version === undefined) throw new Error(`radosgw --version says no version: ${line}`);
  return version;
}

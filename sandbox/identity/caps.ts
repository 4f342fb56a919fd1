import type { Capability } from './identity-store.ts';

/** The parts of the administration for which RGW has caps. */
const TYPES = [
  'users',
  'buckets',
  'metadata',
  'usage',
  'zone',
  'info',
  'bilog',
  'mdlog',
  'datalog',
  'roles',
  'user-policy',
  'amz-cache',
  'oidc-provider',
];

/** Whether caps allow reading or changing one part. */
export function hasCap(caps: readonly Capability[], type: string, wanted: 'read' | 'write'): boolean {
  return caps.some((cap) => cap.type === type && (cap.perm === '*' || cap.perm === wanted));
}

/** Parses caps such as `users=*;buckets=read`. @returns `undefined` if they are invalid. */
export function parseCaps(text: string): Capability[] | undefined {
  const caps: Capability[] = [];
  for (const part of text.split(';')) {
    const [type = '', perms = ''] = part.split('=').map((side) => side.trim());
    const perm = perms === 'read,write' || perms === 'read, write' ? '*' : perms;
    if (!TYPES.includes(type) || !(perm === '*' || perm === 'read' || perm === 'write')) return undefined;
    caps.push({ type, perm });
  }
  return caps;
}

const bits = { read: 1, write: 2, '*': 3 } as const;
const perms = { 1: 'read', 2: 'write', 3: '*' } as const;

/** The caps after adding or removing others, by type. */
export function changeCaps(
  caps: readonly Capability[],
  change: readonly Capability[],
  how: 'add' | 'remove',
): Capability[] {
  const sums = new Map<string, number>(caps.map(({ type, perm }) => [type, bits[perm]]));
  for (const { type, perm } of change) {
    const before = sums.get(type) ?? 0;
    sums.set(type, how === 'add' ? before | bits[perm] : before & ~bits[perm]);
  }
  return [...sums]
    .filter(([, sum]) => sum !== 0)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([type, sum]) => ({ type, perm: perms[sum as 1 | 2 | 3] }));
}

/** Numbers as people read them in a log: with a comma every three digits, bytes in binary units. */

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Such as `1 file`, `1,234 files`. */
export function formatFiles(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'file' : 'files'}`;
}

/** Such as `512 B`, `1.5 KiB`, `23.4 GiB`. */
export function formatBytes(bytes: number): string {
  const index = unitOf(bytes);
  return `${inUnit(bytes, index)} ${UNITS[index]}`;
}

/** Progress in bytes, in the unit of the larger number: `120.5 of 400.0 MiB`. */
export function formatShare(done: number, total: number, between: string): string {
  const index = unitOf(total);
  return `${inUnit(done, index)}${between}${inUnit(total, index)} ${UNITS[index]}`;
}

function unitOf(bytes: number): number {
  if (bytes < 1024) return 0;
  return Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
}

function inUnit(bytes: number, index: number): string {
  return index === 0 ? formatCount(bytes) : (bytes / 1024 ** index).toFixed(1);
}

/** A duration for people: `9 s`, `2 min 5 s`, `3 h 20 min`. */
export function formatStretch(seconds: number): string {
  const whole = Math.max(Math.round(seconds), 0);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

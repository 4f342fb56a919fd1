import { type Html, html } from './html.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size for people, with the exact number of bytes as a title. */
export function formatSize(bytes: number): Html {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const scaled = bytes / 1000 ** step;
  const text = `${step === 0 ? scaled : scaled.toFixed(1)} ${UNITS[step]}`;
  return html`<data value="${bytes}" title="${bytes} bytes">${text}</data>`;
}

/** @param time milliseconds since the epoch, or ISO 8601. */
export function formatTime(time: number | string): Html {
  const iso = new Date(time).toISOString();
  return html`<time datetime="${iso}" title="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`;
}

export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

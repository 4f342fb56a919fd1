import { appendFileSync, statSync } from 'node:fs';
import { formatTime, type Session } from '../src/credentials/session.ts';
import type { SessionRequest } from '../src/credentials/session-request.ts';
import { firstLine } from '../src/failure.ts';
import type { Mode } from './inputs.ts';
import type { Workflow } from './workflow.ts';

const DELIVERIES: Readonly<Record<Mode, string>> = {
  session: 'one session, exported to later steps',
  refresh: 'renewed until the job ends, exported to later steps',
  run: 'renewed, for the script of this step only',
};

/** The section of the job summary for one step, without secrets. */
export function formatSummary(request: SessionRequest, session: Session, mode: Mode): string {
  const rows: [string, string][] = [
    ['Bucket', request.bucket],
    ['Access', request.access],
    ['Prefix', request.prefix === '' ? 'the whole bucket' : request.prefix],
    ['Role', request.roleArn],
    ['Session name', request.sessionName],
    ['Endpoint', `${request.endpoint} (${request.region})`],
    ['Delivery', DELIVERIES[mode]],
    [mode === 'session' ? 'Ends' : 'First session ends', formatTime(session.expiration)],
  ];
  return `### S3 credentials for ${escapeHtml(request.bucket)}\n\n${formatTable(rows)}\n`;
}

/** A table of names and values. */
export function formatTable(rows: readonly (readonly [name: string, value: string])[]): string {
  const cells = rows.map(
    ([name, value]) => `<tr><th align="left">${name}</th><td><code>${escapeHtml(value)}</code></td></tr>`,
  );
  return `<table>\n${cells.join('\n')}\n</table>\n`;
}

/** Escapes text for HTML, including attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Bytes. GitHub shows nothing of a step's summary that is larger than 1 MiB. */
export const LARGEST_SUMMARY = 1024 * 1024;

/**
 * Adds a section to the summary file, if the runner has one, and if the summary is then not too large to be shown. The
 * step's work is done without it, so a problem with the file does not fail the step.
 *
 * @param format writes the section, into as many bytes as it is told, if it can
 */
export function addSummary({ commands, environment }: SummaryWriter, format: (room: number) => string): void {
  const file = environment.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === '') return;
  try {
    const room = LARGEST_SUMMARY - (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
    const section = format(room);
    if (Buffer.byteLength(section) <= room) appendFileSync(file, section);
    else commands.warning('This step is not in the job summary, because GitHub shows no summary over 1 MiB.');
  } catch (error) {
    commands.warning(`The job summary could not be written: ${firstLine(error)}`);
  }
}

type SummaryWriter = Pick<Workflow, 'environment'> & {
  readonly commands: Pick<Workflow['commands'], 'warning'>;
};

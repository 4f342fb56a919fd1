import { jsonLine, printable } from '../src/printable.ts';
import type { DownloadResult } from '../src/transfer/download/download.ts';
import * as runner from '../src/transfer/download/download-run.ts';
import type { Context } from './request-options.ts';
import { inputsOf, reporterFor, runTransfer } from './transfer.ts';
import type { DownloadFlags } from './transfer-options.ts';

/**
 * Runs `otter-sts download` with the options or their variables.
 *
 * @returns the exit code
 * @throws InputError before anything is sent; ArtifactFailure, StoreFailure or ExchangeFailure when files are missing
 */
export async function runDownload(flags: DownloadFlags, context: Context): Promise<number> {
  const { platform } = context;
  const job = runner.prepareDownload(inputsOf(flags, context));
  const output = job.settings.stdout ? { output: process.stdout } : {};
  return runTransfer(flags, context, async (signal, onEvent) => {
    const result = await runner.runDownload(job, reporterFor(onEvent), { signal, platform, ...output });
    const text = flags.json === true ? formatJson(result) : formatText(result);
    if (!job.settings.stdout) return { text };
    // Standard output has the file.
    if (flags.quiet !== true) process.stderr.write(text);
    return { text: '' };
  });
}

function formatJson(result: DownloadResult): string {
  const { manifestKey, manifestSha256, files, bytes, downloaded, skipped, unverified, directory } = result;
  const counts = { files, bytes, downloaded, skipped, unverified };
  return jsonLine({
    'manifest-key': manifestKey,
    'manifest-sha256': manifestSha256,
    ...counts,
    ...(directory === '' ? {} : { directory }),
    artifacts: runner.listArtifacts(result),
  });
}

function formatText(result: DownloadResult): string {
  const { artifacts, directory } = result;
  const [only] = artifacts;
  const sources =
    artifacts.length === 1 && !only?.unverified
      ? [`manifest  ${printable(only?.manifestKey ?? '')}`]
      : artifacts.map((artifact) => `artifact  ${runner.describeArtifact(artifact)}`);
  const folder = directory === '' ? [] : [`folder    ${printable(directory)}`];
  return `${[runner.describeDownload(result), ...sources, ...folder].join('\n')}\n`;
}

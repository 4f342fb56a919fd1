import { jsonLine, printable } from '../src/printable.ts';
import type { DownloadResult } from '../src/transfer/download/download.ts';
import { checkDownloadInputs, type DownloadSettings } from '../src/transfer/download/download-inputs.ts';
import { formatLinks } from '../src/transfer/download/entry-count.ts';
import { fetchArtifact } from '../src/transfer/download/fetch-artifact.ts';
import { openStore } from '../src/transfer/open-store.ts';
import { formatBytes, formatCount, formatFiles } from '../src/transfer/progress/units.ts';
import { noteRenewal, noteWarnings } from './messages.ts';
import { readSettings, type Surroundings } from './request-options.ts';
import { readTransferRequest, runTransfer } from './transfer.ts';
import { readFacts } from './transfer-inputs.ts';
import type { DownloadFlags } from './transfer-options.ts';

/**
 * `otter-sts download`, with everything from the options or the variables.
 *
 * @returns the exit code
 * @throws InputError before anything is sent; ArtifactFailure, StoreFailure or ExchangeFailure when files are missing
 */
export async function runDownload(flags: DownloadFlags, surroundings: Surroundings): Promise<number> {
  const { environment, now, platform } = surroundings;
  const settings = prepareDownload(flags, surroundings);
  const requestFor = (scope: string) =>
    readTransferRequest(flags, surroundings, { access: 'read', prefix: scope });
  // What is said of a prefix is for one that the user wrote.
  const { warnings } = requestFor(settings.prefix);
  return runTransfer(flags, surroundings, async (signal, onEvent) => {
    noteWarnings(onEvent, warnings);
    const open = (scope: string) => {
      const { credential, request, caBundle } = requestFor(scope);
      return openStore({
        credential,
        request,
        surroundings: { caBundle, environment, now },
        concurrency: settings.concurrency,
        onEvent,
        onRenewalFailure: noteRenewal(onEvent),
        signal,
      });
    };
    const result = await fetchArtifact(settings, open, { onEvent, signal, platform });
    return { text: flags.json === true ? formatJson(result) : formatText(result) };
  });
}

function prepareDownload(flags: DownloadFlags, surroundings: Surroundings): DownloadSettings {
  const texts = readSettings('download', flags, surroundings.environment);
  const facts = readFacts([texts.prefix, texts.latest, texts.manifestKey], surroundings);
  return checkDownloadInputs(texts, facts, new Date(surroundings.now()), process.cwd());
}

function formatJson(result: DownloadResult): string {
  const { manifestKey, manifestSha256, files, bytes, downloaded, skipped, directory } = result;
  return jsonLine({
    'manifest-key': manifestKey,
    'manifest-sha256': manifestSha256,
    files,
    bytes,
    downloaded,
    skipped,
    directory,
  });
}

function formatText(result: DownloadResult): string {
  const { files, links, bytes, downloaded, skipped, directory, manifestKey } = result;
  const there = skipped === 0 ? '' : `, ${formatCount(skipped)} there already`;
  const linked = links === 0 ? '' : `; ${formatLinks(links)}`;
  return (
    `${formatFiles(files)}, ${formatBytes(bytes)}: ${formatCount(downloaded)} downloaded${there}${linked}\n` +
    `manifest  ${printable(manifestKey)}\n` +
    `folder    ${printable(directory)}\n`
  );
}

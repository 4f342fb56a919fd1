import { github } from '../src/ci/github.ts';
import { knownFacts } from '../src/ci/system.ts';
import { scopeRequest } from '../src/credentials/scoped-request.ts';
import { sessionSecrets } from '../src/index.ts';
import { readTexts } from '../src/input-values.ts';
import { printable } from '../src/printable.ts';
import type { DownloadResult } from '../src/transfer/download/download.ts';
import { checkDownloadInputs } from '../src/transfer/download/download-inputs.ts';
import { formatLinks } from '../src/transfer/download/entry-count.ts';
import { fetchArtifact } from '../src/transfer/download/fetch-artifact.ts';
import { openStore } from '../src/transfer/open-store.ts';
import { formatBytes, formatCount, formatFiles } from '../src/transfer/progress/units.ts';
import { maskSecrets } from './masks.ts';
import { noteRenewalFailure, runTransfer, type TransferWorkflow } from './transfer.ts';
import { maskInputs, prepareTransfer } from './transfer-credential.ts';

/**
 * The download action: checks the inputs, downloads what a manifest lists, and says what came.
 *
 * @returns the step's exit code
 * @throws InputError before anything is sent; ArtifactFailure, StoreFailure or ExchangeFailure when files are missing
 */
export async function runDownload(workflow: TransferWorkflow): Promise<number> {
  maskInputs(workflow);
  const { commands, environment, platform, now } = workflow;
  const texts = readTexts('github', 'download', commands.getInput);
  const today = new Date(now());
  const settings = checkDownloadInputs(texts, knownFacts(github, environment), today, workflow.process.cwd());
  const transfer = prepareTransfer(workflow, texts, { access: 'read', prefix: settings.prefix });
  return runTransfer(workflow, 'download', async (signal, report) => {
    const open = (scope: string) =>
      openStore({
        credential: transfer.credential,
        request: scopeRequest(transfer.request, 'read', scope),
        surroundings: { caBundle: transfer.surroundings.caBundle, environment, now },
        concurrency: settings.concurrency,
        onEvent: report,
        onObtained: (session) => maskSecrets(commands, sessionSecrets(session)),
        onRenewalFailure: noteRenewalFailure(report),
        signal,
      });
    deliver(workflow, await fetchArtifact(settings, open, { onEvent: report, signal, platform }));
    return 0;
  });
}

function deliver({ commands }: TransferWorkflow, result: DownloadResult): void {
  const { directory, files, links, bytes, downloaded, skipped, manifestKey, manifestSha256 } = result;
  commands.setOutput('directory', directory);
  commands.setOutput('files', String(files));
  commands.setOutput('bytes', String(bytes));
  commands.setOutput('downloaded', String(downloaded));
  commands.setOutput('skipped', String(skipped));
  commands.setOutput('manifest-key', manifestKey);
  commands.setOutput('manifest-sha256', manifestSha256);
  const there = skipped === 0 ? '' : `, ${formatCount(skipped)} there already`;
  const linked = links === 0 ? '' : `; ${formatLinks(links)}`;
  commands.info(
    `download: ${formatFiles(files)}, ${formatBytes(bytes)}: ${formatCount(downloaded)} loaded${there}${linked}; the folder is ${printable(directory)}.`,
  );
  commands.info(`download: verified by the manifest ${printable(manifestKey)}, SHA-256 ${manifestSha256}.`);
}

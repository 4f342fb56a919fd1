import { printable } from '../src/printable.ts';
import type { DownloadResult } from '../src/transfer/download/download.ts';
import * as runner from '../src/transfer/download/download-run.ts';
import { reporterFor, runTransfer, type TransferWorkflow } from './transfer.ts';
import { inputsOf, maskInputs } from './transfer-credential.ts';

/**
 * The download action: checks the inputs, downloads what a manifest lists, and reports the result.
 *
 * @returns the step's exit code
 * @throws InputError before anything is sent; ArtifactFailure, StoreFailure or ExchangeFailure when files are missing
 */
export async function runDownload(workflow: TransferWorkflow): Promise<number> {
  maskInputs(workflow);
  const { platform } = workflow;
  const job = runner.prepareDownload(inputsOf(workflow, 'download'));
  return runTransfer(workflow, 'download', async (signal, onEvent) => {
    deliver(workflow, await runner.runDownload(job, reporterFor(workflow, onEvent), { signal, platform }));
    return 0;
  });
}

function deliver({ commands }: TransferWorkflow, result: DownloadResult): void {
  const { directory, manifestKey, manifestSha256 } = result;
  commands.setOutput('directory', directory);
  for (const name of ['files', 'bytes', 'downloaded', 'skipped', 'unverified'] as const) {
    commands.setOutput(name, String(result[name]));
  }
  commands.setOutput('manifest-key', manifestKey);
  commands.setOutput('manifest-sha256', manifestSha256);
  commands.setOutput('artifacts', JSON.stringify(runner.listArtifacts(result)));
  commands.info(`download: ${runner.describeDownload(result)}; the folder is ${printable(directory)}.`);
  for (const artifact of result.artifacts) {
    const { manifestKey: key, manifestSha256: sha256, unverified } = artifact;
    if (result.artifacts.length > 1 || unverified) {
      commands.info(`download: ${runner.describeArtifact(artifact)}.`);
    }
    if (!unverified) {
      commands.info(`download: verified by the manifest ${printable(key)}, SHA-256 ${sha256}.`);
    }
  }
}

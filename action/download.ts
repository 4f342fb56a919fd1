import { commands, environment } from './commands.ts';
import { runDownload } from './download-step.ts';
import { flushOutput } from './output.ts';
import { reportTransferFailure } from './transfer.ts';

const workflow = { commands, environment, platform: process.platform, now: Date.now, process };

try {
  process.exitCode = await runDownload(workflow);
} catch (error) {
  process.exitCode = reportTransferFailure(commands, error);
}
await flushOutput();

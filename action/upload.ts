import { commands, environment } from './commands.ts';
import { flushOutput } from './output.ts';
import { reportTransferFailure } from './transfer.ts';
import { runUpload } from './upload-step.ts';

const workflow = { commands, environment, platform: process.platform, now: Date.now, process };

try {
  process.exitCode = await runUpload(workflow);
} catch (error) {
  process.exitCode = reportTransferFailure(commands, error);
}
await flushOutput();

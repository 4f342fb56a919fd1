import { commands, environment } from './commands.ts';
import { reportFailure } from './failure-report.ts';
import { flushOutput } from './output.ts';
import { runStep } from './step.ts';

const workflow = { commands, environment, platform: process.platform, now: Date.now };

try {
  process.exitCode = await runStep(workflow);
} catch (error) {
  process.exitCode = reportFailure(commands, error);
}
// A background process of the script that still holds its output would otherwise keep this process alive.
await flushOutput();
process.exit();

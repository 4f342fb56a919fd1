import { commands, environment, flushOutput } from './commands.ts';
import { reportFailure } from './failure-report.ts';
import { runStep } from './step.ts';

const workflow = { commands, environment, platform: process.platform, now: Date.now };

try {
  process.exitCode = await runStep(workflow);
} catch (error) {
  process.exitCode = reportFailure(commands, error);
}
// A script's background process, which holds the script's output, would hold this process too.
await flushOutput();
process.exit();

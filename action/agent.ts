import { runAgentProcess } from '../src/agent/handover.ts';

process.exitCode = await runAgentProcess(process);

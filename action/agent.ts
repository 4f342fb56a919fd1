import { runAgentProcess } from '../src/agent/process.ts';

process.exitCode = await runAgentProcess(process);

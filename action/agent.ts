import { runAgentProcess } from '../src/refresh/agent/process.ts';

process.exitCode = await runAgentProcess(process);

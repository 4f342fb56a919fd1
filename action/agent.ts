import { runAgentProcess } from '../src/refresh/agent/process.ts';

// Whoever stops the agent waits until its connection closes. Without this call, Node would close it before the process ends.
process.exit(await runAgentProcess(process));

import { cleanUp } from './cleanup.ts';
import { commands, endProcess, environment } from './commands.ts';

// Without a top-level await the bundle is one scope with no loader of modules in it, and starts 1 ms sooner.
void cleanUp({ commands, environment, platform: process.platform, now: Date.now }).then(endProcess);

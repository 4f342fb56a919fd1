import { cleanUp } from './cleanup.ts';
import { commands } from './commands.ts';

void cleanUp({ commands, environment: process.env, platform: process.platform, now: Date.now });

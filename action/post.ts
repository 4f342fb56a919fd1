import { cleanUp } from './cleanup.ts';
import { commands, environment } from './commands.ts';

await cleanUp({ commands, environment, platform: process.platform, now: Date.now });

import * as commands from '@actions/core';
import { cleanUp } from './cleanup.ts';

await cleanUp({ commands, environment: process.env, platform: process.platform, now: Date.now });

#!/usr/bin/env node
import manifest from '../package.json' with { type: 'json' };
import { addAgent } from './agent.ts';
import { addCheck } from './check.ts';
import { addCredentialProcess } from './credential-process.ts';
import { addEnv } from './env.ts';
import { addExec } from './exec.ts';
import { addGitlab } from './gitlab.ts';
import { addMask } from './mask.ts';
import { runProgram } from './program.ts';
import { addSandbox } from './sandbox.ts';

process.exitCode = await runProgram(
  process.argv.slice(2),
  manifest.version,
  [addExec, addEnv, addCredentialProcess, addAgent, addMask, addCheck, addSandbox, addGitlab],
  { environment: process.env, platform: process.platform, now: Date.now },
);

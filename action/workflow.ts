import type * as core from '@actions/core';
import type { Environment } from './inputs.ts';

/** What a step uses of its workflow: the runner's commands, and the job's environment. */
export interface Workflow {
  readonly commands: Pick<
    typeof core,
    | 'getInput'
    | 'setSecret'
    | 'exportVariable'
    | 'setOutput'
    | 'saveState'
    | 'getState'
    | 'info'
    | 'warning'
    | 'error'
    | 'startGroup'
    | 'endGroup'
  >;
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

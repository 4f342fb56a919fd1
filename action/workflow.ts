import type * as core from '@actions/core';
import type { Variables } from '../src/credentials/environment.ts';
import type { Environment } from './inputs.ts';

/** What a step may do to its workflow: the runner's commands, and what it reads of the job. */
export interface Workflow {
  readonly commands: Pick<
    typeof core,
    | 'getInput'
    | 'setSecret'
    | 'setOutput'
    | 'saveState'
    | 'getState'
    | 'info'
    | 'warning'
    | 'error'
    | 'startGroup'
    | 'endGroup'
  > & {
    /** `exportVariable` for all of them in one go. */
    exportVariables(variables: Variables): void;
  };
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Reads the output of act with `--json`: one object a line, whose `msg` is what a person would have seen. */
import { stripVTControlCharacters } from 'node:util';

interface StepRun {
  job: string;
  /** As the log names it: `uses`, `name`, or the script. */
  name: string;
  stage: 'Pre' | 'Main' | 'Post';
  result: 'success' | 'failure' | 'skipped' | 'cancelled';
  /** What the step printed, masked as in the log, without the terminal's colors. */
  output: string;
}

export interface WorkflowLog {
  /** The whole masked log as act shows it: the lines of all steps, and their workflow commands. */
  log: string;
  steps: readonly StepRun[];
  /** The job summaries, one after the other. */
  summary: string;
  /** The step with this name, or whose `uses` or script contains the text. Throws if there is none. */
  step(text: string, stage?: StepRun['stage']): StepRun;
}

/**
 * Only fields that act masks, or that contain no text of a job. Others are not masked: `arg` of an add-mask line is the
 * secret itself.
 */
export interface Entry {
  msg?: string;
  job?: string;
  step?: string;
  stage?: StepRun['stage'];
  stepID?: readonly string[];
  stepResult?: StepRun['result'];
  raw_output?: boolean;
  command?: string;
  content?: string;
}

export function parseEntries(output: string): Entry[] {
  return output.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return [];
    try {
      return [JSON.parse(line)];
    } catch {
      // The last line may be incomplete while act is still writing it.
      return [];
    }
  });
}

function collectSteps(entries: readonly Entry[]): StepRun[] {
  const printed = new Map<string, string>();
  const steps: StepRun[] = [];
  for (const { job = '', step = '', stage, stepID, stepResult, raw_output, msg = '' } of entries) {
    if (stage === undefined) continue;
    const key = JSON.stringify([job, stage, stepID]);
    if (raw_output) printed.set(key, (printed.get(key) ?? '') + msg);
    if (stepResult === undefined) continue;
    steps.push({ job, name: step, stage, result: stepResult, output: removeColors(printed.get(key) ?? '') });
  }
  return steps;
}

function removeColors(text: string): string {
  return stripVTControlCharacters(text).replaceAll('\r\n', '\n');
}

function findStep(steps: readonly StepRun[], text: string, stage: StepRun['stage']): StepRun {
  const found = steps.find((step) => step.stage === stage && step.name.includes(text));
  if (found !== undefined) return found;
  const names = steps.map((step) => `${step.stage} ${step.name}`).join('\n');
  throw new Error(`No step in ${stage} has "${text}" in its name. There were:\n${names}`);
}

export function readActLog(output: string): WorkflowLog {
  return readEntries(parseEntries(output));
}

export function readEntries(entries: readonly Entry[]): WorkflowLog {
  const steps = collectSteps(entries);
  const summaries = entries
    .filter(({ command }) => command === 'summary')
    .map(({ content }) => content ?? '');
  return {
    log: entries.map(({ msg = '' }) => (msg.endsWith('\n') ? msg : `${msg}\n`)).join(''),
    steps,
    summary: summaries.join(''),
    step: (text, stage = 'Main') => findStep(steps, text, stage),
  };
}

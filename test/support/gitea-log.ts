/**
 * The log as the runners of Gitea and Forgejo show it, from the log of their engine. Source: `parseLogRow`
 * and `addMask` of the reporter in gitea.com/gitea/act_runner and code.forgejo.org/forgejo/runner. They look
 * for masks and commands only in what steps print.
 */
import { type Entry, readEntries, type WorkflowLog } from './act-log.ts';

export interface MaskOptions {
  /** Whether `%25`, `%0D` and `%0A` in a mask are decoded: by Gitea's runner since August 2026. */
  readonly decodesMasks: boolean;
}

export function readGiteaLog(
  entries: readonly Entry[],
  secrets: readonly string[],
  { decodesMasks }: MaskOptions,
): WorkflowLog {
  const masks = new Masks(secrets);
  const stopped = { until: '' };
  const shown = entries.flatMap((entry) => {
    if (entry.raw_output !== true) return [];
    const [, command, value = ''] = /^::([^ :]+)(?: .*?)?::(.*?)[\r\n]*$/s.exec(entry.msg ?? '') ?? [];
    if (command !== undefined && isObeyed(command, value, stopped)) {
      if (command === 'add-mask') masks.add(decodesMasks ? decode(value) : value);
      return [];
    }
    return [{ ...entry, msg: masks.replace(entry.msg ?? '') }];
  });
  // What the engine itself says about a step is not in the log, but tells how the step ended.
  const results = entries.flatMap(({ msg: _, ...entry }) => (entry.stepResult === undefined ? [] : [entry]));
  return readEntries([...shown, ...results]);
}

/** Commands in the log have no effect here. */
function isObeyed(command: string, value: string, stopped: { until: string }): boolean {
  if (stopped.until !== '') {
    if (command !== stopped.until) return false;
    stopped.until = '';
    return true;
  }
  if (command === 'stop-commands') stopped.until = value;
  return ['add-mask', 'debug', 'stop-commands'].includes(command);
}

function decode(value: string): string {
  return value.replaceAll('%25', '%').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

/**
 * Replaces as Go's `strings.NewReplacer` does: from left to right, and at each place with the mask that was
 * registered first.
 */
class Masks {
  readonly #texts: string[];
  #pattern: RegExp | undefined;

  constructor(texts: readonly string[]) {
    this.#texts = [...texts];
  }

  add(text: string): void {
    this.#texts.push(text);
    this.#pattern = undefined;
  }

  replace(text: string): string {
    const texts = this.#texts.filter((mask) => mask !== '');
    this.#pattern ??= new RegExp(texts.map((mask) => mask.replace(/\W/g, '\\$&')).join('|') || '(?!)', 'g');
    return text.replace(this.#pattern, '***');
  }
}

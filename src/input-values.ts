import { InputError } from './failure.ts';
import {
  type Key,
  keyOf,
  type Name,
  type NameOf,
  SETTINGS,
  type Setting,
  type System,
  settingsOf,
  settingsOn,
  type Task,
  type Use,
} from './inputs.ts';
import { printable } from './printable.ts';
import { expandHome } from './user-path.ts';

/** What the user wrote, by the settings' names in camel case; a list as one text a line. Empty and missing mean the same. */
export type Given<U extends Use> = { readonly [N in NameOf<U> as Key<N>]?: string | undefined };

/** The same for all settings. Those that were not given are empty. */
export type Texts<U extends Use> = { readonly [N in NameOf<U> as Key<N>]: string };

/** The values that they stand for. A text that was not given and has no default is empty. */
export type Values<U extends Use> = { readonly [N in NameOf<U> as Key<N>]: Value<(typeof SETTINGS)[N]> };

type Value<S extends Setting> = S extends { choices: readonly (infer Choice)[] }
  ? Choice
  : S['type'] extends 'switch'
    ? boolean
    : S['type'] extends 'number'
      ? S extends { default: string }
        ? number
        : number | undefined
      : S['type'] extends 'list'
        ? readonly string[]
        : string;

/**
 * What the user wrote in a system, including the credential's settings.
 *
 * @param read returns the text of a setting that the system has
 */
export function readTexts<U extends Task>(
  system: System,
  task: U,
  read: (name: Name) => string,
): Texts<'credential' | U> {
  const here = new Set(settingsOn(system, task).map(([name]) => name));
  const names = [...settingsOf('credential'), ...settingsOf(task)].map(([name]) => name);
  const texts = names.map((name) => [keyOf(name), here.has(name) ? read(name) : '']);
  return Object.fromEntries(texts) as Texts<'credential' | U>;
}

/**
 * Reads all settings of a use except the credential's.
 *
 * @throws InputError for the first that is wrong
 */
export function readValues<U extends Use>(use: U, given: Given<U>): Values<U> {
  const texts = given as Readonly<Record<string, string | undefined>>;
  const values = settingsOf(use).map(([name]) => [keyOf(name), readValue(name, texts[keyOf(name)])]);
  return Object.fromEntries(values) as Values<U>;
}

/** @throws InputError when it is wrong, in one sentence that begins with the setting's name */
export function readValue<N extends Name>(name: N, given: string | undefined): Value<(typeof SETTINGS)[N]> {
  return read(name, SETTINGS[name], given) as Value<(typeof SETTINGS)[N]>;
}

function read(name: Name, setting: Setting, given = '') {
  if (setting.type === 'list') return readLines(given);
  if (setting.type === 'object-key') return given;
  const text = given.trim() || (setting.default ?? '');
  if (setting.type === 'switch') return readSwitch(name, text);
  if (setting.type === 'number') return readNumber(name, text, setting.most);
  if (setting.type === 'file') return expandHome(name, text);
  if (setting.choices !== undefined && !setting.choices.includes(text)) {
    throw new InputError(name, `is '${printable(text)}': choose one of ${setting.choices.join(', ')}.`);
  }
  return text;
}

/** One text a line, without blanks around it. */
function readLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function readSwitch(name: string, text: string): boolean {
  if (!/^(true|false|)$/i.test(text)) {
    throw new InputError(name, `is '${printable(text)}': write true or false.`);
  }
  return text.toLowerCase() === 'true';
}

function readNumber(name: string, text: string, most = Number.MAX_SAFE_INTEGER): number | undefined {
  if (text === '') return undefined;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > most) {
    throw new InputError(
      name,
      `is '${printable(text)}': write a whole number from 1 to ${most.toLocaleString('en')}.`,
    );
  }
  return number;
}

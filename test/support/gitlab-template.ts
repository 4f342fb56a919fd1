/** GitLab's part of an include: reads the files as GitLab does, and inserts the inputs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, defineSequenceTag, loadAll } from 'js-yaml';
import { projectFolder } from './command.ts';

/** One input as `spec:inputs` declares it. */
export interface TemplateInput {
  readonly description: string;
  readonly type?: 'string' | 'boolean' | 'number' | 'array';
  readonly default?: InputValue;
  readonly options?: readonly string[];
  readonly regex?: string;
}

export interface TemplateJob {
  readonly before_script: readonly string[];
  readonly after_script: readonly string[];
}

interface Scripts extends TemplateJob {
  readonly script: readonly string[];
}

/** `!reference [job, key]`, before GitLab resolves it. */
export class Reference {
  readonly path: string[] = [];
}

const schema = CORE_SCHEMA.withTags(
  defineSequenceTag('!reference', {
    identify: (value) => value instanceof Reference,
    create: () => new Reference(),
    addItem: (reference, part) => {
      reference.path.push(String(part));
    },
  }),
);

export const templateFile = join(projectFolder, 'gitlab/sts-credentials.yml');

/** All documents of a GitLab CI file. */
export function loadCiFile(path: string): unknown[] {
  return loadCi(readFileSync(path, 'utf8'));
}

/** The same for the text of a file. */
export function loadCi(text: string): unknown[] {
  return loadAll(text, { schema });
}

/** The inputs that the template declares, by name. */
export function templateInputs(path = templateFile): Record<string, TemplateInput> {
  const [header] = loadCiFile(path) as [{ spec: { inputs: Record<string, TemplateInput> } }];
  return header.spec.inputs;
}

/** The hidden job, with the values or defaults of the inputs. */
export function includeTemplate(values: InputValues = {}): TemplateJob {
  const { before_script = [], after_script = [] } = includeJob(templateFile, '.otter-sts', values);
  return { before_script, after_script };
}

type InputValue = string | boolean | readonly string[];
type InputValues = Readonly<Record<string, InputValue>>;

/** The scripts of any hidden job of a template, with the same values. */
export function includeJob(path: string, job: string, values: InputValues): Partial<Scripts> {
  const jobs = includeFile(path, values) as Record<string, Partial<Scripts>>;
  const scripts = Object.entries(jobs[job] ?? {}).filter(([key]) => key.endsWith('script'));
  return Object.fromEntries(scripts);
}

/**
 * The result of an include. GitLab inserts the values into the text of the file before it parses the YAML: a string as it is,
 * and everything else as JSON (`Interpolation::TextTemplate` in its source).
 */
export function includeFile(path: string, values: InputValues): unknown {
  const inputs = templateInputs(path);
  for (const name of Object.keys(values))
    if (!(name in inputs)) throw new Error(`There is no input ${name}.`);
  const text = readFileSync(path, 'utf8');
  const body = text.slice(text.indexOf('\n---\n') + 5);
  const filled = body.replace(/\$\[\[ inputs\.(\w+) \]\]/g, (_, name: string) => {
    const value = checkValue(name, inputs[name], values[name] ?? inputs[name]?.default);
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
  return loadCi(filled)[0];
}

function checkValue(
  name: string,
  input: TemplateInput | undefined,
  value: InputValue | undefined,
): InputValue {
  if (input === undefined || value === undefined) throw new Error(`The input ${name} has no value.`);
  if (typeOf(value) !== (input.type ?? 'string'))
    throw new Error(`The input ${name} is not a ${input.type}.`);
  if (input.options !== undefined && !input.options.includes(String(value))) {
    throw new Error(`The input ${name} is not one of its options.`);
  }
  // GitLab uses RE2. In these patterns, `$` means the same in both, and so does \p{…} with this flag.
  if (input.regex !== undefined && !new RegExp(input.regex, 'u').test(String(value))) {
    throw new Error(`The input ${name} does not match its regex.`);
  }
  return value;
}

function typeOf(value: InputValue): TemplateInput['type'] {
  return Array.isArray(value) ? 'array' : (typeof value as 'string' | 'boolean');
}

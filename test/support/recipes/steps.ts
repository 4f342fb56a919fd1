/** The scripts in the recipes of `docs/ci/`, as each CI system would start them. */
import { load } from 'js-yaml';

/** One script of a job, and the shell in which the system starts it. */
export interface Step {
  /** The shell and its arguments, before the file of the script. */
  readonly shell: readonly string[];
  readonly script: string;
  /** The step's own variables, in addition to those of the job. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether it also runs after a failure. */
  readonly always: boolean;
}

/** The job's stored values, such as secrets, by the names that the recipe uses. */
export type Stored = Readonly<Record<string, string>>;

type Reader = (recipe: string, stored: Stored) => Step[];

const step = (shell: readonly string[], script: string, more: Partial<Step> = {}): Step => ({
  shell,
  script,
  environment: {},
  always: false,
  ...more,
});

/** The value of a stored name. @throws Error if the recipe uses a name that is not stored */
function storedValue(stored: Stored, name: string): string {
  const value = stored[name];
  if (value === undefined) throw new Error(`Nothing is stored as ${name}.`);
  return value;
}

/** A script whose lines are printed before they run, in one shell that ends at the first failure. */
const tracedLines = (commands: readonly string[]) =>
  [
    'set -e',
    ...commands.flatMap((command) => [`echo + '${command.replaceAll("'", `'\\''`)}'`, command]),
  ].join('\n');

interface ContainerSteps {
  readonly steps: readonly {
    readonly environment: Readonly<Record<string, string | { readonly from_secret: string }>>;
    readonly commands: readonly string[];
  }[];
}

/** Drone and Woodpecker. */
const containerSteps: Reader = (recipe, stored) =>
  (load(recipe) as ContainerSteps).steps.map(({ environment, commands }) => {
    const values = Object.entries(environment).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : storedValue(stored, value.from_secret),
    ]);
    return step(['sh'], tracedLines(commands), { environment: Object.fromEntries(values) });
  });

interface CircleJob {
  readonly environment?: Readonly<Record<string, string>>;
  readonly steps: readonly (
    | 'checkout'
    | { readonly run: string | { readonly command: string; readonly when?: string } }
  )[];
}

/** A whole file, or only steps. A context's variables have their own names. */
const circleci: Reader = (recipe, stored) => {
  const file = load(recipe) as { readonly jobs?: Readonly<Record<string, CircleJob>> } & CircleJob;
  const jobs = Object.values(file.jobs ?? { only: file });
  return jobs.flatMap(({ environment = {}, steps }) =>
    steps.flatMap((part) => {
      if (part === 'checkout') return [];
      const { command, when } = typeof part.run === 'string' ? { command: part.run, when: '' } : part.run;
      return step(['bash', '-eo', 'pipefail'], command, {
        environment: { ...stored, ...environment },
        always: when === 'always',
      });
    }),
  );
};

interface BitbucketFile {
  readonly pipelines: {
    readonly branches: { readonly main: readonly { readonly step: { readonly script: string[] } }[] };
  };
}

const bitbucket: Reader = (recipe, stored) =>
  (load(recipe) as BitbucketFile).pipelines.branches.main.map(({ step: { script } }) =>
    step(['bash', '-e'], script.join('\n'), { environment: stored }),
  );

interface AzureStep {
  readonly bash: string;
  readonly env?: Readonly<Record<string, string | boolean>>;
  readonly condition?: string;
}

/**
 * Only steps that name secret variables have them in their environment. No `-e`, because the task does not
 * set it.
 */
export const azure: Reader = (recipe, stored) => {
  const { variables, steps } = load(recipe) as {
    readonly variables?: readonly { readonly name?: string; readonly value?: string }[];
    readonly steps: readonly AzureStep[];
  };
  const plain = (variables ?? []).flatMap(({ name, value }) => (name === undefined ? [] : [[name, value]]));
  const expand = (text: string) =>
    text.replace(/\$\((\w+)\)/g, (_, name: string) => storedValue(stored, name));
  return steps.map(({ bash, env = {}, condition }) =>
    step(['bash', '--noprofile', '--norc'], expand(bash), {
      environment: {
        ...Object.fromEntries(plain),
        ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, expand(`${value}`)])),
      },
      always: condition === 'always()',
    }),
  );
};

/**
 * Azure's template as text, with its parameters filled in. An expression is a value, or a whole line for a
 * list of steps. A boolean becomes `True` or `False`.
 */
export function fillAzureTemplate(template: string, parameters: Readonly<Record<string, unknown>>): string {
  return template
    .replace(/^parameters:\n(?:[ ].*\n|\n)*/m, '')
    .replace(/^( *)- \$\{\{ parameters\.(\w+) \}\}\n/gm, (_, _indentation: string, name: string) =>
      (parameters[name] as readonly AzureStep[]).map((item) => `  - ${JSON.stringify(item)}\n`).join(''),
    )
    .replace(/\$\{\{ parameters\.(\w+) \}\}/g, (_, name: string) => {
      const value = parameters[name] ?? '';
      return JSON.stringify(typeof value === 'boolean' ? (value ? 'True' : 'False') : value);
    });
}

/**
 * Jenkins binds credentials around scripts, and starts each with -x and -e. Groovy does not expand single
 * quotes.
 */
const jenkins: Reader = (recipe, stored) => {
  const named = [...recipe.matchAll(/\b([A-Z_]+) = '([^']*)'|'([A-Z_]+)=([^']*)'/g)].map((match) => [
    match[1] ?? match[3],
    match[2] ?? match[4],
  ]);
  const bound = [...recipe.matchAll(/string\(credentialsId: '([^']+)', variable: '(\w+)'\)/g)].map(
    ([, id = '', variable]) => [variable, storedValue(stored, id)],
  );
  const from = recipe.indexOf('withCredentials');
  return [...recipe.matchAll(/\bsh '''([\s\S]*?)'''|\bsh '([^'\n]*)'/g)].map((match) =>
    step(['sh', '-xe'], match[1] ?? match[2] ?? '', {
      environment: Object.fromEntries(match.index < from ? named : [...named, ...bound]),
    }),
  );
};

/**
 * A script's `%name%` is a parameter. The step continues after a failed command, unless the script says
 * otherwise.
 */
const teamcity: Reader = (recipe, stored) => {
  const plain = [...recipe.matchAll(/param\("env\.(\w+)", "([^"]*)"\)/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  const secret = [...recipe.matchAll(/password\("env\.(\w+)"/g)].map(([, name = '']) => [
    name,
    storedValue(stored, name),
  ]);
  const environment = Object.fromEntries([...plain, ...secret]);
  return [...recipe.matchAll(/scriptContent = """([\s\S]*?)"""/g)].map(([, script = '']) =>
    step(
      ['sh'],
      script.replace(/%([\w.]*)%/g, (_, name: string) => (name === '' ? '%' : storedValue(stored, name))),
      {
        environment,
      },
    ),
  );
};

/** Travis runs every line, even after a failure, and then fails if any of them failed. */
const travis: Reader = (recipe, stored) => {
  const { env, script } = load(recipe) as {
    readonly env: { readonly global: readonly string[] };
    readonly script: readonly string[];
  };
  const plain = env.global.map((line) => line.split(/=(.*)/s).slice(0, 2));
  const lines = script.flatMap((line) => [line, 'failed=$((failed + ($? != 0)))']);
  return [
    step(['bash'], ['failed=0', ...lines, 'exit $failed'].join('\n'), {
      environment: { ...stored, ...Object.fromEntries(plain) },
    }),
  ];
};

const appveyor: Reader = (recipe, stored) => {
  const file = load(recipe) as Readonly<
    Record<'install' | 'build_script', readonly { readonly sh: string }[]>
  > & {
    readonly environment: Readonly<Record<string, string>>;
  };
  return [...file.install, ...file.build_script].map(({ sh }) =>
    step(['bash', '-e'], sh, { environment: { ...stored, ...file.environment } }),
  );
};

export const READERS = {
  appveyor,
  azure,
  bitbucket,
  circleci,
  drone: containerSteps,
  jenkins,
  teamcity,
  travis,
  woodpecker: containerSteps,
} satisfies Readonly<Record<string, Reader>>;

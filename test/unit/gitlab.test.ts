import { globSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import schema from 'gitlab-ci-local/src/schema/index.js';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { readJobInputs, readTransferInputs } from '../../gitlab/inputs.ts';
import { pinnedFiles, pinVersion, TEMPLATES } from '../../gitlab/pin.ts';
import manifest from '../../package.json' with { type: 'json' };
import { chooseSessionLength } from '../../src/credentials/session-length.ts';
import { SETTINGS } from '../../src/inputs.ts';
import { snippetsOf } from '../support/documents.ts';
import {
  includeFile,
  includeTemplate,
  loadCi,
  loadCiFile,
  Reference,
  type TemplateInput,
  templateFile,
  templateInputs,
} from '../support/gitlab-template.ts';

const component = 'templates/sts-credentials.yml';
const templates = TEMPLATES.map((name) => `gitlab/${name}.yml`);
const components = TEMPLATES.map((name) => `templates/${name}.yml`);
const examples = globSync('gitlab/examples/*.yml').sort();

const ajv = new Ajv({
  allowUnionTypes: true,
  strictTypes: false,
  validateFormats: false,
  keywords: ['markdownDescription'],
});
const validate = ajv.compile(schema);

/** The YAML as JSON, as GitLab's editor converts it: a reference is a list of strings there. */
function asJson(document: unknown): unknown {
  return JSON.parse(
    JSON.stringify(document, (_, value) => (value instanceof Reference ? value.path : value)),
  );
}

describe("GitLab's published CI schema", () => {
  test.each([...templates, ...components, ...examples])('has no objection to %s', (path) => {
    for (const document of loadCiFile(path)) {
      validate(asJson(document));
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  test('has no objection to the examples in the documents', () => {
    const texts = snippetsOf('docs/gitlab.md').flatMap(({ language, text }) =>
      language.startsWith('y') ? [text] : [],
    );
    const [toCopy, beforeScript, pip, folder, file, upload] = texts.map(
      (text) => loadCi(text)[0] as Record<string, object>,
    );
    const job = { script: ['true'], ...beforeScript };
    const include = [pip, folder, file].map((inputs) => ({ local: 'gitlab/sts-credentials.yml', ...inputs }));
    for (const document of [toCopy, { include, job }, upload]) {
      validate(asJson(document));
      expect(validate.errors ?? []).toEqual([]);
    }
    expect(toCopy).toHaveProperty('upload.extends', '.otter-sts');
    expect(upload).toHaveProperty('upload.extends', '.otter-upload');
    expect(snippetsOf('README.md').map(({ text }) => text)).toContain(texts[0]);
  });

  test('objects to a misspelled key and to an invalid script', () => {
    expect(validate({ job: { script: 'true', before_scripts: 'true' } })).toBe(false);
    expect(validate({ spec: { inputs: { bucket: { descriptions: 'x' } } } })).toBe(false);
  });
});

describe('the template', () => {
  test('has the inputs of the contract, and two more', () => {
    const names =
      'service_access_key service_secret_key role_arn bucket endpoint region duration access prefix session_name refresh ' +
      'bundle bundle_sha256';
    expect(Object.keys(templateInputs())).toEqual(expect.arrayContaining(names.split(' ')));
  });

  test('has the defaults of the command line, and `job` as its duration', () => {
    const { endpoint, region, duration, access } = templateInputs();
    expect([endpoint, region, access].map((input) => input?.default)).toEqual([
      SETTINGS.endpoint.default,
      SETTINGS.region.default,
      SETTINGS.access.default,
    ]);
    expect(duration?.default).toBe('job');
  });

  test('declares the same inputs as a component', () => {
    expect(templateInputs(component)).toEqual(templateInputs());
  });

  test('uses each input that it declares', () => {
    const text = readFileSync(templateFile, 'utf8');
    for (const name of Object.keys(templateInputs())) expect(text).toContain(`$[[ inputs.${name} ]]`);
  });

  test.each([
    ['a key instead of its variable’s name', { service_secret_key: 'abcdef' }],
    ['an access that does not exist', { access: 'admin' }],
    ['a command in the bundle', { bundle: 'x";rm -rf /' }],
    ['a command substitution in the bundle', { bundle: '$(id)' }],
    ['half a checksum', { bundle_sha256: 'abc' }],
    ['a text as refresh', { refresh: 'true' }],
  ])('refuses %s when the pipeline is made', (_, values) => {
    expect(() => includeTemplate(values)).toThrow(/^The input/);
  });

  test('shows no secret in the script that GitLab echoes', () => {
    const { before_script } = includeTemplate();
    expect(before_script.join('\n')).not.toMatch(/echo.*(SECRET|exports)/);
  });
});

/** Texts that YAML, a shell or GitLab could take for something else. */
const AWKWARD = [
  '32',
  'true',
  'null',
  'a: b',
  '{a: b}',
  '[a]',
  '- a',
  '# a',
  'a # b',
  '!tag',
  '*alias',
  '&anchor',
  '%',
  '"',
  "'",
  "'; x: y",
  '`id`',
  '$(id)',
  '| x',
  '> x',
  '--- x',
  '  leading',
  'OTTER_STS_INPUTS',
  '$[[ inputs.bucket ]]',
];

describe.each(TEMPLATES)('the inputs of the template %s, which GitLab inserts as text', (name) => {
  const path = `gitlab/${name}.yml`;
  const inputs = templateInputs(path);
  const texts = Object.keys(inputs).filter((input) => inputs[input]?.type === 'string');
  const free = texts.filter(
    (input) => inputs[input]?.options === undefined && !/key$|^(bundle|audience)/.test(input),
  );
  const [plain] = [includeFile(path, {})];

  test.each(texts)('%s has one line', (input) => {
    const breaks = ['\n', '\r', '\r\n', '\0', '\u0085', '\u2028', '\u2029', '\u001b'];
    for (const text of breaks) {
      const value = `x${text}OTTER_STS_INPUTS${text}id`;
      expect(() => includeFile(path, { [input]: value }), JSON.stringify(text)).toThrow(/^The input/);
    }
  });

  test.each(free)('%s changes only its own line, whatever it is', (input) => {
    for (const text of AWKWARD) {
      const changed = JSON.stringify(includeFile(path, { [input]: text }));
      const line = `${input.replaceAll('_', '-')}=`;
      const [mine, standard] = [`${line}${text}\n`, `${line}${inputs[input]?.default}\n`].map(quoted);
      expect(changed).toBe(JSON.stringify(plain).replace(standard ?? '', () => mine ?? ''));
    }
  });

  test('reach the job through the component unchanged', () => {
    for (const text of AWKWARD) {
      const lists = Object.keys(inputs).filter((input) => inputs[input]?.type === 'array');
      const given = {
        ...Object.fromEntries(free.map((input) => [input, text])),
        ...Object.fromEntries(lists.map((input) => [input, [text, `${text}\nx: y\n`]])),
      };
      const component = includeFile(`templates/${name}.yml`, given) as {
        include: [{ inputs: Record<string, unknown> }];
      };
      const standards = Object.entries(inputs).map(([input, { default: standard }]) => [input, standard]);
      expect(component.include[0].inputs).toEqual({ ...Object.fromEntries(standards), ...given });
    }
  });
});

/** A text as it appears inside JSON. */
function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** The template itself reads them. */
const OF_THE_PROGRAM = ['bundle', 'bundle-sha256', 'node-from'];

describe.each([
  ['upload', 'path', 'if-no-files-found'],
  ['download', 'directory', 'include'],
])('the template for %s', (name, ...own) => {
  const path = `gitlab/${name}.yml`;
  const action = load(readFileSync(`${name}/action.yml`, 'utf8')) as {
    inputs: Record<string, TemplateInput>;
  };
  const inputs = templateInputs(path);

  test('declares the inputs of the action, except the summary, and those for its program', () => {
    const expected = Object.keys(action.inputs).filter((input) => input !== 'summary');
    const declared = Object.keys(inputs).map((input) => input.replaceAll('_', '-'));
    expect(declared.toSorted()).toEqual([...expected, ...OF_THE_PROGRAM].toSorted());
    expect(declared).toEqual(expect.arrayContaining(own));
  });

  test('has only defaults that the action has', () => {
    for (const [input, { default: standard = '' }] of Object.entries(action.inputs)) {
      const declared = inputs[input.replaceAll('-', '_')]?.default;
      if (standard !== '' && input !== 'summary') expect(String(declared), input).toBe(standard);
    }
  });

  test('declares the same inputs as a component, and uses each', () => {
    expect(templateInputs(`templates/${name}.yml`)).toEqual(inputs);
    const text = readFileSync(path, 'utf8');
    for (const input of Object.keys(inputs)) expect(text).toContain(`$[[ inputs.${input} ]]`);
  });

  test('passes on each input under its name on the command line', () => {
    const text = readFileSync(path, 'utf8');
    for (const input of Object.keys(inputs).filter(
      (input) => !OF_THE_PROGRAM.includes(input.replaceAll('_', '-')),
    )) {
      const handed = `${input.replaceAll('_', '-')}(\\[\\])?=\\$\\[\\[ inputs\\.${input} \\]\\]`;
      expect(text).toMatch(new RegExp(handed));
    }
  });
});

describe('the inputs of a transfer', () => {
  const environment = { KEY: 'AKIA1', SECRET: 'topsecret', CI_COMMIT_REF_SLUG: 'main' };
  const credential = 'service-access-key=$KEY\nservice-secret-key=$SECRET\n';
  const read = (text: string, more: Record<string, string> = {}) =>
    readTransferInputs(`${credential}${text}`, { ...environment, ...more });

  test('become variables of the command line, unless they are empty', () => {
    expect(read('prefix=$CI_COMMIT_REF_SLUG/{sha}/\nlatest=\noverwrite=false\n')).toEqual({
      OTTER_SERVICE_ACCESS_KEY: 'AKIA1',
      OTTER_SERVICE_SECRET_KEY: 'topsecret',
      OTTER_PREFIX: 'main/{sha}/',
      OTTER_OVERWRITE: 'false',
    });
  });

  test('may be lists of any text', () => {
    const path = ['dist', '!dist/*.map', 'a=b', 'latest=x', 'x\u2028y', '\'"`$(id)'];
    expect(read(`path[]=${JSON.stringify(path)}\nlatest=x.json\n`)).toMatchObject({
      OTTER_PATH: path.join('\n'),
      OTTER_LATEST: 'x.json',
    });
    expect(read('metadata[]=[]\n')).not.toHaveProperty('OTTER_METADATA');
  });

  test.each(['dist', '"dist"', '[1]', '[["dist"]]', '{"a":"b"}', '["dist"'])('are not a list: %s', (json) => {
    expect(() => read(`path[]=${json}\n`)).toThrow(
      /^path is not a list of strings: use, for example, \[build, /,
    );
  });

  test('are overridden by variables of the job, and contain only the name of the secret', () => {
    expect(read('prefix=input/\n', { OTTER_PREFIX: 'variable/' }).OTTER_PREFIX).toBe('variable/');
    expect(() => read('service-secret-key=topsecret\n')).toThrow(/name of a masked variable/);
    expect(() => read('prefix=$TYPO/\n')).toThrow(/^prefix refers to the variable TYPO/);
  });
});

test('checksums and components match this checkout (otherwise: npm run build)', () => {
  for (const [path, text] of pinnedFiles()) expect(readFileSync(path, 'utf8') === text, path).toBe(true);
});

describe('the inputs of a job', () => {
  const lines = (values: Record<string, string>) =>
    Object.entries({
      'service-access-key': '$KEY',
      'service-secret-key': '$SECRET',
      'role-arn': 'arn:aws:iam::RGW1:role/r',
      bucket: 'my-bucket',
      refresh: 'false',
      ...values,
    })
      .map(([name, value]) => `${name}=${value}\n`)
      .join('');
  const environment = { KEY: 'AKIA1', SECRET: 'topsecret', CI_COMMIT_REF_SLUG: 'main' };
  const read = (values: Record<string, string>, more: Record<string, string> = {}) =>
    readJobInputs(lines(values), { ...environment, ...more });

  test('expand the variables that they name', () => {
    expect(read({ prefix: 'builds/$CI_COMMIT_REF_SLUG/$\u007bKEY}=x/' }).texts.prefix).toBe(
      'builds/main/AKIA1=x/',
    );
  });

  test('are overridden by variables of the job', () => {
    const { texts, refresh } = read({ bucket: 'input' }, { OTTER_BUCKET: 'variable', OTTER_REFRESH: 'true' });
    expect([texts.bucket, refresh]).toEqual(['variable', true]);
  });

  test('name the variables of the service credential, and every variable with a part of it is found', () => {
    const inputs = read({}, { COPY: 'topsecret' });
    expect([inputs.texts.serviceAccessKey, inputs.texts.serviceSecretKey]).toEqual(['AKIA1', 'topsecret']);
    expect(inputs.secretVariables).toEqual(['KEY', 'SECRET', 'COPY']);
  });

  const tokenFor = (audience: string) => {
    const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
    return `${part({ alg: 'RS256' })}.${part({ aud: audience })}.${'s'.repeat(40)}`;
  };

  test('name an audience in a keyless job, whose service credential is unused but still found', () => {
    const token = tokenFor('s3.example.com');
    const keyless = { audience: 's3.example.com', endpoint: 'https://s3.example.com' };
    const inputs = read(keyless, { OTTER_ID_TOKEN: token, COPY: token });
    expect(inputs.idToken).toBe(token);
    expect([inputs.texts.serviceAccessKey, inputs.texts.serviceSecretKey]).toEqual(['', '']);
    expect(inputs.secretVariables).toEqual(['KEY', 'SECRET', 'OTTER_ID_TOKEN', 'COPY']);
  });

  test('of a keyless job need no service credential', () => {
    const own = { audience: 'es-mad-1.s3.otterstorage.io', endpoint: 'https://es-mad-1.s3.otterstorage.io' };
    const keys = {
      'service-access-key': '$OTTER_SERVICE_ACCESS_KEY',
      'service-secret-key': '$OTTER_SERVICE_SECRET_KEY',
    };
    const inputs = read({ ...own, ...keys }, { OTTER_ID_TOKEN: tokenFor(own.audience) });
    expect(inputs.secretVariables).toEqual(['OTTER_ID_TOKEN']);
  });

  test.each([
    [
      'the default audience with another endpoint',
      { audience: 'es-mad-1.s3.otterstorage.io', endpoint: 'https://s3.example.com' },
      /^audience is 'es-mad-1\.s3\.otterstorage\.io', but endpoint is https:\/\/s3\.example\.com: set the input audience to 's3\.example\.com'/,
    ],
    [
      'an audience other than the token’s',
      { audience: 'other', endpoint: 'https://s3.example.com' },
      /^audience is 'other', but GitLab made the job's token for 'es-mad-1\.s3\.otterstorage\.io'/,
    ],
  ])('are refused in a keyless job: %s', (_, values, message) => {
    const environment = { OTTER_ID_TOKEN: tokenFor('es-mad-1.s3.otterstorage.io') };
    expect(() => read(values, environment)).toThrow(message);
    const lines = `audience=${values.audience}\nendpoint=${values.endpoint}\n`;
    expect(() => readTransferInputs(lines, environment)).toThrow(message);
  });

  test.each([
    ['sts-credentials', '.otter-sts'],
    ['upload', '.otter-upload'],
    ['download', '.otter-download'],
  ])('of %s name the audience that the keyless job requests from GitLab', (name, job) => {
    const jobs = includeFile(`gitlab/${name}.yml`, { audience: '$OTTER_AUDIENCE' }) as Record<string, object>;
    expect(jobs[`${job}-keyless`]).toEqual({
      extends: job,
      id_tokens: { OTTER_ID_TOKEN: { aud: '$OTTER_AUDIENCE' } },
    });
    expect(() => includeFile(`gitlab/${name}.yml`, { audience: "x'" })).toThrow('does not match its regex');
  });

  test('a branch whose name is a command is only a name', () => {
    const { texts } = read({ prefix: '$CI_COMMIT_REF_SLUG/' }, { CI_COMMIT_REF_SLUG: '$(touch /tmp/x)`id`' });
    expect(texts.prefix).toBe('$(touch /tmp/x)`id`/');
  });

  test.each([
    [
      'a variable that is not set',
      { prefix: 'a/$TYPO/' },
      {},
      /^prefix refers to the variable TYPO, which is not set/,
    ],
    [
      'a key instead of its name',
      { 'service-secret-key': 'topsecret' },
      {},
      /^service-secret-key must be the name of a masked/,
    ],
    ['an invalid refresh', { refresh: 'yes' }, {}, /^refresh is 'yes': write true or false/],
    [
      'no secret',
      { 'service-secret-key': '$NONE' },
      {},
      /is not set for this job\. Add it to the project under Settings/,
    ],
    [
      'nothing at all',
      { 'service-access-key': '$NO_KEY', 'service-secret-key': '$NONE', 'role-arn': '', bucket: '' },
      {},
      /^service-access-key, service-secret-key, role-arn and bucket are empty: the variables NO_KEY, NONE, OTTER_ROLE_ARN and OTTER_BUCKET are not set for this job\. Add them to/,
    ],
    [
      'no role of its variable',
      { 'role-arn': '$OTTER_ROLE_ARN' },
      {},
      /^role-arn is empty: the variable OTTER_ROLE_ARN is not set for this job\. Add it to/,
    ],
    [
      'a part of a role of a variable that is not set',
      { 'role-arn': 'arn:aws:iam:::role/$ROLE' },
      {},
      /^role-arn refers to the variable ROLE, which is not set/,
    ],
    [
      'a reference that GitLab could not follow',
      { 'service-secret-key': '$SECRET' },
      { SECRET: '$SECRET' },
      /is not set for this job/,
    ],
    [
      'no secret on an unprotected branch',
      { 'service-secret-key': '$NONE' },
      { CI_COMMIT_REF_PROTECTED: 'false', CI_COMMIT_REF_NAME: 'topic' },
      /only protected branches and tags get it, and topic is not one/,
    ],
    [
      'no secret in a merge request from a fork',
      { 'service-secret-key': '$NONE' },
      { CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '2', CI_MERGE_REQUEST_PROJECT_ID: '1' },
      /is empty: this is a merge request from a fork/,
    ],
  ])('%s is reported in one sentence, without the secret', (_, values, more, message) => {
    const attempt = () => read(values as Record<string, string>, more as Record<string, string>);
    expect(attempt).toThrow(message);
    expect(attempt).not.toThrow(/topsecret/);
  });
});

describe('the length of a session', () => {
  test.each([
    ['what is left of the job', 'job', false, 5_000, { duration: '5000s', refresh: false }],
    ['at least what servers allow', 'job', false, 60, { duration: '900s', refresh: false }],
    ['12 hours in one session', 'job', false, 43_200, { duration: '43200s', refresh: false }],
    ['an hour, renewed, for a longer job', 'job', false, 43_201, { duration: '3600s', refresh: true }],
    ['an hour, renewed, if requested', 'job', true, 5_000, { duration: '3600s', refresh: true }],
    ['an hour if the time left is unknown', 'job', false, undefined, { duration: '3600s', refresh: false }],
    ['as it was written', '30m', false, 5_000, { duration: '30m', refresh: false }],
    ['as it was written, renewed', '2h', true, 90_000, { duration: '2h', refresh: true }],
  ])('is %s', (_, duration, refresh, jobSeconds, expected) => {
    expect(chooseSessionLength(duration, refresh, jobSeconds)).toMatchObject(expected);
  });

  test('says why it differs from the request', () => {
    expect(chooseSessionLength('job', false, 72_000).note).toContain(
      'the job may run for 20 h, longer than one session',
    );
    expect(chooseSessionLength('job', false, undefined).note).toContain('CI_JOB_TIMEOUT');
    expect(chooseSessionLength('job', false, 5_000).note).toBeUndefined();
  });
});

test.each([
  'https://raw.githubusercontent.com/otter/sts-credentials/v1.0.0/dist/cli/index.js',
  '…/sts-credentials/sts-credentials@v1.0.0',
  'npm install --global @otter/sts-credentials@1.0.0',
  'npx @otter/sts-credentials@1.0.0 init',
  'https://github.com/otter/sts-credentials/releases/download/v1.0.0/SHA256SUMS',
  'github.com/otter/sts-credentials/plugins/buildkite#v1.0.0:',
  'gh release download v1.0.0 --repo otter/sts-credentials',
])('a release changes the version in: %s', (text) => {
  expect(pinVersion(text, '12.3.4')).toBe(text.replace('1.0.0', '12.3.4'));
});

// The runner's shell has pipefail and errexit: if the reader ends first, the job ends with code 141 and without a message.
test.each([...templates, 'gitlab/find-program.sh'])('%s has no pipe to a reader that ends early', (path) => {
  const text = readFileSync(path, 'utf8');
  expect(text).not.toMatch(/(?<!\|)\|\s*(?:head|grep -[a-zA-Z]*[qm]|sed [^|]*q\b)/);
});

// A relative folder of the PATH is often in the checkout, whose programs would get the service secret.
test.each(TEMPLATES)(
  'every script of %s leaves relative folders of the PATH out before it runs a program',
  (name) => {
    const jobs = includeFile(`gitlab/${name}.yml`, {}) as Record<string, Record<string, unknown>>;
    const scripts = Object.values(jobs).flatMap((job) =>
      Object.keys(job).flatMap((key) => (key.endsWith('script') ? (job[key] as string[]) : [])),
    );
    expect(scripts).toHaveLength(2);
    for (const script of scripts) {
      const [before = '', after] = script.split('\notter_sts_own_paths\n');
      expect(after).toBeDefined();
      expect(before.replace(/^ *#.*$/gm, '')).not.toMatch(/\$\(|`| \| |\b(?:mkdir|rm|cat|tr)\b/);
    }
  },
);

test('the moving tag of an action stays', () => {
  expect(pinVersion('uses: otter/sts-credentials/upload@v1', '12.3.4')).toContain('@v1');
});

test('every version in the documents is one that a release changes', () => {
  const pages = globSync(['README.md', 'SECURITY.md', 'docs/**/*.md']);
  const left = pages.filter((path) =>
    pinVersion(readFileSync(path, 'utf8'), '12.3.4').includes(manifest.version),
  );
  expect(left).toEqual([]);
});

/** What must never break, each broken once: a test has to notice. */
export interface Mutation {
  /** What the program does then, as the end of "Nobody would notice that …". */
  readonly name: string;
  readonly file: string;
  /** Stands in the file once. */
  readonly from: string;
  readonly to: string;
  /** The narrowest tests that notice: a project of vitest, and a file of it. */
  readonly tests: readonly [project: string, file: string];
}

const SCENARIOS = ['unit', 'test/unit/action-scenarios/main.test.ts'] as const;

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'the session is never masked',
    file: 'action/step.ts',
    from: '  maskSecrets(commands, sessionSecrets(session));\n',
    to: '',
    tests: SCENARIOS,
  },
  {
    name: 'the session is masked only after the export',
    file: 'action/step.ts',
    from: `  maskSecrets(commands, sessionSecrets(session));
  const trust = await trustOfJob({ commands, environment }, inputs, context.caBundle);
  const variables = { ...sessionVariables(session), ...targetVariables(request), ...trust };
  exportToJob({ commands, environment }, inputs, variables, SHADOWS_OF_SESSION);
`,
    to: `  const trust = await trustOfJob({ commands, environment }, inputs, context.caBundle);
  const variables = { ...sessionVariables(session), ...targetVariables(request), ...trust };
  exportToJob({ commands, environment }, inputs, variables, SHADOWS_OF_SESSION);
  maskSecrets(commands, sessionSecrets(session));
`,
    tests: SCENARIOS,
  },
  {
    name: 'the service secret is not masked',
    file: 'action/prepared-step.ts',
    from: '  maskSecrets(commands, secretParts(inputs.serviceAccessKey, inputs.serviceSecretKey));\n',
    to: '',
    tests: SCENARIOS,
  },
  {
    name: 'the identity token is not masked',
    file: 'action/keyless.ts',
    from: '  maskSecrets(commands, source.secrets);\n',
    to: '',
    tests: ['unit', 'test/unit/action-scenarios/keyless.test.ts'],
  },
  {
    name: "the loopback endpoint's token is not masked",
    file: 'action/refresh.ts',
    from: '[...sessionSecrets(session), endpoint.token]',
    to: 'sessionSecrets(session)',
    tests: SCENARIOS,
  },
  {
    name: 'sessions are not masked in the output of run',
    file: 'action/script.ts',
    from: '    outputs.learn(secrets);\n',
    to: '',
    tests: SCENARIOS,
  },
  {
    name: 'the service secret is not masked in the output of run',
    file: 'action/script.ts',
    from: '  outputs.learn(credential.secrets);\n',
    to: '',
    tests: SCENARIOS,
  },
  {
    name: 'run keeps INPUT_*',
    file: 'action/script.ts',
    from: "name.startsWith('INPUT_')",
    to: "name.startsWith('NEVER_')",
    tests: SCENARIOS,
  },
  {
    name: "run keeps the runner's tokens",
    file: 'action/script.ts',
    from: "  'ACTIONS_RUNTIME_TOKEN',\n",
    to: '',
    tests: SCENARIOS,
  },
  {
    name: 'the variables are not put back',
    file: 'action/variables.ts',
    from: '  if (cleanup) commands.saveState(',
    to: '  if (!cleanup) commands.saveState(',
    tests: SCENARIOS,
  },
  {
    name: 'the service secret stays in the environment of the process',
    file: 'src/credentials/initial-environment.ts',
    from: '  for (const [name] of secrets) delete env[name];\n',
    to: '',
    tests: ['unit', 'test/unit/initial-environment.test.ts'],
  },
  {
    name: 'a prefix does not narrow the objects of a session',
    file: 'src/credentials/session-policy.ts',
    from: `    Action: objectActions(access),
    Resource: objectArn(bucket, \`\${prefix}*\`),`,
    to: `    Action: objectActions(access),
    Resource: objectArn(bucket, '*'),`,
    tests: ['unit', 'test/unit/session-request.test.ts'],
  },
  {
    name: 'the endpoint takes any Host',
    file: 'src/refresh/credentials-endpoint.ts',
    from: 'if (!isLoopbackName(headers.host, request.socket.localPort))',
    to: 'if (!isLoopbackName("localhost", 80) && headers.host === "")',
    tests: ['unit', 'test/unit/credentials-endpoint.test.ts'],
  },
  {
    name: 'the endpoint takes any token',
    file: 'src/refresh/credentials-endpoint.ts',
    from: 'const refusal = isToken(request.headers.authorization) ? refuse(request) : WRONG_TOKEN;',
    to: 'const refusal = isToken(request.headers.authorization) || WRONG_TOKEN ? refuse(request) : WRONG_TOKEN;',
    tests: ['unit', 'test/unit/credentials-endpoint.test.ts'],
  },
  {
    name: 'a download takes a file with another digest',
    file: 'src/transfer/download/content-check.ts',
    from: '  if (digest === undefined || found === digest) return undefined;\n',
    to: '  if (digest === undefined || found !== "") return undefined;\n',
    tests: ['sandbox', 'test/sandbox/download.test.ts'],
  },
  {
    name: 'a download takes a manifest with another digest',
    file: 'src/transfer/download/artifact-source.ts',
    from: 'if (sha256 !== manifestSha256) throw',
    to: 'if (sha256 === "") throw',
    tests: ['sandbox', 'test/sandbox/download.test.ts'],
  },
  {
    name: 'an upload replaces what is there',
    file: 'src/s3/object-store.ts',
    from: "...(options.onlyIfAbsent === true ? { 'if-none-match': '*' } : {})",
    to: "...(options.onlyIfAbsent === undefined ? { 'if-none-match': '*' } : {})",
    tests: ['sandbox', 'test/sandbox/upload.test.ts'],
  },
  {
    name: 'a session is renewed after its end',
    file: 'src/refresh/renewal.ts',
    from: 'this.#momentIn(held.lifeMs * part)',
    to: 'this.#momentIn(held.lifeMs * (part + 1))',
    tests: ['unit', 'test/unit/renewal.test.ts'],
  },
  {
    name: 'dumps are not masked',
    file: 'src/masking/secret-index.ts',
    from: '  patterns.addDumps(Buffer.from(secret));\n',
    to: '',
    tests: ['unit', 'test/unit/masking/masker-properties.test.ts'],
  },
  {
    name: 'mask writes bytes that the next read has replaced',
    file: 'src/masking/masked-copy.ts',
    from: '      return isWritten();\n',
    to: '      return true;\n',
    tests: ['unit', 'test/unit/masking/masked-copy.test.ts'],
  },
  {
    name: 'the runner is told of no pieces',
    file: 'src/masking/line-masks.ts',
    from: '[...brokenBase64(secret), ...dumped(bytes)]',
    to: '[]',
    tests: ['unit', 'test/unit/masking/line-masks.test.ts'],
  },
  {
    name: 'an artifact brings Git hooks',
    file: 'src/transfer/artifact/path-rules.ts',
    from: '  return administrationProblem(path);\n',
    to: '  return undefined;\n',
    tests: ['unit', 'test/unit/artifact/hostile-paths.test.ts'],
  },
  {
    name: 'refs that differ share a prefix',
    file: 'src/transfer/artifact/prefix-template.ts',
    from: `cleaned === fact || cleaned === ''`,
    to: `cleaned === fact || cleaned !== ''`,
    tests: ['unit', 'test/unit/artifact/keys.test.ts'],
  },
  {
    name: 'post follows a link in the place of the log',
    file: 'src/refresh/agent/log-tail.ts',
    from: '(constants.O_NOFOLLOW ?? 0)',
    to: '0',
    tests: ['unit', 'test/unit/action-post.test.ts'],
  },
];

/**
 * Compares `otter-sts mask`, as built, with GNU sed, with the same secrets and encodings, on three logs:
 * `node bench/masker.ts [MB]`.
 *
 * Each runs as a process between two pipes, start-up included. The runs are interleaved, and each ratio compares neighbors,
 * so that a machine that slows down affects both. sed runs in the C locale, which is its fastest, with the encodings as one
 * alternation and as separate commands. `sed -u`, which alone passes a log on while it is written, reads it byte by byte.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodings } from '../src/masking/index.ts';

const ROUNDS = 7;
const PROGRAM = fileURLToPath(new URL('../dist/cli/index.js', import.meta.url));

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  /** The share of the log that it gets, so that slow contenders finish too. */
  readonly part: number;
}

type Line = (number: number, digest: string) => string;

/** The second log is almost all digests, which look most like a hex dump without being one. */
const LOGS: Readonly<Record<string, Line>> = {
  'a build': (number, digest) => {
    const start = `2026-03-01T12:${number % 60}:07.${number}Z [build ${number % 9}] compiled`;
    return `${start} src/module-${number}.ts in ${number % 977} ms, sha256 ${digest}`;
  },
  'digests of sha256sum and docker': (number, digest) =>
    number % 2 === 0
      ? `${digest}  dist/module-${number}.js`
      : `#${number % 40} sha256:${digest} ${number % 977}.${number % 10}MB / 1.05GB ${number % 300}.1s`,
  'lines of base64': (number) =>
    createHash('shake256', { outputLength: 57 }).update(`${number}`).digest('base64'),
};

compare(Number(process.argv[2] ?? 256));

function compare(megabytes: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'masker-bench-'));
  try {
    const contenders = prepareContenders(folder);
    console.log(`${megabytes} MB, 3 secrets in all encodings, ${ROUNDS} rounds; median (least to most)`);
    for (const [name, lines] of Object.entries(LOGS)) {
      checkSameOutput(contenders, folder, exampleLog(1e6, lines));
      const logs = contenders.map(({ part }, index) => {
        const path = join(folder, `log-${index}`);
        writeFileSync(path, exampleLog(megabytes * 1e6 * part, lines));
        return path;
      });
      console.log(`${name}:`);
      print(contenders, measure(contenders, logs));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The values of a session: an access key, a secret key, and a token as long as RGW's. */
function exampleSecrets(): string[] {
  const base64 = (bytes: number, seed: string) =>
    createHash('shake256', { outputLength: bytes }).update(seed).digest('base64');
  return [
    `AKIA${base64(12, 'key').replace(/[^A-Za-z0-9]/g, 'X')}`,
    base64(30, 'secret'),
    base64(240, 'token'),
  ];
}

/** Lines of a log, about one in a thousand with a secret or an encoding of one. */
function exampleLog(bytes: number, lineOf: Line): Buffer {
  const found = exampleSecrets().flatMap(encodings);
  const lines: string[] = [];
  for (let number = 0; number < 100_000; number++) {
    const digest = createHash('sha256').update(`${number}`).digest('hex');
    lines.push(lineOf(number, digest));
    if (number % 1000 === 0)
      lines.push(`uploading with key=${found[(number / 1000) % found.length]} to the bucket`);
  }
  return Buffer.alloc(bytes, `${lines.join('\n')}\n`);
}

function prepareContenders(folder: string): Contender[] {
  // The longest first, because sed takes the first match.
  const found = [...new Set(exampleSecrets().flatMap(encodings))].sort((a, b) => b.length - a.length);
  const basic = found.map((text) => text.replace(/[\\.*[\]^$/]/g, '\\$&'));
  const extended = found.map((text) => text.replace(/[\\.*[\]^$/+?(){}|]/g, '\\$&'));
  const commands = join(folder, 'commands.sed');
  const alternation = join(folder, 'alternation.sed');
  writeFileSync(commands, basic.map((text) => `s/${text}/***/g\n`).join(''));
  writeFileSync(alternation, `s/${extended.join('|')}/***/g\n`);
  return [
    { name: 'masker', command: [process.execPath, PROGRAM, 'mask'], part: 1 },
    { name: 'sed, a command each', command: ['sed', '-f', commands], part: 1 / 8 },
    { name: 'sed, one alternation', command: ['sed', '-E', '-f', alternation], part: 1 },
    { name: 'sed -u, one alternation', command: ['sed', '-u', '-E', '-f', alternation], part: 1 / 256 },
  ];
}

/** A comparison is only meaningful if all do the same work. */
function checkSameOutput(contenders: readonly Contender[], folder: string, log: Buffer): void {
  const sample = join(folder, 'sample');
  const output = join(folder, 'output');
  writeFileSync(sample, log);
  const digests = contenders.map(({ command }) => {
    run(command, sample, output);
    return createHash('sha256').update(readFileSync(output)).digest('hex');
  });
  if (new Set(digests).size !== 1) throw new Error(`The outputs differ: ${digests.join(', ')}`);
}

/** Megabytes a second, by contender and round. */
function measure(contenders: readonly Contender[], logs: readonly string[]): number[][] {
  const rates = contenders.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, { command }] of contenders.entries()) {
      const log = logs[index] as string;
      rates[index]?.push(statSync(log).size / 1e6 / run(command, log, '/dev/null'));
    }
  }
  return rates;
}

/** How long the command takes for input through a pipe, in seconds. */
function run(command: readonly string[], input: string, output: string): number {
  const script = 'input=$1 output=$2; shift 2; cat "$input" | "$@" | cat > "$output"';
  const [key, secret, token] = exampleSecrets();
  const start = performance.now();
  const { status, stderr } = spawnSync('sh', ['-c', script, 'sh', input, output, ...command], {
    env: {
      ...process.env,
      LC_ALL: 'C',
      AWS_ACCESS_KEY_ID: key,
      AWS_SECRET_ACCESS_KEY: secret,
      AWS_SESSION_TOKEN: token,
    },
    encoding: 'utf8',
  });
  if (status !== 0 || stderr !== '') throw new Error(`${command[0]} ended with ${status}: ${stderr}`);
  return (performance.now() - start) / 1000;
}

function print(contenders: readonly Contender[], rates: readonly number[][]): void {
  const [masker = []] = rates;
  for (const [index, { name }] of contenders.entries()) {
    const own = rates[index] ?? [];
    const ratios = own.map((rate, round) => (masker[round] as number) / rate);
    console.log(`${name.padEnd(24)} ${`${spread(own)} MB/s`.padEnd(28)} masker ÷ this: ${spread(ratios)}`);
  }
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b).map((value) => value.toPrecision(3));
  return `${sorted[Math.floor(sorted.length / 2)]} (${sorted[0]} to ${sorted.at(-1)})`;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Variables } from '../src/credentials/environment.ts';
import { InputError } from '../src/failure.ts';
import { makeSystemPipes } from '../src/masking/system-pipe.ts';
import { printable } from '../src/printable.ts';
import { ArtifactFailure } from '../src/transfer/artifact/failure.ts';
import type { OpenStream, StreamSource } from '../src/transfer/upload/streamed-input.ts';
import { startable } from './batch-file.ts';
import { CommandFailure } from './command-end.ts';

/** Milliseconds that a command has to end after SIGTERM: a CI system kills a canceled job after some seconds. */
const TERM_MS = 2_000;

/** @throws InputError when it is a terminal */
export function standardInput(): StreamSource {
  if (process.stdin.isTTY === true) {
    throw new InputError(
      'path',
      'is -, and standard input is a terminal: pipe the content into it, or name a command that writes it after --.',
    );
  }
  const open = () => ({
    chunks: chunksOf(process.stdin),
    assertWhole: async () => undefined,
    close: async () => void process.stdin.destroy(),
  });
  return { title: 'standard input', open };
}

/**
 * Each chunk is valid until the next one is requested. Then its memory is freed at once: the garbage collector lets more than
 * 50 MB of chunks accumulate (measured).
 */
async function* chunksOf(stream: Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    yield chunk;
    const { buffer } = chunk as { buffer: ArrayBuffer & { transfer?(length: number): ArrayBuffer } };
    // Node 20 does not have it. A small chunk may share its memory with others.
    if (chunk.length === buffer.byteLength) buffer.transfer?.(0);
  }
}

/**
 * The standard output of a command, which is whole if the command succeeds.
 *
 * @param environment of the command
 * @throws CommandFailure when the command's name is empty
 */
export function commandOutput(command: readonly string[], environment: Variables): StreamSource {
  const [file = ''] = command;
  if (file === '') throw new CommandFailure('the name of the command is empty.', 2);
  return { title: `the output of '${printable(file)}'`, open: () => openOutput(command, environment) };
}

function openOutput(command: readonly string[], environment: Variables): OpenStream {
  const { child, output } = startCommand(command, environment);
  const end = endOf(child);
  const assertWhole = async () => {
    const problem = await end;
    if (problem === undefined) return;
    const name = printable(command[0] ?? '');
    throw new ArtifactFailure(
      'failed',
      `'${name}' ${problem}, so nothing was uploaded. Correct it, and run this again.`,
    );
  };
  const close = async () => {
    output.destroy();
    await stop(child, end);
  };
  return { chunks: chunksOf(output), assertWhole, close };
}

/** With a system pipe if possible, so that the command can open it by its name (`/dev/stdout`). */
function startCommand(command: readonly string[], env: Variables): { child: ChildProcess; output: Readable } {
  const { file, args, options } = startable(command, { environment: env });
  const pipes = makeSystemPipes();
  pipes?.stderr.source.destroy();
  try {
    const stdout = pipes?.stdout.sink ?? 'pipe';
    const child = spawn(file, args, { ...options, env, stdio: ['inherit', stdout, 'inherit'] });
    const output = pipes?.stdout.source ?? child.stdout;
    if (output === null) throw new Error('The command has no output.');
    return { child, output };
  } finally {
    pipes?.release();
  }
}

/** @returns what went wrong, as the end of a sentence; undefined when nothing did */
function endOf(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    child.once('error', ({ code }: NodeJS.ErrnoException) => {
      resolve(code === 'ENOENT' ? 'does not exist' : `cannot be run (${code})`);
    });
    child.once('exit', (code, signal) => {
      if (signal !== null) resolve(`was ended by ${signal} (${128 + constants.signals[signal]})`);
      else resolve(code === 0 ? undefined : `ended with exit code ${code}`);
    });
  });
}

/** Ends a command whose output nobody reads any more. */
async function stop(child: ChildProcess, end: Promise<unknown>): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = new AbortController();
  const kill = sleep(TERM_MS, undefined, timer).then(
    () => child.kill('SIGKILL'),
    () => undefined,
  );
  await Promise.race([end, kill]);
  timer.abort();
}

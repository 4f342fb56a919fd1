import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { freemem } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sessionVariables, targetVariables } from '../src/credentials/environment.ts';
import { ServiceCredential } from '../src/credentials/service-credential.ts';
import { checkRequest } from '../src/credentials/session-request.ts';
import { exchange } from '../src/sts/exchange.ts';
import { rclone, s5cmd } from '../test/support/clients.ts';
import { type Lives, measureLives, type Program, ratios } from './processes.ts';
import type { Storage } from './renewals.ts';
import { formatTable, judge, type Row, ratioRow } from './row.ts';
import { startServerThread } from './server-thread.ts';
import type { Places } from './start-up.ts';

/** Besides these, each runs once to warm up, and otter-sts once for its memory. */
const ROUNDS = 3;
/**
 * Free memory in bytes that an RGW needs for a large file, because its store is in memory and keeps what was
 * overwritten.
 */
const FREE_FOR_LARGE = 16 * 1024 ** 3;
const SMALL = { files: 5_000, bytes: 8 * 1024 };
const BIG_BYTES = 1024 ** 3;
const FEWER_SMALL = { files: 2_000, bytes: 8 * 1024 };
const LARGE_BYTES = 512 * 1024 ** 2;
/** The prefix below which the sink keeps contents. */
const KEPT = 'kept';
const LARGEST_RESIDENT_MB = 200;
/** Milliseconds before each answer of a server that is far away. */
const FAR_MS = 20;

interface Load {
  readonly way: 'upload' | 'download';
  readonly name: string;
  /** A folder with the files. */
  readonly folder: string;
  readonly several: boolean;
}

/**
 * Uploads and downloads as whole processes, including start-up and, for otter-sts, the exchange: many small files and one
 * large file, to and from a sink and a real RGW.
 *
 * @param withStorage provides a storage in separate processes, if possible
 */
export async function benchTransfers(
  way: Load['way'],
  places: Places,
  withStorage: (<T>(use: (storage: Storage) => Promise<T>) => Promise<T>) | undefined,
): Promise<Row[]> {
  const { awsCli } = places;
  if (awsCli === undefined) return [];
  const loads = way === 'upload' ? await makeUploads(places.scratch) : await makeDownloads(places.scratch);
  const rows: Row[] = [];
  for (const load of loads) {
    rows.push(...(await measureSink(places, awsCli, load)));
    if (load.several) rows.push(...(await measureSink(places, undefined, load, FAR_MS)));
    console.error(formatTable(rows));
    if (withStorage === undefined) continue;
    if (load.way === 'upload' && !load.several && freemem() < FREE_FOR_LARGE) {
      const measured = 'not measured: less than 16 GiB of memory are free';
      rows.push({ what: `\`otter-sts upload\`, ${load.name}, to an RGW`, beside: '', measured, target: '' });
      continue;
    }
    // A separate cluster for each, because it keeps everything in memory.
    rows.push(
      ...(await withStorage(async (storage) =>
        judgeLoad(
          load,
          `one ${storage.name}`,
          measure(places, awsCli, load, storage, await openSession(storage)),
        ),
      )),
    );
  }
  return rows;
}

/** @param awsCli undefined to leave it out */
async function measureSink(
  places: Places,
  awsCli: string | undefined,
  load: Load,
  delayMs = 0,
): Promise<Row[]> {
  const sink = await startServerThread('./sink.ts', delayMs);
  const where = delayMs === 0 ? SINK.name : `${SINK.name} that answers after ${delayMs} ms`;
  const target = { ...SINK, endpoint: sink.endpoint };
  try {
    return judgeLoad(load, where, measure(places, awsCli, load, target, SINK_SESSION));
  } finally {
    await sink.close();
  }
}

const SINK = {
  name: 'a loopback sink',
  bucket: 'bench',
  roleArn: 'arn:aws:iam::123456789012:role/bench',
  serviceAccessKey: 'AKIA1234567890ABCDEF',
  serviceSecretKey: 'bench'.repeat(8),
};

/** As long as RGW's. */
const SINK_SESSION = {
  AWS_ACCESS_KEY_ID: 'ASIA1234567890ABCDEF',
  AWS_SECRET_ACCESS_KEY: 'bench'.repeat(8),
  AWS_SESSION_TOKEN: 'a1B2c3D4'.repeat(75),
};

async function openSession(storage: Storage): Promise<Record<string, string>> {
  const { request } = checkRequest({ ...storage }, { sessionName: 'bench', renewed: false });
  const credential = new ServiceCredential(storage.serviceAccessKey, storage.serviceSecretKey);
  const { session } = await exchange(credential, request);
  return sessionVariables(session);
}

async function makeUploads(scratch: string): Promise<Load[]> {
  const small = makeSmall(join(scratch, 'small'), SMALL);
  const big = await makeBig(join(scratch, 'big'), BIG_BYTES);
  return [
    { way: 'upload', name: '5,000 files of 8 KiB', folder: small, several: true },
    { way: 'upload', name: 'one file of 1 GiB', folder: big, several: false },
  ];
}

async function makeDownloads(scratch: string): Promise<Load[]> {
  const fewer = makeSmall(join(scratch, 'fewer'), FEWER_SMALL);
  const large = await makeBig(join(scratch, 'large'), LARGE_BYTES);
  return [
    { way: 'download', name: '2,000 files of 8 KiB', folder: fewer, several: true },
    { way: 'download', name: 'one file of 512 MiB', folder: large, several: false },
  ];
}

function makeSmall(parent: string, { files, bytes }: typeof SMALL): string {
  for (let i = 0; i < files; i++) {
    const folder = join(parent, String(i % 50));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${i}.bin`), randomBytes(bytes));
  }
  return parent;
}

async function makeBig(parent: string, bytes: number): Promise<string> {
  mkdirSync(parent, { recursive: true });
  await pipeline(Readable.from(bigContent(bytes)), createWriteStream(join(parent, 'big.bin')));
  return parent;
}

function* bigContent(bytes: number): Generator<Buffer> {
  const piece = 16 * 1024 ** 2;
  for (let written = 0; written < bytes; written += piece) yield randomBytes(piece);
}

type Contender = 'own' | 'aws' | 's5cmd' | 'rclone';
type Measured = Record<Exclude<Contender, 'aws'>, Lives> & { readonly aws?: Lives };

function measure(
  places: Places,
  awsCli: string | undefined,
  load: Load,
  storage: Storage,
  session: Record<string, string>,
): Measured {
  const { endpoint, bucket } = storage;
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: places.scratch,
    ...targetVariables({ endpoint, bucket, region: 'eu-mad' }),
    ...session,
  };
  const programs =
    load.way === 'upload'
      ? uploadPrograms(places, awsCli, load, storage, env)
      : downloadPrograms(places, awsCli, load, storage, env);
  return measureLives(programs, ROUNDS, ['own']) as Measured;
}

type Programs = Readonly<Record<string, Program>>;
type Environment = Readonly<Record<string, string>>;

function uploadPrograms(
  { dist }: Places,
  awsCli: string | undefined,
  { folder, several }: Load,
  storage: Storage,
  env: Environment,
): Programs {
  const { endpoint, bucket } = storage;
  const to = (client: string) => `s3://${bucket}/${client}/`;
  const program = (...command: [string, ...string[]]): Program => ({ command, env });
  return {
    own: ownProgram(dist, ['upload', folder, '--prefix', 'own/', '--overwrite'], storage),
    s5cmd: program(s5cmd(), '--endpoint-url', endpoint, 'cp', `${folder}/`, to('s5cmd')),
    rclone: program(
      rclone(),
      'copy',
      folder,
      `:s3,provider=Ceph,env_auth=true:${bucket}/rclone`,
      ...rcloneOptions(endpoint),
      '--no-check-dest',
    ),
    // Compared only for small files.
    ...(several && awsCli !== undefined
      ? { aws: program(awsCli, 's3', 'cp', '--recursive', folder, to('aws')) }
      : {}),
  };
}

function rcloneOptions(endpoint: string): string[] {
  return ['--s3-endpoint', endpoint, '--s3-no-check-bucket', '--transfers', '64'];
}

/** Each downloads the same upload into a new folder. */
function downloadPrograms(
  { dist, scratch }: Places,
  awsCli: string | undefined,
  { folder, several }: Load,
  storage: Storage,
  env: Environment,
): Programs {
  const { endpoint, bucket } = storage;
  const prefix = `${KEPT}/${basename(folder)}`;
  const uploading = ['upload', folder, '--prefix', prefix, '--overwrite'];
  const { command, env: ownEnv } = ownProgram(dist, uploading, storage);
  execFileSync(command[0], command.slice(1), { env: ownEnv, stdio: 'ignore' });
  const target = join(scratch, 'downloaded');
  const prepare = () => (several ? setAside(target) : rmSync(target, { recursive: true, force: true }));
  const program = (...words: [string, ...string[]]): Program => ({ command: words, env, prepare });
  const from = `s3://${bucket}/${prefix}/`;
  return {
    own: { ...ownProgram(dist, ['download', '--prefix', prefix, '--directory', target], storage), prepare },
    s5cmd: program(s5cmd(), '--endpoint-url', endpoint, 'cp', `${from}*`, `${target}/`),
    // Without a request for the time of each file, and without one for each folder.
    rclone: program(
      rclone(),
      'copy',
      `:s3,provider=Ceph,env_auth=true:${bucket}/${prefix}`,
      target,
      ...rcloneOptions(endpoint),
      '--fast-list',
      '--use-server-modtime',
    ),
    ...(awsCli === undefined ? {} : { aws: program(awsCli, 's3', 'cp', '--recursive', from, target) }),
  };
}

/**
 * Small files are kept between the rounds. After thousands are deleted, an ext4 without a journal takes 70 times as long to
 * create a file for about a minute, because it avoids inodes that were freed recently. No job starts in that state.
 */
function setAside(target: string): void {
  if (existsSync(target)) renameSync(target, mkdtempSync(`${target}-`));
}

/** It starts with the service credential, and an upload ends with a manifest of SHA-256 digests, unlike the others. */
function ownProgram(dist: string, words: readonly string[], storage: Storage): Program {
  const { PATH = '', HOME = '' } = process.env;
  return {
    command: [process.execPath, join(dist, 'cli/index.js'), ...words],
    env: {
      PATH,
      HOME,
      OTTER_SERVICE_ACCESS_KEY: storage.serviceAccessKey,
      OTTER_SERVICE_SECRET_KEY: storage.serviceSecretKey,
      OTTER_ROLE_ARN: storage.roleArn,
      OTTER_BUCKET: storage.bucket,
      OTTER_ENDPOINT: storage.endpoint,
    },
  };
}

function judgeLoad({ way, name, several }: Load, place: string, lives: Measured): Row[] {
  const { own, aws, s5cmd: s5, rclone: rc } = lives;
  const side = `${way === 'upload' ? 'to' : 'from'} ${place}`;
  const target = place === SINK.name && way === 'upload' && several ? 0.8 : 1;
  const what = `\`otter-sts ${way}\`, ${name}, ${side}`;
  const faster = own.wall.map((_, round) => Math.min(s5.wall[round] ?? 0, rc.wall[round] ?? 0));
  const fasterLives: Lives = { wall: faster, peakMegabytes: undefined };
  const resident = own.peakMegabytes ?? Number.NaN;
  return [
    ...(aws === undefined ? [] : [ratioRow(what, '`aws s3 cp --recursive`', ratios(own, aws), 0.33)]),
    ratioRow(what, 'the faster of s5cmd and rclone', ratios(own, fasterLives), target),
    {
      what: 'its peak memory',
      beside: '',
      measured: `${resident.toFixed(0)} MB`,
      target: judge(resident <= LARGEST_RESIDENT_MB, `≤ ${LARGEST_RESIDENT_MB} MB`),
    },
  ];
}

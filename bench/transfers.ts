import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  checkRequest,
  exchange,
  ServiceCredential,
  sessionVariables,
  targetVariables,
} from '../src/index.ts';
import { rclone, s5cmd } from '../test/support/clients.ts';
import { type Lives, measureLives, type Program, ratios } from './processes.ts';
import type { Storage } from './renewals.ts';
import { formatTable, judge, type Row, ratioRow } from './row.ts';
import { startServerThread } from './server-thread.ts';
import type { Places } from './start-up.ts';

/** Besides these, each runs once to warm up, and otter-sts once for its memory. */
const ROUNDS = 3;
/** Free memory in bytes that an RGW needs for a large file, since its store is in memory and keeps what was overwritten. */
const FREE_FOR_LARGE = 16 * 1024 ** 3;
const SMALL = { files: 5_000, bytes: 8 * 1024 };
const BIG_BYTES = 1024 ** 3;
const LARGEST_RESIDENT_MB = 200;

interface Load {
  readonly name: string;
  /** A folder with the files. */
  readonly folder: string;
  readonly several: boolean;
}

/**
 * Uploads as whole processes, including start-up and, for otter-sts, the exchange: many small files and one large file, to
 * a sink and to a real RGW.
 *
 * @param withStorage provides a storage in separate processes, if possible
 */
export async function benchTransfers(
  places: Places,
  withStorage: (<T>(use: (storage: Storage) => Promise<T>) => Promise<T>) | undefined,
): Promise<Row[]> {
  const { awsCli } = places;
  if (awsCli === undefined) return [];
  const loads = await makeLoads(places.scratch);
  const rows: Row[] = [];
  for (const load of loads) {
    const sink = await startServerThread('./sink.ts');
    const target = { ...SINK, endpoint: sink.endpoint };
    rows.push(...judgeLoad(load, target.name, measure(places, awsCli, load, target, SINK_SESSION)));
    console.error(formatTable(rows));
    await sink.close();
    if (withStorage === undefined) continue;
    if (!load.several && freemem() < FREE_FOR_LARGE) {
      const measured = 'not measured: less than 16 GiB of memory are free';
      rows.push({ what: `\`otter-sts upload\`, ${load.name}, to an RGW`, beside: '', measured, target: '' });
      continue;
    }
    // A separate cluster for each, because it keeps everything in memory.
    rows.push(
      ...(await withStorage(async (storage) =>
        judgeLoad(load, storage.name, measure(places, awsCli, load, storage, await openSession(storage))),
      )),
    );
  }
  return rows;
}

const SINK = {
  name: 'loopback sink',
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

async function makeLoads(scratch: string): Promise<Load[]> {
  const small = join(scratch, 'small');
  const big = join(scratch, 'big');
  for (const folder of [small, big]) mkdirSync(folder, { recursive: true });
  for (let i = 0; i < SMALL.files; i++) {
    const folder = join(small, String(i % 50));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${i}.bin`), randomBytes(SMALL.bytes));
  }
  await pipeline(Readable.from(bigContent()), createWriteStream(join(big, 'big.bin')));
  return [
    { name: '5,000 files of 8 KiB', folder: small, several: true },
    { name: 'one file of 1 GiB', folder: big, several: false },
  ];
}

function* bigContent(): Generator<Buffer> {
  const piece = 16 * 1024 ** 2;
  for (let written = 0; written < BIG_BYTES; written += piece) yield randomBytes(piece);
}

type Contender = 'own' | 'aws' | 's5cmd' | 'rclone';
type Measured = Record<Exclude<Contender, 'aws'>, Lives> & { readonly aws?: Lives };

function measure(
  places: Places,
  awsCli: string,
  { folder, several }: Load,
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
  const to = (client: string) => `s3://${bucket}/${client}/`;
  const program = (...command: [string, ...string[]]): Program => ({ command, env });
  const rcloneOptions = [
    '--s3-endpoint',
    endpoint,
    '--s3-no-check-bucket',
    '--no-check-dest',
    '--transfers',
    '32',
  ];
  const programs = {
    own: ownProgram(places.dist, folder, storage),
    s5cmd: program(s5cmd(), '--endpoint-url', endpoint, 'cp', `${folder}/`, to('s5cmd')),
    rclone: program(
      rclone(),
      'copy',
      folder,
      `:s3,provider=Ceph,env_auth=true:${bucket}/rclone`,
      ...rcloneOptions,
    ),
    // Compared only for small files.
    ...(several ? { aws: program(awsCli, 's3', 'cp', '--recursive', folder, to('aws')) } : {}),
  };
  return measureLives(programs, ROUNDS, ['own']) as Measured;
}

/** It starts with the service credential and ends with a manifest of SHA-256 digests, unlike the others. */
function ownProgram(dist: string, folder: string, storage: Storage): Program {
  const { PATH = '', HOME = '' } = process.env;
  return {
    command: [
      process.execPath,
      join(dist, 'cli/index.js'),
      'upload',
      folder,
      '--prefix',
      'own/',
      '--overwrite',
    ],
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

function judgeLoad({ name }: Load, place: string, lives: Measured): Row[] {
  const { own, aws, s5cmd: s5, rclone: rc } = lives;
  const what = `\`otter-sts upload\`, ${name}, to ${place === 'loopback sink' ? 'a' : 'one'} ${place}`;
  const faster = own.wall.map((_, round) => Math.min(s5.wall[round] ?? 0, rc.wall[round] ?? 0));
  const fasterLives: Lives = { wall: faster, peakMegabytes: undefined };
  const resident = own.peakMegabytes ?? Number.NaN;
  return [
    ...(aws === undefined ? [] : [ratioRow(what, '`aws s3 cp --recursive`', ratios(own, aws), 0.33)]),
    ratioRow(what, 'the faster of s5cmd and rclone', ratios(own, fasterLives), 1),
    {
      what: 'its peak memory',
      beside: '',
      measured: `${resident.toFixed(0)} MB`,
      target: judge(resident <= LARGEST_RESIDENT_MB, `≤ ${LARGEST_RESIDENT_MB} MB`),
    },
  ];
}

/** `npm run bench`: compares this project's times with those of others, in one table. `-- --help` shows the options. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox } from '../sandbox/index.ts';
import { startCeph } from '../test/support/ceph.ts';
import { awsCli } from '../test/support/clients.ts';
import { explainMissing } from '../test/support/requirements.ts';
import { benchAgent } from './agent.ts';
import { benchMasking } from './masking.ts';
import { benchRenewals, type Storage } from './renewals.ts';
import { formatTable, type Row } from './row.ts';
import { startServerThread } from './server-thread.ts';
import { benchStartUp } from './start-up.ts';
import { benchTransfers } from './transfers.ts';

const HELP = `npm run bench -- [--peer PATH] [--rounds N] [--dist PATH] [--only SECTION] [--write]

  --peer PATH   a checkout of aws-actions/configure-aws-credentials with its dist/ (or OTTER_BENCH_PEER)
  --rounds N    how often each process is started (21)
  --dist PATH   the bundles that are measured (dist)
  --only NAME   start-up, agent, masking, renewals, uploads or downloads alone
  --write       put the table into docs/benchmarks.md`;

const project = join(import.meta.dirname, '..');
const { values: options } = parseArgs({
  options: {
    peer: { type: 'string' },
    rounds: { type: 'string', default: '21' },
    dist: { type: 'string', default: join(project, 'dist') },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) console.log(HELP);
else await bench();

async function bench(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'otter-bench-'));
  try {
    const table = formatTable(await measure(scratch));
    const text = `${table}\n\n${describeMachine()}`;
    console.log(text);
    if (options.write) writeIntoDocument(text);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function measure(scratch: string): Promise<Row[]> {
  const answerer = await startServerThread('./answerer.ts');
  try {
    const places = {
      dist: options.dist,
      peer: options.peer ?? process.env.OTTER_BENCH_PEER,
      awsCli: explainMissing(['clients']) === undefined ? awsCli() : undefined,
      scratch,
    };
    const sections: Record<string, () => Row[] | Promise<Row[]>> = {
      'start-up': () => benchStartUp(places, answerer.endpoint, Number(options.rounds)),
      agent: () => benchAgent(options.dist, answerer.endpoint, scratch),
      masking: () => benchMasking(),
      renewals: () => withStorage(benchRenewals),
      uploads: () => benchTransfers('upload', places, hasCeph() ? withStorage : undefined),
      downloads: () => benchTransfers('download', places, hasCeph() ? withStorage : undefined),
    };
    const rows: Row[] = [];
    for (const [, measureSection] of chooseSections(sections)) {
      const measured = await measureSection();
      console.error(`${formatTable(measured)}\n`);
      rows.push(...measured);
    }
    return rows;
  } finally {
    await answerer.close();
  }
}

function chooseSections<T>(sections: Readonly<Record<string, T>>): [string, T][] {
  const { only, write } = options;
  if (only === undefined) return Object.entries(sections);
  const section = sections[only];
  if (section === undefined) throw new Error(`--only takes one of ${Object.keys(sections).join(', ')}.`);
  if (write) throw new Error('--write writes the whole table, so it cannot be used with --only.');
  return [[only, section]];
}

function hasCeph(): boolean {
  return explainMissing(['ceph']) === undefined;
}

/** Uses a real RGW if possible, and the sandbox otherwise. */
async function withStorage<T>(use: (storage: Storage) => Promise<T>): Promise<T> {
  if (hasCeph()) {
    const ceph = await startCeph();
    const { endpoint } = ceph;
    return ceph
      .createBucketWithRole()
      .then((bucket) => use({ name: 'Ceph RGW', endpoint, ...bucket }))
      .finally(ceph.close);
  }
  const sandbox = await startSandbox({ port: 0, minimumDurationSeconds: 1 });
  const { endpoint, buckets } = sandbox;
  const [bucket] = buckets;
  if (bucket === undefined) throw new Error('The sandbox has no bucket.');
  return use({ name: 'sandbox', endpoint, ...bucket }).finally(sandbox.close);
}

function describeMachine(): string {
  const peer = options.peer ?? process.env.OTTER_BENCH_PEER;
  const version =
    peer === undefined ? undefined : JSON.parse(readFileSync(join(peer, 'package.json'), 'utf8')).version;
  const command = `npm run bench -- --rounds ${options.rounds}${peer === undefined ? '' : ' --peer PATH'} --write`;
  const besides = version === undefined ? 'no checkout of the peer' : `the peer's version ${version}`;
  return `Medians (least to most), by \`${command}\` on Node ${process.versions.node}, ${cpus().length} cores, with ${besides}.`;
}

function writeIntoDocument(text: string): void {
  const path = join(project, 'docs/benchmarks.md');
  const [start, end] = ['<!-- bench -->', '<!-- /bench -->'];
  const document = readFileSync(path, 'utf8');
  const [from, to] = [document.indexOf(start), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} has no place between ${start} and ${end}.`);
  writeFileSync(path, `${document.slice(0, from)}${start}\n\n${text}\n\n${document.slice(to)}`);
}

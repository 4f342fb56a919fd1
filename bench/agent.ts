import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent as ConnectionPool, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceCredential } from '../src/credentials/service-credential.ts';
import { checkRequest } from '../src/credentials/session-request.ts';
import { packHandover } from '../src/refresh/agent/handover.ts';
import { startAgent } from '../src/refresh/agent/start.ts';
import { stopAgent } from '../src/refresh/agent/status.ts';
import { judge, type Row } from './row.ts';
import { formatSpread, type Spread, spreadOf } from './spread.ts';

const ROUNDS = 5;
const CONNECTIONS = 100;
const PACED_PER_SECOND = 1_000;
const PACED_SECONDS = 3;
const RUSH_SECONDS = 2;

/** A local credentials server, and how to call it. */
interface LocalServer {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
}

interface Load {
  readonly perSecond: number;
  /** The 99th percentile of the latency at 1,000 requests a second, in milliseconds. */
  readonly p99: number;
  readonly megabytes: number;
}

/**
 * Compares the agent with the minimum: a bare node:http server that sends the same answer without checks. They run in
 * turn, with 100 connections. Clients and server share the machine's cores.
 */
export async function benchAgent(dist: string, endpoint: string, scratch: string): Promise<Row[]> {
  const directory = join(scratch, 'agent');
  const agent = await start(dist, endpoint, directory);
  const floor = await startFloor();
  try {
    await sleep(1_000);
    const atRest = residentMegabytes(agent.pid);
    const loads: { agent: Load; floor: Load }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      loads.push({ agent: await load(agent), floor: await load(floor) });
    }
    return rows(loads, atRest);
  } finally {
    floor.stop();
    await stopAgent(directory);
  }
}

function rows(loads: readonly { agent: Load; floor: Load }[], atRest: number): Row[] {
  const of = (read: (load: { agent: Load; floor: Load }) => number) => spreadOf(loads.map(read));
  const p99 = of(({ agent }) => agent.p99);
  const underLoad = of(({ agent }) => agent.megabytes).most;
  const whole = (spread: Spread) => formatSpread(spread, 0);
  return [
    {
      what: 'the agent, requests a second',
      beside: `bare node:http: ${whole(of(({ floor }) => floor.perSecond))}`,
      measured: whole(of(({ agent }) => agent.perSecond)),
      target: '',
    },
    {
      what: `its p99 at ${PACED_PER_SECOND.toLocaleString('en')} a second`,
      beside: `bare node:http: ${formatSpread(of(({ floor }) => floor.p99))} ms`,
      measured: `${formatSpread(p99)} ms`,
      target: judge(p99.median <= 5, '≤ 5 ms'),
    },
    {
      what: `its memory at rest, and under ${CONNECTIONS} connections`,
      beside: `bare node:http: ${of(({ floor }) => floor.megabytes).most.toFixed(0)} MB`,
      measured: `${atRest.toFixed(0)} MB, ${underLoad.toFixed(0)} MB`,
      target: judge(underLoad <= 60, '≤ 60 MB'),
    },
  ];
}

async function start(dist: string, endpoint: string, directory: string): Promise<LocalServer> {
  const inputs = { endpoint, bucket: 'bench', roleArn: 'arn:aws:iam::123456789012:role/bench' };
  const { request } = checkRequest(inputs, { sessionName: 'bench', renewed: true });
  return startAgent({
    command: [process.execPath, join(dist, 'agent/index.js')],
    handover: packHandover(
      new ServiceCredential('AKIA1234567890ABCDEF', 'bench'.repeat(8)),
      request,
      undefined,
    ),
    directory,
    parentPid: process.pid,
    lifetimeSeconds: 600,
    env: process.env,
  });
}

const FLOOR = `
const body = JSON.stringify({ AccessKeyId: 'A'.repeat(20), SecretAccessKey: 'B'.repeat(40), Token: 'C'.repeat(400), Expiration: '2099-01-01T00:00:00Z' });
const server = require('node:http').createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

async function startFloor(): Promise<LocalServer & { stop(): void }> {
  const child = spawn(process.execPath, ['-e', FLOOR], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(createInterface(child.stdout), 'line');
  return { url: `http://127.0.0.1:${port}/`, token: '', pid: child.pid ?? 0, stop: () => child.kill() };
}

async function load(server: LocalServer): Promise<Load> {
  const agent = new ConnectionPool({ keepAlive: true, maxSockets: CONNECTIONS });
  const ask = () => askOnce(server, agent);
  try {
    const perSecond = await rush(ask);
    const times = await pace(ask);
    const p99 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
    return { perSecond, p99, megabytes: residentMegabytes(server.pid) };
  } finally {
    agent.destroy();
  }
}

/** Sends as many requests as possible. @returns requests a second */
async function rush(ask: () => Promise<number>): Promise<number> {
  const end = performance.now() + RUSH_SECONDS * 1000;
  let count = 0;
  const connection = async () => {
    while (performance.now() < end) {
      await ask();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  return count / RUSH_SECONDS;
}

/**
 * Sends requests at a fixed rate, whether earlier ones have been answered or not.
 *
 * @returns the milliseconds that each took
 */
async function pace(ask: () => Promise<number>): Promise<number[]> {
  const start = performance.now();
  const asked: Promise<number>[] = [];
  for (let elapsed = 0; elapsed < PACED_SECONDS; elapsed = (performance.now() - start) / 1000) {
    while (asked.length < elapsed * PACED_PER_SECOND) asked.push(ask());
    await sleep(1);
  }
  return Promise.all(asked);
}

function askOnce({ url, token }: LocalServer, agent: ConnectionPool): Promise<number> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers: { authorization: token } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`The server answered ${response.statusCode}.`));
      response.resume().once('end', () => resolve(performance.now() - start));
    });
    asked.once('error', reject).end();
  });
}

/** The resident memory, in MB. */
function residentMegabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return (Number(kilobytes) * 1024) / 1e6;
}

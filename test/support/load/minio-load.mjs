#!/usr/bin/env node
/** Puts, gets and removes, once at least, until the stop file is there; prints what it did as JSON. */
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'minio';
import { IamAwsProvider } from 'minio/dist/esm/IamAwsProvider.mjs';

const [stop] = process.argv.slice(2);
const { AWS_ENDPOINT_URL, AWS_REGION: region, OTTER_BUCKET: bucket, ...env } = process.env;
const { hostname: endPoint, port, protocol } = new URL(AWS_ENDPOINT_URL);
const keys = {
  accessKey: env.AWS_ACCESS_KEY_ID,
  secretKey: env.AWS_SECRET_ACCESS_KEY,
  sessionToken: env.AWS_SESSION_TOKEN,
};
const provider = keys.accessKey ? keys : { credentialsProvider: new IamAwsProvider({}) };
const client = new Client({
  endPoint,
  port: Number(port),
  useSSL: protocol === 'https:',
  region,
  ...provider,
});
const failures = [];
let done = 0;
for (;;) {
  try {
    const key = `minio-js/${done % 10}`;
    await client.putObject(bucket, key, 'hello');
    const body = await text(await client.getObject(bucket, key));
    if (body !== 'hello') throw new Error(`read back: ${body}`);
    await client.removeObject(bucket, key);
    done += 1;
  } catch (error) {
    failures.push(String(error));
  }
  if (existsSync(stop)) break;
  // Without a pause it would take all of a machine that others are at work on.
  await sleep(100);
}
console.log(JSON.stringify({ done, failures }));

/** Puts and gets without retries, at least once, until the stop file exists. Prints the result as JSON. */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const [stop = '', prefix = ''] = process.argv.slice(2);
const Bucket = process.env.OTTER_BUCKET;
const s3 = new S3Client({ forcePathStyle: true, maxAttempts: 1 });
const failures: string[] = [];
let done = 0;
for (;;) {
  try {
    const Key = `${prefix}/${done % 10}`;
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hello' }));
    const body = await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
    if (body !== 'hello') throw new Error(`read back: ${body}`);
    done += 1;
  } catch (error) {
    failures.push(String(error));
  }
  if (existsSync(stop)) break;
  // Without a pause, it would use the whole machine, which it shares.
  await sleep(100);
}
console.log(JSON.stringify({ done, failures }));

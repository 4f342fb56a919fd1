import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { makeServerCertificate } from '../support/certificates.ts';
import { testIdentityCheck } from '../support/identity/check-cases.ts';
import { type IdentityIssuer, startIssuer } from '../support/identity/issuer.ts';
import { testKeylessProvision } from '../support/provision/keyless-cases.ts';
import { bucketPool } from './bucket-pool.ts';
import { useSandbox } from './fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'otter-issuer-'));
const certificate = await makeServerCertificate(folder);

describe('keyless roles of otter-sts provision on the sandbox', () => {
  const pool = bucketPool(30);
  const issuers: IdentityIssuer[] = [];
  const fixture = useSandbox({
    buckets: pool.names,
    issuerAuthorities: readFileSync(certificate.caBundle, 'utf8'),
    report: () => undefined,
  });

  afterAll(async () => {
    await Promise.all(issuers.map((issuer) => issuer.close()));
    rmSync(folder, { recursive: true });
  });

  async function start(): Promise<IdentityIssuer> {
    const issuer = await startIssuer(certificate);
    issuers.push(issuer);
    return issuer;
  }

  const server = () => pool.server(fixture);
  testKeylessProvision(server, start, (name) => pool.take(fixture, name));
  describe('otter-sts check', () => testIdentityCheck(server, start, () => pool.take(fixture)));
});

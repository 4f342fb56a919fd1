/** A certificate authority for one test run, and its certificate for the loopback interface. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runOrThrow } from './command.ts';

export interface ServerCertificate {
  /** Path of the authority's certificate, which clients must trust. */
  caBundle: string;
  /** Path of the server's certificate, for 127.0.0.1 and the name. */
  certificate: string;
  /** Path of the server's private key. */
  key: string;
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

// Python 3.13 and OpenSSL's strict mode refuse a chain without these extensions.
const serverExtensions = (name: string) => `basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = IP:127.0.0.1, DNS:${name}
`;

async function makeAuthority(certificate: string, key: string): Promise<void> {
  const extensions = ['-addext', 'keyUsage = critical, keyCertSign, cRLSign'];
  const subject = ['-subj', '/CN=otter test authority'];
  const files = ['-keyout', key, '-out', certificate];
  await runOrThrow('openssl', ['req', '-x509', ...newKey, '-days', '2', ...subject, ...extensions, ...files]);
}

/** Makes both in `folder` with openssl, valid for two days. */
export async function makeServerCertificate(folder: string, name = 'localhost'): Promise<ServerCertificate> {
  const at = (name: string) => join(folder, name);
  await makeAuthority(at('ca.pem'), at('ca.key'));
  await writeFile(at('server.ext'), serverExtensions(name));
  const request = ['-keyout', at('server.key'), '-out', at('server.csr')];
  await runOrThrow('openssl', ['req', ...newKey, '-subj', `/CN=${name}`, ...request]);
  const signer = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial'];
  const files = ['-in', at('server.csr'), '-extfile', at('server.ext'), '-out', at('server.pem')];
  await runOrThrow('openssl', ['x509', '-req', '-days', '2', ...signer, ...files]);
  return { caBundle: at('ca.pem'), certificate: at('server.pem'), key: at('server.key') };
}

import { ServiceCredential } from './service-credential.ts';
import type { PackedSource, SessionSource } from './session-source.ts';
import { WebIdentity } from './web-identity.ts';

/** @throws InputError if a part of it is invalid */
export function unpackSource({ kind, fields }: PackedSource): SessionSource {
  if (kind === 'web-identity') return WebIdentity.unpack(fields);
  return new ServiceCredential(fields.accessKey ?? '', fields.secretKey ?? '');
}

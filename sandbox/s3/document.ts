import { WireError } from '../error.ts';
import { readSmallPayload } from '../payload.ts';
import { parseXml, type XmlElement } from '../xml.ts';
import type { S3Call } from './call.ts';

/** The largest XML body: 10,000 parts with an ETag and a checksum each. Bytes. */
const MAXIMUM_XML = 4 * 1024 * 1024;

/** @throws WireError MalformedXML when the body is not a document of that root. */
export async function readDocument(
  call: S3Call,
  root: string,
  ignoreChecksumHeader = false,
): Promise<XmlElement> {
  const document = await readAnyDocument(call, ignoreChecksumHeader);
  if (document.name !== root) throw new WireError('MalformedXML', `The body must be a <${root}> document.`);
  return document;
}

/** @throws WireError MalformedXML when the body is no document. */
export async function readAnyDocument(call: S3Call, ignoreChecksumHeader = false): Promise<XmlElement> {
  return parseXml(await readSmallPayload(call.openPayload({ ignoreChecksumHeader }), MAXIMUM_XML));
}

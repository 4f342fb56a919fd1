import { WireError } from '../error.ts';
import { readSmallPayload } from '../payload.ts';
import { parseXml, type XmlElement } from '../xml.ts';
import type { S3Call } from './call.ts';

/** Bytes. The largest XML body has 10,000 parts, each with an ETag and a checksum. */
const MAXIMUM_XML = 4 * 1024 * 1024;

/** @throws WireError MalformedXML if the body is not a document with this root. */
export async function readDocument(
  call: S3Call,
  root: string,
  ignoreChecksumHeader = false,
): Promise<XmlElement> {
  const document = await readAnyDocument(call, ignoreChecksumHeader);
  if (document.name !== root) throw new WireError('MalformedXML', `The body must be a <${root}> document.`);
  return document;
}

/** @throws WireError MalformedXML if the body is not a document. */
export async function readAnyDocument(call: S3Call, ignoreChecksumHeader = false): Promise<XmlElement> {
  return parseXml(await readSmallPayload(call.openPayload({ ignoreChecksumHeader }), MAXIMUM_XML));
}

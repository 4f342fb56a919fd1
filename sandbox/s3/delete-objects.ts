import { WireError } from '../error.ts';
import { isAllowed } from '../principal.ts';
import { branch, childText, leaf, S3_NAMESPACE, type XmlElement, xmlDocument } from '../xml.ts';
import { type Answer, MAXIMUM_KEY, quoted, type S3Call } from './call.ts';
import { readDocument } from './document.ts';

/** S3's limit for one DeleteObjects. */
const MAXIMUM_DELETIONS = 1000;

/** Each key is allowed or refused for itself, and the answer says which. */
export async function deleteObjects(call: S3Call): Promise<Answer> {
  const root = await readDocument(call, 'Delete');
  const targets = root.children.filter(({ name }) => name === 'Object');
  if (targets.length === 0 || targets.length > MAXIMUM_DELETIONS) {
    throw new WireError('MalformedXML', `One to ${MAXIMUM_DELETIONS} objects can be deleted at once.`);
  }
  const quiet = childText(root, 'Quiet') === 'true';
  const results = targets.map((target) => deleteOne(call, target, quiet));
  return { status: 200, body: xmlDocument('DeleteResult', S3_NAMESPACE, ...results) };
}

function deleteOne(call: S3Call, target: XmlElement, quiet: boolean): string | undefined {
  const key = childText(target, 'Key') ?? '';
  try {
    if (key === '' || Buffer.byteLength(key) > MAXIMUM_KEY) {
      throw new WireError('MalformedXML', `A key has 1 to ${MAXIMUM_KEY} bytes.`);
    }
    if (!isAllowed(call.principal, 's3:DeleteObject', call.bucket.name, key)) {
      throw new WireError('AccessDenied', 'These credentials do not allow to delete this object.');
    }
    const etag = childText(target, 'ETag');
    call.bucket.objects.remove(key, (current) => {
      if (etag === undefined || etag === '*' || (current && quoted(current.etag) === etag)) return;
      throw new WireError('PreconditionFailed', 'The object has another ETag.');
    });
    return quiet ? undefined : branch('Deleted', leaf('Key', key));
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return branch('Error', leaf('Key', key), leaf('Code', error.code), leaf('Message', error.message));
  }
}

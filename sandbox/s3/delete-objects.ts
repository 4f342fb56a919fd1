import { WireError } from '../error.ts';
import { mayWrite } from '../identity/permission.ts';
import { branch, childText, leaf, S3_NAMESPACE, xmlDocument } from '../xml.ts';
import type { Answer, S3Call } from './call.ts';
import { readDocument } from './document.ts';

/** S3's limit for one DeleteObjects. */
const MAXIMUM_DELETIONS = 1000;

/**
 * Each key is allowed or refused separately, and the answer says which. For a session with a policy, RGW up to 18 refuses
 * every key, whatever the policy allows. An invalid body gets a 400 without a document.
 */
export async function deleteObjects(call: S3Call): Promise<Answer> {
  const { keys, quiet } = await readDeletion(call);
  const results = keys.map((key) => deleteOne(call, key, quiet));
  return { status: 200, body: xmlDocument('DeleteResult', S3_NAMESPACE, ...results) };
}

async function readDeletion(call: S3Call): Promise<{ keys: string[]; quiet: boolean }> {
  try {
    const root = await readDocument(call, 'Delete');
    const targets = root.children.filter(({ name }) => name === 'Object');
    const keys = targets.map((target) => childText(target, 'Key') ?? '');
    if (keys.length > MAXIMUM_DELETIONS || keys.includes('')) throw unreadable();
    return { keys, quiet: childText(root, 'Quiet') === 'true' };
  } catch (error) {
    throw error instanceof WireError && error.code === 'MalformedXML' ? unreadable() : error;
  }
}

function unreadable(): WireError {
  const message = `One to ${MAXIMUM_DELETIONS} objects can be deleted at once, each by its key.`;
  return new WireError('MalformedXML', message, { bare: true });
}

function deleteOne(call: S3Call, key: string, quiet: boolean): string | undefined {
  try {
    const { permission, guarded } = call;
    const { principal } = permission;
    const narrowed = principal.kind === 'session' && principal.sessionPolicy !== undefined;
    if (narrowed || !mayWrite(permission, 's3:DeleteObject', guarded, key)) {
      throw new WireError('AccessDenied', 'These credentials do not allow deleting this object.');
    }
    call.bucket.objects.remove(key, () => undefined);
    return quiet ? undefined : branch('Deleted', leaf('Key', key));
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return branch('Error', leaf('Key', key), leaf('Code', error.code), leaf('Message', error.message));
  }
}

import { mayOnBucket, mayOnObject, maySeeAbsence, mayWrite } from '../identity/permission.ts';
import { type Answer, denied, noSuchKey, type S3Call } from './call.ts';
import { findUpload } from './upload-lookup.ts';

export interface Operation {
  readonly name: string;
  /** Checked before the body is read. @throws WireError if it is not allowed, or what it needs does not exist */
  readonly permit: (call: S3Call) => void | Promise<void>;
  readonly answer: (call: S3Call) => Promise<Answer>;
}

type Permit = Operation['permit'];

/** An operation on the bucket itself. */
export function onBucket(action: string): Permit {
  return ({ permission, guarded }) => {
    if (!mayOnBucket(permission, action, guarded)) throw denied();
  };
}

/** Any one of these actions, on an object that need not exist. */
export function onKey(...actions: string[]): Permit {
  return ({ permission, guarded, key }) => {
    if (!actions.some((action) => mayWrite(permission, action, guarded, key))) throw denied();
  };
}

/** An object that must exist. RGW first tells a caller who may list the bucket that it does not. */
export function onObject(action: string): Permit {
  return ({ permission, guarded, key, bucket, wire }) => {
    const version = wire.query.get('versionId') || 'null';
    const object = version === 'null' ? bucket.objects.index.get(key) : undefined;
    if (!object) throw maySeeAbsence(permission, guarded) ? noSuchKey() : denied();
    if (!mayOnObject(permission, action, guarded, key, object)) throw denied();
  };
}

/** A multipart upload, which RGW treats as an object of the user who started it. */
export function onUpload(action: string): Permit {
  return async (call) => {
    const { permission, guarded, key } = call;
    const upload = await findUpload(call).catch(() => undefined);
    if (!upload) throw maySeeAbsence(permission, guarded) ? noSuchKey() : denied();
    const owned = { owner: upload.owner, acl: upload.attributes.acl };
    if (!mayOnObject(permission, action, guarded, key, owned)) throw denied();
  };
}

/** RGW 16 checks no policy here. */
export const ownerAlone: Permit = ({ permission: { principal }, guarded }) => {
  if (principal.kind !== 'user' || principal.user.uid !== guarded.settings.owner) throw denied();
};

export const anybody: Permit = () => undefined;

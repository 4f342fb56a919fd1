/** The rows of the table in sandbox/README.md, by their first cell, and the names of the cases that show them. */
const ACCEPTED: readonly (readonly [row: string, names: RegExp])[] = [
  ['a wrong `x-amz-checksum-*`', /^PUT with a wrong x-amz-checksum/],
  [
    'headers of encryption, object lock, grants and redirects',
    /^PUT with (AES256|a redirect|an object lock|a grant)$/,
  ],
  ['part numbers 0 and over 10,000', /^part numbers 0, /],
  ['a list of versions', /^GET versions$/],
  [
    'what RGW 16 does not know, such as `DELETE ?encryption`',
    /^(GET|DELETE) (accelerate|analytics|encryption|intelligent-tiering|inventory|metrics|ownershipControls|session)$/,
  ],
];

/** Rows that no case can show, because RGW would crash, its answer is not HTTP, or everything in it differs. */
export const UNASKED_DIFFERENCES: readonly string[] = [
  'messages of errors',
  'a Resource of some 1,570 characters, a role ARN of 2,000',
  'an `x-amz-*` header that was not signed',
  'creating a bucket',
  'HEAD of the service, response headers for an anonymous reader',
  '`rgw_s3_auth_use_sts` off, a wrong `rgw_sts_key`',
];

/** The row that says why the answers to this case differ. `undefined` if they must not differ. */
export function acceptedDifference(name: string): string | undefined {
  return ACCEPTED.find(([, names]) => names.test(name))?.[0];
}

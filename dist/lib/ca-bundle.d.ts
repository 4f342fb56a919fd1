/**
 * Reads the file that `OTTER_CA_BUNDLE` (on the command line also `--ca-bundle`) names: certificates in PEM, trusted
 * beside the usual ones.
 *
 * @throws InputError when it cannot be read, or holds no certificate or one that TLS could not use
 */
export declare function readCaBundle(path: string | undefined): string | undefined;

# Makes the job's folder $otter_sts_dir, finds what runs in the job, and checks it: $otter_sts_file, and with $otter_sts_node
# unless it is an executable. gitlab/pin.ts puts this text into each of the templates, as it stands.
otter_sts_fail() { echo "otter-sts: $1" >&2; rm -rf "$otter_sts_dir"; exit 1; }
mkdir -m 700 "$otter_sts_dir" 2>/dev/null || { rm -rf "$otter_sts_dir"; mkdir -m 700 "$otter_sts_dir"; } ||
  otter_sts_fail "making the folder $otter_sts_dir failed: set TMPDIR to one that this job can write to."
trap >"$otter_sts_dir/traps"
# Of a job that is cancelled or timed out nothing else may run, after_script neither.
trap 'rm -rf "$otter_sts_dir"; exit 143' HUP INT TERM
otter_sts_fetch() {
  if command -v curl >/dev/null; then curl --fail --silent --show-error --location --retry 3 --output "$2" "$1"
  elif command -v wget >/dev/null; then wget -q -O "$2" "$1"
  else node -e 'fetch(process.argv[1]).then(async (r) => { if (!r.ok) throw r.status; require("fs").writeFileSync(process.argv[2], Buffer.from(await r.arrayBuffer())); }).catch((e) => { console.error(String(e.cause ?? e)); process.exit(1); })' "$1" "$2"
  fi
}
otter_sts_hash() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"
  elif command -v openssl >/dev/null; then openssl dgst -sha256 -r "$1"
  else node -e 'console.log(require("crypto").createHash("sha256").update(require("fs").readFileSync(process.argv[1])).digest("hex"))' "$1"
  fi | cut -c 1-64
}
otter_sts_file="${OTTER_STS_BUNDLE:-$[[ inputs.bundle ]]}"
otter_sts_sha256="${OTTER_STS_SHA256:-$[[ inputs.bundle_sha256 ]]}"
if [ -z "$otter_sts_file" ]; then otter_sts_file=$(command -v otter-sts) || :; fi
if [ -z "$otter_sts_file" ]; then
  otter_sts_file=https://raw.githubusercontent.com/otter/sts-credentials/v1.0.0/dist/cli/index.js
  otter_sts_sha256=bb84fad1d2bbb8e1584d9be165629fb06b190010748be2e4eba472c7e0f3a4ca
fi
otter_sts_named=$otter_sts_file
case $otter_sts_file in
  http://* | https://*)
    [ -n "$otter_sts_sha256" ] || otter_sts_fail "$otter_sts_named is not fetched without a checksum to hold it against: set the input bundle_sha256 or the variable OTTER_STS_SHA256."
    otter_sts_file=$otter_sts_dir/program.cjs
    otter_sts_fetch "$otter_sts_named" "$otter_sts_file" || otter_sts_fail "fetching $otter_sts_named failed."
    chmod 700 "$otter_sts_file" ;;
  */*) ;;
  *) otter_sts_file=./$otter_sts_file ;;
esac
[ -r "$otter_sts_file" ] || otter_sts_fail "$otter_sts_named, which the input bundle or the variable OTTER_STS_BUNDLE names, is not a file that this job can read."
if [ -n "$otter_sts_sha256" ] && [ "$(otter_sts_hash "$otter_sts_file")" != "$otter_sts_sha256" ]; then
  otter_sts_fail "$otter_sts_named has another SHA-256 than $otter_sts_sha256. It was not run."
fi
otter_sts_node=
case $(head -c 4 "$otter_sts_file") in
  *ELF)
    otter_sts_check_node() { :; }
    # Without its loader, a shell says of a file that is there: not found.
    otter_sts_loader=$(head -c 4096 "$otter_sts_file" | LC_ALL=C tr -c '!-~' '\n' | grep '^/.*/ld-') || :
    case $otter_sts_loader in
      *musl*) otter_sts_libc='musl, and most images except those of Alpine have glibc' ;;
      *) otter_sts_libc='glibc, and images of Alpine have musl' ;;
    esac
    [ -z "$otter_sts_loader" ] || [ -e "$otter_sts_loader" ] ||
      otter_sts_fail "$otter_sts_named cannot start, because this image has no $otter_sts_loader. The executable needs $otter_sts_libc. No secret has been used. Use the executable for the C library and the processor of this image, or an image with Node, such as node:22 or node:22-alpine." ;;
  *)
    otter_sts_node=$(command -v node) || :
    otter_sts_check_node() {
      otter_sts_version=$("${otter_sts_node:-node}" --version 2>/dev/null) || otter_sts_version='no Node'
      case $otter_sts_version in
        'no Node' | v[0-9].* | v1[0-9].* | v20.[0-9].* | v20.1[0-5].* | v21.* | v22.[0-2].*)
          otter_sts_fail "this job has $otter_sts_version, and $otter_sts_named needs Node 20.16 or newer (of 22 the third release). No secret has been used. Ways that work:
  - an image with such a Node, as are node:22 or node:22-alpine;
  - the single-file executable for Linux x64 with glibc: set the input bundle or the variable OTTER_STS_BUNDLE to its path or URL;
  - an image of your own with that executable on the PATH as otter-sts." ;;
      esac
    } ;;
esac

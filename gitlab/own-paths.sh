# Until otter_sts_restore_paths, no relative or empty folder is searched for programs and libraries, because these are often in
# the checkout, and what runs here could read secrets. gitlab/pin.ts copies this text into each template.
otter_sts_own_paths() {
  otter_sts_path=${PATH-}
  otter_sts_has_path=${PATH+yes}
  otter_sts_libraries=${LD_LIBRARY_PATH:-}
  otter_sts_absolute "$otter_sts_path"
  # An empty PATH would mean the current folder.
  PATH=${otter_sts_folders:-/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin}
  [ -n "$otter_sts_libraries" ] || return 0
  otter_sts_absolute "$otter_sts_libraries"
  LD_LIBRARY_PATH=$otter_sts_folders
}
otter_sts_restore_paths() {
  if [ -n "$otter_sts_has_path" ]; then PATH=$otter_sts_path; else unset PATH; fi
  [ -z "$otter_sts_libraries" ] || LD_LIBRARY_PATH=$otter_sts_libraries
}
otter_sts_absolute() {
  otter_sts_folders=
  otter_sts_rest=$1:
  while [ -n "$otter_sts_rest" ]; do
    case ${otter_sts_rest%%:*} in
      # glibc also separates libraries by semicolons, and musl by line breaks.
      *[\;[:cntrl:]]*) ;;
      /*) otter_sts_folders=$otter_sts_folders${otter_sts_folders:+:}${otter_sts_rest%%:*} ;;
    esac
    otter_sts_rest=${otter_sts_rest#*:}
  done
}
otter_sts_own_paths

# shellcheck shell=bash
# What both hooks need: the options, and the program.

otter_sts_fail() {
  echo "otter-sts: $1" >&2
  exit "${2:-1}"
}

# The value of an option, by its name in capitals.
otter_sts_option() {
  local name="BUILDKITE_PLUGIN_${BUILDKITE_PLUGIN_NAME}_$1"
  printf '%s' "${!name:-}"
}

# The PATH without relative and empty folders. They are often in the checkout, and what the hooks run could read secrets.
otter_sts_absolute_path() {
  local folders='' rest=$PATH:
  while [[ -n $rest ]]; do
    [[ $rest != /* ]] || folders+=${folders:+:}${rest%%:*}
    rest=${rest#*:}
  done
  printf '%s' "${folders:-/usr/local/bin:/usr/bin:/bin}"
}

# Puts the command of the program into otter_sts: what is named, or else what is on the PATH, or else the plugin's own.
# shellcheck disable=SC2034 # The hooks use it.
otter_sts_find() {
  local file path version
  path=$(otter_sts_absolute_path)
  local PATH=$path
  file=$(otter_sts_option BUNDLE)
  file=${file:-${OTTER_STS_BUNDLE:-}}
  file=${file:-$(command -v otter-sts || printf '%s' "${BASH_SOURCE[0]%/*}/../../../dist/cli/index.js")}
  [[ -f $file && -r $file ]] ||
    otter_sts_fail "$file, which the option bundle or the variable OTTER_STS_BUNDLE names, is not a file that this agent can read." 2
  otter_sts=("$file")
  # The bundle names its interpreter in its first line. The executable needs none.
  [[ $(head -c 2 "$file") == '#!' ]] || return 0
  version=$(node --version 2>/dev/null) || version='no Node'
  case $version in
    'no Node' | v[0-9].* | v1[0-9].* | v20.[0-9].* | v20.1[0-5].* | v21.* | v22.[0-2].*)
      otter_sts_fail "this agent has $version, and the plugin needs Node 20.16 or newer (of 22 the third release): install it, or set the option bundle to the path of the executable, which needs none."
      ;;
  esac
  otter_sts=("$(command -v node)" "$file")
}

# Shared by the commands in Tools: what must be on the machine, and the release build.
# Sourced by a POSIX shell; expects $root (the repository) and $me (the command's name for messages).
# Everything said here goes to stderr: stdout belongs to the program.

say() { printf '%s: %s\n' "$me" "$*" >&2; }

# 69 is EX_UNAVAILABLE: the machine lacks something that we cannot provide.
lacking() {
  say "error: $1"
  shift
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 69
}

# --- Swift -------------------------------------------------------------------------------------------------------

require_swift() {
  command -v swift >/dev/null 2>&1 || lacking "Swift is not installed, or not on the PATH" \
    "headroom needs Swift 6.2 or newer: https://www.swift.org/install/linux/"
  swift_text=$(swift --version 2>/dev/null </dev/null) || lacking "'swift --version' fails" \
    "reinstall Swift 6.2 or newer: https://www.swift.org/install/linux/"
  swift_version=$(printf '%s\n' "$swift_text" | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
  swift_major=${swift_version%%.*}
  swift_minor=${swift_version#*.}
  [ -n "$swift_version" ] || lacking "cannot read the version of Swift from: $swift_text"
  if [ "$swift_major" -lt 6 ] || { [ "$swift_major" -eq 6 ] && [ "$swift_minor" -lt 2 ]; }; then
    lacking "Swift $swift_version is too old" "headroom needs Swift 6.2 or newer: https://www.swift.org/install/linux/"
  fi
}

# --- packages ----------------------------------------------------------------------------------------------------

# has_header NAME: whether a C header lies where the compiler looks.
has_header() {
  [ -e "/usr/include/$1" ] || [ -e "/usr/local/include/$1" ] && return 0
  [ -n "${CPATH:-}" ] || return 1
  # Split on colons only: a folder's name may hold spaces. The caller's IFS is restored.
  saved_ifs=$IFS
  IFS=:
  for folder in $CPATH; do
    if [ -e "$folder/$1" ]; then
      IFS=$saved_ifs
      return 0
    fi
  done
  IFS=$saved_ifs
  return 1
}

# require_packages [python3]: installs the Debian packages that are missing; arguments are commands needed besides.
require_packages() {
  missing=
  has_header numa.h || missing="$missing libnuma-dev"
  has_header yaml.h || missing="$missing libyaml-dev"
  for tool in "$@"; do
    command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
  done
  missing=${missing# }
  [ -z "$missing" ] || install_packages "$missing"
}

# require_schema_modules: what the end-to-end run reads YAML and applies JSON Schemas of the draft 2020-12 with.
require_schema_modules() {
  has_schema_modules && return 0
  install_packages "python3-yaml python3-jsonschema"
  has_schema_modules || lacking "python3 lacks the modules yaml or jsonschema 4" \
    "Debian's packages do not reach every python3; then: python3 -m pip install pyyaml 'jsonschema>=4'"
}

has_schema_modules() { python3 -c 'import yaml; from jsonschema import Draft202012Validator' >/dev/null 2>&1; }

# install_packages "A B": by apt-get, as root or through sudo.
install_packages() {
  command -v apt-get >/dev/null 2>&1 || lacking "needed and not installed: $1" \
    "These are the names on Debian and Ubuntu, and there is no apt-get here: install their like and run again."
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || lacking "needed and not installed: $1" \
      "There is no sudo here; as root run: apt-get install $1"
    as_root=sudo
    # Without a terminal nobody can type a password: fail rather than wait.
    if ! [ -t 2 ]; then
      as_root="sudo -n"
      sudo -n true 2>/dev/null || lacking "needed and not installed: $1" "As root run: apt-get install $1"
    fi
  fi
  say "installing $1 (${as_root:+$as_root }apt-get install)"
  install_log=$(mktemp "${TMPDIR:-/tmp}/headroom-apt.XXXXXX")
  # The lists of a fresh machine may be missing or stale: refresh them only if the first try fails.
  if ! apt_install "$1" >"$install_log" 2>&1; then
    if ! { run_apt update && apt_install "$1"; } >>"$install_log" 2>&1; then
      cat "$install_log" >&2
      rm -f "$install_log"
      lacking "apt-get could not install: $1" "As root run: apt-get update && apt-get install $1"
    fi
  fi
  rm -f "$install_log"
}

apt_install() {
  # shellcheck disable=SC2086 # a list of package names
  run_apt install -y --no-install-recommends $1
}

run_apt() {
  # shellcheck disable=SC2086 # "sudo -n" is two words
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 "$@" </dev/null
}

# --- the release build -------------------------------------------------------------------------------------------

# One program for all: what Tools/headroom runs and Tools/test tests is what Tools/install installs. Swift's own libraries
# are inside it, so that it runs where Swift is not installed; a folder of its own keeps `swift build` from building it
# anew whenever the two alternate.
binary=$root/.build/static/release/headroom

# release_is_fresh: whether the release binary is newer than every source. One `find` that stops at the first newer
# file, a few milliseconds: folders count too, so that a deleted file is noticed.
release_is_fresh() {
  stamp=$root/.build/headroom-release.stamp
  [ -x "$binary" ] && [ -e "$stamp" ] || return 1
  [ -z "$(find "$root/Package.swift" "$root/Sources" -newer "$stamp" -print -quit 2>/dev/null)" ]
}

# require_release: builds the release binary unless it is fresh. Two calls at once build once: the second waits.
require_release() {
  release_is_fresh && return 0
  require_swift
  require_packages
  mkdir -p "$root/.build" 2>/dev/null && [ -w "$root/.build" ] ||
    lacking "cannot write the build folder $root/.build" "Clone the repository to a folder of your own."
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$root/.build/headroom-release.lock"
    if ! flock -n 9; then
      say "waiting for a build that is running already"
      flock 9
    fi
    release_is_fresh || build_release
    exec 9>&-
  else
    # SwiftPM has a lock of its own; what is lost is only the fresh check after the wait.
    build_release
  fi
}

build_release() {
  log=$root/.build/headroom-release.log
  started=$root/.build/headroom-release.started
  # A file changed while the compiler runs must count as newer: the stamp bears the time of the start.
  : >"$started"
  say "building the release binary (some minutes the first time)"
  if ! build_with_progress "$log" build_headroom; then
    cat "$log" >&2
    say "error: the build failed; its output is above and in $log"
    exit 70
  fi
  mv -f "$started" "$stamp"
}

# The lock must not outlive us in a daemon that the toolchain leaves behind: close it for the child.
build_headroom() {
  cd "$root" &&
    exec swift build -c release --static-swift-stdlib --scratch-path .build/static --product headroom 9>&-
}

# build_with_progress LOG COMMAND: runs a build, its output in LOG, and says on stderr how far it is: on a terminal a line for
# each module as it is begun, else a line every 15 s. Returns what the build returns; a build that fails shows no log.
build_with_progress() {
  build_log=$1
  begun=$(date +%s)
  : >"$build_log"
  # In the background the build is out of reach of Ctrl-C: it is ended with us.
  ("$2") >"$build_log" 2>&1 </dev/null &
  build=$!
  caught=
  trap 'caught=INT; kill -s INT "$build" 2>/dev/null || :; kill -s TERM "$build" 2>/dev/null || :' INT
  trap 'caught=TERM; kill -s TERM "$build" 2>/dev/null || :' TERM
  shown=
  lines=0
  last=$begun
  while kill -0 "$build" 2>/dev/null; do
    show_progress
    # A second is an age after a build of nothing, but not every sleep takes fractions.
    sleep 0.2 2>/dev/null || sleep 1
  done
  build_status=0
  wait "$build" || build_status=$?
  trap 'exit 130' INT
  trap 'exit 143' TERM
  if [ -n "$caught" ]; then
    say "interrupted; what is built already is kept"
    [ "$caught" = TERM ] && exit 143
    exit 130
  fi
  show_progress
  if [ "$build_status" -eq 0 ]; then
    say "built in $(($(date +%s) - begun)) s"
  else
    say "the build fails after $(($(date +%s) - begun)) s"
  fi
  return "$build_status"
}

# Says what is new in the log of the build that runs. Its lines read `[12/42] Compiling Module File.swift`.
show_progress() {
  now=$(date +%s)
  if [ -t 2 ]; then
    sed -n "$((lines + 1)),\$p" "$build_log" >"$build_log.new"
    # A line that is not whole yet counts when it is.
    fresh=$(wc -l <"$build_log.new")
    [ "$fresh" -gt 0 ] || return 0
    lines=$((lines + fresh))
    while IFS= read -r step; do
      name=$(module_of "$step")
      [ -n "$name" ] || continue
      case " $shown " in *" $name "*) continue ;; esac
      shown="$shown $name"
      printf '%s: %4s s  %s\n' "$me" "$((now - begun))" "$(printf '%s\n' "$step" | sed 's/^\(\[[0-9/]*\]\).*/\1/') $name" >&2
    done <"$build_log.new"
    rm -f "$build_log.new"
  elif [ $((now - last)) -ge 15 ]; then
    last=$now
    step=$(tail -n 1 "$build_log" | cut -c 1-100)
    printf '%s: still building after %s s: %s\n' "$me" "$((now - begun))" "${step:-starting}" >&2
  fi
}

# module_of LINE: the module that a line of the build is about; nothing for lines about none.
module_of() {
  printf '%s\n' "$1" | sed -n 's/^\[[0-9]*\/[0-9]*\] \(Compiling\|Linking\) \([A-Za-z0-9_-]*\).*/\2/p'
}

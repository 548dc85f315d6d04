# shellcheck shell=bash
# Set-up shared by packaging/demo, packaging/test and packaging/campaign (sourced, never run).
#
#   apt packages of the purpose ─► build/bootstrap (uv, hash-locked) ─► .venv (uv.lock) ─► program
#        only what is missing            once                            only when a lock changed
#
# Leaves nothing outside the checkout but apt packages. Downloads no Python. What never lives here: anything a
# resident's terminal needs at run time; that is the .deb's.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
venv=$root/.venv
venv_python=$venv/bin/python
stamp=$venv/kiosk-stamp

say() { printf '── %s\n' "$*"; }

die() {
  printf '%s\n' "$@" >&2
  exit 2
}

# set_up UV_OPTIONS LIST…   e.g. set_up "--extra platform" run
# The lists are the files packaging/apt/LIST; a list that has no file is empty.
set_up() {
  local uv_options=$1 rests_on
  shift
  export PIP_DISABLE_PIP_VERSION_CHECK=1
  choose_python
  provide_packages "$@"
  rests_on=$(lock_hash)
  if is_done "$rests_on" "$uv_options"; then
    return
  fi
  is_intact "$rests_on" || rm -f "$stamp"
  provide_uv
  provide_venv "$uv_options"
  provide_launcher
  mark_done "$rests_on" "$uv_options"
}

# Sets $python to an interpreter this project runs on. KIOSK_PYTHON names one explicitly.
choose_python() {
  local candidate
  local fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'
  for candidate in "${KIOSK_PYTHON:-}" python3 python3.13 python3.12 python3.11; do
    if [ -n "$candidate" ] && command -v "$candidate" >/dev/null && "$candidate" -c "$fits" 2>/dev/null; then
      python=$candidate
      return
    fi
  done
  die "No Python 3.11, 3.12 or 3.13 was found." \
    "On Debian 12: apt-get install python3. Elsewhere: install one and name it by KIOSK_PYTHON=/path/to/python3."
}

# ── apt ──────────────────────────────────────────────────────────────────────────────────────────────────────────

# Prints the lines "package probe" of the named lists, comments left out.
read_lists() {
  local list
  for list in "$@"; do
    if [ -f "$root/packaging/apt/$list" ]; then
      awk '!/^#/ && NF { print $1, $2 }' "$root/packaging/apt/$list"
    fi
  done
}

# Keeps the lines whose package dpkg does not know as installed.
without_installed() {
  local -A installed=()
  local lines names status name
  mapfile -t lines
  if command -v dpkg-query >/dev/null && [ ${#lines[@]} -gt 0 ]; then
    names=("${lines[@]%% *}")
    # dpkg-query fails when it does not know one of the names, and still prints the others
    while read -r status name; do
      if [ "$status" = installed ]; then
        installed[$name]=1
      fi
    done < <(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "${names[@]}" 2>/dev/null)
  fi
  local line
  for line in "${lines[@]}"; do
    if [ -z "${installed[${line%% *}]:-}" ]; then
      printf '%s\n' "$line"
    fi
  done
}

# Installs what the lists name and this machine lacks. A package is lacking when dpkg does not have it and its
# probe finds no substitute (packaging/lib/probe.py), so other distributions and other providers count.
provide_packages() {
  local missing
  missing=$(read_lists setup "$@" | without_installed)
  [ -n "$missing" ] || return 0
  missing=$("$python" "$root/packaging/lib/probe.py" <<<"$missing")
  [ -n "$missing" ] || return 0

  local names
  mapfile -t names < <(awk '{ print $1 }' <<<"$missing")
  local as_root=()
  if ! command -v apt-get >/dev/null; then
    cannot_install "This system has no apt." "$missing"
    return
  fi
  if [ "$(id -u)" -ne 0 ]; then
    # with a terminal sudo may ask for the password; without one it must not wait for an answer
    if ! command -v sudo >/dev/null || { [ ! -t 0 ] && ! sudo -n true 2>/dev/null; }; then
      cannot_install "Installing needs root, and sudo does not give it here." "$missing"
      return
    fi
    as_root=(sudo)
  fi
  say "apt: installing ${#names[@]} packages: ${names[*]}"
  "${as_root[@]}" apt-get update -q </dev/null || say "apt: the package index could not be refreshed; going on with the old one"
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${names[@]}" </dev/null; then
    cannot_install "apt could not install the packages (see above)." "$missing"
  fi
}

# Says what is missing and how to go on without apt; returns only when the user chose to go on.
cannot_install() {
  local cause=$1 missing=$2
  {
    printf '%s\nMissing (Debian package, what the program looks for):\n' "$cause"
    awk '{ printf "  %-28s %s\n", $1, $2 }' <<<"$missing"
    printf 'On Debian, as root:  apt-get install --no-install-recommends %s\n' "$(awk '{ printf "%s ", $1 }' <<<"$missing")"
    printf 'Elsewhere: install what provides the right-hand column (library, command, font) and start again.\n'
    printf 'To go on without them: KIOSK_WITHOUT_APT=1 in the environment; what needs them will fail.\n'
  } >&2
  if [ "${KIOSK_WITHOUT_APT:-}" != 1 ]; then
    exit 2
  fi
}

# ── Python packages ──────────────────────────────────────────────────────────────────────────────────────────────

provide_uv() {
  local bootstrap=$root/build/bootstrap locked
  locked=$(sed -n 's/^uv==\([0-9.]*\).*/\1/p' "$root/packaging/lib/bootstrap.txt")
  uv=$bootstrap/bin/uv
  if [ -x "$uv" ] && [[ $("$uv" --version 2>/dev/null) == "uv $locked"* ]]; then
    return
  fi
  say "uv $locked, by the hashes of packaging/lib/bootstrap.txt"
  "$python" -m venv --clear "$bootstrap"
  "$bootstrap/bin/python" -m pip install --quiet --no-cache-dir --no-deps --only-binary :all: \
    --require-hashes -r "$root/packaging/lib/bootstrap.txt"
}

# Wheels only (--no-build), so that no build tool runs unhashed. The one exception is pyscard (extra `chipcards`), which
# has no Linux wheel: its locked source is compiled once, by the locked setuptools (no-build-isolation in pyproject.toml)
# and the compiler of packaging/apt/gate, and the wheel stays in UV_CACHE_DIR. --inexact: a set-up for one purpose never
# takes away what another one installed.
provide_venv() {
  local uv_options
  read -ra uv_options <<<"$1"
  export UV_CACHE_DIR=$root/build/uv-cache UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=$venv
  if ! "$venv_python" -c 'import sys' 2>/dev/null; then
    say "a fresh .venv on $("$python" --version)"
    "$uv" venv --quiet --clear --no-project --python "$python" "$venv"
  fi
  say "Python packages of uv.lock → .venv"
  "$uv" sync --project "$root" --locked --inexact --no-build --no-binary-package pyscard \
    --no-install-project --no-default-groups "${uv_options[@]}"
}

# The project itself is not built and not installed: the .venv is pointed to the checkout, and gets the command `kiosk`.
provide_launcher() {
  local site
  for site in "$venv"/lib/python*/site-packages; do
    printf '%s\n' "$root" >"$site/kiosk-checkout.pth"
  done
  cat >"$venv/bin/kiosk" <<'SH'
#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/python" -P -m kiosk "$@"
SH
  chmod +x "$venv/bin/kiosk"
}

# ── the stamp, which lives and dies with the .venv ───────────────────────────────────────────────────────────────────
# What the last set-up rested on; what it left; then the uv options it has served, one a line.

lock_hash() {
  {
    "$python" -c 'import sys; print(sys.version, sys.executable)'
    cat "$root/uv.lock" "$root/pyproject.toml" "$root/packaging/lib/bootstrap.txt" "$root/packaging/lib/setup.sh"
  } | sha256sum | cut -d' ' -f1
}

# By name only, so that it costs nothing; it notices a package that was taken away or put there by hand.
packages_hash() {
  (cd "$venv" && printf '%s\n' lib/python*/site-packages/*) | grep -v '/__pycache__$' | sha256sum | cut -d' ' -f1
}

is_intact() {
  [ -x "$venv_python" ] && [ -x "$venv/bin/kiosk" ] && [ -f "$stamp" ] &&
    [ "$(head -n2 "$stamp")" = "$1"$'\n'"$(packages_hash)" ]
}

is_done() {
  is_intact "$1" && grep -qxF -e "$2" "$stamp"
}

# Whatever was served before still is: uv takes nothing away, and a .venv that was not intact has no stamp by now.
mark_done() {
  local served=''
  [ ! -f "$stamp" ] || served=$(tail -n +3 "$stamp")
  printf '%s\n' "$1" "$(packages_hash)" "$2" ${served:+"$served"} >"$stamp"
}

# ── running ──────────────────────────────────────────────────────────────────────────────────────────────────────

# Called after set_up: from here on caches, bytecode, settings and temporary files of every child stay in build/.
# Not before: pip and uv must see the user's own index settings.
keep_inside_checkout() {
  local home=$root/build/home
  mkdir -p "$home"/{cache,config,data,state} "$root/build/tmp"
  export XDG_CACHE_HOME=$home/cache XDG_CONFIG_HOME=$home/config XDG_DATA_HOME=$home/data XDG_STATE_HOME=$home/state
  export TMPDIR=$root/build/tmp HYPOTHESIS_STORAGE_DIRECTORY=$root/build/hypothesis
  export PYTHONPATH=$root${PYTHONPATH:+:$PYTHONPATH} PYTHONPYCACHEPREFIX=$root/build/bytecode
  unset PYTHONDONTWRITEBYTECODE # every process of a campaign would compile every library again
}

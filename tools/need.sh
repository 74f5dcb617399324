#!/usr/bin/env bash
# Make sure that programs which no Python package brings are here:   tools/need.sh browser office
# Installs them with apt-get where that is allowed; else says what to install, and fails.
set -euo pipefail

runs() { # whether any of these commands is here and starts
    local command
    for command in "$@"; do
        "$command" --version >/dev/null 2>&1 && return
    done
    return 1
}

install() { # Debian packages
    local sudo=
    [ "$(id -u)" = 0 ] || sudo="sudo -n"
    if command -v apt-get >/dev/null && $sudo true 2>/dev/null; then
        echo "Installing $*"
        $sudo apt-get update -qq
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
    fi
}

for need in "$@"; do
    case $need in
    browser)
        commands=(chromium-headless-shell chromium chromium-browser google-chrome) # as in tools/app.py
        [ -z "${BOWTIE_CHROMIUM:-}" ] || commands=("$BOWTIE_CHROMIUM")
        packages=(chromium-headless-shell fonts-liberation)
        otherwise=(chromium fonts-liberation)
        remedy="install Chromium (Debian: apt-get install ${otherwise[*]}), or set BOWTIE_CHROMIUM to its path"
        ;;
    office)
        commands=(soffice libreoffice) # as in tests/office.py
        packages=(libreoffice-calc-nogui)
        otherwise=(libreoffice-calc)
        remedy="install LibreOffice with Calc (Debian: apt-get install ${packages[*]})"
        ;;
    *)
        echo "$0: it does not know '$need'" >&2
        exit 2
        ;;
    esac
    runs "${commands[@]}" || install "${packages[@]}" || install "${otherwise[@]}" || true
    runs "${commands[@]}" || { echo "Missing: $need. Please $remedy." >&2; exit 1; }
done

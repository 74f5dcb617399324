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

has() { # whether what is needed starts; Debian may have LibreOffice's Calc without its Impress
    runs "${commands[@]}" || return
    [ "$need" = office ] && command -v dpkg >/dev/null && dpkg -l 'libreoffice-calc*' 2>/dev/null | grep -q ^ii || return 0
    dpkg -l 'libreoffice-impress*' 2>/dev/null | grep -q ^ii
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
        packages=(libreoffice-calc-nogui libreoffice-impress-nogui)
        otherwise=(libreoffice-calc libreoffice-impress)
        remedy="install LibreOffice with Calc and Impress (Debian: apt-get install ${packages[*]})"
        ;;
    *)
        echo "$0: it does not know '$need'" >&2
        exit 2
        ;;
    esac
    has || install "${packages[@]}" || install "${otherwise[@]}" || true
    has || { echo "Missing: $need. Please $remedy." >&2; exit 1; }
done

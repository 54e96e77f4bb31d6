# What bot/start and tests/run share: the Debian packages of this project, how
# they get installed, and how a preset is built.
# shellcheck shell=bash disable=SC2034

# To build and to run. libedit2 is the console's; without it lines are plain.
build_packages=(
    gcc libc6-dev cmake ninja-build pkgconf ca-certificates
    libwebsockets-dev libssl-dev libcurl4-openssl-dev libcjson-dev libutf8proc-dev
    libsqlite3-dev zlib1g-dev libstemmer-dev libopencc-dev libcmark-gfm-dev
    libcmark-gfm-extensions-dev libzip-dev libexpat1-dev libedit2
)

# To run the tests, beside those.
test_packages=(
    libcmocka-dev python3 python3-aiohttp python3-selenium chromium
    chromium-driver fonts-wqy-microhei
)

say() { printf '%s\n' "$*" >&2; }

# Those of the packages named that are not installed, one a line.
missing_packages() {
    comm -13 \
        <(dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null |
            sed -n 's/^ii *//p' | sort -u) \
        <(printf '%s\n' "$@" | sort -u)
}

# Is there something that listens at a proxy's address? A wrong http_proxy
# must not keep apt from working, a right one must stay.
proxy_answers() {
    local address=${1#*://}
    address=${address##*@}
    address=${address%%/*}
    local host=${address%:*} port=${address##*:}
    [[ $port =~ ^[0-9]+$ && $host =~ ^[A-Za-z0-9.-]+$ ]] || return 1
    timeout 3 bash -c "exec 3<>/dev/tcp/$host/$port" 2>/dev/null
}

# What apt and dpkg say at length; shown only when it went wrong.
apt_log=build/apt.log

# apt-get with these words, as root or through sudo.
run_apt() {
    local words=(env -u http_proxy DEBIAN_FRONTEND=noninteractive)
    if [ -n "${http_proxy:-}" ] && proxy_answers "$http_proxy"; then
        words+=("http_proxy=$http_proxy")
    fi
    words+=(apt-get -qq -o Dpkg::Use-Pty=0 "$@")
    [ "$(id -u)" -eq 0 ] || words=(sudo "${words[@]}")
    "${words[@]}" >>"$apt_log" 2>&1
}

# Installs what is missing of the packages named. False: it could not.
install_packages() {
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [ "${#missing[@]}" -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        return 1
    fi
    say "Installing Debian packages: ${missing[*]}"
    mkdir -p build
    : >"$apt_log"
    if ! compgen -G '/var/lib/apt/lists/*Packages*' >/dev/null; then
        run_apt update || true
    fi
    local install=(install --yes --no-remove --no-install-recommends)
    run_apt "${install[@]}" "${missing[@]}" ||
        { run_apt update && run_apt "${install[@]}" "${missing[@]}"; } || {
        say "apt-get could not install them; it said (all of it is in $apt_log):"
        grep -E '^(E|W|Err|sudo):' "$apt_log" | sort -u | head -n 8 >&2
        return 1
    }
}

# Stops unless the packages named are there or can be installed.
require_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "This is not Debian: please see to it that what these packages" \
            "hold is there: $*"
        return 0
    fi
    install_packages "$@" && return 0
    local missing
    mapfile -t missing < <(missing_packages "$@")
    say "These Debian packages are missing and could not be installed:" \
        "${missing[*]}"
    say "Please run, as root:  apt-get update && apt-get install ${missing[*]}"
    exit 3
}

# Configures a preset, if need be, and builds the targets named (none: all).
build_preset() {
    local preset=$1
    shift
    local folder=build/$preset log=build/$preset/configure.log
    if [ -f "$folder/CMakeCache.txt" ] &&
        ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$folder/CMakeCache.txt"; then
        say "$folder was made for another folder: making it anew"
        rm -rf "$folder"
    fi
    if [ ! -f "$folder/build.ninja" ]; then
        say "Configuring $folder"
        mkdir -p "$folder"
        cmake --preset "$preset" >"$log" 2>&1 || {
            cat "$log" >&2
            say "Configuring failed; what cmake said stands above."
            exit 3
        }
    fi
    [ -e "$folder/.ninja_log" ] ||
        say "Building $folder (the first time takes up to a minute)"
    ninja -C "$folder" --quiet "$@" 2>&1 | sed '/^ninja: /d' >&2 || {
        say "Building failed; the reason stands above."
        exit 3
    }
}

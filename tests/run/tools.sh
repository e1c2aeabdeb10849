# What the commands of the Makefile share: what they need on this machine, and how they get it. To be sourced.

say() { printf '\n== %s\n' "$*" >&2; }
die() { printf '%s\n' "$*" >&2; exit 1; }

need_rust() {
    command -v cargo >/dev/null || die "Hearth is built with Rust, and there is no cargo here: get it from https://rustup.rs, then open a new terminal."
}

need_node() {
    command -v npm >/dev/null || die "The page is built with Node.js, and there is no npm here: get Node.js 22 from https://nodejs.org or your system's packages."
    # What the page's bundler accepts.
    node --eval 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' ||
        die "The page is built with Node.js 20.19 or 22.12 and newer, and this is $(node --version): get Node.js 22 from https://nodejs.org."
}

# As root, or through sudo where there is one.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# debian_packages NAME…: installs those that are missing. What the tests need and the program itself does not.
debian_packages() {
    local missing=() name
    for name in "$@"; do
        [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
    done
    [ ${#missing[@]} = 0 ] && return
    command -v apt-get >/dev/null ||
        die "The tests need what Debian calls ${missing[*]}: install these with your system's package tool, then say make test again."
    say "Installing ${missing[*]}"
    as_root apt-get -o DPkg::Lock::Timeout=900 -qq update
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=900 -qq -y --no-install-recommends install "${missing[@]}" >&2
}

# free_port: one that nobody listens on just now.
free_port() {
    node --eval 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# npm_install FOLDER: exactly what its lock file says, and only when that changed.
npm_install() {
    local stamp="$1/node_modules/.hearth-lock"
    cmp -s "$1/package-lock.json" "$stamp" && return
    say "Fetching the packages of ${1#"$ROOT"/}"
    npm --prefix "$1" ci --no-audit --no-fund --loglevel=error
    cp "$1/package-lock.json" "$stamp"
}

# build_page: ui/dist, which the program carries inside.
build_page() {
    need_node
    npm_install "$ROOT/ui"
    say "Building the page"
    npm --prefix "$ROOT/ui" run build
}

# The folder where cargo puts what it builds, also where the person moved it.
cargo_target() {
    printf '%s' "${CARGO_TARGET_DIR:-$ROOT/target}"
}

# HEARTH_PYTHON: a Python with the drivers under test, in a folder of its own.
python_drivers() {
    local folder="$ROOT/tests/clients/python"
    HEARTH_PYTHON="$folder/.venv/bin/python"
    cmp -s "$folder/requirements.txt" "$folder/.venv/requirements.txt" && return
    say "Fetching the Python drivers"
    rm -rf "$folder/.venv"
    python3 -m venv "$folder/.venv"
    "$HEARTH_PYTHON" -m pip install --quiet --disable-pip-version-check --no-deps --requirement "$folder/requirements.txt"
    cp "$folder/requirements.txt" "$folder/.venv/requirements.txt"
}

# A PostgreSQL of our own: started on a free port in a folder of its own, stopped and removed at the end. To be sourced.
#
#   postgres_start fast       for tests of behaviour: commits do not wait for the disk
#   postgres_start durable    for crash tests and figures: they do
#   postgres_stop             stops every one that was started; meant for a trap
#
# postgres_start sets POSTGRES_URL. A role "postgres" that may do anything is let in without a password, from loopback.

POSTGRES_FOLDERS=()

# The server refuses to run as root, so root hands it to nobody.
postgres_as_owner() {
    local folder=$1
    shift
    if [ "$(id -u)" = 0 ]; then
        (cd "$folder" && setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME="$folder" "$@")
    else
        (cd "$folder" && "$@")
    fi
}

# Puts the newest installed server's programs on the path: Debian keeps them apart.
postgres_find() {
    command -v initdb >/dev/null && return
    local bin
    bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort --version-sort | tail -1)
    [ -x "$bin/initdb" ] || die "There is no PostgreSQL server here."
    export PATH="$bin:$PATH"
}

postgres_start() {
    local kind=$1 folder settings port
    postgres_find
    folder=$(mktemp -d "${TMPDIR:-/tmp}/hearth-pg.XXXXXX")
    if [ "$(id -u)" = 0 ]; then chown nobody:nogroup "$folder"; fi
    POSTGRES_FOLDERS+=("$folder")
    postgres_as_owner "$folder" initdb -D "$folder/data" -U postgres -A trust --no-sync -E UTF8 --locale=C.UTF-8 >"$folder.log"
    settings="-c listen_addresses=127.0.0.1 -c max_connections=400 -c shared_buffers=256MB"
    if [ "$kind" = fast ]; then settings+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off"; fi
    for _ in 1 2 3; do # somebody may take the port in between
        port=$(free_port)
        if postgres_as_owner "$folder" pg_ctl -s -w -D "$folder/data" -l "$folder/log" -o "-p $port -k $folder $settings" start; then
            POSTGRES_URL="postgres://postgres@127.0.0.1:$port/postgres"
            return
        fi
    done
    cat "$folder/log" >&2
    die "PostgreSQL did not start."
}

postgres_stop() {
    local folder
    for folder in "${POSTGRES_FOLDERS[@]}"; do
        postgres_as_owner "$folder" pg_ctl -s -D "$folder/data" -m immediate stop || true
        rm -rf "$folder" "$folder.log"
    done
    POSTGRES_FOLDERS=()
}

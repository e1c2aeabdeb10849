# Runs test suites, all of them even when one fails, and adds up what they say. To be sourced.
#
#   suite NAME KIND COMMAND…    runs one; KIND tells how its closing lines are counted: cargo, node, vitest, unittest or plain
#   beside NAME KIND COMMAND…   begins one that goes on beside those that follow, and is shown by suites_join
#   suites_join                    waits for those that were begun
#   suites_end                  prints what failed, one line a suite and the sum; returns 1 when anything failed
#
# The output of every suite is kept in tests/output/.

OUTPUT="$ROOT/tests/output"
SUITE_LINES=()
FAILED_LOGS=()
SUITES_PASSED=0
SUITES_FAILED=0

BESIDE=()

suite() {
    local log code=0 began=$SECONDS
    log=$(log_of "$1")
    say "$1"
    "${@:3}" </dev/null 2>&1 | tee "$log" || code=$?
    suite_ended "$1" "$2" "$code" $((SECONDS - began))
}

beside() {
    local log
    log=$(log_of "$1")
    (began=$SECONDS; code=0; "${@:3}" </dev/null >"$log" 2>&1 || code=$?; echo "$code $((SECONDS - began))" >"$log.end") &
    BESIDE+=("$1" "$2")
}

suites_join() {
    local log code seconds
    wait
    set -- ${BESIDE[@]+"${BESIDE[@]}"}
    BESIDE=()
    while [ $# -gt 0 ]; do
        log=$(log_of "$1")
        say "$1"
        cat "$log"
        read -r code seconds <"$log.end"
        suite_ended "$1" "$2" "$code" "$seconds"
        shift 2
    done
}

log_of() {
    mkdir -p "$OUTPUT"
    printf '%s/%s.log' "$OUTPUT" "${1//[^A-Za-z0-9]/-}"
}

# suite_ended NAME KIND CODE SECONDS
suite_ended() {
    local log passed failed
    log=$(log_of "$1")
    read -r passed failed < <(sed 's/\x1b\[[0-9;]*m//g' "$log" | "count_$2")
    # A suite that ends badly, or without having run anything, has failed whatever it counted.
    if [ "$failed" = 0 ] && { [ "$3" != 0 ] || [ "$passed" = 0 ]; }; then failed=1; fi
    if [ "$failed" != 0 ]; then FAILED_LOGS+=("$log"); fi
    SUITES_PASSED=$((SUITES_PASSED + passed))
    SUITES_FAILED=$((SUITES_FAILED + failed))
    SUITE_LINES+=("$(printf '%-44s %5d passed %5d failed %5d s' "$1" "$passed" "$failed" "$4")")
}

# How the suites begin a line about something that failed.
FAILURES='\.\.\. (FAILED|FAIL|ERROR)$|^(fallen|plan|fuzz): |panicked at|^ *(✖|×|FAIL |not ok )|^error(\[|:)|[1-9][0-9]* faults$'

suites_end() {
    local log
    for log in ${FAILED_LOGS[@]+"${FAILED_LOGS[@]}"}; do
        printf '\n%s:\n' "${log#"$ROOT/"}"
        sed 's/\x1b\[[0-9;]*m//g' "$log" | grep -E "$FAILURES" | head -40 | cut -c1-300
    done
    printf '\n'
    printf '%s\n' "${SUITE_LINES[@]}"
    printf '\n%d passed, %d failed\n' "$SUITES_PASSED" "$SUITES_FAILED"
    [ "$SUITES_FAILED" = 0 ]
}

count_cargo() {
    awk '/^test result:/ { for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) p += $(i-1); if ($i ~ /^failed/) f += $(i-1) } }
         END { print p + 0, f + 0 }'
}

# A test that was cancelled or skipped has not passed.
count_node() {
    awk '$2 == "pass" { p += $3 } $2 == "fail" || $2 == "cancelled" || $2 == "skipped" { if ($3 ~ /^[0-9]+$/) f += $3 }
         END { print p + 0, f + 0 }'
}

count_vitest() {
    awk '$1 == "Tests" { for (i = 2; i < NF; i++) { if ($(i+1) == "passed") p += $i; if ($(i+1) == "failed" || $(i+1) == "skipped") f += $i } }
         END { print p + 0, f + 0 }'
}

count_unittest() {
    awk '/^Ran [0-9]+ tests? in/ { r += $2 }
         /^FAILED \(|^OK \(/ { while (match($0, /[0-9]+/)) { f += substr($0, RSTART, RLENGTH); $0 = substr($0, RSTART + RLENGTH) } }
         END { print (r > f ? r - f : 0), f + 0 }'
}

count_plain() {
    awk '/^[0-9]+ passed, [0-9]+ failed$/ { p += $1; f += $3 } END { print p + 0, f + 0 }'
}

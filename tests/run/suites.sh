# Runs test suites one after another, all of them even when one fails, and adds up what they say. To be sourced.
#
#   suite NAME KIND COMMAND…    KIND tells how the command's closing lines are counted: cargo, node, vitest, unittest or plain
#   suites_end                  prints one line a suite and the sum; returns 1 when anything failed
#
# The output of every suite is kept in tests/output/.

OUTPUT="$ROOT/tests/output"
SUITE_LINES=()
SUITES_PASSED=0
SUITES_FAILED=0

suite() {
    local name=$1 kind=$2 log code=0 passed failed
    shift 2
    say "$name"
    mkdir -p "$OUTPUT"
    log="$OUTPUT/${name//[^A-Za-z0-9]/-}.log"
    local began=$SECONDS
    "$@" </dev/null 2>&1 | tee "$log" || code=$?
    read -r passed failed < <(sed 's/\x1b\[[0-9;]*m//g' "$log" | "count_$kind")
    # A suite that ends badly, or without having run anything, has failed whatever it counted.
    if [ "$failed" = 0 ] && { [ "$code" != 0 ] || [ "$passed" = 0 ]; }; then failed=1; fi
    SUITES_PASSED=$((SUITES_PASSED + passed))
    SUITES_FAILED=$((SUITES_FAILED + failed))
    SUITE_LINES+=("$(printf '%-44s %5d passed %5d failed %5d s' "$name" "$passed" "$failed" $((SECONDS - began)))")
}

suites_end() {
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

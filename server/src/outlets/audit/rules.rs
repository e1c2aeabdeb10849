//! What is worth writing down.

/// Ends of paths that are asked with a body and change nothing, or that people use all day.
const QUIET: &[&str] = &[
    "/search",
    "/ids",
    "/usernames",
    "/names",
    "/typing",
    "/members/me/view",
    "/read",
    "/posts",
    "/reactions",
    "/preferences",
    "/drafts",
    "/status",
    "/files",
    "/logs",
    "/client_perf",
    "/set_unread",
    "/ephemeral",
    "/query",
    "/following",
    "/member_count",
    "/execute",
    "/ack",
    "/known",
];

/// Whether a request is written down: `status` is that of its answer.
pub fn is_worth(method: &str, path: &str, status: u16) -> bool {
    if status == 401 || !path.starts_with("/api/v4/") {
        return false;
    }
    if matches!(method, "GET" | "HEAD" | "OPTIONS") {
        return status == 403;
    }
    status < 500 && !QUIET.iter().any(|end| path.trim_end_matches('/').ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_and_refusals_are_written_down_and_daily_life_is_not() {
        for (method, path, status, worth) in [
            ("PUT", "/api/v4/system/notices/view", 200, true),
            ("PUT", "/api/v4/config/patch", 200, true),
            ("GET", "/api/v4/config", 200, false),
            ("GET", "/api/v4/config", 403, true),
            ("POST", "/api/v4/posts", 201, false),
            ("POST", "/api/v4/users/search", 200, false),
            ("DELETE", "/api/v4/posts/x", 200, true),
            ("POST", "/api/v4/teams", 401, false),
            ("POST", "/login", 200, false),
        ] {
            assert_eq!(is_worth(method, path, status), worth, "{method} {path} {status}");
        }
    }
}

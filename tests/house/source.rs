//! The source of the server, read as text.

use std::fs;
use std::path::{Path, PathBuf};

/// A file of `server/src`.
pub struct File {
    /// Its path below `server/src`, with `/`.
    pub path: String,
    /// Its text, without the tests at its end.
    pub text: String,
}

impl File {
    /// The room it is in: the first folder, or the file's own name at the top.
    pub fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The paths that its code names as `crate::…`, spelt out.
    pub fn imports(&self) -> Vec<String> {
        let code: String = self.text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        code.split("crate::").skip(1).flat_map(|rest| expand("", rest)).collect()
    }
}

/// `a::{b, c::d}…` -> `a::b`, `a::c::d`.
fn expand(before: &str, rest: &str) -> Vec<String> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let name: String = rest.chars().take_while(|c| is_name(*c)).collect();
    let after = &rest[name.len()..];
    let here = if before.is_empty() { name } else { format!("{before}::{name}") };
    match after.strip_prefix("::") {
        Some(inner) if inner.starts_with('{') => parts(inner).iter().flat_map(|part| expand(&here, part)).collect(),
        Some(inner) if inner.starts_with(is_name) => expand(&here, inner),
        _ if before.is_empty() && rest.starts_with('{') => {
            parts(rest).iter().flat_map(|part| expand("", part)).collect()
        }
        _ => vec![here],
    }
}

/// The parts between the braces that a text begins with.
fn parts(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0, 1, Vec::new());
    for (at, letter) in text.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if (letter == ',' && depth == 1) || depth == 0 {
            found.push(text[start..at].trim());
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    found.retain(|part| !part.is_empty());
    found
}

/// The top of the project.
pub fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file of the server.
pub fn files() -> Vec<File> {
    let root = top().join("server/src");
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    assert!(found.len() > 50, "the source was not found at {}", root.display());
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<File>) {
    for entry in fs::read_dir(folder).expect("a folder of the source").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            let text = fs::read_to_string(&path).expect("a file of the source");
            let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
            let path = path.strip_prefix(root).expect("a path below the root").to_string_lossy().replace('\\', "/");
            found.push(File { path, text });
        }
    }
}

#[test]
fn imports_are_read_as_they_are_written() {
    let file =
        File { path: "a/b.rs".into(), text: "use crate::{x::{y, z::W}, v};\n// crate::no\nf(crate::q::r());".into() };
    assert_eq!(file.imports(), ["x::y", "x::z::W", "v", "q::r"]);
    assert_eq!(file.room(), "a");
}

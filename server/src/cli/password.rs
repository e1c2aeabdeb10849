//! Asking for a password: on the terminal without showing it, or from standard input for scripts.

use std::io::{self, BufRead, IsTerminal};

use super::args::PasswordArguments;

/// The most bytes read for a password; the rules for accounts allow far less.
const LONGEST: u64 = 4096;

/// Reads a new password as the arguments say. The error is a sentence for a person.
pub fn read(how: PasswordArguments) -> Result<String, String> {
    let stdin = io::stdin();
    if how.password_stdin {
        return first_line(stdin.lock());
    }
    if !stdin.is_terminal() {
        return Err("There is no terminal to ask for the password on; --password-stdin reads it from a pipe.".into());
    }
    let ask = |prompt: &str| rpassword::prompt_password(prompt).map_err(|error| unreadable(&error));
    same(ask("Password: ")?, &ask("Once more: ")?)
}

fn first_line(input: impl BufRead) -> Result<String, String> {
    let mut line = String::new();
    input.take(LONGEST).read_line(&mut line).map_err(|error| unreadable(&error))?;
    let password = line.trim_end_matches(['\r', '\n']);
    match password {
        "" => Err("The password is empty.".into()),
        password => Ok(password.to_owned()),
    }
}

fn same(password: String, again: &str) -> Result<String, String> {
    if password == again {
        Ok(password)
    } else {
        Err("The two passwords are not the same; nothing was changed.".into())
    }
}

fn unreadable(error: &io::Error) -> String {
    format!("The password cannot be read: {error}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_password_with_its_spaces() {
        for (input, password) in [("secret\n", "secret"), (" se cret \r\nmore\n", " se cret "), ("end", "end")] {
            assert_eq!(first_line(input.as_bytes()).as_deref(), Ok(password), "{input:?}");
        }
        assert!(first_line("".as_bytes()).is_err());
        assert!(first_line("\nsecret".as_bytes()).is_err());
        assert!(first_line(&b"\xff\xff\n"[..]).is_err());
    }

    #[test]
    fn a_mistyped_password_changes_nothing() {
        assert!(same("one".into(), "two").is_err());
        assert_eq!(same("one".into(), "one").as_deref(), Ok("one"));
    }
}

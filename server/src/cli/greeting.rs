//! What a person reads when the server has started.

use std::fmt;
use std::path::PathBuf;

/// How the server can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greeting {
    /// The address on this machine. Its line is read by scripts: it comes first and does not change.
    pub here: String,
    /// Addresses for other machines on the network; empty when only this one is listened to.
    pub network: Vec<String>,
    /// The certificate that other machines install to trust this one.
    pub authority: Option<PathBuf>,
    /// The link that makes the first account, while there is none.
    pub setup: Option<String>,
}

impl fmt::Display for Greeting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Hearth is ready at {}", self.here)?;
        if !self.network.is_empty() {
            writeln!(f, "\nOn this network:")?;
            for address in &self.network {
                writeln!(f, "  {address}")?;
            }
            if let Some(file) = &self.authority {
                writeln!(f, "A device trusts these after installing {}", file.display())?;
            }
        }
        if let Some(link) = &self.setup {
            writeln!(
                f,
                "\nThere is no account yet. Open the first address, or this link from elsewhere; it works once:"
            )?;
            writeln!(f, "  {link}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_start_tells_all_there_is_to_know() {
        let greeting = Greeting {
            here: "http://127.0.0.1:8065".into(),
            network: vec!["https://ember.local:8065".into(), "https://192.168.1.7:8065".into()],
            authority: Some("/data/tls/ca.pem".into()),
            setup: Some("https://ember.local:8065/setup?token=abc".into()),
        };
        let text = greeting.to_string();
        let lines: Vec<_> = text.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines[0], "Hearth is ready at http://127.0.0.1:8065");
        assert_eq!(lines[2..4], ["  https://ember.local:8065", "  https://192.168.1.7:8065"]);
        assert!(lines[4].ends_with("/data/tls/ca.pem"));
        assert_eq!(lines[6], "  https://ember.local:8065/setup?token=abc");
    }

    #[test]
    fn a_later_start_on_this_machine_alone_says_one_line() {
        let greeting =
            Greeting { here: "http://127.0.0.1:1".into(), network: vec![], authority: Some("x".into()), setup: None };
        assert_eq!(greeting.to_string(), "Hearth is ready at http://127.0.0.1:1\n");
    }
}

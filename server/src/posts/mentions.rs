//! Whom a message mentions: the words of a message against the keywords of a channel's members. Pure.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::base::Id;

/// What a member of a channel is called by.
#[derive(Debug, Clone, Default)]
pub struct Member {
    pub user_id: Id,
    pub username: String,
    /// Other words that mean them, as they wrote them.
    pub keywords: Vec<String>,
    /// Their first name, if that means them too. Its case counts.
    pub first_name: Option<String>,
    /// Whether `@channel`, `@all` and `@here` mean them.
    pub hears_everyone: bool,
    /// Whether they follow every thread of the channel.
    pub follows_all: bool,
}

/// The keywords of a channel, made once and used for every post until a member changes.
#[derive(Debug, Default)]
pub struct Keywords {
    names: HashMap<String, Id>,
    words: HashMap<String, Vec<Id>>,
    first_names: HashMap<String, Vec<Id>>,
    /// Keywords that words cannot be cut at: those of scripts without spaces. Lower case.
    inside: Vec<(String, Id)>,
    everyone: Vec<Id>,
    /// Those who follow every thread.
    pub followers: Vec<Id>,
    /// How many members the channel has.
    pub count: usize,
}

/// What was found in a message.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Members who are mentioned by a name or keyword of their own.
    pub people: BTreeSet<Id>,
    /// `@channel` or `@all` was said.
    pub channel: bool,
    /// `@here` was said.
    pub here: bool,
    /// Names with an `@` that belong to no member, without it, lower case.
    pub strangers: BTreeSet<String>,
}

impl Keywords {
    /// The keywords of these members.
    pub fn new(members: &[Member]) -> Keywords {
        let mut all = Keywords { count: members.len(), ..Keywords::default() };
        for member in members {
            let id = member.user_id;
            all.names.insert(member.username.to_lowercase(), id);
            for word in member.keywords.iter().map(|word| word.to_lowercase()).filter(|word| !word.is_empty()) {
                if word.is_ascii() {
                    all.words.entry(word).or_default().push(id);
                } else {
                    all.inside.push((word, id));
                }
            }
            if let Some(name) = &member.first_name {
                all.first_names.entry(name.clone()).or_default().push(id);
            }
            if member.hears_everyone {
                all.everyone.push(id);
            }
            if member.follows_all {
                all.followers.push(id);
            }
        }
        all
    }

    /// Everybody in the channel.
    pub fn members(&self) -> impl Iterator<Item = Id> {
        self.names.values().copied()
    }

    /// Whether somebody is a member.
    pub fn knows(&self, user: Id) -> bool {
        self.names.values().any(|id| *id == user)
    }

    /// Those whom `@channel` means.
    pub fn everyone(&self) -> &[Id] {
        &self.everyone
    }

    /// What the texts of a post mention.
    pub fn find(&self, texts: &[&str]) -> Mentions {
        let mut found = Mentions::default();
        for text in texts {
            let text = without_code(text);
            let lower = text.to_lowercase();
            self.inside.iter().filter(|(word, _)| lower.contains(word)).for_each(|(_, id)| {
                found.people.insert(*id);
            });
            for word in words(&text) {
                self.look_up(word, &mut found);
            }
        }
        found
    }

    /// The word as it stands, then without what it ends with, then its parts.
    fn look_up(&self, word: &str, found: &mut Mentions) {
        if word.len() > 2 && word.starts_with(':') && word.ends_with(':') {
            return;
        }
        let mut shorter = word;
        loop {
            if self.take(shorter, found) {
                return;
            }
            match shorter.strip_suffix(['.', '-', ':', '_']) {
                Some(rest) if !rest.is_empty() => shorter = rest,
                _ => break,
            }
        }
        if let Some(name) = shorter.strip_prefix('@').filter(|name| !name.is_empty() && !name.contains('@')) {
            found.strangers.insert(name.to_lowercase());
            return;
        }
        for part in word.split(['.', '-', ':']).filter(|part| part.len() < word.len() && !part.is_empty()) {
            self.take(part, found);
        }
    }

    fn take(&self, word: &str, found: &mut Mentions) -> bool {
        let lower = word.to_lowercase();
        match lower.as_str() {
            "@channel" | "@all" => found.channel = true,
            "@here" => found.here = true,
            _ => {
                let named = lower.strip_prefix('@').and_then(|name| self.names.get(name));
                let called = self.words.get(&lower).into_iter().flatten();
                let first = self.first_names.get(word).into_iter().flatten();
                let people: HashSet<Id> = named.into_iter().chain(called).chain(first).copied().collect();
                let any = !people.is_empty();
                found.people.extend(people);
                return any;
            }
        }
        true
    }
}

/// Words: runs of letters, digits and `: . - _ @`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, ':' | '.' | '-' | '_' | '@');
    text.split(move |c: char| !belongs(c)).filter(|word| !word.is_empty())
}

/// The text without code spans and code blocks: what is quoted in them means nobody.
pub fn without_code(text: &str) -> String {
    if !text.contains('`') && !text.contains("~~~") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) if !start[3..].contains(mark) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (Some(_), _) => {}
            (None, _) => without_spans(line, &mut out),
        }
        out.push('\n');
    }
    out
}

/// Leaves out what stands between equal runs of backquotes.
fn without_spans(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        let run = rest[start..].bytes().take_while(|b| *b == b'`').count();
        let (mark, after) = (&rest[start..start + run], &rest[start + run..]);
        out.push_str(&rest[..start]);
        out.push(' ');
        rest = match after.find(mark) {
            Some(end) => &after[end + run..],
            None => after,
        };
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> Id {
        Id::parse(name)
    }

    fn channel() -> Keywords {
        let amy = Member {
            user_id: id("amy"),
            username: "amy".into(),
            keywords: vec!["pineapple".into(), "점심".into()],
            first_name: Some("Amelia".into()),
            hears_everyone: true,
            ..Member::default()
        };
        let bob = Member { user_id: id("bob"), username: "bob-b".into(), hears_everyone: true, ..Member::default() };
        Keywords::new(&[amy, bob])
    }

    #[test]
    fn people_are_mentioned_by_name_and_keyword() {
        for (text, who) in [
            ("hi @amy", vec!["amy"]),
            ("(@Amy)! and @bob-b.", vec!["amy", "bob-b"]),
            ("I like Pineapple pie", vec!["amy"]),
            ("pineapples", vec![]),
            ("Amelia is here", vec!["amy"]),
            ("amelia is here", vec![]),
            ("오늘점심은", vec!["amy"]),
            ("amy", vec![]),
            ("mail amy@example.com", vec![]),
            ("@amys", vec![]),
            (":pineapple: pie", vec![]),
        ] {
            let wanted: BTreeSet<Id> = who.iter().map(|name| id(if *name == "bob-b" { "bob" } else { name })).collect();
            assert_eq!(channel().find(&[text]).people, wanted, "{text}");
        }
    }

    #[test]
    fn code_mentions_nobody() {
        for text in ["`@amy`", "``x ` @amy``", "```\n@amy\n```", "~~~\n@amy\n~~~"] {
            assert_eq!(channel().find(&[text]), Mentions::default(), "{text}");
        }
        assert!(!channel().find(&["`code` @amy"]).people.is_empty());
        assert!(!channel().find(&["a ` alone @amy"]).people.is_empty());
    }

    #[test]
    fn everyone_is_told_apart_from_those_here_and_from_strangers() {
        let found = channel().find(&["@all @here @nobody @channel."]);
        assert!(found.channel && found.here);
        assert_eq!(found.strangers, BTreeSet::from(["nobody".to_owned()]));
        assert_eq!(channel().everyone().len(), 2);
    }
}

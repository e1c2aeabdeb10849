//! A step of the recording: what is asked, and what the recorded server answered.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// One line of the recording. The names are the recording's own; `tests/contract/README.md` explains them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Step {
    pub id: String,
    pub area: String,
    pub kind: Option<String>,
    pub m: String,
    pub p: String,
    pub q: Option<Value>,
    pub root: bool,
    #[serde(rename = "as")]
    pub who: Option<String>,
    #[serde(deserialize_with = "present")]
    pub body: Option<Value>,
    pub raw: Option<String>,
    pub files: Option<Vec<Vec<String>>>,
    pub form: Option<Map<String, Value>>,
    pub headers: BTreeMap<String, String>,
    pub bind: Map<String, Value>,
    pub ev: Option<BTreeMap<String, Vec<String>>>,
    pub prep: bool,
    /// Why it is run and does not count.
    pub noscore: Option<Value>,
    pub exact: bool,
    pub nocb: bool,
    pub cb: usize,
    pub sort: Vec<String>,
    pub ignore: Vec<String>,
    pub lenient: Vec<String>,
    pub evignore: Vec<String>,
    pub evskip: Vec<String>,
    pub conn: Option<String>,
    pub action: Option<String>,
    pub data: Option<Value>,
    pub token: Option<String>,
    pub challenge: Option<String>,
    pub rawmsg: Option<String>,
    pub wait: Option<f64>,
    pub ms: u64,
    pub addr: String,
    pub path: String,
    pub reply: Value,
    pub res: Option<Value>,
}

/// `null` is a body too; only an absent one is none.
fn present<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(from).map(Some)
}

impl Step {
    /// What kind of step it is; most are HTTP requests.
    pub fn kind(&self) -> &str {
        self.kind.as_deref().unwrap_or("http")
    }

    /// Whether its answer counts.
    pub fn is_scored(&self) -> bool {
        !self.prep
            && self.noscore.is_none()
            && self.res.is_some()
            && !matches!(self.kind(), "sleep" | "cb" | "ws_close")
    }

    /// Whether it belongs to the sweep of wrong requests, which shares one set of people and things.
    pub fn is_sweep(&self) -> bool {
        self.id.contains("/~ ") || self.area == "errors_fixture"
    }

    /// Whether it changes what the whole site is set to.
    pub fn sets_the_site(&self) -> bool {
        self.m == "PUT" && (self.p.ends_with("/config") || self.p.ends_with("/config/patch"))
    }

    /// The recorded events of somebody who is watched.
    pub fn recorded_events(&self, who: &str) -> Option<&Vec<Value>> {
        self.res.as_ref()?.get("ev")?.get(who)?.as_array()
    }
}

/// The recording as it is packed beside the tests.
pub fn recording() -> Vec<Step> {
    use std::io::Read;
    let packed: &[u8] = include_bytes!("../contract/recorded.jsonl.gz");
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed).read_to_string(&mut text).expect("a packed recording");
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

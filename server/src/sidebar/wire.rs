//! Categories of the channel list as clients see them.

use serde::{Deserialize, Serialize};

use crate::base::Id;

/// A category with the channels in it, in order. The ids of the three built-in ones are longer than other ids.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Category {
    pub id: String,
    pub user_id: Id,
    pub team_id: Id,
    pub sort_order: i64,
    /// "", alpha, recent or manual.
    pub sorting: String,
    /// favorites, channels, direct_messages or custom.
    #[serde(rename = "type")]
    pub kind: String,
    pub display_name: String,
    pub muted: bool,
    pub collapsed: bool,
    pub channel_ids: Vec<Id>,
}

/// All categories of a person in a team, and their order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Categories {
    pub categories: Vec<Category>,
    pub order: Vec<String>,
}

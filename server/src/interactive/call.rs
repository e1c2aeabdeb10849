//! Calling the server behind a button, a dialog or a command.

use std::time::Duration;

use serde_json::Value;

use crate::app::House;
use crate::base::outgoing::{Answer, Call, Outgoing};
use crate::base::{Error, Result, refuse};
use crate::connections;

/// How long such a server may take.
pub fn patience(house: &House) -> Duration {
    let seconds = house.config.now().outgoing_integration_requests_timeout;
    Duration::from_secs(u64::try_from(seconds).unwrap_or(30).max(1))
}

/// The refusal of a call that failed.
pub fn failed(detail: impl ToString) -> Error {
    refuse::with(400, "api.post.do_action.action_integration.app_error").detail(detail.to_string()).into()
}

/// Sends JSON to the server behind a button or a dialog; what is not answered with 200 is refused.
pub async fn send(house: &House, url: &str, body: &Value) -> Result<Answer> {
    let call = Call::post(url, "application/json", body.to_string());
    let call = connections::introduce(house, call.with("accept", "application/json").within(patience(house))).await;
    let answer = house.room::<Outgoing>().send(&house.config.now(), call).await.map_err(failed)?;
    if answer.status != 200 {
        return Err(failed(format!("status={}", answer.status)));
    }
    Ok(answer)
}

//! Stories of jobs.

use std::time::Duration;

use kit::{Answer, Person, json, town};

/// Waits until a job has ended, and answers it.
pub async fn ended(admin: &Person, id: &str) -> kit::Body {
    let ending = async {
        loop {
            let job = admin.get(&format!("/jobs/{id}")).await.ok();
            if !matches!(job.text("status"), "pending" | "in_progress" | "cancel_requested") {
                return job;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(60), ending).await.expect("the job ends")
}

/// Asks for a job and waits until it has ended well.
pub async fn done(admin: &Person, new: kit::Value) -> kit::Body {
    let job = admin.post("/jobs", new).await.created();
    let job = ended(admin, job.id()).await;
    assert_eq!(job.text("status"), "success", "{job:?}");
    job
}

fn refused(answer: Answer) {
    answer.refused(403, "api.context.permissions.app_error");
}

#[tokio::test]
async fn a_job_is_made_runs_and_is_listed() {
    let town = town().await;
    let job = town.admin.post("/jobs", json!({"type": "data_retention"})).await.created();
    assert_eq!((job.text("status"), job.number("progress")), ("pending", 0));
    let job = ended(&town.admin, job.id()).await;
    assert_eq!((job.text("status"), job.number("progress")), ("success", 100));
    let of_type = town.admin.get("/jobs/type/data_retention").await.ok();
    assert_eq!(of_type.items()[0]["id"], job.id());
    assert_eq!(town.admin.get("/jobs?status=success").await.ok().items().len(), 1);
    town.admin
        .post(&format!("/jobs/{}/cancel", job.id()), json!({}))
        .await
        .refused(400, "jobs.request_cancellation.status.error");
}

#[tokio::test]
async fn a_job_that_nobody_here_does_says_so() {
    let town = town().await;
    let job = town.admin.post("/jobs", json!({"type": "elasticsearch_post_indexing"})).await.created();
    let job = ended(&town.admin, job.id()).await;
    assert_eq!(job.text("status"), "error");
}

#[tokio::test]
async fn jobs_are_for_administrators_and_of_known_types() {
    let town = town().await;
    refused(town.amy.post("/jobs", json!({"type": "export_process"})).await);
    refused(town.amy.get("/jobs").await);
    refused(town.amy.get("/jobs/type/export_process").await);
    let unknown = "api.job.unable_to_create_job.incorrect_job_type";
    town.amy.post("/jobs", json!({"type": "bogus"})).await.refused(400, unknown);
    town.admin.get("/jobs/type/bogus").await.refused(400, "api.job.retrieve.nopermissions");
    town.admin.get("/jobs?status=bogus").await.refused(400, "api.job.status.invalid");
    let none = "unknownunknownunknownunkno";
    town.admin.get(&format!("/jobs/{none}")).await.refused(404, "app.job.get.app_error");
    town.admin
        .patch(&format!("/jobs/{none}/status"), json!({}))
        .await
        .refused(400, "api.context.invalid_body_param.app_error");
}

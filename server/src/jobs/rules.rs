//! The types of jobs, who may do what with them, and how a status may change.

use crate::access::Permission;

/// A type of job and the permissions to make, see and steer it.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    pub name: &'static str,
    pub create: Permission,
    pub read: Permission,
    pub manage: Permission,
}

const fn plain(name: &'static str) -> Kind {
    Kind { name, create: Permission::ManageJobs, read: Permission::ReadJobs, manage: Permission::ManageJobs }
}

/// Every type that may be asked for.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "data_retention",
        create: Permission::CreateDataRetentionJob,
        read: Permission::ReadDataRetentionJob,
        manage: Permission::ManageDataRetentionJob,
    },
    Kind {
        name: "message_export",
        create: Permission::CreateComplianceExportJob,
        read: Permission::ReadComplianceExportJob,
        manage: Permission::ManageComplianceExportJob,
    },
    Kind {
        name: "elasticsearch_post_indexing",
        create: Permission::CreateElasticsearchPostIndexingJob,
        read: Permission::ReadElasticsearchPostIndexingJob,
        manage: Permission::ManageElasticsearchPostIndexingJob,
    },
    Kind {
        name: "elasticsearch_post_aggregation",
        create: Permission::CreateElasticsearchPostAggregationJob,
        read: Permission::ReadElasticsearchPostAggregationJob,
        manage: Permission::ManageElasticsearchPostAggregationJob,
    },
    Kind {
        name: "ldap_sync",
        create: Permission::CreateLdapSyncJob,
        read: Permission::ReadLdapSyncJob,
        manage: Permission::ManageLdapSyncJob,
    },
    plain("migrations"),
    plain("plugins"),
    plain("product_notices"),
    plain("expiry_notify"),
    plain("active_users"),
    plain("import_process"),
    plain("import_delete"),
    plain("export_process"),
    plain("export_delete"),
    plain("cloud"),
    plain("extract_content"),
    Kind {
        name: "access_control_sync",
        create: Permission::ManageSystem,
        read: Permission::ManageSystem,
        manage: Permission::ManageSystem,
    },
];

/// Words that a status can be.
pub const STATUSES: &[&str] =
    &["pending", "in_progress", "success", "warning", "error", "cancel_requested", "canceled"];

/// The type of a name.
pub fn find_kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// Whether a job may go from one status to another by an administrator's word.
pub fn may_become(from: &str, to: &str, force: bool) -> bool {
    let usual = match from {
        "in_progress" => matches!(to, "pending" | "cancel_requested"),
        "pending" => to == "cancel_requested",
        "cancel_requested" => to == "canceled",
        _ => false,
    };
    usual || (force && matches!(to, "pending" | "cancel_requested" | "canceled"))
}

/// What becomes of a job that is to stop; `None` when it has ended already.
pub fn stopped(status: &str) -> Option<&'static str> {
    match status {
        "pending" => Some("canceled"),
        "in_progress" | "cancel_requested" => Some("cancel_requested"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_has_its_permissions() {
        assert_eq!(find_kind("export_process").map(|kind| kind.create), Some(Permission::ManageJobs));
        assert_eq!(find_kind("data_retention").map(|kind| kind.read), Some(Permission::ReadDataRetentionJob));
        assert!(find_kind("bogus").is_none() && find_kind("").is_none());
    }

    #[test]
    fn what_has_ended_does_not_stop_and_what_waits_does_at_once() {
        assert_eq!(stopped("pending"), Some("canceled"));
        assert_eq!(stopped("in_progress"), Some("cancel_requested"));
        assert_eq!(stopped("success"), None);
    }

    #[test]
    fn a_status_changes_along_its_way_unless_it_is_forced() {
        assert!(may_become("in_progress", "pending", false) && !may_become("success", "pending", false));
        assert!(may_become("success", "pending", true) && !may_become("success", "success", true));
    }
}

//! Every permission by its id, and sets of them.

/// Names each permission once: the variant, and the id that roles and error details carry.
macro_rules! permissions {
    ($($variant:ident = $id:literal,)*) => {
        /// A permission.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the ids say it")]
        pub enum Permission { $($variant,)* }

        const ALL: &[(Permission, &str)] = &[$((Permission::$variant, $id),)*];
    };
}

permissions! {
    AddBookmarkPrivateChannel = "add_bookmark_private_channel",
    AddBookmarkPublicChannel = "add_bookmark_public_channel",
    AddLdapPrivateCert = "add_ldap_private_cert",
    AddLdapPublicCert = "add_ldap_public_cert",
    AddReaction = "add_reaction",
    AddSamlIdpCert = "add_saml_idp_cert",
    AddSamlPrivateCert = "add_saml_private_cert",
    AddSamlPublicCert = "add_saml_public_cert",
    AddUserToTeam = "add_user_to_team",
    AssignBot = "assign_bot",
    AssignSystemAdminRole = "assign_system_admin_role",
    BypassIncomingWebhookChannelLock = "bypass_incoming_webhook_channel_lock",
    ConvertPrivateChannelToPublic = "convert_private_channel_to_public",
    ConvertPublicChannelToPrivate = "convert_public_channel_to_private",
    CreateBot = "create_bot",
    CreateComplianceExportJob = "create_compliance_export_job",
    CreateCustomGroup = "create_custom_group",
    CreateDataRetentionJob = "create_data_retention_job",
    CreateDirectChannel = "create_direct_channel",
    CreateElasticsearchPostAggregationJob = "create_elasticsearch_post_aggregation_job",
    CreateElasticsearchPostIndexingJob = "create_elasticsearch_post_indexing_job",
    CreateEmojis = "create_emojis",
    CreateGroupChannel = "create_group_channel",
    CreateLdapSyncJob = "create_ldap_sync_job",
    CreatePost = "create_post",
    CreatePostEphemeral = "create_post_ephemeral",
    CreatePostPublic = "create_post_public",
    CreatePrivateChannel = "create_private_channel",
    CreatePublicChannel = "create_public_channel",
    CreateTeam = "create_team",
    CreateUserAccessToken = "create_user_access_token",
    DeleteBookmarkPrivateChannel = "delete_bookmark_private_channel",
    DeleteBookmarkPublicChannel = "delete_bookmark_public_channel",
    DeleteCustomGroup = "delete_custom_group",
    DeleteEmojis = "delete_emojis",
    DeleteOthersEmojis = "delete_others_emojis",
    DeleteOthersPosts = "delete_others_posts",
    DeletePost = "delete_post",
    DeletePrivateChannel = "delete_private_channel",
    DeletePublicChannel = "delete_public_channel",
    DemoteToGuest = "demote_to_guest",
    DownloadComplianceExportResult = "download_compliance_export_result",
    EditBookmarkPrivateChannel = "edit_bookmark_private_channel",
    EditBookmarkPublicChannel = "edit_bookmark_public_channel",
    EditBrand = "edit_brand",
    EditCustomGroup = "edit_custom_group",
    EditOtherUsers = "edit_other_users",
    EditOthersPosts = "edit_others_posts",
    EditPost = "edit_post",
    GetAnalytics = "get_analytics",
    GetLogs = "get_logs",
    GetPublicLink = "get_public_link",
    GetSamlCertStatus = "get_saml_cert_status",
    GetSamlMetadataFromIdp = "get_saml_metadata_from_idp",
    ImportTeam = "import_team",
    InvalidateCaches = "invalidate_caches",
    InvalidateEmailInvite = "invalidate_email_invite",
    InviteGuest = "invite_guest",
    InviteUser = "invite_user",
    JoinPrivateTeams = "join_private_teams",
    JoinPublicChannels = "join_public_channels",
    JoinPublicTeams = "join_public_teams",
    ListPrivateTeams = "list_private_teams",
    ListPublicTeams = "list_public_teams",
    ListTeamChannels = "list_team_channels",
    ListUsersWithoutTeam = "list_users_without_team",
    ManageBots = "manage_bots",
    ManageChannelAccessRules = "manage_channel_access_rules",
    ManageChannelRoles = "manage_channel_roles",
    ManageComplianceExportJob = "manage_compliance_export_job",
    ManageCustomGroupMembers = "manage_custom_group_members",
    ManageDataRetentionJob = "manage_data_retention_job",
    ManageElasticsearchPostAggregationJob = "manage_elasticsearch_post_aggregation_job",
    ManageElasticsearchPostIndexingJob = "manage_elasticsearch_post_indexing_job",
    ManageJobs = "manage_jobs",
    ManageLdapSyncJob = "manage_ldap_sync_job",
    ManageLicenseInformation = "manage_license_information",
    ManageOauth = "manage_oauth",
    ManageOthersBots = "manage_others_bots",
    ManageOthersIncomingWebhooks = "manage_others_incoming_webhooks",
    ManageOthersOutgoingWebhooks = "manage_others_outgoing_webhooks",
    ManageOthersSlashCommands = "manage_others_slash_commands",
    ManageOutgoingOauthConnections = "manage_outgoing_oauth_connections",
    ManageOwnIncomingWebhooks = "manage_own_incoming_webhooks",
    ManageOwnOutgoingWebhooks = "manage_own_outgoing_webhooks",
    ManageOwnSlashCommands = "manage_own_slash_commands",
    ManagePrivateChannelAutoTranslation = "manage_private_channel_auto_translation",
    ManagePrivateChannelBanner = "manage_private_channel_banner",
    ManagePrivateChannelMembers = "manage_private_channel_members",
    ManagePrivateChannelProperties = "manage_private_channel_properties",
    ManagePublicChannelAutoTranslation = "manage_public_channel_auto_translation",
    ManagePublicChannelBanner = "manage_public_channel_banner",
    ManagePublicChannelMembers = "manage_public_channel_members",
    ManagePublicChannelProperties = "manage_public_channel_properties",
    ManageRoles = "manage_roles",
    ManageSecureConnections = "manage_secure_connections",
    ManageSharedChannels = "manage_shared_channels",
    ManageSystem = "manage_system",
    ManageSystemWideOauth = "manage_system_wide_oauth",
    ManageTeam = "manage_team",
    ManageTeamRoles = "manage_team_roles",
    OrderBookmarkPrivateChannel = "order_bookmark_private_channel",
    OrderBookmarkPublicChannel = "order_bookmark_public_channel",
    PlaybookPrivateCreate = "playbook_private_create",
    PlaybookPrivateMakePublic = "playbook_private_make_public",
    PlaybookPrivateManageMembers = "playbook_private_manage_members",
    PlaybookPrivateManageProperties = "playbook_private_manage_properties",
    PlaybookPrivateManageRoles = "playbook_private_manage_roles",
    PlaybookPrivateView = "playbook_private_view",
    PlaybookPublicCreate = "playbook_public_create",
    PlaybookPublicMakePrivate = "playbook_public_make_private",
    PlaybookPublicManageMembers = "playbook_public_manage_members",
    PlaybookPublicManageProperties = "playbook_public_manage_properties",
    PlaybookPublicManageRoles = "playbook_public_manage_roles",
    PlaybookPublicView = "playbook_public_view",
    PromoteGuest = "promote_guest",
    PurgeElasticsearchIndexes = "purge_elasticsearch_indexes",
    ReadAudits = "read_audits",
    ReadBots = "read_bots",
    ReadChannel = "read_channel",
    ReadChannelContent = "read_channel_content",
    ReadComplianceExportJob = "read_compliance_export_job",
    ReadDataRetentionJob = "read_data_retention_job",
    ReadDeletedPosts = "read_deleted_posts",
    ReadElasticsearchPostAggregationJob = "read_elasticsearch_post_aggregation_job",
    ReadElasticsearchPostIndexingJob = "read_elasticsearch_post_indexing_job",
    ReadJobs = "read_jobs",
    ReadLdapSyncJob = "read_ldap_sync_job",
    ReadLicenseInformation = "read_license_information",
    ReadOtherUsersTeams = "read_other_users_teams",
    ReadOthersBots = "read_others_bots",
    ReadPrivateChannelGroups = "read_private_channel_groups",
    ReadPublicChannel = "read_public_channel",
    ReadPublicChannelGroups = "read_public_channel_groups",
    ReadUserAccessToken = "read_user_access_token",
    RecycleDatabaseConnections = "recycle_database_connections",
    ReloadConfig = "reload_config",
    RemoveLdapPrivateCert = "remove_ldap_private_cert",
    RemoveLdapPublicCert = "remove_ldap_public_cert",
    RemoveOthersReactions = "remove_others_reactions",
    RemoveReaction = "remove_reaction",
    RemoveSamlIdpCert = "remove_saml_idp_cert",
    RemoveSamlPrivateCert = "remove_saml_private_cert",
    RemoveSamlPublicCert = "remove_saml_public_cert",
    RemoveUserFromTeam = "remove_user_from_team",
    RestoreCustomGroup = "restore_custom_group",
    RevokeUserAccessToken = "revoke_user_access_token",
    RunCreate = "run_create",
    RunManageMembers = "run_manage_members",
    RunManageProperties = "run_manage_properties",
    RunView = "run_view",
    SysconsoleReadAboutEditionAndLicense = "sysconsole_read_about_edition_and_license",
    SysconsoleReadAuthenticationEmail = "sysconsole_read_authentication_email",
    SysconsoleReadAuthenticationGuestAccess = "sysconsole_read_authentication_guest_access",
    SysconsoleReadAuthenticationLdap = "sysconsole_read_authentication_ldap",
    SysconsoleReadAuthenticationMfa = "sysconsole_read_authentication_mfa",
    SysconsoleReadAuthenticationOpenid = "sysconsole_read_authentication_openid",
    SysconsoleReadAuthenticationPassword = "sysconsole_read_authentication_password",
    SysconsoleReadAuthenticationSaml = "sysconsole_read_authentication_saml",
    SysconsoleReadAuthenticationSignup = "sysconsole_read_authentication_signup",
    SysconsoleReadBilling = "sysconsole_read_billing",
    SysconsoleReadComplianceComplianceExport = "sysconsole_read_compliance_compliance_export",
    SysconsoleReadComplianceComplianceMonitoring = "sysconsole_read_compliance_compliance_monitoring",
    SysconsoleReadComplianceCustomTermsOfService = "sysconsole_read_compliance_custom_terms_of_service",
    SysconsoleReadComplianceDataRetentionPolicy = "sysconsole_read_compliance_data_retention_policy",
    SysconsoleReadEnvironmentDatabase = "sysconsole_read_environment_database",
    SysconsoleReadEnvironmentDeveloper = "sysconsole_read_environment_developer",
    SysconsoleReadEnvironmentElasticsearch = "sysconsole_read_environment_elasticsearch",
    SysconsoleReadEnvironmentFileStorage = "sysconsole_read_environment_file_storage",
    SysconsoleReadEnvironmentHighAvailability = "sysconsole_read_environment_high_availability",
    SysconsoleReadEnvironmentImageProxy = "sysconsole_read_environment_image_proxy",
    SysconsoleReadEnvironmentLogging = "sysconsole_read_environment_logging",
    SysconsoleReadEnvironmentMobileSecurity = "sysconsole_read_environment_mobile_security",
    SysconsoleReadEnvironmentPerformanceMonitoring = "sysconsole_read_environment_performance_monitoring",
    SysconsoleReadEnvironmentPushNotificationServer = "sysconsole_read_environment_push_notification_server",
    SysconsoleReadEnvironmentRateLimiting = "sysconsole_read_environment_rate_limiting",
    SysconsoleReadEnvironmentSessionLengths = "sysconsole_read_environment_session_lengths",
    SysconsoleReadEnvironmentSmtp = "sysconsole_read_environment_smtp",
    SysconsoleReadEnvironmentWebServer = "sysconsole_read_environment_web_server",
    SysconsoleReadExperimentalFeatureFlags = "sysconsole_read_experimental_feature_flags",
    SysconsoleReadExperimentalFeatures = "sysconsole_read_experimental_features",
    SysconsoleReadIntegrationsBotAccounts = "sysconsole_read_integrations_bot_accounts",
    SysconsoleReadIntegrationsCors = "sysconsole_read_integrations_cors",
    SysconsoleReadIntegrationsGif = "sysconsole_read_integrations_gif",
    SysconsoleReadIntegrationsIntegrationManagement = "sysconsole_read_integrations_integration_management",
    SysconsoleReadPlugins = "sysconsole_read_plugins",
    SysconsoleReadProductsBoards = "sysconsole_read_products_boards",
    SysconsoleReadReportingServerLogs = "sysconsole_read_reporting_server_logs",
    SysconsoleReadReportingSiteStatistics = "sysconsole_read_reporting_site_statistics",
    SysconsoleReadReportingTeamStatistics = "sysconsole_read_reporting_team_statistics",
    SysconsoleReadSiteAnnouncementBanner = "sysconsole_read_site_announcement_banner",
    SysconsoleReadSiteCustomization = "sysconsole_read_site_customization",
    SysconsoleReadSiteEmoji = "sysconsole_read_site_emoji",
    SysconsoleReadSiteFileSharingAndDownloads = "sysconsole_read_site_file_sharing_and_downloads",
    SysconsoleReadSiteIpFilters = "sysconsole_read_site_ip_filters",
    SysconsoleReadSiteLocalization = "sysconsole_read_site_localization",
    SysconsoleReadSiteNotices = "sysconsole_read_site_notices",
    SysconsoleReadSiteNotifications = "sysconsole_read_site_notifications",
    SysconsoleReadSitePosts = "sysconsole_read_site_posts",
    SysconsoleReadSitePublicLinks = "sysconsole_read_site_public_links",
    SysconsoleReadSiteUsersAndTeams = "sysconsole_read_site_users_and_teams",
    SysconsoleReadUserManagementChannels = "sysconsole_read_user_management_channels",
    SysconsoleReadUserManagementGroups = "sysconsole_read_user_management_groups",
    SysconsoleReadUserManagementPermissions = "sysconsole_read_user_management_permissions",
    SysconsoleReadUserManagementSystemRoles = "sysconsole_read_user_management_system_roles",
    SysconsoleReadUserManagementTeams = "sysconsole_read_user_management_teams",
    SysconsoleReadUserManagementUsers = "sysconsole_read_user_management_users",
    SysconsoleWriteAboutEditionAndLicense = "sysconsole_write_about_edition_and_license",
    SysconsoleWriteAuthenticationEmail = "sysconsole_write_authentication_email",
    SysconsoleWriteAuthenticationGuestAccess = "sysconsole_write_authentication_guest_access",
    SysconsoleWriteAuthenticationLdap = "sysconsole_write_authentication_ldap",
    SysconsoleWriteAuthenticationMfa = "sysconsole_write_authentication_mfa",
    SysconsoleWriteAuthenticationOpenid = "sysconsole_write_authentication_openid",
    SysconsoleWriteAuthenticationPassword = "sysconsole_write_authentication_password",
    SysconsoleWriteAuthenticationSaml = "sysconsole_write_authentication_saml",
    SysconsoleWriteAuthenticationSignup = "sysconsole_write_authentication_signup",
    SysconsoleWriteBilling = "sysconsole_write_billing",
    SysconsoleWriteComplianceComplianceExport = "sysconsole_write_compliance_compliance_export",
    SysconsoleWriteComplianceComplianceMonitoring = "sysconsole_write_compliance_compliance_monitoring",
    SysconsoleWriteComplianceCustomTermsOfService = "sysconsole_write_compliance_custom_terms_of_service",
    SysconsoleWriteComplianceDataRetentionPolicy = "sysconsole_write_compliance_data_retention_policy",
    SysconsoleWriteEnvironmentDatabase = "sysconsole_write_environment_database",
    SysconsoleWriteEnvironmentDeveloper = "sysconsole_write_environment_developer",
    SysconsoleWriteEnvironmentElasticsearch = "sysconsole_write_environment_elasticsearch",
    SysconsoleWriteEnvironmentFileStorage = "sysconsole_write_environment_file_storage",
    SysconsoleWriteEnvironmentHighAvailability = "sysconsole_write_environment_high_availability",
    SysconsoleWriteEnvironmentImageProxy = "sysconsole_write_environment_image_proxy",
    SysconsoleWriteEnvironmentLogging = "sysconsole_write_environment_logging",
    SysconsoleWriteEnvironmentMobileSecurity = "sysconsole_write_environment_mobile_security",
    SysconsoleWriteEnvironmentPerformanceMonitoring = "sysconsole_write_environment_performance_monitoring",
    SysconsoleWriteEnvironmentPushNotificationServer = "sysconsole_write_environment_push_notification_server",
    SysconsoleWriteEnvironmentRateLimiting = "sysconsole_write_environment_rate_limiting",
    SysconsoleWriteEnvironmentSessionLengths = "sysconsole_write_environment_session_lengths",
    SysconsoleWriteEnvironmentSmtp = "sysconsole_write_environment_smtp",
    SysconsoleWriteEnvironmentWebServer = "sysconsole_write_environment_web_server",
    SysconsoleWriteExperimentalFeatureFlags = "sysconsole_write_experimental_feature_flags",
    SysconsoleWriteExperimentalFeatures = "sysconsole_write_experimental_features",
    SysconsoleWriteIntegrationsBotAccounts = "sysconsole_write_integrations_bot_accounts",
    SysconsoleWriteIntegrationsCors = "sysconsole_write_integrations_cors",
    SysconsoleWriteIntegrationsGif = "sysconsole_write_integrations_gif",
    SysconsoleWriteIntegrationsIntegrationManagement = "sysconsole_write_integrations_integration_management",
    SysconsoleWritePlugins = "sysconsole_write_plugins",
    SysconsoleWriteProductsBoards = "sysconsole_write_products_boards",
    SysconsoleWriteReportingServerLogs = "sysconsole_write_reporting_server_logs",
    SysconsoleWriteReportingSiteStatistics = "sysconsole_write_reporting_site_statistics",
    SysconsoleWriteReportingTeamStatistics = "sysconsole_write_reporting_team_statistics",
    SysconsoleWriteSiteAnnouncementBanner = "sysconsole_write_site_announcement_banner",
    SysconsoleWriteSiteCustomization = "sysconsole_write_site_customization",
    SysconsoleWriteSiteEmoji = "sysconsole_write_site_emoji",
    SysconsoleWriteSiteFileSharingAndDownloads = "sysconsole_write_site_file_sharing_and_downloads",
    SysconsoleWriteSiteIpFilters = "sysconsole_write_site_ip_filters",
    SysconsoleWriteSiteLocalization = "sysconsole_write_site_localization",
    SysconsoleWriteSiteNotices = "sysconsole_write_site_notices",
    SysconsoleWriteSiteNotifications = "sysconsole_write_site_notifications",
    SysconsoleWriteSitePosts = "sysconsole_write_site_posts",
    SysconsoleWriteSitePublicLinks = "sysconsole_write_site_public_links",
    SysconsoleWriteSiteUsersAndTeams = "sysconsole_write_site_users_and_teams",
    SysconsoleWriteUserManagementChannels = "sysconsole_write_user_management_channels",
    SysconsoleWriteUserManagementGroups = "sysconsole_write_user_management_groups",
    SysconsoleWriteUserManagementPermissions = "sysconsole_write_user_management_permissions",
    SysconsoleWriteUserManagementSystemRoles = "sysconsole_write_user_management_system_roles",
    SysconsoleWriteUserManagementTeams = "sysconsole_write_user_management_teams",
    SysconsoleWriteUserManagementUsers = "sysconsole_write_user_management_users",
    TestElasticsearch = "test_elasticsearch",
    TestEmail = "test_email",
    TestLdap = "test_ldap",
    TestS3 = "test_s3",
    TestSiteUrl = "test_site_url",
    UploadFile = "upload_file",
    UseChannelMentions = "use_channel_mentions",
    UseGroupMentions = "use_group_mentions",
    UseSlashCommands = "use_slash_commands",
    ViewMembers = "view_members",
    ViewTeam = "view_team",
}

impl Permission {
    /// The id, such as `create_post`.
    pub fn id(self) -> &'static str {
        ALL[self as usize].1
    }

    /// The permission of an id; `None` for an id that we do not know.
    pub fn find(id: &str) -> Option<Permission> {
        ALL.binary_search_by(|(_, known)| known.cmp(&id)).ok().map(|index| ALL[index].0)
    }
}

/// A set of permissions: one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Permissions([u64; 5]);

impl Permissions {
    /// The set of those ids that are permissions.
    pub fn of<'a>(ids: impl IntoIterator<Item = &'a str>) -> Permissions {
        ids.into_iter().filter_map(Permission::find).fold(Permissions::default(), |mut set, permission| {
            set.0[permission as usize / 64] |= 1 << (permission as usize % 64);
            set
        })
    }

    /// Whether it is in the set.
    pub fn has(&self, permission: Permission) -> bool {
        self.0[permission as usize / 64] & (1 << (permission as usize % 64)) != 0
    }

    /// Those that are in both sets.
    pub fn and(&self, other: &Permissions) -> Permissions {
        self.zip(other, |mine, theirs| mine & theirs)
    }

    /// Those that are not in the other set.
    pub fn without(&self, other: &Permissions) -> Permissions {
        self.zip(other, |mine, theirs| mine & !theirs)
    }

    /// Those that are in one of the sets.
    pub fn plus(&self, other: &Permissions) -> Permissions {
        self.zip(other, |mine, theirs| mine | theirs)
    }

    fn zip(&self, other: &Permissions, join: impl Fn(u64, u64) -> u64) -> Permissions {
        Permissions(std::array::from_fn(|at| join(self.0[at], other.0[at])))
    }

    /// Whether none is in it.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|bits| *bits == 0)
    }

    /// The ids of those that are in it, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &'static str> {
        let set = *self;
        ALL.iter().filter(move |(permission, _)| set.has(*permission)).map(|(_, id)| *id)
    }

    /// Adds another set.
    pub fn add(&mut self, other: &Permissions) {
        self.0.iter_mut().zip(other.0).for_each(|(mine, theirs)| *mine |= theirs);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_sorted_and_found_again() {
        assert!(ALL.windows(2).all(|pair| pair[0].1 < pair[1].1));
        assert!(ALL.len() <= 5 * 64);
        assert!(ALL.iter().all(|(permission, id)| Permission::find(id) == Some(*permission) && permission.id() == *id));
        assert_eq!(Permission::find("fly"), None);
    }

    #[test]
    fn a_set_has_what_was_put_in() {
        let mut set = Permissions::of(["create_post", "no_such_thing"]);
        assert!(set.has(Permission::CreatePost) && !set.has(Permission::DeletePost));
        set.add(&Permissions::of(["delete_post"]));
        assert!(set.has(Permission::DeletePost));
    }
}

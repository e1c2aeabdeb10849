//! The settings that the program looks at. A setting is one sentence: its meaning, its type, its place.

use serde_json::Value;

/// Turns the sentences into the struct, its reader, and the list of places.
macro_rules! settings {
    ($($(#[doc = $doc:literal])* $name:ident: $type:ty = $path:literal;)*) => {
        /// The settings in force, read once from the tree.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Settings { $($(#[doc = $doc])* pub $name: $type,)* }

        impl Settings {
            /// Reads them all; an error names the setting and what was found there.
            pub fn read(tree: &Value) -> Result<Settings, String> {
                Ok(Settings { $($name: read(tree, $path)?,)* })
            }
        }

        #[cfg(test)]
        const PATHS: &[&str] = &[$($path,)*];
    };
}

settings! {
    /// Where the world reaches this server, without a slash at the end; empty when nobody said.
    site_url: String = "ServiceSettings.SiteURL";
    /// The address to listen on, `host:port` or `:port`.
    listen_address: String = "ServiceSettings.ListenAddress";
    /// A certificate chain of the administrator's own, in PEM.
    tls_cert_file: String = "ServiceSettings.TLSCertFile";
    /// Its key.
    tls_key_file: String = "ServiceSettings.TLSKeyFile";
    /// The oldest TLS that is spoken: `1.2` or `1.3`.
    tls_min_ver: String = "ServiceSettings.TLSMinVer";
    /// Headers in which a reverse proxy tells the caller's address.
    trusted_proxy_ip_header: Vec<String> = "ServiceSettings.TrustedProxyIPHeader";
    /// Wrong passwords before an account is locked.
    maximum_login_attempts: i64 = "ServiceSettings.MaximumLoginAttempts";
    /// Whether details of errors are shown.
    enable_developer: bool = "ServiceSettings.EnableDeveloper";
    /// Origins that may use the API from other pages; space separated, or `*`.
    allow_cors_from: String = "ServiceSettings.AllowCorsFrom";
    /// Whether activity moves the end of a session.
    extend_session_length_with_activity: bool = "ServiceSettings.ExtendSessionLengthWithActivity";
    /// Whether a new password ends the other sessions.
    terminate_sessions_on_password_change: bool = "ServiceSettings.TerminateSessionsOnPasswordChange";
    /// Life of a browser's session, in hours.
    session_length_web_in_hours: i64 = "ServiceSettings.SessionLengthWebInHours";
    /// Life of a phone's session, in hours.
    session_length_mobile_in_hours: i64 = "ServiceSettings.SessionLengthMobileInHours";
    /// How long a session may be idle, in minutes, where activity does not extend it; 0 is for ever.
    session_idle_timeout_in_minutes: i64 = "ServiceSettings.SessionIdleTimeoutInMinutes";
    /// Whether cookies are good for sub-domains of the site's host too.
    allow_cookies_for_subdomains: bool = "ServiceSettings.AllowCookiesForSubdomains";
    /// Whether the `X-Requested-With` header is no proof against forgery.
    experimental_strict_csrf_enforcement: bool = "ServiceSettings.ExperimentalStrictCSRFEnforcement";
    /// How long an author may edit a post, in seconds; -1 is for ever.
    post_edit_time_limit: i64 = "ServiceSettings.PostEditTimeLimit";
    /// Letters a hashtag needs.
    minimum_hashtag_length: i64 = "ServiceSettings.MinimumHashtagLength";
    /// Whether typing is told.
    enable_user_typing_messages: bool = "ServiceSettings.EnableUserTypingMessages";
    /// Whether reading is told to one's own other sessions.
    enable_channel_viewed_messages: bool = "ServiceSettings.EnableChannelViewedMessages";
    /// Whether presence is kept at all.
    enable_user_statuses: bool = "ServiceSettings.EnableUserStatuses";
    /// Whether search works.
    enable_post_search: bool = "ServiceSettings.EnablePostSearch";
    /// Whether files are searched.
    enable_file_search: bool = "ServiceSettings.EnableFileSearch";
    /// disabled, default_off, default_on or always_on.
    collapsed_threads: String = "ServiceSettings.CollapsedThreads";
    /// Whether authors, repliers and mentioned people follow a thread by themselves.
    thread_auto_follow: bool = "ServiceSettings.ThreadAutoFollow";
    /// Different emoji that a post may have.
    unique_emoji_reaction_limit_per_post: i64 = "ServiceSettings.UniqueEmojiReactionLimitPerPost";
    /// Whether drafts are kept.
    allow_synced_drafts: bool = "ServiceSettings.AllowSyncedDrafts";
    /// Whether posts may be written for later.
    scheduled_posts: bool = "ServiceSettings.ScheduledPosts";
    /// Whether a post may be important or urgent.
    post_priority: bool = "ServiceSettings.PostPriority";
    /// Whether urgent posts may notify again and again.
    allow_persistent_notifications: bool = "ServiceSettings.AllowPersistentNotifications";
    /// Whether guests may write such posts.
    allow_persistent_notifications_for_guests: bool = "ServiceSettings.AllowPersistentNotificationsForGuests";
    /// Minutes between two notifications of such a post.
    persistent_notification_interval: i64 = "ServiceSettings.PersistentNotificationIntervalMinutes";
    /// How often such a post notifies at most.
    persistent_notification_max_count: i64 = "ServiceSettings.PersistentNotificationMaxCount";
    /// Whom such a post may mention at most.
    persistent_notification_max_recipients: i64 = "ServiceSettings.PersistentNotificationMaxRecipients";
    /// Whether posts that burn once they are read may be written.
    enable_burn_on_read: bool = "ServiceSettings.EnableBurnOnRead";
    /// Seconds that such a post stands once somebody revealed it.
    burn_on_read_duration: i64 = "ServiceSettings.BurnOnReadDurationSeconds";
    /// Seconds that such a post waits to be revealed.
    burn_on_read_most: i64 = "ServiceSettings.BurnOnReadMaximumTimeToLiveSeconds";
    /// Whether the first link of a post is previewed.
    enable_link_previews: bool = "ServiceSettings.EnableLinkPreviews";
    /// Whether links to posts are previewed.
    enable_permalink_previews: bool = "ServiceSettings.EnablePermalinkPreviews";
    /// Domains whose links are not previewed, separated by commas.
    restrict_link_previews: String = "ServiceSettings.RestrictLinkPreviews";
    /// Whether people may flag posts for review.
    enable_content_flagging: bool = "ContentFlaggingSettings.EnableContentFlagging";
    /// Whether posts may be deleted for good by the API.
    enable_api_post_deletion: bool = "ServiceSettings.EnableAPIPostDeletion";
    /// Whether channels may be deleted for good by the API.
    enable_api_channel_deletion: bool = "ServiceSettings.EnableAPIChannelDeletion";
    /// Whether teams may be deleted for good by the API.
    enable_api_team_deletion: bool = "ServiceSettings.EnableAPITeamDeletion";
    /// Whether users may be deleted for good by the API.
    enable_api_user_deletion: bool = "ServiceSettings.EnableAPIUserDeletion";
    /// Hosts, addresses and blocks near this machine that outgoing requests may reach; separated by spaces or commas.
    allowed_untrusted_internal_connections: String = "ServiceSettings.AllowedUntrustedInternalConnections";
    /// Whether outgoing requests accept certificates that nobody vouches for.
    enable_insecure_outgoing_connections: bool = "ServiceSettings.EnableInsecureOutgoingConnections";
    /// Seconds that a hook or command of somebody else's may take to answer.
    outgoing_integration_requests_timeout: i64 = "ServiceSettings.OutgoingIntegrationRequestsTimeout";
    /// Whether incoming webhooks work.
    enable_incoming_webhooks: bool = "ServiceSettings.EnableIncomingWebhooks";
    /// Whether outgoing webhooks work.
    enable_outgoing_webhooks: bool = "ServiceSettings.EnableOutgoingWebhooks";
    /// Whether custom commands work.
    enable_commands: bool = "ServiceSettings.EnableCommands";
    /// Whether hooks and commands may post under another name.
    enable_post_username_override: bool = "ServiceSettings.EnablePostUsernameOverride";
    /// Whether hooks and commands may post with another picture.
    enable_post_icon_override: bool = "ServiceSettings.EnablePostIconOverride";
    /// Whether apps may ask people to act for them.
    enable_oauth_service_provider: bool = "ServiceSettings.EnableOAuthServiceProvider";
    /// Whether apps may register themselves.
    enable_dynamic_client_registration: bool = "ServiceSettings.EnableDynamicClientRegistration";
    /// Whether this server may keep credentials for asking others for tokens.
    enable_outgoing_oauth_connections: bool = "ServiceSettings.EnableOutgoingOAuthConnections";
    /// Life of an app's session, in hours.
    session_length_sso_in_hours: i64 = "ServiceSettings.SessionLengthSSOInHours";
    /// Whether people may have access tokens; bots may in any case.
    enable_user_access_tokens: bool = "ServiceSettings.EnableUserAccessTokens";
    /// Whether bots may be made.
    enable_bot_account_creation: bool = "ServiceSettings.EnableBotAccountCreation";
    /// Whether the bots of somebody who is switched off are switched off too.
    disable_bots_when_owner_is_deactivated: bool = "ServiceSettings.DisableBotsWhenOwnerIsDeactivated";
    /// Bytes of a request's body.
    maximum_payload_size: i64 = "ServiceSettings.MaximumPayloadSizeBytes";
    /// Bytes of a request line.
    maximum_url_length: i64 = "ServiceSettings.MaximumURLLength";
    /// Whether a joining or leaving post is written for the default channels.
    default_channel_leave_join_messages: bool = "ServiceSettings.ExperimentalEnableDefaultChannelLeaveJoinMessages";
    /// The name of this site.
    site_name: String = "TeamSettings.SiteName";
    /// Members a team may have.
    max_users_per_team: i64 = "TeamSettings.MaxUsersPerTeam";
    /// Channels a team may have.
    max_channels_per_team: i64 = "TeamSettings.MaxChannelsPerTeam";
    /// Members up to which `@channel` and its like work.
    max_notifications_per_channel: i64 = "TeamSettings.MaxNotificationsPerChannel";
    /// Whether accounts may be made.
    enable_user_creation: bool = "TeamSettings.EnableUserCreation";
    /// Whether accounts may be made without an invitation.
    enable_open_server: bool = "TeamSettings.EnableOpenServer";
    /// Whether people may deactivate themselves.
    enable_user_deactivation: bool = "TeamSettings.EnableUserDeactivation";
    /// Mail domains that accounts are limited to, separated by commas.
    restrict_creation_to_domains: String = "TeamSettings.RestrictCreationToDomains";
    /// Whether a custom status may be set.
    enable_custom_user_statuses: bool = "TeamSettings.EnableCustomUserStatuses";
    /// Seconds without activity after which somebody is away.
    user_status_away_timeout: i64 = "TeamSettings.UserStatusAwayTimeout";
    /// Whether people are kept from writing what only programs may: whose name and picture a post shows.
    experimental_enable_hardened_mode: bool = "ServiceSettings.ExperimentalEnableHardenedMode";
    /// Whether people are asked to agree to terms of service.
    custom_terms_of_service_enabled: bool = "SupportSettings.CustomTermsOfServiceEnabled";
    /// any, or team: whom a direct message may go to.
    restrict_direct_message: String = "TeamSettings.RestrictDirectMessage";
    /// Whether people may make groups that messages can name.
    enable_custom_groups: bool = "ServiceSettings.EnableCustomGroups";
    /// Channels that everybody who joins a team joins, besides town-square.
    experimental_default_channels: Vec<String> = "TeamSettings.ExperimentalDefaultChannels";
    /// username, nickname_full_name or full_name.
    teammate_name_display: String = "TeamSettings.TeammateNameDisplay";
    /// sqlite or postgres.
    sql_driver_name: String = "SqlSettings.DriverName";
    /// The file of SQLite (empty: `hearth.db` in the data directory), or the address of PostgreSQL.
    sql_data_source: String = "SqlSettings.DataSource";
    /// Connections to PostgreSQL at most.
    sql_max_open_conns: i64 = "SqlSettings.MaxOpenConns";
    /// Where uploaded files are kept: absolute, or in the data directory.
    file_directory: String = "FileSettings.Directory";
    /// Whether files may be sent.
    enable_file_attachments: bool = "FileSettings.EnableFileAttachments";
    /// Bytes of one file at most.
    max_file_size: i64 = "FileSettings.MaxFileSize";
    /// Pixels of an image at most.
    max_image_resolution: i64 = "FileSettings.MaxImageResolution";
    /// Whether people may make emoji.
    enable_custom_emoji: bool = "ServiceSettings.EnableCustomEmoji";
    /// Whether a file may be shown to anybody who has its link.
    enable_public_link: bool = "FileSettings.EnablePublicLink";
    /// The secret in such links.
    public_link_salt: String = "FileSettings.PublicLinkSalt";
    /// Whether logs go to the terminal.
    log_enable_console: bool = "LogSettings.EnableConsole";
    /// From which level.
    log_console_level: String = "LogSettings.ConsoleLevel";
    /// Whether logs go to a file.
    log_enable_file: bool = "LogSettings.EnableFile";
    /// From which level.
    log_file_level: String = "LogSettings.FileLevel";
    /// Characters a password needs.
    password_minimum_length: i64 = "PasswordSettings.MinimumLength";
    /// Whether it needs a lower-case letter.
    password_lowercase: bool = "PasswordSettings.Lowercase";
    /// Whether it needs a digit.
    password_number: bool = "PasswordSettings.Number";
    /// Whether it needs an upper-case letter.
    password_uppercase: bool = "PasswordSettings.Uppercase";
    /// Whether it needs a symbol.
    password_symbol: bool = "PasswordSettings.Symbol";
    /// Whether people may sign up with a mail address.
    enable_sign_up_with_email: bool = "EmailSettings.EnableSignUpWithEmail";
    /// Whether people may log in with a mail address.
    enable_sign_in_with_email: bool = "EmailSettings.EnableSignInWithEmail";
    /// Whether people may log in with a username.
    enable_sign_in_with_username: bool = "EmailSettings.EnableSignInWithUsername";
    /// Whether an address must be proved before its first login.
    require_email_verification: bool = "EmailSettings.RequireEmailVerification";
    /// Whether letters go out for what happens in channels; account letters always go.
    send_email_notifications: bool = "EmailSettings.SendEmailNotifications";
    /// The name that letters come from; the site's when empty.
    feedback_name: String = "EmailSettings.FeedbackName";
    /// The address that letters come from.
    feedback_email: String = "EmailSettings.FeedbackEmail";
    /// Where answers to letters go.
    reply_to_address: String = "EmailSettings.ReplyToAddress";
    /// The mail server's host; empty sends nothing.
    smtp_server: String = "EmailSettings.SMTPServer";
    /// Its port.
    smtp_port: String = "EmailSettings.SMTPPort";
    /// Seconds to wait for it.
    smtp_server_timeout: i64 = "EmailSettings.SMTPServerTimeout";
    /// Whether it asks who we are.
    enable_smtp_auth: bool = "EmailSettings.EnableSMTPAuth";
    /// Our name there.
    smtp_username: String = "EmailSettings.SMTPUsername";
    /// Our password there.
    smtp_password: String = "EmailSettings.SMTPPassword";
    /// Empty, TLS or STARTTLS.
    smtp_connection_security: String = "EmailSettings.ConnectionSecurity";
    /// Whether its certificate is not looked at.
    smtp_skip_certificate_verification: bool = "EmailSettings.SkipServerCertificateVerification";
    /// Whether others see mail addresses.
    show_email_address: bool = "PrivacySettings.ShowEmailAddress";
    /// Whether others see first and last names.
    show_full_name: bool = "PrivacySettings.ShowFullName";
    /// The language of people who chose none.
    default_client_locale: String = "LocalizationSettings.DefaultClientLocale";
    /// Whether compliance rules forbid reading public channels without joining.
    compliance_enable: bool = "ComplianceSettings.Enable";
    /// Whether guests are let in.
    guest_accounts_enable: bool = "GuestAccountsSettings.Enable";
    /// Mail domains that guests are limited to, separated by commas.
    guest_domains: String = "GuestAccountsSettings.RestrictCreationToDomains";
    /// Whether guests must use a second factor too where it is enforced.
    guest_enforce_mfa: bool = "GuestAccountsSettings.EnforceMultifactorAuthentication";
    /// Whether guests may be let in by a link in a letter alone.
    guest_magic_link: bool = "GuestAccountsSettings.EnableGuestMagicLink";
    /// Whether a second factor may be used.
    enable_mfa: bool = "ServiceSettings.EnableMultifactorAuthentication";
    /// Whether everybody must use a second factor.
    enforce_mfa: bool = "ServiceSettings.EnforceMultifactorAuthentication";
    /// Whether invitations by letter are sent.
    enable_email_invitations: bool = "ServiceSettings.EnableEmailInvitations";
}

/// A type that a setting can have.
trait Kind: Sized {
    fn read(value: &Value) -> Option<Self>;
}

impl Kind for String {
    fn read(value: &Value) -> Option<String> {
        value.as_str().map(str::to_owned)
    }
}

impl Kind for bool {
    fn read(value: &Value) -> Option<bool> {
        value.as_bool()
    }
}

impl Kind for i64 {
    fn read(value: &Value) -> Option<i64> {
        value.as_i64()
    }
}

impl Kind for Vec<String> {
    fn read(value: &Value) -> Option<Vec<String>> {
        value.as_array()?.iter().map(String::read).collect()
    }
}

fn read<T: Kind>(tree: &Value, path: &str) -> Result<T, String> {
    let value = path.split('.').try_fold(tree, |tree, key| tree.get(key)).unwrap_or(&Value::Null);
    T::read(value).ok_or_else(|| format!("{path} is {value}, which is not of its kind"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::config::defaults;

    #[test]
    fn every_setting_has_a_default_of_its_kind() {
        assert!(Settings::read(&defaults()).is_ok(), "{:?}", Settings::read(&defaults()));
        assert!(PATHS.iter().all(|path| path.split_once('.').is_some()));
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_named() {
        let mut tree = defaults();
        tree["ServiceSettings"]["EnableDeveloper"] = "yes".into();
        let error = Settings::read(&tree).err().unwrap_or_default();
        assert!(error.starts_with("ServiceSettings.EnableDeveloper is \"yes\""), "{error}");
    }
}

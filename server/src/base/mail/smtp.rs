//! The way to the site's mail server.

use std::time::Duration;

use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::Mail;
use crate::base::config::Settings;
use crate::base::error::{Context, Result};

/// The mail server of the site, and who writes.
#[derive(Debug, Clone, Default)]
pub struct Smtp {
    /// Its host.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// `TLS`, `STARTTLS`, or anything else for neither.
    pub security: String,
    /// Whether its certificate is not looked at.
    pub trusts_any_certificate: bool,
    /// Name and password, where it asks for them.
    pub login: Option<(String, String)>,
    /// How long to wait for it.
    pub patience: Duration,
    /// The writer's name.
    pub from_name: String,
    /// The writer's address.
    pub from: String,
    /// Where answers go; empty for the writer.
    pub reply_to: String,
}

/// Whether somebody said where letters go: a new site only has a placeholder.
pub fn is_set_up(settings: &Settings) -> bool {
    let placeholder = settings.smtp_server == "localhost" && settings.smtp_port == "10025";
    !settings.smtp_server.is_empty() && !placeholder
}

impl Smtp {
    /// As the settings have it.
    pub fn of(settings: &Settings) -> Smtp {
        let s = settings;
        let name = if s.feedback_name.is_empty() { &s.site_name } else { &s.feedback_name };
        Smtp {
            server: s.smtp_server.clone(),
            port: s.smtp_port.trim().parse().unwrap_or(25),
            security: s.smtp_connection_security.clone(),
            trusts_any_certificate: s.smtp_skip_certificate_verification,
            login: s.enable_smtp_auth.then(|| (s.smtp_username.clone(), s.smtp_password.clone())),
            patience: Duration::from_secs(s.smtp_server_timeout.clamp(1, 120).unsigned_abs()),
            from_name: name.clone(),
            from: s.feedback_email.clone(),
            reply_to: s.reply_to_address.clone(),
        }
    }

    fn transport(&self) -> Result<AsyncSmtpTransport<Tokio1Executor>> {
        let tls = || {
            let parameters = TlsParameters::builder(self.server.clone());
            parameters.dangerous_accept_invalid_certs(self.trusts_any_certificate).build_rustls()
        };
        let security = match self.security.as_str() {
            "TLS" => Tls::Wrapper(tls().context("preparing TLS for mail")?),
            "STARTTLS" => Tls::Required(tls().context("preparing TLS for mail")?),
            _ => Tls::None,
        };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&self.server).port(self.port);
        let builder = builder.tls(security).timeout(Some(self.patience));
        Ok(match &self.login {
            Some((name, password)) => builder.credentials(Credentials::new(name.clone(), password.clone())),
            None => builder,
        }
        .build())
    }
}

/// Sends a letter, and waits until the mail server has taken it.
pub async fn send(smtp: &Smtp, mail: &Mail) -> Result<()> {
    let address = |text: &str| text.parse::<Address>().context("reading a mail address");
    let name = Some(smtp.from_name.clone()).filter(|name| !name.is_empty());
    let mut message = Message::builder()
        .from(Mailbox::new(name, address(&smtp.from)?))
        .to(Mailbox::new(None, address(&mail.to)?))
        .subject(mail.subject.clone());
    if !smtp.reply_to.is_empty() {
        message = message.reply_to(Mailbox::new(None, address(&smtp.reply_to)?));
    }
    let body = MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone());
    let message = message.multipart(body).context("writing a letter")?;
    smtp.transport()?.send(message).await.context("sending a letter").map(drop)
}

//! Terms, and agreements to them, as clients see them.

use serde::Serialize;

use crate::base::db::{Columns, Row};
use crate::base::{Id, Millis, Result};

/// A text that people are asked to agree to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermsOfService {
    pub id: Id,
    pub create_at: Millis,
    /// Who wrote it.
    pub user_id: Id,
    pub text: String,
}

/// That somebody agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UserTermsOfService {
    pub user_id: Id,
    pub terms_of_service_id: Id,
    pub create_at: Millis,
}

impl Row for TermsOfService {
    fn from_row(columns: &mut Columns<'_>) -> Result<TermsOfService> {
        Ok(TermsOfService {
            id: columns.next()?,
            create_at: columns.next()?,
            user_id: columns.next()?,
            text: columns.next()?,
        })
    }
}

impl Row for UserTermsOfService {
    fn from_row(columns: &mut Columns<'_>) -> Result<UserTermsOfService> {
        Ok(UserTermsOfService {
            user_id: columns.next()?,
            terms_of_service_id: columns.next()?,
            create_at: columns.next()?,
        })
    }
}

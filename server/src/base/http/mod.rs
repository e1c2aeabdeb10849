//! HTTP as the contract wants it: bodies in and out, path and query values, and what every answer carries.
//!
//! [`Body`] and [`Params`] refuse what is malformed with an error that names it; [`Json`] and [`Created`] answer;
//! [`respond`] wraps every request: its id, the headers of each answer, and the error bodies in the reader's language.

mod body;
pub mod etag;
mod form;
mod frame;
pub mod page;
mod params;
pub mod port;
mod redirect;
mod site;

pub use body::{Body, Created, Json, List, Ok, Unread, given, given_list, ok, parse, read_body};
pub use etag::{CONTRACT_VERSION, tagged};
pub use form::{Form, open_form, read_form};
pub use frame::{Frame, Limits, RequestId, error_response, respond};
pub use params::{Page, Params};
pub use port::Peer;
pub use redirect::redirect;
pub use site::Site;

pub use axum::http::{HeaderMap, header};

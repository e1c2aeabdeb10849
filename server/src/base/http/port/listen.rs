//! Opening the port.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::{TcpListener, lookup_host};

/// Connections the operating system may hold ready before we take them: a whole office coming back at once.
const BACKLOG: i32 = 4096;

/// Listens at `address`: `:8065` or `8065` for every address of this machine, `127.0.0.1:8065`, `[::1]:8065`,
/// `name:8065`; port 0 takes a free one. An error is a sentence for a person.
pub async fn listen(address: &str) -> io::Result<TcpListener> {
    let mut failure = None;
    for candidate in candidates(address).await? {
        match open(candidate) {
            Ok(listener) => return Ok(listener),
            Err(error) => failure = Some(explain(candidate, &error)),
        }
    }
    Err(failure.unwrap_or_else(|| not_an_address(address)))
}

async fn candidates(address: &str) -> io::Result<Vec<SocketAddr>> {
    let port = address.strip_prefix(':').unwrap_or(address);
    if let Ok(port) = port.parse::<u16>() {
        // The second is for machines without IPv6; the first listens on both.
        return Ok(vec![(Ipv6Addr::UNSPECIFIED, port).into(), (Ipv4Addr::UNSPECIFIED, port).into()]);
    }
    lookup_host(address).await.map(Iterator::collect).map_err(|_| not_an_address(address))
}

fn open(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    if address.ip() == Ipv6Addr::UNSPECIFIED {
        socket.set_only_v6(false)?;
    }
    // On Windows this option would let a second program take the same port.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    TcpListener::from_std(socket.into())
}

fn explain(address: SocketAddr, error: &io::Error) -> io::Error {
    let port = address.port();
    let sentence = match error.kind() {
        io::ErrorKind::AddrInUse => format!("Port {port} is in use by another program; --listen chooses another."),
        io::ErrorKind::PermissionDenied => format!("This account may not open port {port}; --listen chooses another."),
        io::ErrorKind::AddrNotAvailable => format!("{} is no address of this machine.", address.ip()),
        _ => format!("{address} cannot be opened: {error}."),
    };
    io::Error::new(error.kind(), sentence)
}

fn not_an_address(address: &str) -> io::Error {
    let sentence = format!("\"{address}\" is no address to listen at; write :8065 or 127.0.0.1:8065.");
    io::Error::new(io::ErrorKind::InvalidInput, sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpStream;

    #[tokio::test]
    async fn a_bare_port_listens_everywhere() {
        for address in [":0", "0"] {
            let listener = listen(address).await.expect(address);
            let port = listener.local_addr().expect("an address").port();
            TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.expect("reachable");
        }
    }

    #[tokio::test]
    async fn a_taken_port_is_said_to_be_taken() {
        let first = listen("127.0.0.1:0").await.expect("first");
        let address = first.local_addr().expect("an address");
        let error = listen(&address.to_string()).await.expect_err("taken");
        assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
        assert!(error.to_string().contains(&format!("Port {} is in use", address.port())), "{error}");
    }

    #[tokio::test]
    async fn nonsense_is_refused_with_an_example() {
        for address in ["", ":", ":99999", "over there", "127.0.0.1"] {
            let error = listen(address).await.expect_err(address).to_string();
            assert!(error.contains("write :8065"), "{address}: {error}");
        }
        let error = listen("192.0.2.1:0").await.expect_err("not ours").to_string();
        assert!(error.contains("192.0.2.1"), "{error}");
    }
}

//! Where events may be sent, and where never: a city stands in a network whose other machines believe it.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use hyper::Uri;

/// The longest address.
pub const ADDRESS_LENGTH_MAX: usize = 500;
const HTTPS_PORT: u16 = 443;
const HTTP_PORT: u16 = 80;

/// The address of a receiver.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    uri: Uri,
    host: String,
    port: u16,
    is_encrypted: bool,
}

/// Why a text is no address of a receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongAddress {
    /// It cannot be read as one.
    #[error("this is no address: https://HOST[:PORT]/PATH")]
    Unreadable,
    /// It holds a user's name or password.
    #[error("an address holds no name and no password: what proves who speaks is the signature")]
    WithPassword,
    /// In clear, and not on this machine.
    #[error("events leave this machine encrypted only: https://…")]
    InClear,
}

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// When it is none that events are sent to.
    pub fn read(text: &str) -> Result<Self, WrongAddress> {
        let uri: Uri = text.trim().parse().map_err(|_| WrongAddress::Unreadable)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(WrongAddress::Unreadable);
        };
        if authority.as_str().contains('@') {
            return Err(WrongAddress::WithPassword);
        }
        let host = authority
            .host()
            .trim_start_matches('[')
            .trim_end_matches(']')
            .to_ascii_lowercase();
        let is_encrypted = scheme == "https";
        if host.is_empty() || text.len() > ADDRESS_LENGTH_MAX || !(is_encrypted || scheme == "http") {
            return Err(WrongAddress::Unreadable);
        }
        if !is_encrypted && !is_this_machine(&host) {
            return Err(WrongAddress::InClear);
        }
        let port = authority
            .port_u16()
            .unwrap_or(if is_encrypted { HTTPS_PORT } else { HTTP_PORT });
        Ok(Self {
            uri,
            host,
            port,
            is_encrypted,
        })
    }

    /// Whom it reaches, without the path, in which a token may stand: `https://host:443`.
    #[must_use]
    pub fn origin(&self) -> String {
        let scheme = if self.is_encrypted { "https" } else { "http" };
        let host = if self.host.contains(':') {
            format!("[{}]", self.host)
        } else {
            self.host.clone()
        };
        format!("{scheme}://{host}:{}", self.port)
    }

    /// The whole address.
    #[must_use]
    pub fn text(&self) -> String {
        self.uri.to_string()
    }

    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn is_encrypted(&self) -> bool {
        self.is_encrypted
    }

    /// What a request to it asks for.
    pub(crate) fn path(&self) -> &str {
        self.uri.path_and_query().map_or("/", |path| path.as_str())
    }

    /// What a request to it names as its host.
    pub(crate) fn authority(&self) -> &str {
        self.uri.authority().map_or("", |authority| authority.as_str())
    }
}

/// The path may hold a token.
impl fmt::Debug for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Address({})", self.origin())
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A network: `10.20.0.0/16`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    prefix: u8,
}

/// A text that is no network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no network: 10.20.0.0/16, fd00::/8, or one address")]
pub struct WrongNetwork(String);

impl FromStr for Network {
    type Err = WrongNetwork;

    fn from_str(text: &str) -> Result<Self, WrongNetwork> {
        let wrong = || WrongNetwork(text.to_owned());
        let (base, prefix) = match text.split_once('/') {
            Some((base, prefix)) => (base, Some(prefix)),
            None => (text, None),
        };
        let base: IpAddr = base.parse().map_err(|_| wrong())?;
        let bits = if base.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(bits), |prefix| prefix.parse().map_err(|_| wrong()))?;
        if prefix > bits {
            return Err(wrong());
        }
        Ok(Self { base, prefix })
    }
}

impl Network {
    fn v4(a: u8, b: u8, c: u8, prefix: u8) -> Self {
        Self {
            base: IpAddr::V4(Ipv4Addr::new(a, b, c, 0)),
            prefix,
        }
    }

    /// Whether an address lies in it.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let (base, address, bits) = match (self.base, address) {
            (IpAddr::V4(base), IpAddr::V4(address)) => (u128::from(base.to_bits()), u128::from(address.to_bits()), 32),
            (IpAddr::V6(base), IpAddr::V6(address)) => (base.to_bits(), address.to_bits(), 128),
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => return false,
        };
        // Shifting by all bits is no shift at all: a network of everything.
        let host_bits = bits - u32::from(self.prefix);
        (base ^ address).checked_shr(host_bits).unwrap_or(0) == 0
    }
}

/// Where events may be sent: to the public internet, and to networks that the operator allows.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    allowed: Vec<Network>,
}

impl Reach {
    /// With these networks beside the public ones.
    #[must_use]
    pub fn with(allowed: Vec<Network>) -> Self {
        Self { allowed }
    }

    /// Whether events may be sent to an address.
    #[must_use]
    pub fn admits(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        is_public(address) || self.allowed.iter().any(|network| network.contains(address))
    }

    /// Those of the addresses to which events may be sent.
    pub(crate) fn admitted(&self, addresses: impl Iterator<Item = SocketAddr>) -> Vec<SocketAddr> {
        addresses.filter(|address| self.admits(address.ip())).collect()
    }
}

/// Whether everybody on the internet reaches an address (IANA special-purpose registries; RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = [
        Network::v4(0, 0, 0, 8),
        Network::v4(10, 0, 0, 8),
        Network::v4(100, 64, 0, 10),
        Network::v4(127, 0, 0, 8),
        Network::v4(169, 254, 0, 16),
        Network::v4(172, 16, 0, 12),
        Network::v4(192, 0, 0, 24),
        Network::v4(192, 0, 2, 24),
        Network::v4(192, 88, 99, 24),
        Network::v4(192, 168, 0, 16),
        Network::v4(198, 18, 0, 15),
        Network::v4(198, 51, 100, 24),
        Network::v4(203, 0, 113, 24),
        // Multicast, reserved, broadcast.
        Network::v4(224, 0, 0, 3),
    ];
    !special.iter().any(|network| network.contains(IpAddr::V4(address)))
}

/// Global unicast, and no way of writing an IPv4 address that is not public.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, ..] = address.segments();
    let embedded = |high: u16, low: u16| Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low));
    match (first, second) {
        // NAT64 (RFC 6052): the last 32 bits.
        (0x64, 0xff9b) => {
            let [.., high, low] = address.segments();
            is_public_v4(embedded(high, low))
        }
        // 6to4 (RFC 3056): the 32 bits after the prefix.
        (0x2002, _) => is_public_v4(embedded(second, third)),
        // Teredo, ORCHID and other protocols' (2001::/23), documentation.
        (0x2001, 0..0x200) | (0x2001, 0xdb8) | (0x3fff, 0..0x1000) => false,
        (0x2000..0x4000, _) => true,
        (_, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_encrypted_or_on_this_machine() {
        for (text, read) in [
            (
                "https://hooks.example.cn/zhoudao?city=371600",
                Ok("https://hooks.example.cn:443"),
            ),
            ("https://[2001:db8::1]:8443/", Ok("https://[2001:db8::1]:8443")),
            ("http://127.0.0.1:9000/in", Ok("http://127.0.0.1:9000")),
            ("http://localhost/in", Ok("http://localhost:80")),
            ("http://hooks.example.cn/", Err(WrongAddress::InClear)),
            ("http://10.0.0.1/", Err(WrongAddress::InClear)),
            ("https://user:password@hooks.example.cn/", Err(WrongAddress::WithPassword)),
            ("ftp://hooks.example.cn/", Err(WrongAddress::Unreadable)),
            ("hooks.example.cn", Err(WrongAddress::Unreadable)),
            ("", Err(WrongAddress::Unreadable)),
        ] {
            let origin = Address::read(text).map(|address| address.origin());
            assert_eq!(origin.as_deref(), read.as_ref().copied(), "{text}");
        }
    }

    #[test]
    fn the_path_of_an_address_does_not_print_itself() {
        let address = Address::read("https://hooks.example.cn/token-of-the-receiver").unwrap();
        assert!(!format!("{address:?}").contains("token"));
    }

    #[test]
    fn private_addresses_are_not_reached_however_they_are_written() {
        let nowhere = Reach::default();
        for address in [
            "127.0.0.1",
            "10.1.2.3",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.19.0.1",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "::10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001:db8::1",
            "2001::1",
        ] {
            assert!(!nowhere.admits(address.parse().unwrap()), "{address}");
        }
        for address in [
            "1.1.1.1",
            "172.32.0.1",
            "223.255.255.255",
            "2400:3200::1",
            "64:ff9b::101:101",
            "::ffff:1.1.1.1",
        ] {
            assert!(nowhere.admits(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn the_operator_allows_networks() {
        let reach = Reach::with(vec![
            "10.20.0.0/16".parse().unwrap(),
            "fd00::/8".parse().unwrap(),
            "127.0.0.1".parse().unwrap(),
        ]);
        for (address, is_admitted) in [
            ("10.20.255.1", true),
            ("::ffff:10.20.0.1", true),
            ("10.21.0.1", false),
            ("fd12::1", true),
            ("fe80::1", false),
            ("127.0.0.1", true),
            ("127.0.0.2", false),
        ] {
            assert_eq!(reach.admits(address.parse().unwrap()), is_admitted, "{address}");
        }
        assert!("0.0.0.0/0".parse::<Network>().unwrap().contains("9.9.9.9".parse().unwrap()));
        for wrong in ["10.0.0.0/33", "10.0.0/8", "net", "::/129", "10.0.0.0/-1"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }
}
